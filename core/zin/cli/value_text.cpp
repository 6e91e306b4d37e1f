// What each type looks like.
// SPDX-License-Identifier: MIT
#include "zin/cli/value_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <limits>

#include "zin/base/error.hpp"
#include "zin/host/abi_text.hpp"

namespace zin::cli {
namespace {

// A double keeps every decimal of so many digits.
constexpr std::ptrdiff_t digits_in_double = std::numeric_limits<double>::digits10;

template <class Number>
std::string number_text(Number number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
  char digits[32];
  const auto [end, failure] = std::to_chars(std::begin(digits), std::end(digits), number);
  std::string text{digits, end};
  // Else a reader would take it for an integer.
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

std::string hexadecimal(std::string_view bytes) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char byte : bytes) {
    text += digits[static_cast<unsigned char>(byte) >> 4U];
    text += digits[static_cast<unsigned char>(byte) & 15U];
  }
  return text;
}

// ISO 8601: P1Y2M3DT4H5M6.5S.
std::string interval_text(const Interval& interval) {
  constexpr std::int64_t microseconds_per_second = 1'000'000;
  const std::int64_t seconds = interval.microseconds / microseconds_per_second;
  const std::int64_t rest = interval.microseconds % microseconds_per_second;
  std::string date;
  if (interval.months / 12 != 0) date += fmt::format("{}Y", interval.months / 12);
  if (interval.months % 12 != 0) date += fmt::format("{}M", interval.months % 12);
  if (interval.days != 0) date += fmt::format("{}D", interval.days);
  std::string time;
  if (seconds / 3600 != 0) time += fmt::format("{}H", seconds / 3600);
  if (seconds / 60 % 60 != 0) time += fmt::format("{}M", seconds / 60 % 60);
  if (seconds % 60 != 0 || rest != 0) {
    const bool negative = seconds % 60 < 0 || rest < 0;
    time += fmt::format("{}{}", negative ? "-" : "", std::abs(seconds % 60));
    if (rest != 0) {
      std::string fraction = fmt::format(".{:06}", std::abs(rest));
      fraction.erase(fraction.find_last_not_of('0') + 1);
      time += fraction;
    }
    time += 'S';
  }
  if (date.empty() && time.empty()) return "PT0S";
  return "P" + date + (time.empty() ? "" : "T" + time);
}

bool fits_double(const std::string& decimal) {
  return std::count_if(decimal.begin(), decimal.end(),
                       [](char c) { return c >= '0' && c <= '9'; }) <= digits_in_double;
}

void append_array(std::string& out, const Value::Array& items) {
  out += '[';
  for (const Value& item : items) {
    if (out.back() != '[') out += ',';
    append_json(out, item);
  }
  out += ']';
}

}  // namespace

Value shown_value(const Row& row, std::size_t column) {
  try {
    return row.value(column);
  } catch (const Error& error) {
    if (error.code() != Errc::type_mismatch && error.code() != Errc::precision_lost) throw;
    return row.get<std::string>(column);
  }
}

std::string plain_text(const Value& value) {
  switch (value.type()) {
    case Type::null:
      return {};
    case Type::boolean:
      return value.get<bool>() ? "true" : "false";
    case Type::int64:
      return std::to_string(value.get<std::int64_t>());
    case Type::uint64:
      return std::to_string(value.get<std::uint64_t>());
    case Type::float32:
      return number_text(value.get<float>());
    case Type::float64:
      return number_text(value.get<double>());
    case Type::bytes:
      return hexadecimal(as_text(value.get<Bytes>()));
    case Type::interval:
      return interval_text(value.get<Interval>());
    case Type::array: {
      std::string out;
      append_array(out, value.get<Value::Array>());
      return out;
    }
    default:
      return value.get<std::string>();
  }
}

bool is_number(Type type) noexcept {
  return type == Type::int64 || type == Type::uint64 || type == Type::float32 ||
         type == Type::float64 || type == Type::decimal;
}

void append_json_string(std::string& out, std::string_view text) {
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return c >= ' ' && c <= '~' && c != '"' && c != '\\';
  });
  if (plain) {
    out += '"';
    out += text;
    out += '"';
  } else {
    out += Json{host::valid_utf8(text)}.dump();
  }
}

void append_json(std::string& out, const Value& value) {
  switch (value.type()) {
    case Type::null:
      out += "null";
      return;
    case Type::boolean:
    case Type::int64:
      out += plain_text(value);
      return;
    case Type::uint64: {
      const auto number = value.get<std::uint64_t>();
      const bool kept = number <= static_cast<std::uint64_t>(INT64_MAX);
      out += fmt::format("{}{}{}", kept ? "" : "\"", number, kept ? "" : "\"");
      return;
    }
    case Type::float32:
    case Type::float64: {
      const bool finite = std::isfinite(value.get<double>());
      out += fmt::format("{}{}{}", finite ? "" : "\"", plain_text(value), finite ? "" : "\"");
      return;
    }
    case Type::decimal: {
      const std::string digits = plain_text(value);
      const bool kept = fits_double(digits);
      out += fmt::format("{}{}{}", kept ? "" : "\"", digits, kept ? "" : "\"");
      return;
    }
    case Type::json:
      out += value.get<Json>().dump();
      return;
    case Type::text:
      append_json_string(out, value.get<std::string_view>());
      return;
    case Type::array:
      append_array(out, value.get<Value::Array>());
      return;
    default:
      append_json_string(out, plain_text(value));
  }
}

}  // namespace zin::cli
