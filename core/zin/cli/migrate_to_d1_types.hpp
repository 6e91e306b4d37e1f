// What a column of PostgreSQL or MySQL is in D1.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "zin/cli/migrate_to_d1_tables.hpp"
#include "zin/schema/snapshot.hpp"
#include "zin/sql/dialect.hpp"

namespace zin::cli {

/// Its declared type there, and the expression by which it is read.
[[nodiscard]] D1Column column_for_d1(const schema::ColumnInfo& column, Dialect dialect);

/// The default's text in SQLite's dialect; nothing where it has none that means the same.
[[nodiscard]] std::optional<std::string> default_for_d1(const schema::ColumnInfo& column,
                                                        Dialect dialect);

/// The values of an enum of MySQL as they stand between its parentheses: "'a','b'"; empty for other
/// types.
[[nodiscard]] std::string enum_values(const schema::ColumnInfo& column);

}  // namespace zin::cli
