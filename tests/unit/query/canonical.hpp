// Results without what is mere spelling: servers write the same value in several ways.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace golden {

/// Each cell of the lines (see outcome.hpp) in one spelling: numbers without zeros at the end of
/// their fraction, truth values as 1 and 0, JSON documents without blanks and with their keys
/// sorted, timestamps without a fraction of zero and a zone of zero. Order is kept.
[[nodiscard]] std::vector<std::string> canonical(const std::vector<std::string>& lines);

}  // namespace golden
