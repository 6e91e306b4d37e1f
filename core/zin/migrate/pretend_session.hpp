// A Session that reads and does not write: it keeps what would be written, as SQL for people.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "zin/runtime/forwarding_session.hpp"

namespace zin::migrate {

/// Reads go to the database; one that asks for a table that is not there gives no rows, since a
/// statement that was kept may make it. Bound values are written into the text, for reading: it is
/// not run. [one thread at a time] [blocks]
class PretendSession final : public detail::ForwardingSession {
 public:
  explicit PretendSession(Session& next) : ForwardingSession(next) {}

  /// The statements since the last call.
  [[nodiscard]] std::vector<std::string> take() noexcept { return std::move(statements_); }

 private:
  Rows run_select(const detail::Call& call) override;
  RowStream run_stream(const detail::Call& call) override;
  ExecuteResult run_execute(const detail::Call& call) override;
  std::uint64_t bulk_insert(const detail::BulkInsert& bulk, Where where) override;
  void run_transaction(const detail::TransactionBody& body, const TransactionOptions& options,
                       Where where) override;
  void keep(const detail::Call& call);

  std::vector<std::string> statements_;
};

}  // namespace zin::migrate
