// Which names a dialect takes.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "zin/schema/refuse_step.hpp"
#include "zin/sql/dialect.hpp"

namespace zin::schema {

/// Throws Errc::invalid_argument for a name that is empty, has a NUL byte or is too long, and for
/// what MySQL takes in no name. `what` is what is called so: "column", "index".
void check_name(std::string_view name, std::string_view what, Place place, Dialect dialect);
/// The same for each part of the name of a table.
void check_table_name(std::string_view name, std::string_view what, Place place, Dialect dialect);
/// Throws Errc::invalid_argument for what is no plain word: it stands unquoted in the text.
void check_word(std::string_view word, std::string_view what, Place place);

}  // namespace zin::schema
