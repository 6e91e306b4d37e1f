// The operators that a condition may have, and where each is known.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "zin/base/export.hpp"
#include "zin/sql/dialect.hpp"

namespace zin::query {

/// An operator as it is written into SQL. Lives until the process ends.
struct Operator {
  std::string_view text;
  unsigned dialects;     ///< Bits 1 << Dialect.
  bool bitwise = false;  ///< Gives a number, not a truth value.

  [[nodiscard]] bool in(Dialect dialect) const noexcept {
    return (dialects & (1U << static_cast<unsigned>(dialect))) != 0;
  }
};

/// The operator of that text, in either case. Throws Errc::invalid_argument for one that is not in
/// the list. [thread-safe]
[[nodiscard]] const Operator& operator_of(std::string_view text);

/// Whether it sorts downwards: "asc" or "desc", in either case. Throws Errc::invalid_argument for
/// anything else.
[[nodiscard]] ZIN_API bool is_descending(std::string_view direction);

}  // namespace zin::query
