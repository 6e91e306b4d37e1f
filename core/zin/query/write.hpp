// Inserts, updates and deletes of a query: compiled, run, and their rows fetched.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <source_location>
#include <span>
#include <string_view>

#include "zin/query/builder.hpp"
#include "zin/query/row_list.hpp"
#include "zin/query/target.hpp"
#include "zin/runtime/rows.hpp"

namespace zin::query {

/// What a write did.
struct Written {
  std::uint64_t affected = 0;
  std::int64_t last_insert_id = 0;
  Rows rows{};  ///< Only with returning().
};

/// The query that writes.
struct Write {
  const Builder& builder;
  const Target& target;
  std::string_view key;  ///< Column by which rows are found again, see ReturningQuery::keyed_by().
  std::source_location where;
};

/// What happens to rows that exist.
struct Conflict {
  ast::OnConflict action = ast::OnConflict::fail;
  std::span<const std::string_view> unique{};
  std::span<const std::string_view> overwrite{};
  std::span<const ast::Assignment> assign{};
};

/// All rows or none: more than one statement can take go in several, in one transaction. No rows:
/// nothing happens.
[[nodiscard]] ZIN_API Written insert(const Write& write, const RowList& rows,
                                     const Conflict& conflict = {});
/// A row of defaults.
[[nodiscard]] ZIN_API Written insert_defaults(const Write& write);
[[nodiscard]] ZIN_API Written insert_using(const Write& write,
                                           std::span<const std::string_view> columns,
                                           const Builder& source, ast::OnConflict on_conflict);
/// The table of a query that Session::insert_many() is to fill; Errc::invalid_argument when it has
/// anything else.
[[nodiscard]] ZIN_API std::string_view bulk_table(const Builder& builder);
/// The id that the database generated, or the value of `key` where rows are given back.
[[nodiscard]] ZIN_API Value insert_get_id(const Write& write, const RowList& rows,
                                          std::string_view key);

/// Narrows a query to the row of its own table whose `id` is this one.
ZIN_API void where_id(Builder& builder, const Value& id);

enum class Scope : std::uint8_t {
  some_rows,  ///< A query without where() is refused.
  all_rows,
};
/// Throws Errc::invalid_argument for no assignments, and for some_rows without a condition.
[[nodiscard]] ZIN_API Written update(const Write& write, std::span<const ast::Assignment> assign,
                                     Scope scope, bool from_joins = false);
[[nodiscard]] ZIN_API Written erase(const Write& write, Scope scope);
ZIN_API void truncate(const Write& write);

}  // namespace zin::query
