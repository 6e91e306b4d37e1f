// The format of numeric_send and numeric_recv (src/backend/utils/adt/numeric.c): number of digits,
// weight of the first, sign, digits behind the point, digits. SPDX-License-Identifier: MIT
#include "numeric.hpp"

#include <algorithm>
#include <limits>

#include "wire_number.hpp"
#include "zin/plugin/decimal_text.hpp"
#include "zin/plugin/failure.hpp"

namespace zin::postgres {
namespace {

constexpr std::size_t header = 8;
constexpr std::uint16_t positive = 0x0000, negative = 0x4000, nan = 0xC000, plus_infinity = 0xD000,
                        minus_infinity = 0xF000;
constexpr int most_decimals = 0x3FFF;

// Digits `from` to `from + 4` of a number as one of base 10000; those that lie outside are zeros.
int group(std::string_view digits, std::ptrdiff_t from) noexcept {
  int value = 0;
  for (std::ptrdiff_t i = from; i < from + 4; ++i) {
    const bool inside = i >= 0 && i < static_cast<std::ptrdiff_t>(digits.size());
    value = value * 10 + (inside ? digits[static_cast<std::size_t>(i)] - '0' : 0);
  }
  return value;
}

char* write_header(char* out, int ndigits, int weight, std::uint16_t sign, int decimals) noexcept {
  out = to_wire(out, static_cast<std::int16_t>(ndigits));
  out = to_wire(out, static_cast<std::int16_t>(weight));
  out = to_wire(out, sign);
  return to_wire(out, static_cast<std::int16_t>(decimals));
}

std::string_view special(std::uint16_t sign, Arena& arena) {
  char* const out = arena.take(header);
  write_header(out, 0, 0, sign, 0);
  return {out, header};
}

}  // namespace

NumericText numeric_text(std::string_view wire, Arena& arena) {
  const auto malformed = [] {
    return plugin::Failure(ZIN_E_ERROR, ZIN_CAT_INTERNAL, "the server sent a malformed numeric");
  };
  if (wire.size() < header) throw malformed();
  const int ndigits = from_wire<std::int16_t>(wire.data());
  const int weight = from_wire<std::int16_t>(wire.data() + 2);
  const auto sign = from_wire<std::uint16_t>(wire.data() + 4);
  const int decimals = from_wire<std::int16_t>(wire.data() + 6);
  if (sign == nan) return {"NaN", false};
  if (sign == plus_infinity) return {"Infinity", false};
  if (sign == minus_infinity) return {"-Infinity", false};
  if (ndigits < 0 || decimals < 0 || wire.size() != header + 2 * static_cast<std::size_t>(ndigits))
    throw malformed();

  const char* const digits = wire.data() + header;
  const auto digit = [&](int index) -> int {
    return index >= 0 && index < ndigits ? from_wire<std::int16_t>(digits + 2 * index) : 0;
  };
  const std::size_t whole = weight < 0 ? 1 : 4 * (static_cast<std::size_t>(weight) + 1);
  char* const begin = arena.take(whole + static_cast<std::size_t>(decimals) + 8);
  char* out = begin;
  if (sign == negative) *out++ = '-';
  const auto put_group = [&](int value) {
    for (const int power : {1000, 100, 10, 1}) *out++ = static_cast<char>('0' + value / power % 10);
  };
  if (weight < 0) {
    *out++ = '0';
  } else {
    char* const first = out;
    for (int i = 0; i <= weight; ++i) put_group(digit(i));
    // No leading zeros, but for a single one.
    const char* const significant = std::find_if(first, out - 1, [](char c) { return c != '0'; });
    out = std::copy(significant, static_cast<const char*>(out), first);
  }
  if (decimals > 0) {
    *out++ = '.';
    char* const end = out + decimals;
    // Room for a last group that reaches beyond the decimals.
    int group = weight + 1;
    while (out < end) put_group(digit(group++));
    out = end;
  }
  *out = '\0';
  return {{begin, static_cast<std::size_t>(out - begin)}, true};
}

std::string_view numeric_wire(std::string_view text, Arena& arena) {
  if (text == "NaN") return special(nan, arena);
  if (text == "Infinity") return special(plus_infinity, arena);
  if (text == "-Infinity") return special(minus_infinity, arena);
  if (!plugin::is_decimal(text)) return {};
  const bool minus = text.front() == '-';
  if (minus) text.remove_prefix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  std::string_view whole = text.substr(0, point);
  const std::string_view decimals = text.substr(std::min(point + 1, text.size()));
  if (decimals.size() > static_cast<std::size_t>(most_decimals)) return {};
  whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));

  const auto whole_groups = static_cast<int>((whole.size() + 3) / 4);
  const auto decimal_groups = static_cast<int>((decimals.size() + 3) / 4);
  if (whole.size() > 4 * static_cast<std::size_t>(std::numeric_limits<std::int16_t>::max()))
    return {};
  const auto value_of = [&](int index) {
    if (index >= whole_groups) return group(decimals, std::ptrdiff_t{4} * (index - whole_groups));
    return group(whole, static_cast<std::ptrdiff_t>(whole.size()) -
                            std::ptrdiff_t{4} * (whole_groups - index));
  };
  int first = 0, end = whole_groups + decimal_groups;
  while (first < end && value_of(first) == 0) ++first;
  while (end > first && value_of(end - 1) == 0) --end;
  const int ndigits = end - first;
  if (ndigits > std::numeric_limits<std::int16_t>::max()) return {};
  const std::size_t size = header + 2 * static_cast<std::size_t>(ndigits);
  char* const begin = arena.take(size);
  char* out =
      write_header(begin, ndigits, ndigits == 0 ? 0 : whole_groups - 1 - first,
                   minus && ndigits != 0 ? negative : positive, static_cast<int>(decimals.size()));
  for (int i = first; i < end; ++i) out = to_wire(out, static_cast<std::int16_t>(value_of(i)));
  return {begin, size};
}

}  // namespace zin::postgres
