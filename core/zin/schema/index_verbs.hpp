// What an index says: what `table.index("email")` gives to go on with.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "zin/base/export.hpp"
#include "zin/schema/index_definition.hpp"
#include "zin/sql/raw.hpp"

namespace zin::schema {

/// Refers to an index of a blueprint, which must outlive it and not be moved or copied meanwhile.
/// [one thread at a time]
class ZIN_API IndexVerbs {
 public:
  explicit IndexVerbs(IndexDefinition& index) noexcept : index_(&index) {}

  /// Only rows that meet the condition are in it: SQLite and PostgreSQL.
  IndexVerbs where(SqlLiteral condition) const;
  IndexVerbs where(const Raw& condition) const;
  /// "btree", "hash", "gin" ..: PostgreSQL, MySQL and MariaDB.
  IndexVerbs algorithm(std::string_view name) const;
  /// PostgreSQL.
  IndexVerbs operator_class(std::string_view name) const;
  /// Of a full-text index: PostgreSQL.
  IndexVerbs language(std::string_view name) const;
  /// Of a unique key: PostgreSQL.
  IndexVerbs deferrable(bool on = true) const;
  IndexVerbs initially_immediate(bool on = true) const;
  IndexVerbs nulls_not_distinct(bool on = true) const;
  /// Made while others write: PostgreSQL, outside of transactions alone.
  IndexVerbs online(bool on = true) const;
  /// MySQL and MariaDB: "none", "shared", "default" or "exclusive".
  IndexVerbs lock(std::string_view mode) const;

  /// What was said so far.
  [[nodiscard]] const IndexDefinition& definition() const noexcept { return *index_; }

 private:
  IndexDefinition* index_;
};

}  // namespace zin::schema
