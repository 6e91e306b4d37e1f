// The monotonic clock, replaceable so that tests need not wait.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "zin/base/export.hpp"

namespace zin {

using TimePoint = std::chrono::steady_clock::time_point;

/// Tells and waits for monotonic time. [thread-safe]
class ZIN_API Clock {
 public:
  virtual ~Clock() = default;
  /// To the nanosecond.
  [[nodiscard]] virtual TimePoint now() const noexcept = 0;
  /// To a few milliseconds, at a fraction of the cost of now(): for stamps.
  [[nodiscard]] virtual TimePoint coarse_now() const noexcept = 0;
  /// Waits as std::condition_variable::wait_until does, until `until` on this clock.
  /// Wake-ups may be spurious.
  virtual void wait_until(std::condition_variable& condition, std::unique_lock<std::mutex>& lock,
                          TimePoint until) = 0;

  /// The machine's own clock; lives until the process ends.
  [[nodiscard]] static Clock& system() noexcept;
};

}  // namespace zin
