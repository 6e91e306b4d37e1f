// On the digits.
// SPDX-License-Identifier: MIT
#include "zin/model/rounded.hpp"

#include <algorithm>
#include <string>

namespace zin::model {

Decimal rounded(const Decimal& number, std::uint32_t places) {
  std::string text = number.to_string();
  const bool negative = text.front() == '-';
  if (negative) text.erase(0, 1);
  const std::size_t point = std::min(text.find('.'), text.size());
  std::string whole = text.substr(0, point);
  std::string behind = point < text.size() ? text.substr(point + 1) : std::string{};
  const bool up = behind.size() > places && behind[places] >= '5';
  behind.resize(places, '0');
  std::string digits = whole + behind;
  if (up) {
    std::size_t at = digits.size();
    while (at > 0 && digits[at - 1] == '9') digits[--at] = '0';
    if (at > 0) {
      ++digits[at - 1];
    } else {
      digits.insert(0, 1, '1');
    }
  }
  if (places > 0) digits.insert(digits.size() - places, 1, '.');
  const bool is_zero = digits.find_first_not_of("0.") == std::string::npos;
  return Decimal{std::string_view{negative && !is_zero ? "-" + digits : digits}};
}

}  // namespace zin::model
