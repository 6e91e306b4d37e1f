// Cells as the text that PostgreSQL's input functions read.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "arena.hpp"
#include "zin/abi/driver.h"

namespace zin::postgres {

/// The text of a cell that is not NULL, in `arena`, with a 0 byte behind it. Throws DATA when the
/// cell's own form is broken, UNSUPPORTED for a type or an encoding that the ABI does not have.
[[nodiscard]] std::string_view text_of(const zin_cell& cell, Arena& arena);

/// "2024-02-29", "infinity", "0044-03-15 BC". Units as in the cells; the whole range of the type.
[[nodiscard]] std::string_view date_text(std::int64_t days, Arena& arena);
/// Days and microseconds of the day apart, since the server's range is wider than a cell's.
[[nodiscard]] std::string_view timestamp_text(std::int64_t days, std::int64_t us, bool utc,
                                              Arena& arena);

/// The failure for a value that cannot be what it has to be. `why` never quotes the value.
[[noreturn]] void throw_bad_value(std::string_view why);

}  // namespace zin::postgres
