// Arrays and intervals in the server's text form, as cells.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "arena.hpp"
#include "types.hpp"
#include "zin/abi/driver.h"

namespace zin::postgres {

/// '{1,NULL,{..}}' as an ARRAY cell in `arena`; nothing for other lower bounds and for text that is
/// no array. The elements are read by decode_text().
[[nodiscard]] std::optional<zin_cell> array_of(std::string_view text, const TypeInfo& element,
                                               Arena& arena);

/// '1 year 2 mons -3 days 04:05:06.7', as IntervalStyle postgres has it; nothing for other text.
[[nodiscard]] std::optional<zin_interval> interval_of(std::string_view text);

}  // namespace zin::postgres
