// Json: printing and access.
// SPDX-License-Identifier: MIT
#include "zin/base/json.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "zin/base/error.hpp"

namespace zin {
namespace {

void dump_double(double number, std::string& out) {
  if (!std::isfinite(number)) {
    out += "null";
    return;
  }
  char digits[32];
  const auto [end, failure] = std::to_chars(std::begin(digits), std::end(digits), number);
  const std::string_view text{digits, static_cast<std::size_t>(end - digits)};
  out += text;
  // Else a reader would take it for an integer.
  if (text.find_first_of(".e") == std::string_view::npos) out += ".0";
}

void dump_string(std::string_view text, std::string& out) {
  static constexpr std::string_view hex = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += "\\u00";
          out += hex[static_cast<unsigned char>(c) >> 4];
          out += hex[static_cast<unsigned char>(c) & 15U];
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

void dump_to(const Json& json, std::string& out) {
  switch (json.kind()) {
    case Json::Kind::null:
      out += "null";
      return;
    case Json::Kind::boolean:
      out += json.as_bool() ? "true" : "false";
      return;
    case Json::Kind::int64:
      out += std::to_string(json.as_int64());
      return;
    case Json::Kind::uint64:
      out += std::to_string(json.as_uint64());
      return;
    case Json::Kind::float64:
      dump_double(json.as_double(), out);
      return;
    case Json::Kind::decimal:
      out += json.as_decimal().to_string();
      return;
    case Json::Kind::string:
      dump_string(json.as_string(), out);
      return;
    case Json::Kind::array: {
      char separator = '[';
      for (const Json& item : json.as_array()) {
        out += separator;
        separator = ',';
        dump_to(item, out);
      }
      if (separator == '[') out += '[';
      out += ']';
      return;
    }
    case Json::Kind::object: {
      char separator = '{';
      for (const auto& [key, value] : json.as_object()) {
        out += separator;
        separator = ',';
        dump_string(key, out);
        out += ':';
        dump_to(value, out);
      }
      if (separator == '{') out += '{';
      out += '}';
      return;
    }
  }
}

std::string_view kind_name(Json::Kind kind) {
  static constexpr std::string_view names[] = {"null",   "boolean", "integer", "integer", "number",
                                               "number", "string",  "array",   "object"};
  return names[static_cast<std::size_t>(kind)];
}

[[noreturn]] void wrong_kind(Json::Kind is, std::string_view wanted) {
  throw Error(Errc::type_mismatch, "the JSON value is " + std::string{kind_name(is)} + ", not " +
                                       std::string{wanted} + "; ask kind() first");
}

}  // namespace

Json Json::array(std::initializer_list<Json> items) { return Json{Array{items}}; }
Json Json::object(std::initializer_list<Member> members) { return Json{Object{members}}; }

std::string Json::dump() const {
  std::string out;
  dump_to(*this, out);
  return out;
}

void Json::assign_unsigned(std::uint64_t number) {
  // One representation for one number, so that equal numbers compare equal.
  if (number <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    state_ = static_cast<std::int64_t>(number);
  } else {
    state_ = number;
  }
}

bool Json::as_bool() const {
  if (const bool* flag = std::get_if<bool>(&state_)) return *flag;
  wrong_kind(kind(), "boolean");
}

std::int64_t Json::as_int64() const {
  if (const auto* number = std::get_if<std::int64_t>(&state_)) return *number;
  wrong_kind(kind(), "an integer of 64 bits with a sign");
}

std::uint64_t Json::as_uint64() const {
  if (const auto* number = std::get_if<std::uint64_t>(&state_)) return *number;
  if (const auto* number = std::get_if<std::int64_t>(&state_); number && *number >= 0) {
    return static_cast<std::uint64_t>(*number);
  }
  wrong_kind(kind(), "an integer of 64 bits without a sign");
}

double Json::as_double() const {
  switch (kind()) {
    case Kind::int64:
      return static_cast<double>(std::get<std::int64_t>(state_));
    case Kind::uint64:
      return static_cast<double>(std::get<std::uint64_t>(state_));
    case Kind::float64:
      return std::get<double>(state_);
    case Kind::decimal:
      return std::get<Decimal>(state_).to_double();
    default:
      wrong_kind(kind(), "a number");
  }
}

Decimal Json::as_decimal() const {
  switch (kind()) {
    case Kind::int64:
      return Decimal{std::get<std::int64_t>(state_)};
    case Kind::uint64:
      return Decimal{std::get<std::uint64_t>(state_)};
    case Kind::decimal:
      return std::get<Decimal>(state_);
    case Kind::float64: {
      std::string text;
      dump_double(std::get<double>(state_), text);
      if (auto decimal = Decimal::parse(text)) return *decimal;
      [[fallthrough]];
    }
    default:
      wrong_kind(kind(), "a finite number");
  }
}

const std::string& Json::as_string() const {
  if (const auto* text = std::get_if<std::string>(&state_)) return *text;
  wrong_kind(kind(), "a string");
}

const Json::Array& Json::as_array() const {
  if (const auto* items = std::get_if<Array>(&state_)) return *items;
  wrong_kind(kind(), "an array");
}

Json::Array& Json::as_array() { return const_cast<Array&>(std::as_const(*this).as_array()); }

const Json::Object& Json::as_object() const {
  if (const auto* members = std::get_if<Object>(&state_)) return *members;
  wrong_kind(kind(), "an object");
}

Json::Object& Json::as_object() { return const_cast<Object&>(std::as_const(*this).as_object()); }

std::size_t Json::size() const noexcept {
  if (const auto* items = std::get_if<Array>(&state_)) return items->size();
  if (const auto* members = std::get_if<Object>(&state_)) return members->size();
  return 0;
}

const Json* Json::find(std::string_view key) const noexcept {
  if (const auto* members = std::get_if<Object>(&state_)) {
    for (const auto& [name, value] : *members) {
      if (name == key) return &value;
    }
  }
  return nullptr;
}

const Json& Json::at(std::string_view key) const {
  static_cast<void>(as_object());
  if (const Json* member = find(key)) return *member;
  throw Error(Errc::not_found, "the JSON object has no member \"" + std::string{key} +
                                   "\"; ask find() when it may be missing");
}

const Json& Json::at(std::size_t index) const {
  const Array& items = as_array();
  if (index < items.size()) return items[index];
  throw Error(Errc::not_found, "the JSON array has " + std::to_string(items.size()) +
                                   " items, none at " + std::to_string(index) +
                                   "; ask size() first");
}

Json& Json::operator[](std::string_view key) {
  if (is_null()) state_ = Object{};
  Object& members = as_object();
  for (auto& [name, value] : members) {
    if (name == key) return value;
  }
  return members.emplace_back(std::string{key}, Json{}).second;
}

Json& Json::operator[](std::size_t index) {
  return const_cast<Json&>(std::as_const(*this).at(index));
}

void Json::push_back(Json item) {
  if (is_null()) state_ = Array{};
  as_array().push_back(std::move(item));
}

bool operator==(const Json& a, const Json& b) { return a.state_ == b.state_; }

}  // namespace zin
