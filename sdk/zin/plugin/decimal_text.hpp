// Decimal numbers as the ABI carries them: ASCII [-]digits[.digits].
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace zin::plugin {

/// Whether `text` is a decimal number in exactly the ABI's form: no blank, exponent, plus sign, or
/// bare point.
[[nodiscard]] constexpr bool is_decimal(std::string_view text) noexcept {
  const auto digits = [&text] {
    std::size_t count = 0;
    while (count < text.size() && text[count] >= '0' && text[count] <= '9') ++count;
    text.remove_prefix(count);
    return count;
  };
  if (!text.empty() && text.front() == '-') text.remove_prefix(1);
  if (digits() == 0) return false;
  if (text.empty()) return true;
  if (text.front() != '.') return false;
  text.remove_prefix(1);
  return digits() != 0 && text.empty();
}

}  // namespace zin::plugin
