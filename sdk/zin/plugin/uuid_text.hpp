// UUIDs as 36 characters and as the 16 bytes of the ABI.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace zin::plugin {

inline constexpr std::size_t uuid_bytes = 16;
inline constexpr std::size_t uuid_chars = 36;

/// Reads 8-4-4-4-12 hexadecimal digits of either case into `out` (16 bytes); false, with `out`
/// unspecified, for anything else.
[[nodiscard]] constexpr bool parse_uuid(std::string_view text, std::uint8_t* out) noexcept {
  if (text.size() != uuid_chars) return false;
  const auto nibble = [](char c) -> int {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  std::size_t at = 0;
  for (std::size_t i = 0; i < uuid_bytes; ++i) {
    if (at == 8 || at == 13 || at == 18 || at == 23)
      if (text[at++] != '-') return false;
    const int high = nibble(text[at++]), low = nibble(text[at++]);
    if (high < 0 || low < 0) return false;
    out[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return true;
}

/// Writes the 36 characters, in lower case, of the 16 bytes at `bytes`.
constexpr void write_uuid(const std::uint8_t* bytes, char* out) noexcept {
  constexpr std::string_view digits = "0123456789abcdef";
  for (std::size_t i = 0; i < uuid_bytes; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) *out++ = '-';
    *out++ = digits[bytes[i] >> 4];
    *out++ = digits[bytes[i] & 15];
  }
}

}  // namespace zin::plugin
