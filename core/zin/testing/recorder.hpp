// A session that runs nothing and keeps what it was to run.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "zin/query/query.hpp"
#include "zin/runtime/session.hpp"
#include "zin/sql/dialect_traits.hpp"

namespace zin::testing {

/// For tests of an application's SQL: queries on its table() are compiled for a dialect and kept,
/// not run. Selects give no rows, writes affect none, transactions are kept as their statements.
/// [one thread at a time]
class ZIN_API Recorder final : public Session {
 public:
  /// As a server of that dialect would be spoken to, or with `?` everywhere.
  explicit Recorder(Dialect dialect, Placeholder placeholder = Placeholder::native);
  /// As a server with these traits would be.
  explicit Recorder(const DialectTraits& traits) : traits_(traits) {}

  /// In the order in which they came.
  [[nodiscard]] const std::vector<Statement>& statements() const noexcept { return statements_; }
  /// The last one. Throws Errc::not_found when there is none.
  [[nodiscard]] const Statement& last() const;
  void clear() noexcept { statements_.clear(); }

  [[nodiscard]] Dialect dialect() override { return traits_.dialect; }
  [[nodiscard]] DialectTraits traits() override { return traits_; }

 private:
  Rows run_select(const detail::Call& call) override;
  RowStream run_stream(const detail::Call& call) override;
  ExecuteResult run_execute(const detail::Call& call) override;
  std::uint64_t bulk_insert(const detail::BulkInsert& bulk, Where where) override;
  void run_transaction(const detail::TransactionBody& body, const TransactionOptions& options,
                       Where where) override;
  void keep(const detail::Call& call);

  DialectTraits traits_;
  std::vector<Statement> statements_;
};

}  // namespace zin::testing
