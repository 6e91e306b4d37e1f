// A look at a TOML text before it is parsed.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include "zin/base/export.hpp"

namespace zin {

/// The line (from 1) of the first byte that is not ASCII and stands outside of strings and
/// comments, where TOML 1.0 allows none; 0 when there is none. To be asked before toml++ parses:
/// its 3.3 runs into undefined behaviour on some of those. [thread-safe]
[[nodiscard]] ZIN_API std::size_t line_of_stray_letter(std::string_view toml) noexcept;

}  // namespace zin
