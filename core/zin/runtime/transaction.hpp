// The Session inside a transaction.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "zin/runtime/transaction_session.hpp"

namespace zin::runtime {

/// Begins a transaction on a connection and ends it: with commit(), or rolled back when destroyed.
/// Nested transactions are savepoints of it. The connection must outlive it.
/// [one thread at a time] [blocks]
class Transaction final : public TransactionSession {
 public:
  /// Throws Errc::unsupported before any I/O when the driver has no transactions, or what BEGIN
  /// throws.
  Transaction(Connection& connection, const TransactionOptions& options, Where where);
  ~Transaction() override;

  void commit() override;
  std::uint64_t insert(const detail::BulkInsert& bulk, Where where) override;
  void expect_affected(std::uint64_t rows) override;

 private:
  Rows run_select(const detail::Call& call) override;
  RowStream run_stream(const detail::Call& call) override;
  ExecuteResult run_execute(const detail::Call& call) override;
  void run_transaction(const detail::TransactionBody& body, const TransactionOptions& options,
                       Where where) override;

  std::unique_ptr<detail::OpenTransaction> begin(const TransactionOptions& options,
                                                 Where where) override;

  class Savepoint;
  template <class Fn>
  auto guarded(const detail::Call& call, Fn fn);
  void refuse_when_over() const;
  [[nodiscard]] bool may_try_again(const Error& failure, const TransactionOptions& options,
                                   unsigned attempt);
  void savepoint(std::uint32_t verb, const std::string& name);
  void verb(std::uint32_t verb, std::uint32_t mode, std::string_view doing,
            std::string_view name = {});
  [[nodiscard]] Deadline time_to_undo() const;
  void roll_back() noexcept;

  Deadline deadline_;
  std::chrono::nanoseconds slack_ = host::grace;
  Where where_;
  bool over_ = false;
  unsigned depth_ = 0;
  std::optional<Error> first_failure_;     // why the server ended it, when it did
  std::optional<std::uint64_t> affected_;  // by the last write
};

}  // namespace zin::runtime
