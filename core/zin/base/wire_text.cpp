// Values that came as text, parsed by their type.
// SPDX-License-Identifier: MIT
#include "zin/base/wire_text.hpp"

#include <charconv>
#include <chrono>
#include <concepts>
#include <optional>
#include <string_view>

#include "zin/base/civil_time.hpp"
#include "zin/base/uuid.hpp"

namespace zin::detail {
namespace {

template <class T>
bool parse_number(std::string_view text, T& out) {
  const auto end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data(), end, out);
  return failure == std::errc{} && stop == end;
}

bool parse_bool(std::string_view text, std::int64_t& out) {
  if (text == "t" || text == "true" || text == "1") return out = 1, true;
  if (text == "f" || text == "false" || text == "0") return out = 0, true;
  return false;
}

template <class T>
bool put(std::optional<T> parsed, std::int64_t& out) {
  if (!parsed) return false;
  if constexpr (std::same_as<T, Date>) {
    out = std::chrono::sys_days{*parsed}.time_since_epoch().count();
  } else if constexpr (std::same_as<T, Time>) {
    out = parsed->count();
  } else {
    out = parsed->time_since_epoch().count();
  }
  return true;
}

// PostgreSQL prints bytea as \x and hexadecimal digits; other servers send the bytes.
bool parse_bytes(std::string_view text, std::string& out) {
  if (!text.starts_with("\\x")) return out = text, true;
  text.remove_prefix(2);
  if (text.size() % 2 != 0) return false;
  out.clear();
  for (std::size_t at = 0; at < text.size(); at += 2) {
    unsigned char byte{};
    const auto [stop, failure] = std::from_chars(&text[at], &text[at] + 2, byte, 16);
    if (failure != std::errc{} || stop != &text[at] + 2) return false;
    out += static_cast<char>(byte);
  }
  return true;
}

}  // namespace

bool WireText::parse(const Cell& wire) {
  const std::string_view text = wire.text();
  cell.type = wire.type;
  cell.flags = wire.flags;
  switch (wire.type) {
    case Type::boolean:
      return parse_bool(text, cell.v.i);
    case Type::int64:
      return parse_number(text, cell.v.i);
    case Type::uint64:
      return parse_number(text, cell.v.u);
    case Type::float32:
    case Type::float64:
      return parse_number(text, cell.v.f);
    case Type::date:
      return put(parse_date(text), cell.v.i);
    case Type::time:
      return put(parse_time(text), cell.v.i);
    case Type::timestamp:
      return put(parse_timestamp(text), cell.v.i);
    case Type::timestamptz:
      return put(parse_timestamptz(text), cell.v.i);
    case Type::bytes:
      if (!parse_bytes(text, bytes_)) return false;
      cell.v.ptr = bytes_.data();
      cell.len = static_cast<std::uint32_t>(bytes_.size());
      cell.encoding = Encoding::view;
      return true;
    case Type::uuid: {
      const auto uuid = Uuid::parse(text);
      if (!uuid) return false;
      uuid_ = uuid->bytes();
      cell.v.ptr = uuid_.data();
      cell.len = 16;
      cell.encoding = Encoding::view;
      return true;
    }
    case Type::null:
    case Type::decimal:
    case Type::text:
    case Type::json:
    case Type::native:
      cell = wire;
      cell.encoding = Encoding::view;
      return true;
    case Type::interval:
    case Type::array:
      return false;
  }
  return false;
}

}  // namespace zin::detail
