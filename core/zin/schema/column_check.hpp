// Whether a column is one that a dialect can have.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "zin/schema/column_definition.hpp"
#include "zin/sql/dialect.hpp"

namespace zin::schema {

/// Throws Errc::invalid_argument for what no database takes, Errc::unsupported for what this
/// dialect cannot say.
void check_column(const ColumnDefinition& column, std::string_view table, Dialect dialect);

}  // namespace zin::schema
