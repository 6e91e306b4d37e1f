// A point in time by which an operation must have ended.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>

#include "zin/base/clock.hpp"

namespace zin {

/// Made from a span (from now on) or from a point of the monotonic clock; default: never.
/// A span of zero or less has passed already.
class Deadline {
 public:
  Deadline() noexcept = default;
  template <class Rep, class Period>
  Deadline(std::chrono::duration<Rep, Period> span)  // NOLINT(google-explicit-constructor)
      : at_(after(std::chrono::duration<double, std::nano>(span))) {}
  Deadline(TimePoint at) noexcept : at_(at) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] static Deadline never() noexcept { return {}; }
  [[nodiscard]] bool is_never() const noexcept { return at_ == TimePoint::max(); }
  [[nodiscard]] TimePoint at() const noexcept { return at_; }
  [[nodiscard]] bool passed() const noexcept {
    return !is_never() && std::chrono::steady_clock::now() >= at_;
  }
  [[nodiscard]] friend Deadline earliest(Deadline a, Deadline b) noexcept {
    return {std::min(a.at_, b.at_)};
  }
  friend auto operator<=>(const Deadline&, const Deadline&) = default;

 private:
  // Spans too long for the clock (hours::max()) are never.
  static TimePoint after(std::chrono::duration<double, std::nano> span) {
    const auto now = std::chrono::steady_clock::now();
    if (!(span.count() > 0)) return now;
    if (span.count() > static_cast<double>((TimePoint::max() - now).count()) * 0.99) {
      return TimePoint::max();
    }
    return now + std::chrono::duration_cast<TimePoint::duration>(span);
  }

  TimePoint at_ = TimePoint::max();
};

}  // namespace zin
