// The texts of PostgreSQL and MySQL; SQLite's are the same where it has any.
// SPDX-License-Identifier: MIT
#include "wire_text.hpp"

#include <charconv>
#include <chrono>
#include <cstdio>
#include <optional>
#include <string>

#include "value.hpp"

namespace zin::conform {
namespace {

template <class Number>
std::optional<Number> number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

int nibble(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> from_hex(std::string_view text) {
  std::string bytes;
  int high = -1;
  for (const char c : text) {
    if (c == '-') continue;
    const int half = nibble(c);
    if (half < 0) return std::nullopt;
    if (high < 0) {
      high = half;
    } else {
      bytes += static_cast<char>(high << 4 | half);
      high = -1;
    }
  }
  if (high >= 0) return std::nullopt;
  return bytes;
}

/// "2024-02-29"
std::optional<std::int64_t> days(std::string_view text) {
  int y = 0;
  unsigned m = 0;
  unsigned d = 0;
  if (std::sscanf(std::string{text}.c_str(), "%d-%u-%u", &y, &m, &d) != 3) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{y}, std::chrono::month{m},
                                         std::chrono::day{d}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date}.time_since_epoch().count();
}

/// "-12:34:56.789"
std::optional<std::int64_t> microseconds(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  int h = 0;
  int m = 0;
  int s = 0;
  int used = 0;
  const std::string copy{text};
  if (std::sscanf(copy.c_str(), "%d:%d:%d%n", &h, &m, &s, &used) != 3) return std::nullopt;
  std::int64_t total = ((h * std::int64_t{60} + m) * 60 + s) * 1'000'000;
  std::string_view rest = std::string_view{copy}.substr(static_cast<std::size_t>(used));
  if (!rest.empty() && rest.front() == '.') {
    std::int64_t unit = 100'000;
    for (const char c : rest.substr(1)) {
      if (c < '0' || c > '9') break;
      total += (c - '0') * unit;
      unit /= 10;
    }
  }
  return negative ? -total : total;
}

/// "2024-02-29 12:34:56.789", with +00, Z or nothing behind it
std::optional<std::int64_t> timestamp(std::string_view text) {
  const std::size_t space = text.find_first_of(" T");
  if (space == std::string_view::npos) return std::nullopt;
  const auto date = days(text.substr(0, space));
  const auto time = microseconds(text.substr(space + 1));
  if (!date || !time) return std::nullopt;
  return *date * 86'400'000'000 + *time;
}

std::optional<std::int64_t> boolean(std::string_view text) {
  if (text == "t" || text == "true" || text == "1") return 1;
  if (text == "f" || text == "false" || text == "0") return 0;
  return std::nullopt;
}

std::optional<std::int64_t> inline_number(zin_type type, std::string_view text) {
  switch (type) {
    case ZIN_T_BOOL:
      return boolean(text);
    case ZIN_T_I64:
      return number<std::int64_t>(text);
    case ZIN_T_DATE:
      return days(text);
    case ZIN_T_TIME:
      return microseconds(text);
    case ZIN_T_TIMESTAMP:
    case ZIN_T_TIMESTAMPTZ:
      return timestamp(text);
    default:
      return std::nullopt;
  }
}

}  // namespace

Value parse_wire_text(const Value& value) {
  const std::string_view text = value.bytes;
  if (const auto parsed = inline_number(value.type, text)) return Value::of(value.type, *parsed);
  if (value.type == ZIN_T_U64) {
    if (const auto parsed = number<std::uint64_t>(text)) {
      return Value::of(value.type, static_cast<std::int64_t>(*parsed));
    }
  }
  if (value.type == ZIN_T_F32) {
    if (const auto parsed = number<float>(text)) return Value::of_double(value.type, *parsed);
  }
  if (value.type == ZIN_T_F64) {
    if (const auto parsed = number<double>(text)) return Value::of_double(value.type, *parsed);
  }
  if (value.type == ZIN_T_DECIMAL || value.type == ZIN_T_JSON) {
    return Value::of_view(value.type, text);
  }
  if (value.type == ZIN_T_UUID || (value.type == ZIN_T_BYTES && text.starts_with("\\x"))) {
    if (const auto bytes = from_hex(value.type == ZIN_T_UUID ? text : text.substr(2))) {
      return Value::of_view(value.type, *bytes);
    }
  }
  return value;
}

}  // namespace zin::conform
