// Universally unique identifiers.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "zin/base/export.hpp"

namespace zin {

/// 128 bits in network order, as RFC 9562 lays them out.
class ZIN_API Uuid {
 public:
  /// All zero.
  Uuid() = default;
  explicit Uuid(const std::array<std::uint8_t, 16>& bytes) noexcept : bytes_(bytes) {}
  /// Parses 8-4-4-4-12 hexadecimal digits of either case; throws Errc::data_error for else.
  explicit Uuid(std::string_view text);
  /// As the constructor, but gives nothing where that throws.
  [[nodiscard]] static std::optional<Uuid> parse(std::string_view text) noexcept;

  [[nodiscard]] const std::array<std::uint8_t, 16>& bytes() const noexcept { return bytes_; }
  /// 36 characters, lower case.
  [[nodiscard]] std::string to_string() const;

  friend auto operator<=>(const Uuid&, const Uuid&) = default;

 private:
  std::array<std::uint8_t, 16> bytes_{};
};

}  // namespace zin
