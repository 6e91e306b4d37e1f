// The casts by name.
// SPDX-License-Identifier: MIT
#include "zin/model/cast.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "zin/base/error.hpp"
#include "zin/model/encryption.hpp"
#include "zin/model/rounded.hpp"

namespace zin {

struct Cast::State {
  std::string name;
  Convert read;
  Convert write;
};

namespace {

using Convert = Cast::Convert;

bool is_text(const Value& value) { return value.type() == Type::text; }

// Text as it comes from databases that have no such type.
template <class T>
Value parsed(const Value& value, std::optional<T> (*parse)(std::string_view)) {
  const std::string text = value.get<std::string>();
  if (auto found = parse(text)) return Value{*std::move(found)};
  throw Error(Errc::data_error, "the text is none");
}

bool truth_of(const Value& value) {
  if (!is_text(value)) {
    return value.type() == Type::int64 ? value.get<std::int64_t>() != 0 : value.get<bool>();
  }
  const std::string text = value.get<std::string>();
  for (const std::string_view yes : {"1", "true", "t", "yes", "on"}) {
    if (text == yes) return true;
  }
  for (const std::string_view no : {"0", "false", "f", "no", "off", ""}) {
    if (text == no) return false;
  }
  throw Error(Errc::data_error, "the text is neither true nor false");
}

template <class T>
Value number_of(const Value& value) {
  if (value.type() == Type::boolean) return Value{static_cast<T>(value.get<bool>())};
  if (!is_text(value)) return Value{value.get<T>()};
  const std::string text = value.get<std::string>();
  T number{};
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure == std::errc{} && end == text.data() + text.size()) return Value{number};
  throw Error(Errc::data_error, "the text is no such number");
}

Value decimal_of(const Value& value, std::uint32_t places) {
  if (value.type() == Type::float64 || value.type() == Type::float32) {
    return model::rounded(Decimal{fmt::format("{}", value.get<double>())}, places);
  }
  if (is_text(value)) return model::rounded(Decimal{value.get<std::string>()}, places);
  return model::rounded(value.get<Decimal>(), places);
}

std::string string_of(const Value& value) {
  switch (value.type()) {
    case Type::text:
      return value.get<std::string>();
    case Type::json:
      return value.get<Json>().dump();
    default: {
      // As it is written in messages: texts alone have quotes there.
      return value.to_string();
    }
  }
}

std::optional<Date> date_in(std::string_view text) {
  if (auto date = detail::parse_date(text)) return date;
  const auto moment = detail::parse_timestamp(text);
  if (!moment) return std::nullopt;
  return Date{std::chrono::floor<std::chrono::days>(*moment)};
}
std::optional<TimestampTz> instant_in(std::string_view text) {
  if (auto instant = detail::parse_timestamptz(text)) return instant;
  if (auto moment = detail::parse_timestamp(text)) {
    return TimestampTz{moment->time_since_epoch()};
  }
  if (auto date = detail::parse_date(text)) return TimestampTz{std::chrono::sys_days{*date}};
  return std::nullopt;
}
std::optional<Timestamp> moment_in(std::string_view text) {
  const auto instant = instant_in(text);
  if (!instant) return std::nullopt;
  return Timestamp{instant->time_since_epoch()};
}

Value date_of(const Value& value) {
  switch (value.type()) {
    case Type::text:
      return parsed<Date>(value, date_in);
    case Type::timestamp:
      return Date{std::chrono::floor<std::chrono::days>(value.get<Timestamp>())};
    case Type::timestamptz:
      return Date{std::chrono::floor<std::chrono::days>(value.get<TimestampTz>())};
    default:
      return value.get<Date>();
  }
}
Value moment_of(const Value& value) {
  switch (value.type()) {
    case Type::text:
      return parsed<Timestamp>(value, moment_in);
    case Type::timestamptz:
      return Timestamp{value.get<TimestampTz>().time_since_epoch()};
    case Type::date:
      return Timestamp{std::chrono::local_days{value.get<Date>()}};
    default:
      return value.get<Timestamp>();
  }
}
Value instant_of(const Value& value) {
  switch (value.type()) {
    case Type::text:
      return parsed<TimestampTz>(value, instant_in);
    case Type::int64:
      return TimestampTz{std::chrono::seconds{value.get<std::int64_t>()}};
    case Type::timestamp:
      return TimestampTz{value.get<Timestamp>().time_since_epoch()};
    case Type::date:
      return TimestampTz{std::chrono::sys_days{value.get<Date>()}};
    default:
      return value.get<TimestampTz>();
  }
}

// A document whatever it came as; a text that was given as one is itself a document.
Value json_read(const Value& value) {
  if (value.type() == Type::json) return value;
  return Value{Json::parse(value.get<std::string>())};
}
Json json_given(const Value& value) {
  switch (value.type()) {
    case Type::json:
      return value.get<Json>();
    case Type::text:
      return Json{value.get<std::string>()};
    case Type::boolean:
      return Json{value.get<bool>()};
    case Type::int64:
      return Json{value.get<std::int64_t>()};
    case Type::float64:
      return Json{value.get<double>()};
    default:
      throw Error(Errc::type_mismatch, "only a Json, text, number or bool becomes a document");
  }
}
Value json_write(const Value& value) { return Value{json_given(value)}; }

Value uuid_of(const Value& value) {
  if (is_text(value)) return Uuid{std::string_view{value.get<std::string>()}};
  return value.get<Uuid>();
}

Convert one_of(std::string_view list) {
  std::vector<std::string> allowed;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    allowed.emplace_back(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return [allowed](const Value& value) {
    std::string text = value.get<std::string>();
    if (std::ranges::find(allowed, text) != allowed.end()) return Value{std::move(text)};
    throw Error(Errc::data_error, fmt::format("it is none of {}", fmt::join(allowed, ", ")));
  };
}

std::uint32_t places_in(std::string_view name, std::string_view digits) {
  std::uint32_t places = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), places);
  if (failure == std::errc{} && end == digits.data() + digits.size() && places <= 1000) {
    return places;
  }
  throw Error(Errc::invalid_argument,
              fmt::format("the cast \"{}\" is none: write decimal:2 for two places", name));
}

