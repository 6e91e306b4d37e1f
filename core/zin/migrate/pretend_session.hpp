// A Session that keeps what is written, as SQL for people.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "zin/runtime/forwarding_session.hpp"

namespace zin::migrate {

/// Reads go to the database; writes are kept alone, or run too in a transaction that the caller
/// takes back. Where they are not run, a read of a table that is not there gives no rows, since a
/// statement that was kept may make it. Bound values are written into the text that is kept, which
/// is for reading. [one thread at a time] [blocks]
class PretendSession final : public detail::ForwardingSession {
 public:
  explicit PretendSession(Session& next) : ForwardingSession(next) {}

  /// Whether writes are run from now on; at first they are not.
  void set_running(bool running) noexcept { running_ = running; }

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

  bool running_ = false;
  std::vector<std::string> statements_;
};

}  // namespace zin::migrate
