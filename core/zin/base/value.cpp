// Value: its type, its view as a cell, comparison and display.
// SPDX-License-Identifier: MIT
#include "zin/base/value.hpp"

#include <fmt/format.h>

#include <array>
#include <limits>

#include "zin/base/error.hpp"

namespace zin {

using detail::Cell;
using detail::Encoding;

namespace {

template <class... Fns>
struct Overloaded : Fns... {
  using Fns::operator()...;
};
template <class... Fns>
Overloaded(Fns...) -> Overloaded<Fns...>;  // clang 16 deduces none for aggregates

Cell in_place(Type type, std::int64_t number) {
  Cell cell;
  cell.type = type;
  cell.v.i = number;
  return cell;
}

Cell view(Type type, const void* data, std::size_t size) {
  if (size > std::numeric_limits<std::uint32_t>::max()) {
    throw Error(Errc::data_error, "a value of " + std::to_string(size) +
                                      " bytes is longer than 4 GiB - 1; store it in pieces");
  }
  Cell cell;
  cell.type = type;
  cell.encoding = Encoding::view;
  cell.v.ptr = data;
  cell.len = static_cast<std::uint32_t>(size);
  return cell;
}

std::string quoted(std::string_view text) {
  std::string out{"'"};
  for (const char c : text) {
    if (c == '\'') out += '\'';
    out += c;
  }
  return out += '\'';
}

}  // namespace

Value Value::from_json(Json json) {
  switch (json.kind()) {
    case Json::Kind::null:
      return nullptr;
    case Json::Kind::boolean:
      return json.as_bool();
    case Json::Kind::int64:
      return json.as_int64();
    case Json::Kind::uint64:
      return json.as_uint64();
    case Json::Kind::float64:
      return json.as_double();
    case Json::Kind::decimal:
      return json.as_decimal();
    case Json::Kind::string:
      return json.as_string();
    case Json::Kind::array:
    case Json::Kind::object:
      break;
  }
  return json;
}

std::shared_ptr<const Value::Document> Value::document(Json json) {
  std::string text = json.dump();
  return std::make_shared<const Document>(Document{std::move(json), std::move(text)});
}

void Value::too_far() {
  throw Error(Errc::data_error,
              "a time lies beyond 64 bits of microseconds; bind one within 292,000 years of 1970");
}

std::string_view to_string(Type type) noexcept {
  static constexpr std::array<std::string_view, 17> names{
      "null",  "boolean", "int64", "uint64", "float32",   "float64",     "decimal",  "text", "json",
      "bytes", "uuid",    "date",  "time",   "timestamp", "timestamptz", "interval", "array"};
  const auto index = static_cast<std::size_t>(type);
  return index < names.size() ? names[index] : "native";
}

Type Value::type() const noexcept {
  static_assert(std::variant_size_v<decltype(state_)> == static_cast<std::size_t>(Type::array) + 1);
  return static_cast<Type>(state_.index());
}

Cell Value::other_cell(detail::CellStore& items) const {
  return std::visit(
      Overloaded{
          [](std::monostate) { return Cell{}; },
          [](bool flag) { return in_place(Type::boolean, flag ? 1 : 0); },
          [](std::int64_t number) { return in_place(Type::int64, number); },
          [](std::uint64_t number) {
            Cell cell = in_place(Type::uint64, 0);
            cell.v.u = number;
            return cell;
          },
          [](float number) {
            Cell cell = in_place(Type::float32, 0);
            cell.v.f = static_cast<double>(number);
            return cell;
          },
          [](double number) {
            Cell cell = in_place(Type::float64, 0);
            cell.v.f = number;
            return cell;
          },
          [](const Decimal& number) {
            return view(Type::decimal, number.to_string().data(), number.to_string().size());
          },
          [](const std::string& text) { return view(Type::text, text.data(), text.size()); },
          [](const std::shared_ptr<const Document>& json) {
            return view(Type::json, json->text.data(), json->text.size());
          },
          [](const Bytes& bytes) { return view(Type::bytes, bytes.data(), bytes.size()); },
          [](const Uuid& uuid) { return view(Type::uuid, uuid.bytes().data(), 16); },
          [](const Date& date) {
            if (!date.ok()) {
              throw Error(Errc::data_error,
                          "a date to bind is not in the calendar; check year_month_day::ok()");
            }
            return in_place(Type::date, std::chrono::sys_days{date}.time_since_epoch().count());
          },
          [](Time time) { return in_place(Type::time, time.count()); },
          [](Timestamp timestamp) {
            return in_place(Type::timestamp, timestamp.time_since_epoch().count());
          },
          [](TimestampTz timestamp) {
            return in_place(Type::timestamptz, timestamp.time_since_epoch().count());
          },
          [](const Interval& interval) { return view(Type::interval, &interval, sizeof interval); },
          [&](const Array& values) {
            std::vector<Cell> cells;
            cells.reserve(values.size());
            for (const Value& value : values) cells.push_back(value.cell(items));
            // The items stay where they are when the outer list grows.
            items.push_back(std::move(cells));
            return view(Type::array, items.back().data(), items.back().size());
          }},
      state_);
}

std::string Value::to_string() const {
  return std::visit(
      Overloaded{[](std::monostate) { return std::string{"NULL"}; },
                 [](bool flag) { return std::string{flag ? "true" : "false"}; },
                 [](const std::string& text) { return quoted(text); },
                 [](const Decimal& number) { return number.to_string(); },
                 [](const std::shared_ptr<const Document>& json) { return quoted(json->text); },
                 [](const Uuid& uuid) { return quoted(uuid.to_string()); },
                 [](const Date& date) { return quoted(detail::format_date(date)); },
                 [](Time time) { return quoted(detail::format_time(time)); },
                 [](Timestamp at) { return quoted(detail::format_timestamp(at)); },
                 [](TimestampTz at) { return quoted(detail::format_timestamptz(at)); },
                 [](const Interval& span) {
                   return fmt::format("interval {} months {} days {} microseconds", span.months,
                                      span.days, span.microseconds);
                 },
                 [](const Bytes& bytes) {
                   std::string out{"x'"};
                   for (const auto byte : bytes) out += fmt::format("{:02x}", byte);
                   return out += '\'';
                 },
                 [](const Array& values) {
                   std::string out{"["};
                   for (const Value& value : values) {
                     if (out.size() > 1) out += ", ";
                     out += value.to_string();
                   }
                   return out += ']';
                 },
                 [](auto number) { return fmt::format("{}", number); }},
      state_);
}

bool operator==(const Value& a, const Value& b) {
  if (a.state_.index() != b.state_.index()) return false;
  using Shared = std::shared_ptr<const Value::Document>;
  if (const auto* const json = std::get_if<Shared>(&a.state_)) {
    return (*json)->json == std::get<Shared>(b.state_)->json;
  }
  return a.state_ == b.state_;
}

void Value::does_not_fit(detail::Outcome outcome, const Cell& cell, std::string_view wanted) const {
  const Errc code =
      outcome == detail::Outcome::inexact ? Errc::precision_lost : Errc::type_mismatch;
  throw Error(code, "the value " + detail::describe(outcome, cell, wanted));
}

}  // namespace zin
