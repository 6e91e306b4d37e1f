// How long a value is kept.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>

namespace zin {

/// A span of time; for ever; or, by default, what the store's settings say
/// (CacheConfig::default_ttl). A span of zero or less is refused where it is used: forever() and
/// Cache's forget() say what is meant.
class Ttl {
 public:
  constexpr Ttl() noexcept = default;
  template <class Rep, class Period>
  constexpr Ttl(std::chrono::duration<Rep, Period> span)  // NOLINT(google-explicit-constructor)
      : kind_(Kind::span), span_(nanoseconds_of(span)) {}
  /// Until it is forgotten or evicted.
  [[nodiscard]] static constexpr Ttl forever() noexcept {
    Ttl ttl;
    ttl.kind_ = Kind::forever;
    return ttl;
  }

  [[nodiscard]] constexpr bool is_default() const noexcept { return kind_ == Kind::by_default; }
  [[nodiscard]] constexpr bool is_forever() const noexcept { return kind_ == Kind::forever; }
  /// Zero unless it was made from a span; spans of more than 146 years are that.
  [[nodiscard]] constexpr std::chrono::nanoseconds span() const noexcept { return span_; }

 private:
  enum class Kind : std::uint8_t { by_default, span, forever };

  template <class Duration>
  static constexpr std::chrono::nanoseconds nanoseconds_of(Duration span) {
    constexpr auto longest = std::chrono::nanoseconds{std::int64_t{1} << 62};
    const std::chrono::duration<double, std::nano> rough{span};
    if (rough >= longest) return longest;
    if (rough <= std::chrono::nanoseconds{0}) return std::chrono::nanoseconds{0};
    return std::chrono::ceil<std::chrono::nanoseconds>(span);
  }

  Kind kind_ = Kind::by_default;
  std::chrono::nanoseconds span_{0};
};

}  // namespace zin
