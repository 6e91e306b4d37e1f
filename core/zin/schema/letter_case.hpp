// Words of catalogs in one case.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "zin/sql/lexer.hpp"

namespace zin::schema {

/// ASCII letters in lower case. [thread-safe]
[[nodiscard]] inline std::string lower_case(std::string_view text) {
  std::string lower{text};
  std::ranges::transform(lower, lower.begin(), sql::lowered);
  return lower;
}

}  // namespace zin::schema
