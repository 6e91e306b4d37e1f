// What a database says about its tables, views and triggers, in a form that can be compared.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "zin/base/export.hpp"
#include "zin/sql/dialect.hpp"

namespace zin::schema {

// Texts are the server's own: two databases are compared on one kind of server. A `schema` is empty
// where it is that in which the session makes tables (PostgreSQL's first of the search path,
// MySQL's database, SQLite's "main"): so that databases of different names can be equal.

/// How a generated column is kept.
enum class Generation : std::uint8_t { none, stored, virtual_ };

/// One column of a table.
struct ColumnInfo {
  std::string name;
  /// As the server writes it: "varchar(255)", "character varying(255)", "int(10) unsigned". On
  /// SQLite as it was declared; it may be empty there.
  std::string type;
  bool nullable = true;
  /// SQL: `'new'`, `0`, `now()`. Nothing: there is none, or it is the column's counter.
  std::optional<std::string> default_value{};
  Generation generation = Generation::none;
  std::string expression{};  ///< Of a generated column, without the parentheses around it.
  /// It counts by itself: AUTO_INCREMENT, AUTOINCREMENT, a column of type serial or an identity.
  bool auto_increment = false;
  /// PostgreSQL: "always" or "by default" of an identity; empty for a serial column.
  std::string identity{};
  /// MySQL, MariaDB: what an update sets it to, `current_timestamp()`.
  std::string on_update{};
  std::string charset{};    ///< MySQL, MariaDB: of text columns.
  std::string collation{};  ///< Empty on SQLite and PostgreSQL where it is the usual one.
  std::string comment{};
  bool invisible = false;  ///< `select *` leaves it out.

  /// The type's first word or words without what stands in parentheses, in lower case: "varchar",
  /// "int unsigned".
  [[nodiscard]] ZIN_API std::string type_name() const;
  friend bool operator==(const ColumnInfo&, const ColumnInfo&) = default;
};

/// One part of an index: a column or an expression.
struct IndexPart {
  std::string column{};      ///< Empty where it is an expression.
  std::string expression{};  ///< Empty where it is a column.
  bool descending = false;
  /// PostgreSQL: NULLs are where they usually are not: first upwards, last downwards.
  bool unusual_nulls = false;
  std::uint32_t prefix = 0;      ///< MySQL: characters or bytes that are looked at; 0: all.
  std::string collation{};       ///< Where it is not the column's.
  std::string operator_class{};  ///< PostgreSQL: where it is not the type's usual one.
  friend bool operator==(const IndexPart&, const IndexPart&) = default;
};

/// One index, or a primary or unique key.
struct IndexInfo {
  /// SQLite knows no name for keys that a table declares: they are called "primary", and by their
  /// constraint or, where it has no name, as a blueprint calls them: "users_email_unique".
  std::string name;
  std::vector<IndexPart> parts{};
  bool unique = false;
  bool primary = false;
  /// It was declared with the table or as a constraint, and is not dropped by `drop index`.
  bool constraint = false;
  std::string predicate{};  ///< Of a partial index: what stands behind `where`.
  std::string method{};     ///< "btree", "gin", "fulltext", "spatial", ...; empty on SQLite.
  std::vector<std::string> included{};  ///< PostgreSQL: columns that are kept with it.
  /// What else there is to say, in a fixed order: "nulls not distinct", "deferrable", "invisible",
  /// an exclusion constraint's text.
  std::vector<std::string> options{};
  std::string comment{};

  /// The parts that are columns, in order.
  [[nodiscard]] ZIN_API std::vector<std::string> columns() const;
  friend bool operator==(const IndexInfo&, const IndexInfo&) = default;
};

/// One foreign key.
struct ForeignKeyInfo {
  std::string name{};  ///< Empty on SQLite where it was given none.
  std::vector<std::string> columns{};
  std::string target_schema{};
  std::string target_table{};
  std::vector<std::string> target_columns{};
  // In lower case: "no action", "restrict", "cascade", "set null", "set default".
  std::string on_update{"no action"};
  std::string on_delete{"no action"};
  bool deferrable = false;
  bool initially_deferred = false;
  /// What else there is to say: "match full", "not valid".
  std::vector<std::string> options{};
  friend bool operator==(const ForeignKeyInfo&, const ForeignKeyInfo&) = default;
};

/// One check constraint.
struct CheckInfo {
  std::string name{};  ///< Empty on SQLite where it was given none.
  std::string expression{};
  std::vector<std::string> options{};  ///< "not enforced", "not valid", "no inherit".
  friend bool operator==(const CheckInfo&, const CheckInfo&) = default;
};

/// One table.
struct TableInfo {
  std::string name;
  std::string schema{};
  std::string comment{};
  std::string collation{};  ///< MySQL, MariaDB: of columns that name none.
  /// What else there is to say, in a fixed order: "engine InnoDB", "without rowid", "strict",
  /// "unlogged", "partition by range (at)", "virtual fts5(title)".
  std::vector<std::string> options{};
  std::vector<ColumnInfo> columns{};           ///< In the table's order.
  std::vector<IndexInfo> indexes{};            ///< By name, the primary key first.
  std::vector<ForeignKeyInfo> foreign_keys{};  ///< By name, then by columns.
  std::vector<CheckInfo> checks{};             ///< By name, then by expression.

