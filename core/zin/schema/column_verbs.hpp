// The modifiers of a column: what `table.string("email")` gives to go on with.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>

#include "zin/base/export.hpp"
#include "zin/base/value.hpp"
#include "zin/schema/column_definition.hpp"
#include "zin/schema/foreign_key_verbs.hpp"
#include "zin/sql/raw.hpp"

namespace zin::schema {

class TableDraft;

/// Refers to a column of a blueprint, which must outlive it and not be moved or copied meanwhile.
/// Nothing is checked here but raw SQL with values to bind, which throws Errc::invalid_argument;
/// all else is when the blueprint is compiled. [one thread at a time]
class ZIN_API ColumnVerbs {
 public:
  ColumnVerbs(TableDraft& draft, ColumnDefinition& column) noexcept
      : draft_(&draft), column_(&column) {}

  ColumnVerbs nullable(bool nullable = true) const;
  /// A value, NULL too; it is quoted, never bound: DDL takes no parameters.
  ColumnVerbs default_(Value value) const;
  /// default_(zin::raw("gen_random_uuid()")): as it is. MySQL wants parentheses around one that is
  /// not CURRENT_TIMESTAMP.
  ColumnVerbs default_(const Raw& expression) const;
  ColumnVerbs unsigned_(bool on = true) const;
  ColumnVerbs auto_increment(bool on = true) const;
  /// The first value of an auto-incremented column.
  ColumnVerbs from(std::int64_t first) const;
  ColumnVerbs starting_value(std::int64_t first) const { return from(first); }

  /// A key or an index on this column, under its conventional name unless one is given. `false`
  /// beside change() drops it.
  ColumnVerbs primary(bool on = true) const { return index_of(IndexKind::primary, {}, on); }
  ColumnVerbs primary(std::string_view name) const { return index_of(IndexKind::primary, name); }
  ColumnVerbs primary(const char* name) const { return primary(std::string_view{name}); }
  ColumnVerbs unique(bool on = true) const { return index_of(IndexKind::unique, {}, on); }
  ColumnVerbs unique(std::string_view name) const { return index_of(IndexKind::unique, name); }
  ColumnVerbs unique(const char* name) const { return unique(std::string_view{name}); }
  ColumnVerbs index(bool on = true) const { return index_of(IndexKind::index, {}, on); }
  ColumnVerbs index(std::string_view name) const { return index_of(IndexKind::index, name); }
  ColumnVerbs index(const char* name) const { return index(std::string_view{name}); }
  ColumnVerbs full_text(bool on = true) const { return index_of(IndexKind::full_text, {}, on); }
  ColumnVerbs full_text(std::string_view name) const {
    return index_of(IndexKind::full_text, name);
  }
  ColumnVerbs full_text(const char* name) const { return full_text(std::string_view{name}); }
  ColumnVerbs spatial_index(bool on = true) const { return index_of(IndexKind::spatial, {}, on); }
  ColumnVerbs spatial_index(std::string_view name) const {
    return index_of(IndexKind::spatial, name);
  }
  ColumnVerbs spatial_index(const char* name) const {
    return spatial_index(std::string_view{name});
  }

  /// Its place, where the dialect has one to choose.
  ColumnVerbs after(std::string_view column) const;
  ColumnVerbs first() const;
  ColumnVerbs comment(std::string_view text) const;
  ColumnVerbs collation(std::string_view name) const;
  ColumnVerbs charset(std::string_view name) const;

  /// The time of the insert, or its date or year, is the default.
  ColumnVerbs use_current() const;
  /// Each update of a row sets it anew: MySQL and MariaDB.
  ColumnVerbs use_current_on_update() const;

  /// Generated from the row's other columns, and stored.
  ColumnVerbs stored_as(SqlLiteral expression) const;
  ColumnVerbs stored_as(const Raw& expression) const;
  /// Generated when it is read.
  ColumnVerbs virtual_as(SqlLiteral expression) const;
  ColumnVerbs virtual_as(const Raw& expression) const;
  /// An identity column instead of a serial: PostgreSQL. The options are those of its sequence.
  ColumnVerbs generated_as() const;
  ColumnVerbs generated_as(SqlLiteral options) const;
  /// Of an identity column: its values are always generated.
  ColumnVerbs always() const;
  /// No part of `select *`: MySQL and MariaDB.
  ColumnVerbs invisible() const;

  /// The column is there already and becomes what is said here, in all: say its type, and again
  /// what it is to keep.
  ColumnVerbs change() const;
  /// How stored values become those of the new type: PostgreSQL.
  ColumnVerbs using_(SqlLiteral expression) const;
  ColumnVerbs using_(const Raw& expression) const;
  /// MySQL and MariaDB: without a copy of the table, or not at all.
  ColumnVerbs instant() const;
  /// MySQL and MariaDB: "none", "shared", "default" or "exclusive".
  ColumnVerbs lock(std::string_view mode) const;

  /// A foreign key on this column. Without a table it is the one that the name says: user_id
  /// refers to id of users.
  ForeignKeyVerbs constrained(std::string_view table = {}, std::string_view column = "id",
                              std::string_view name = {}) const;
  /// The same; on() says the table.
  ForeignKeyVerbs references(std::string_view column, std::string_view name = {}) const;

  /// What was said so far.
  [[nodiscard]] const ColumnDefinition& definition() const noexcept { return *column_; }

 private:
  ColumnVerbs index_of(IndexKind kind, std::string_view name, bool on = true) const;

  TableDraft* draft_;
  ColumnDefinition* column_;
};

}  // namespace zin::schema
