// The Session of a transaction whose writes become one atomic batch.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "zin/runtime/transaction_session.hpp"
#include "zin/runtime/written_tables.hpp"
#include "zin/sql/statement.hpp"

namespace zin::runtime {

/// Keeps writes and sends them with commit(), all or none; forgets them when destroyed before.
/// Reads run at once, on what is committed, unless they could need what was not sent: see
/// Session::transaction(). Nested ones forget what was written in them when they fail.
/// [one thread at a time] [blocks]
class UnitOfWork final : public TransactionSession {
 public:
  /// Sends nothing. Throws Errc::unsupported for an isolation. Requires: the driver has
  /// ZIN_CAP_BATCH_ATOMIC.
  UnitOfWork(Connection& connection, const TransactionOptions& options, Where where);
  ~UnitOfWork() override;

  void commit() override;
  std::uint64_t insert(const detail::BulkInsert& bulk, Where where) override;
  void expect_affected(std::uint64_t rows) override;
  [[nodiscard]] bool defers_writes() const noexcept override { return true; }

 private:
  Rows run_select(const detail::Call& call) override;
  RowStream run_stream(const detail::Call& call) override;
  ExecuteResult run_execute(const detail::Call& call) override;
  void run_transaction(const detail::TransactionBody& body, const TransactionOptions& options,
                       Where where) override;
  std::unique_ptr<detail::OpenTransaction> begin(const TransactionOptions& options,
                                                 Where where) override;

  class Nested;
  /// What is to be undone when a part of it fails.
  struct Mark {
    std::size_t statements;
    std::size_t actions;
    WrittenTables written;
  };
  struct Expectation {
    std::size_t write;  ///< The place of the statement ..
    std::size_t proof;  ///< .. and of the one that fails when it changed another number of rows.
    std::uint64_t rows;
  };
  [[nodiscard]] Mark mark() const { return {statements_.size(), actions_.size(), written_}; }
  void go_back_to(const Mark& mark);

  void keep(Statement statement);
  void check_read(const detail::Call& call);
  [[nodiscard]] std::vector<WrittenTables::Object> catalogue(const detail::Call& call);
  void refuse_when_over() const;
  [[nodiscard]] Statement guard(std::uint64_t rows) const;
  [[noreturn]] void tell_failure(const Error& failure) const;

  Deadline deadline_;
  Where where_;
  bool over_ = false;
  std::vector<Statement> statements_;
  std::vector<Expectation> expectations_;
  WrittenTables written_;
  std::optional<std::uint64_t> bulk_rows_;  // when the last write was a bulk insert
};

}  // namespace zin::runtime
