// Waiting for a time, on a thread or a fiber.
// SPDX-License-Identifier: MIT
#include "zin/runtime/pause.hpp"

#include <condition_variable>
#include <mutex>

#include "zin/runtime/fiber_wait.hpp"

namespace zin::runtime {

bool pause_until(TimePoint until, Clock& clock) {
  if (auto* const fiber = detail::Fiber::current()) {
    while (clock.now() < until && !fiber->ends_soon()) wait_until(*fiber, clock, until);
    return !fiber->ends_soon();
  }
  std::mutex mutex;
  std::condition_variable never;
  std::unique_lock lock{mutex};
  while (clock.now() < until) clock.wait_until(never, lock, until);
  return true;
}

}  // namespace zin::runtime
