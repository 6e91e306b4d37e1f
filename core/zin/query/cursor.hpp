// The place of a row in an order, as a signed text.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "zin/base/value.hpp"

namespace zin::query {

/// Values of the columns that a query is ordered by, which query that is, and which way to go from
/// there.
struct Cursor {
  std::vector<Value> place;
  std::string query;  ///< What tells it from other queries.
  bool backwards = false;

  /// Letters, digits, - and _ only. Holds the values, signed, not hidden.
  [[nodiscard]] std::string text() const;
  /// Throws Errc::invalid_argument for a text that this key has not signed.
  [[nodiscard]] static Cursor parse(std::string_view text);
};

}  // namespace zin::query