Value bool_cast(const Value& value) { return Value{truth_of(value)}; }

Value string_cast(const Value& value) { return Value{string_of(value)}; }

std::pair<Convert, Convert> named(std::string_view name) {
  const std::size_t colon = std::min(name.find(':'), name.size());
  const std::string_view kind = name.substr(0, colon);
  const std::string_view rest = name.substr(std::min(colon + 1, name.size()));
  const auto both = [](Convert convert) { return std::pair{convert, convert}; };
  if (kind == "bool" || kind == "boolean") return both(bool_cast);
  if (kind == "int" || kind == "integer") return both(number_of<std::int64_t>);
  if (kind == "double" || kind == "float" || kind == "real") return both(number_of<double>);
  if (kind == "decimal") {
    const std::uint32_t places = places_in(name, rest);
    return both([places](const Value& value) { return decimal_of(value, places); });
  }
  if (kind == "string") return both(string_cast);
  if (kind == "date") return both(date_of);
  if (kind == "datetime") return both(moment_of);
  // Without a zone, which every kind of column takes for UTC: connections are set to that.
  if (kind == "timestamp") return {instant_of, moment_of};
  if (kind == "json" || kind == "array" || kind == "object") return {json_read, json_write};
  if (kind == "uuid") return both(uuid_of);
  if (kind == "enum" && !rest.empty()) return both(one_of(rest));
  if (name == "encrypted") {
    return {[](const Value& value) { return Value{model::decrypted(value.get<std::string>())}; },
            [](const Value& value) { return Value{model::encrypted(string_of(value))}; }};
  }
  if (name == "encrypted:json") {
    return {[](const Value& value) {
              return Value{Json::parse(model::decrypted(value.get<std::string>()))};
            },
            [](const Value& value) { return Value{model::encrypted(json_given(value).dump())}; }};
  }
  throw Error(
      Errc::invalid_argument,
      fmt::format("there is no cast \"{}\"; there are bool, int, double, decimal:N, string, "
                  "date, datetime, timestamp, json, array, object, uuid, enum:a,b, "
                  "encrypted and encrypted:json, and those of your own",
                  name));
}

}  // namespace

Cast::Cast(std::string_view name) {
  auto [read, write] = named(name);
  state_ = std::make_shared<const State>(
      State{.name = std::string{name}, .read = std::move(read), .write = std::move(write)});
}

Cast::Cast(Convert read, Convert write)
    : state_(std::make_shared<const State>(
          State{.name = "custom", .read = std::move(read), .write = std::move(write)})) {}

Value Cast::read(const Value& stored) const {
  return stored.is_null() ? stored : state_->read(stored);
}

Value Cast::write(const Value& given) const {
  return given.is_null() ? given : state_->write(given);
}

const std::string& Cast::name() const noexcept { return state_->name; }

}  // namespace zin
