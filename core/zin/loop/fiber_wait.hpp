// Waiting on a fiber for a time of a replaceable clock.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/base/clock.hpp"
#include "zin/loop/fiber.hpp"

namespace zin::detail {

/// Returns at `until`, when the fiber is woken, and spuriously. Loops know the machine's clock
/// alone, so what is left is counted on it. Requires: `fiber` is the current one, no lock is held.
inline void wait_until(Fiber& fiber, const Clock& clock, TimePoint until) noexcept {
  Wait wait;
  if (until != TimePoint::max()) {
    wait.until = std::chrono::steady_clock::now() + (until - clock.now());
  }
  fiber.wait(wait);
}

}  // namespace zin::detail
