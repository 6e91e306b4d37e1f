// Parts of dates and timestamps.
// SPDX-License-Identifier: MIT
#include "zin/query/date_part.hpp"

#include <algorithm>
#include <chrono>
#include <string>

#include "zin/query/where_now_verbs.hpp"

namespace zin::query {
namespace {

using ast::DatePart;

Value part_of_date(DatePart part, Date date) {
  switch (part) {
    case DatePart::day:
      return static_cast<unsigned>(date.day());
    case DatePart::month:
      return static_cast<unsigned>(date.month());
    case DatePart::year:
      return static_cast<int>(date.year());
    case DatePart::time:
      return Time{0};
    case DatePart::date:
      break;
  }
  return date;
}

template <class Clock>
Value part_of_point(DatePart part, std::chrono::time_point<Clock, std::chrono::microseconds> at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  if (part != DatePart::time) return part_of_date(part, Date{day});
  return std::chrono::floor<std::chrono::seconds>(at - day);
}

}  // namespace

Value now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

Value today() {
  return Date{std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())};
}

Value part_of(DatePart part, Value value) {
  switch (value.type()) {
    case Type::date:
      return part_of_date(part, value.get<Date>());
    case Type::timestamp:
      return part_of_point(part, value.get<Timestamp>());
    case Type::timestamptz:
      return part_of_point(part, value.get<TimestampTz>());
    default:
      return value;
  }
}

Value part_as_text(DatePart part, const Value& value) {
  auto text = value.type() == Type::int64 ? value.to_string() : value.get<std::string>();
  if (part == DatePart::date || part == DatePart::time) return text;
  const bool is_number =
      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  const std::size_t width = part == DatePart::year ? 4 : 2;
  if (is_number && text.size() < width) text.insert(0, width - text.size(), '0');
  return text;
}

}  // namespace zin::query
