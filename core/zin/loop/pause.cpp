// Waiting for a time, on a thread or a fiber.
// SPDX-License-Identifier: MIT
#include "zin/loop/pause.hpp"

#include <condition_variable>
#include <mutex>

#include "zin/loop/fiber_wait.hpp"

namespace zin::detail {

bool pause_until(TimePoint until, Clock& clock) {
  if (auto* const fiber = Fiber::current()) {
    while (clock.now() < until && !fiber->ends_soon()) wait_until(*fiber, clock, until);
    return !fiber->ends_soon();
  }
  std::mutex mutex;
  std::condition_variable never;
  std::unique_lock lock{mutex};
  while (clock.now() < until) clock.wait_until(never, lock, until);
  return true;
}

}  // namespace zin::detail
