// Numbers of type numeric: PostgreSQL's base-10000 digits and decimal text turned into each other.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "arena.hpp"

namespace zin::postgres {

struct NumericText {
  std::string_view text;
  bool number;  ///< false: NaN, Infinity or -Infinity
};

/// Reads what numeric_send wrote; the text lives in `arena`. Throws INTERNAL for malformed bytes.
[[nodiscard]] NumericText numeric_text(std::string_view wire, Arena& arena);

/// Writes what numeric_recv reads of decimal text ([-]digits[.digits], NaN, [-]Infinity) and
/// returns it; empty when the text is not that, or beyond what numeric holds.
[[nodiscard]] std::string_view numeric_wire(std::string_view text, Arena& arena);

}  // namespace zin::postgres
