// One value of a row as the drivers hand it over: 16 bytes that view the client library's memory.
// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "zin/base/export.hpp"

namespace zin {

/// What a value or a column holds. The numbers are those of the driver ABI.
enum class Type : std::uint8_t {
  null = 0,
  boolean = 1,
  int64 = 2,
  uint64 = 3,
  float32 = 4,
  float64 = 5,
  decimal = 6,
  text = 7,
  json = 8,
  bytes = 9,
  uuid = 10,
  date = 11,
  time = 12,
  timestamp = 13,
  timestamptz = 14,
  interval = 15,
  array = 16,
  native = 255,  ///< A type of the server's own; the value is its text or bytes.
};

/// "int64", "timestamptz" etc. [thread-safe]
[[nodiscard]] ZIN_API std::string_view to_string(Type type) noexcept;

namespace detail {

/// Where the value lies. The numbers are those of the driver ABI.
enum class Encoding : std::uint8_t { in_place = 0, view = 1, wire_text = 2 };

/// Bits lost before the driver saw the value.
inline constexpr std::uint16_t cell_inexact = 1U << 3;

/// Laid out as zin_cell is; the host layer asserts it.
struct [[gnu::may_alias]] Cell {
  union {
    const void* ptr;
    std::int64_t i;
    std::uint64_t u;
    double f;
  } v{};
  std::uint32_t len = 0;
  Type type = Type::null;
  Encoding encoding = Encoding::in_place;
  std::uint16_t flags = 0;

  /// In place, of this type, and with no flag: one comparison, for the hot paths.
  [[nodiscard]] bool is_plain(Type wanted) const noexcept {
    std::uint32_t tag = 0;
    std::memcpy(&tag, &type, sizeof tag);
    return tag == static_cast<std::uint32_t>(wanted);
  }
  /// The bytes behind a view, as text.
  [[nodiscard]] std::string_view text() const noexcept {
    return {static_cast<const char*>(v.ptr), len};
  }
};
static_assert(sizeof(Cell) == 16);
static_assert(std::endian::native == std::endian::little, "is_plain() and the ABI assume it");

}  // namespace detail
}  // namespace zin
