// A decimal's text reads back as the same number.
// SPDX-License-Identifier: MIT
#include "zin/base/decimal.hpp"

#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto number = zin::Decimal::parse(zin::fuzz::text_of(data, size));
  if (!number) return 0;
  const zin::Decimal again{number->to_string()};
  zin::fuzz::must(again == *number && again.to_string() == number->to_string());
  if (const auto whole = number->to_int64()) zin::fuzz::must(zin::Decimal{*whole} == *number);
  return 0;
}
