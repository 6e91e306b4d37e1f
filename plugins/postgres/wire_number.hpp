// Numbers in network byte order.
// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace zin::postgres {

static_assert(std::endian::native == std::endian::little);

template <std::integral T>
[[nodiscard]] inline T swapped(T value) noexcept {
  if constexpr (sizeof(T) == 8)
    return static_cast<T>(__builtin_bswap64(static_cast<std::uint64_t>(value)));
  else if constexpr (sizeof(T) == 4)
    return static_cast<T>(__builtin_bswap32(static_cast<std::uint32_t>(value)));
  else if constexpr (sizeof(T) == 2)
    return static_cast<T>(__builtin_bswap16(static_cast<std::uint16_t>(value)));
  else
    return value;
}

/// Reads a T from sizeof(T) bytes, wherever they lie.
template <std::integral T>
[[nodiscard]] inline T from_wire(const char* bytes) noexcept {
  T value;
  std::memcpy(&value, bytes, sizeof value);
  return swapped(value);
}

/// Writes a T and returns the byte behind it.
template <std::integral T>
inline char* to_wire(char* bytes, T value) noexcept {
  value = swapped(value);
  std::memcpy(bytes, &value, sizeof value);
  return bytes + sizeof value;
}

}  // namespace zin::postgres
