// What lasts until the end of a transaction, and which kind begins.
// SPDX-License-Identifier: MIT
#include "zin/runtime/transaction_session.hpp"

#include <string>

#include "zin/runtime/transaction.hpp"
#include "zin/runtime/unit_of_work.hpp"

namespace zin::runtime {

TransactionSession::~TransactionSession() {
  if (open_flag_ != nullptr) open_flag_->store(false, std::memory_order_release);
}

TransactionSession::Use::Use(TransactionSession& session) : session_(session) {
  if (session.in_use_.exchange(true, std::memory_order_acquire)) {
    throw Error(Errc::invalid_argument,
                "a statement of this transaction is still under way; co_await one before the next "
                "begins");
  }
}

std::shared_ptr<const std::atomic<bool>> TransactionSession::open_flag() {
  if (open_flag_ == nullptr) open_flag_ = std::make_shared<std::atomic<bool>>(true);
  return open_flag_;
}

void TransactionSession::after_commit(std::function<void()> action) {
  actions_.push_back(std::move(action));
}

void TransactionSession::refuse_other_terms(const TransactionOptions& options) const {
  if (options.read_only && !read_only_) {
    throw Error(Errc::invalid_argument,
                "a transaction inside of one that writes cannot be read_only: nothing would keep "
                "it from writing; begin the outer one with read_only, or leave it out here");
  }
  if (options.isolation != Isolation::default_ && options.isolation != isolation_) {
    throw Error(Errc::invalid_argument,
                "a transaction inside of another one has its isolation; ask for it where the outer "
                "one begins, or leave it out here");
  }
}

void check_expectation(std::optional<std::uint64_t> affected, std::uint64_t expected) {
  if (!affected) {
    throw Error(Errc::invalid_argument,
                "expect_affected() is about the last write, and nothing was written yet in this "
                "transaction");
  }
  if (*affected == expected) return;
  throw Error(Errc::stale_version,
              "the last write changed " + std::to_string(*affected) + " rows and not " +
                  std::to_string(expected) +
                  " as expected, so that all is rolled back: read again what it depends on");
}

std::unique_ptr<TransactionSession> begin_transaction(Connection& connection,
                                                      const TransactionOptions& options,
                                                      std::source_location where) {
  if (!connection.can(ZIN_CAP_TXN) && connection.can(ZIN_CAP_BATCH_ATOMIC)) {
    return std::make_unique<UnitOfWork>(connection, options, where);
  }
  return std::make_unique<Transaction>(connection, options, where);
}

}  // namespace zin::runtime
