// Which fibers drivers wake, and what they may ask about them.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "zin/loop/fiber.hpp"

namespace zin::host {

/// While it lives, zin_host.wake(token) wakes the fiber, and cancel_requested(token) tells whether
/// it was cancelled. Costs nothing when not `wanted`.
class WakeCalls {
 public:
  /// Throws std::bad_alloc.
  WakeCalls(std::uint64_t token, detail::Fiber& fiber);
  WakeCalls(const WakeCalls&) = delete;
  WakeCalls& operator=(const WakeCalls&) = delete;
  ~WakeCalls();

 private:
  std::uint64_t token_;
};

}  // namespace zin::host
