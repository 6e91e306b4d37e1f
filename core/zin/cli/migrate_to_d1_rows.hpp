// Rows as statements that D1 takes, gathered into batches.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "zin/base/value.hpp"
#include "zin/cli/migrate_to_d1_tables.hpp"
#include "zin/runtime/session.hpp"

namespace zin::cli {

/// Takes rows of one table and writes them in batches, each all or nothing where the target can do
/// that: at most 100 values and 100,000 bytes a statement, and so many statements a batch that it
/// stays well below what one request may carry. Integers stand in the text, since a request's JSON
/// would lose those beyond 2^53. [one thread at a time] [blocks]
class D1RowWriter {
 public:
  /// `atomic`: whether the target has transactions or atomic batches; else statement by statement.
  D1RowWriter(Session& target, const D1Table& table, bool atomic);

  /// One more row, a value a column. True when the batch is full: flush() it.
  /// Throws Errc::data_error, naming the column, for what D1 cannot hold: NaN and infinities,
  /// integers beyond 64 bits with a sign, texts and bytes of more than 2,000,000 bytes.
  [[nodiscard]] bool add(const std::vector<Value>& row);
  /// The later columns of the row with that key. True as above.
  [[nodiscard]] bool set_later(const std::vector<Value>& key, const std::vector<Value>& values);
  /// Writes what was added. A row whose key is there already is left as it is, so that a batch may
  /// be sent again.
  void flush();

 private:
  struct Statement {
    std::string sql;
    std::vector<Value> values{};
  };
  void append(Statement& to, const Value& value, const std::string& column) const;
  void close_insert();
  [[nodiscard]] bool is_full() const noexcept;

  Session& target_;
  const D1Table& table_;
  bool atomic_;
  std::string head_;
  std::string tail_;
  Statement insert_;  // that takes further rows; without text: none is open
  std::vector<Statement> batch_;
  std::size_t bytes_ = 0;
};

/// "users": quoted for D1.
[[nodiscard]] std::string d1_table_name(const std::string& name);

}  // namespace zin::cli
