// What a part of a date is compared with.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/base/value.hpp"
#include "zin/query/ast.hpp"

namespace zin::query {

/// That part of a value which is a date or a timestamp (in UTC when it has a zone): a date, a time
/// of day to the second, or a number. Other values as they are.
[[nodiscard]] Value part_of(ast::DatePart part, Value value);
/// As SQLite's strftime() writes the part: numbers, as texts too, with two digits, those of years
/// with four.
[[nodiscard]] Value part_as_text(ast::DatePart part, const Value& value);

}  // namespace zin::query
