// What SQLite's `create table` says, taken apart so that parts of it can be changed.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zin::schema {

/// Where a foreign key leads.
struct SqliteReference {
  std::string table;
  std::vector<std::string> columns{};  ///< Empty: the primary key.
  // In lower case.
  std::string on_update{"no action"};
  std::string on_delete{"no action"};
  bool deferrable = false;
  bool initially_deferred = false;
};

/// One rule, of a column or of the table.
struct SqliteRule {
  enum class Kind : std::uint8_t {
    primary_key,
    unique,
    not_null,
    null,
    check,
    default_,
    collate,
    reference,
    generated,
  };
  Kind kind{};
  std::string name{};        ///< Behind CONSTRAINT.
  std::string text{};        ///< All of it, CONSTRAINT too.
  std::string expression{};  ///< Between the parentheses; of a default, what stands there.
  std::string collation{};
  std::vector<std::string> columns{};  ///< Of a rule of the table; expressions as they are written.
  bool autoincrement = false;
  bool stored = false;  ///< Of a generated column.
  SqliteReference reference{};
};

/// One column.
struct SqliteColumn {
  std::string name;
  std::string quoted_name{};  ///< As it is written.
  std::string type{};         ///< As it is written, with single blanks; may be empty.
  std::vector<SqliteRule> rules{};

  [[nodiscard]] const SqliteRule* rule(SqliteRule::Kind kind) const noexcept;
  [[nodiscard]] bool is_generated() const noexcept {
    return rule(SqliteRule::Kind::generated) != nullptr;
  }
  /// The column as it stands in `create table`.
  [[nodiscard]] std::string text() const;
};

/// All of a table. [one thread at a time]
struct SqliteTableText {
  std::string name;
  std::vector<SqliteColumn> columns{};
  std::vector<SqliteRule> rules{};  ///< Of the table.
  std::string options{};            ///< Behind the parentheses: "WITHOUT ROWID, STRICT".

  /// Throws Errc::unsupported, naming the table, for a text that is none of `create table`; that
  /// of a virtual table is none.
  [[nodiscard]] static SqliteTableText of(std::string_view sql);

  [[nodiscard]] SqliteColumn* column(std::string_view column) noexcept;
  [[nodiscard]] const SqliteColumn* column(std::string_view column) const noexcept;
  /// "without rowid" or "strict".
  [[nodiscard]] bool has_option(std::string_view option) const;
  /// Columns of the primary key in its order; empty: there is none.
  [[nodiscard]] std::vector<std::string> primary_key() const;
  [[nodiscard]] bool autoincrements() const noexcept;
  /// The column that is the rowid itself (`integer primary key`); nullptr: none is.
  [[nodiscard]] const SqliteColumn* rowid_column() const;

  /// Whether a foreign key leads to that table.
  [[nodiscard]] bool refers_to(std::string_view table) const;
  /// The columns of those foreign keys.
  [[nodiscard]] std::vector<std::string> columns_to(std::string_view table) const;
  /// Takes out those foreign keys.
  void forget_references_to(std::string_view table);
  /// Lets the foreign keys that lead to a table lead to another one.
  void rename_references(std::string_view from, std::string_view to);
  /// Whether a name or word of the rule, but for strings, is that of the column.
  [[nodiscard]] static bool names(std::string_view sql, std::string_view column);

  /// The statement again, for a table called `as`.
  [[nodiscard]] std::string text(std::string_view as) const;
};

}  // namespace zin::schema
