// Exact decimal numbers, kept as their digits.
// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "zin/base/export.hpp"

namespace zin {

/// A decimal number of any length, exact. It carries its scale ("1.50" stays "1.50"); it does not
/// calculate. Comparison is by value: 1.5 == 1.50.
class ZIN_API Decimal {
 public:
  /// Zero.
  Decimal() : text_("0") {}
  /// Parses [+-]digits[.digits][e[+-]digits], of which digits on one side of the point suffice;
  /// throws Errc::data_error for anything else, and for an exponent that would give more than
  /// 100,000 digits.
  explicit Decimal(std::string_view text);
  explicit Decimal(const char* text) : Decimal(std::string_view{text}) {}
  template <std::integral T>
  requires(!std::same_as<T, bool> && !std::same_as<T, char>) explicit Decimal(T number)
      : text_(std::to_string(number)) {}

  /// As the constructor, but gives nothing where that throws.
  [[nodiscard]] static std::optional<Decimal> parse(std::string_view text);

  /// [-]digits[.digits], without superfluous leading zeros.
  [[nodiscard]] const std::string& to_string() const noexcept { return text_; }
  /// The nearest double; +-infinity when it is too large for one.
  [[nodiscard]] double to_double() const noexcept;
  /// Whether it has no digits but zeros behind the point.
  [[nodiscard]] bool is_whole() const noexcept;
  /// The number itself when it is whole and fits, else nothing.
  [[nodiscard]] std::optional<std::int64_t> to_int64() const noexcept;
  [[nodiscard]] std::optional<std::uint64_t> to_uint64() const noexcept;

  friend ZIN_API std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) noexcept;
  friend bool operator==(const Decimal& a, const Decimal& b) noexcept { return (a <=> b) == 0; }

 private:
  std::string text_;
};

}  // namespace zin
