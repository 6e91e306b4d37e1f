// What a connection's transactions have in common, however they are carried out.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "zin/runtime/connection.hpp"
#include "zin/runtime/session.hpp"

namespace zin::runtime {

/// The Session inside of a transaction, which ends with commit(), or rolled back when destroyed.
/// The connection must outlive it. [one thread at a time] [blocks]
class TransactionSession : public Session {
 public:
  TransactionSession(Connection& connection, const TransactionOptions& options) noexcept
      : connection_(connection), isolation_(options.isolation), read_only_(options.read_only) {}
  ~TransactionSession() override;

  /// Throws what the server says; Errc::in_doubt when its answer was lost.
  virtual void commit() = 0;
  /// Session::insert_many() for rows in the form that it passes down.
  virtual std::uint64_t insert(const detail::BulkInsert& bulk, Where where) = 0;
  /// What after_commit() was given, in order. Requires: committed.
  [[nodiscard]] std::vector<std::function<void()>> take_actions() noexcept {
    return std::move(actions_);
  }

  void after_commit(std::function<void()> action) final;
  [[nodiscard]] std::shared_ptr<const std::atomic<bool>> open_flag() final;
  [[nodiscard]] Dialect dialect() final { return connection_.dialect(); }
  [[nodiscard]] DialectTraits traits() final { return connection_.traits(); }
  [[nodiscard]] detail::Loop& loop_for(detail::Loop& callers) final {
    return connection_.loop_for(callers);
  }
  [[nodiscard]] detail::Loop& workers() final { return connection_.workers(); }

 protected:
  /// One within it has no terms of its own: what is asked for must be what this one has, else
  /// Errc::invalid_argument.
  void refuse_other_terms(const TransactionOptions& options) const;
  /// While a statement is under way: asynchronous ones might meet, on two threads where the driver
  /// blocks. Throws Errc::invalid_argument when there is one already.
  class Use {
   public:
    explicit Use(TransactionSession& session);
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    ~Use() { session_.in_use_.store(false, std::memory_order_release); }

   private:
    TransactionSession& session_;
  };

  Connection& connection_;
  Isolation isolation_;
  bool read_only_;
  std::vector<std::function<void()>> actions_;

 private:
  std::uint64_t bulk_insert(const detail::BulkInsert& bulk, Where where) final {
    return insert(bulk, where);
  }

  std::shared_ptr<std::atomic<bool>> open_flag_;  // made when somebody asks
  std::atomic<bool> in_use_{false};
};

/// Throws what expect_affected() does, when the last write `affected` another number of rows.
void check_expectation(std::optional<std::uint64_t> affected, std::uint64_t expected);

/// Begins one in the way that the driver has: a Transaction, or a UnitOfWork where it has no
/// transactions and atomic batches. Throws Errc::unsupported before any I/O when it has neither, or
/// what BEGIN throws.
[[nodiscard]] std::unique_ptr<TransactionSession> begin_transaction(
    Connection& connection, const TransactionOptions& options, std::source_location where);

}  // namespace zin::runtime
