// The Session inside a transaction.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "zin/runtime/connection.hpp"
#include "zin/runtime/session.hpp"

namespace zin::runtime {

/// Begins a transaction on a connection and ends it: with commit(), or rolled back when destroyed.
/// Nested transactions are savepoints of it. The connection must outlive it.
/// [one thread at a time] [blocks]
class Transaction final : public Session {
 public:
  /// Throws Errc::unsupported before any I/O when the driver has no transactions, or what BEGIN
  /// throws.
  Transaction(Connection& connection, const TransactionOptions& options, Where where);
  ~Transaction() override;

  /// Throws what the server says; Errc::in_doubt when its answer was lost.
  void commit();
  /// What after_commit() was given, in order. Requires: committed.
  [[nodiscard]] std::vector<std::function<void()>> take_actions() noexcept {
    return std::move(actions_);
  }

  /// Session::insert_many() for rows in the form that it passes down.
  std::uint64_t insert(const detail::BulkInsert& bulk, Where where);

  void after_commit(std::function<void()> action) override;
  [[nodiscard]] std::shared_ptr<const std::atomic<bool>> open_flag() override;
  [[nodiscard]] Dialect dialect() override { return connection_.dialect(); }
  [[nodiscard]] DialectTraits traits() override { return connection_.traits(); }

 private:
  Rows run_select(const detail::Call& call) override;
  RowStream run_stream(const detail::Call& call) override;
  ExecuteResult run_execute(const detail::Call& call) override;
  std::uint64_t bulk_insert(const detail::BulkInsert& bulk, Where where) override {
    return insert(bulk, where);
  }
  void run_transaction(const detail::TransactionBody& body, const TransactionOptions& options,
                       Where where) override;

  std::unique_ptr<detail::OpenTransaction> begin(const TransactionOptions& options,
                                                 Where where) override;
  [[nodiscard]] detail::Loop& loop_for(detail::Loop& callers) override {
    return connection_.loop_for(callers);
  }

  [[nodiscard]] detail::Loop& workers() override { return connection_.workers(); }

  class Savepoint;
  class Use;
  template <class Fn>
  auto guarded(const detail::Call& call, Fn fn);
  void refuse_when_over() const;
  void refuse_other_terms(const TransactionOptions& options) const;
  [[nodiscard]] bool may_try_again(const Error& failure, const TransactionOptions& options,
                                   unsigned attempt);
  void savepoint(std::uint32_t verb, const std::string& name);
  void verb(std::uint32_t verb, std::uint32_t mode, std::string_view doing,
            std::string_view name = {});
  [[nodiscard]] Deadline time_to_undo() const;
  void roll_back() noexcept;

  Connection& connection_;
  Deadline deadline_;
  std::chrono::nanoseconds slack_ = host::grace;
  Isolation isolation_;
  bool read_only_;
  Where where_;
  bool over_ = false;
  bool in_use_ = false;  // a statement is under way
  unsigned depth_ = 0;
  std::optional<Error> first_failure_;  // why the server ended it, when it did
  std::vector<std::function<void()>> actions_;
  std::shared_ptr<std::atomic<bool>> open_flag_;  // made when somebody asks
};

}  // namespace zin::runtime
