// Transactions on one lent connection.
// SPDX-License-Identifier: MIT
#include "zin/runtime/connection_session.hpp"

#include "zin/base/log.hpp"
#include "zin/runtime/bulk_insert.hpp"
#include "zin/runtime/retry.hpp"
#include "zin/runtime/transaction_session.hpp"

namespace zin::runtime {

std::uint64_t ConnectionSession::bulk_insert(const detail::BulkInsert& bulk, Where where) {
  check_rows(bulk);
  if (!has_transactions()) {
    return insert_without_transaction(
        *lease_, bulk, {.sql = {}, .bindings = {}, .intent = Intent::write, .where = where});
  }
  const auto transaction = begin_transaction(*lease_, {}, where);
  const std::uint64_t stored = transaction->insert(bulk, where);
  transaction->commit();
  return stored;
}

void ConnectionSession::run_transaction(const detail::TransactionBody& body,
                                        const TransactionOptions& options, Where where) {
  std::vector<std::function<void()>> actions;
  for (unsigned attempt = 1;; ++attempt) {
    try {
      const auto transaction = begin_transaction(*lease_, options, where);
      body(*transaction);
      transaction->commit();
      actions = transaction->take_actions();
      break;
    } catch (const Error& failure) {
      if (attempt >= options.attempts || !may_run_again(failure) || !lease_->stands() ||
          !back_off(attempt + 1, options.deadline, Clock::system())) {
        throw;
      }
    }
  }
  for (const auto& action : actions) action();
}

}  // namespace zin::runtime
