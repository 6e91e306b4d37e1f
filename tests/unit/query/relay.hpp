// A session that hands everything on, and keeps the last rows.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "zin/zin.hpp"

namespace golden {

/// For cases whose later statements depend on what the earlier ones gave. [one thread at a time]
class Relay final : public zin::Session {
 public:
  /// `session` and `lines` must outlive it; `lines` are the last rows that came, see outcome.hpp.
  Relay(zin::Session& session, std::vector<std::string>& lines)
      : session_(session), lines_(lines) {}
  [[nodiscard]] zin::Dialect dialect() override { return session_.dialect(); }
  [[nodiscard]] zin::DialectTraits traits() override { return session_.traits(); }

 private:
  zin::Rows run_select(const zin::detail::Call& call) override;
  zin::RowStream run_stream(const zin::detail::Call& call) override;
  zin::ExecuteResult run_execute(const zin::detail::Call& call) override;
  std::uint64_t bulk_insert(const zin::detail::BulkInsert& bulk, Where where) override;
  void run_transaction(const zin::detail::TransactionBody& body,
                       const zin::TransactionOptions& options, Where where) override;

  zin::Session& session_;
  std::vector<std::string>& lines_;
};

}  // namespace golden
