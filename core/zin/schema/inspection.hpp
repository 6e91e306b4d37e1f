// Asks a database for its tables, columns, indexes, keys, views and triggers.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zin/base/export.hpp"
#include "zin/runtime/session.hpp"
#include "zin/schema/snapshot.hpp"

namespace zin::schema {

// The names are those of tables: "users", or "audit.users" of another schema (an attached database
// on SQLite, another database on MySQL). A table whose name itself has the dot is found first.
// Names are compared as the server compares them: on PostgreSQL to the letter, for columns and on
// SQLite in either case. What is asked are the catalogs, at the primary, a fixed number of
// statements however many tables there are; tables of the system and those that belong to virtual
// tables are left out. All throw what Session::select() throws, and Errc::unsupported for a driver
// that speaks no SQL. [blocks]

/// Everything: of the database on MySQL, of all schemas of the search path on PostgreSQL, of "main"
/// on SQLite.
[[nodiscard]] ZIN_API Snapshot inspect(Session& session);
/// The tables of inspect(), as complete.
[[nodiscard]] ZIN_API std::vector<TableInfo> tables(Session& session);
/// Their names alone, those of other schemas as "schema.name"; one statement.
[[nodiscard]] ZIN_API std::vector<std::string> table_names(Session& session);
/// The views of inspect().
[[nodiscard]] ZIN_API std::vector<ViewInfo> views(Session& session);
/// One table; nothing when there is none of this name.
[[nodiscard]] ZIN_API std::optional<TableInfo> table(Session& session, std::string_view name);

/// Whether there is a table of this name; a view is none.
[[nodiscard]] ZIN_API bool has_table(Session& session, std::string_view name);
[[nodiscard]] ZIN_API bool has_view(Session& session, std::string_view name);
/// Also of a view; false where there is no such table.
[[nodiscard]] ZIN_API bool has_column(Session& session, std::string_view table,
                                      std::string_view column);
/// Whether the table has an index, a primary or a unique key of this name; see IndexInfo::name.
[[nodiscard]] ZIN_API bool has_index(Session& session, std::string_view table,
                                     std::string_view index);

}  // namespace zin::schema