  /// By name, as the server compares names; nullptr: there is none. Points into the table.
  [[nodiscard]] ZIN_API const ColumnInfo* column(std::string_view name) const noexcept;
  [[nodiscard]] ZIN_API const IndexInfo* index(std::string_view name) const noexcept;
  [[nodiscard]] ZIN_API const ForeignKeyInfo* foreign_key(std::string_view name) const noexcept;
  /// The primary key; nullptr: it has none.
  [[nodiscard]] ZIN_API const IndexInfo* primary_key() const noexcept;
  /// "schema.name", or the name alone where the schema is empty.
  [[nodiscard]] ZIN_API std::string qualified_name() const;
  friend bool operator==(const TableInfo&, const TableInfo&) = default;

  Dialect dialect = Dialect::none;  ///< Of the server, which says how names compare.
};

/// One view.
struct ViewInfo {
  std::string name;
  std::string schema{};
  std::string definition{};  ///< The query, as the server keeps it.
  bool materialized = false;
  [[nodiscard]] ZIN_API std::string qualified_name() const;
  friend bool operator==(const ViewInfo&, const ViewInfo&) = default;
};

/// One trigger.
struct TriggerInfo {
  std::string name;
  std::string schema{};
  std::string table{};       ///< Or the view that it is on.
  std::string definition{};  ///< All of its text, as the server keeps it.
  friend bool operator==(const TriggerInfo&, const TriggerInfo&) = default;
};

/// PostgreSQL, MariaDB: one sequence that no column owns.
struct SequenceInfo {
  std::string name;
  std::string schema{};
  std::string definition{};  ///< "bigint start 1 increment 1 minvalue 1 maxvalue 9 cache 1".
  friend bool operator==(const SequenceInfo&, const SequenceInfo&) = default;
};

/// PostgreSQL: one type that was created: an enum or a domain.
struct TypeInfo {
  std::string name;
  std::string schema{};
  std::string definition{};  ///< "enum ('new', 'old')".
  friend bool operator==(const TypeInfo&, const TypeInfo&) = default;
};

/// All of a database, each list by schema and name. Rows are no part of it, nor are counters.
struct Snapshot {
  Dialect dialect = Dialect::none;
  std::vector<TableInfo> tables{};
  std::vector<ViewInfo> views{};
  std::vector<TriggerInfo> triggers{};
  std::vector<SequenceInfo> sequences{};
  std::vector<TypeInfo> types{};

  /// By name or "schema.name"; nullptr: there is none. Points into the snapshot.
  [[nodiscard]] ZIN_API const TableInfo* table(std::string_view name) const noexcept;
  [[nodiscard]] ZIN_API const ViewInfo* view(std::string_view name) const noexcept;
  friend bool operator==(const Snapshot&, const Snapshot&) = default;
};

/// What to call the two that are compared.
struct Sides {
  std::string_view first = "the first";
  std::string_view second = "the second";
};

/// Where two databases differ, one sentence for each place, which names table and column, index or
/// key and says what both have: "users.email: type varchar(255) in the first, text in the
/// second". Empty exactly when they are equal. Linear in their size, but for columns of a table.
/// [thread-safe]
[[nodiscard]] ZIN_API std::vector<std::string> differences(const Snapshot& first,
                                                           const Snapshot& second,
                                                           const Sides& sides = {});
/// The same of two tables, whatever they are called.
[[nodiscard]] ZIN_API std::vector<std::string> differences(const TableInfo& first,
                                                           const TableInfo& second,
                                                           const Sides& sides = {});

}  // namespace zin::schema
