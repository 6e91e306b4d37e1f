// Who has written lately, and reads from the primary for a while.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <unordered_map>

#include "zin/base/clock.hpp"
#include "zin/base/fork_guard.hpp"

namespace zin::detail {
class Loop;
}

namespace zin::runtime {

/// Remembers flows of control: threads, and event loops for what runs on fibers, where an operation
/// does not know which of its caller's it follows. [thread-safe]
class RecentWriters {
 public:
  /// `span` of 0: remembers nobody.
  RecentWriters(std::chrono::milliseconds span, Clock& clock) : span_(span), clock_(clock) {}

  /// The caller has written, or may have.
  void note();
  /// Whether the caller has written within the span.
  [[nodiscard]] bool has_caller();
  /// Whether an operation of this event loop has.
  [[nodiscard]] bool has(const detail::Loop& callers);

 private:
  [[nodiscard]] bool has(std::uintptr_t flow);

  const std::chrono::milliseconds span_;
  Clock& clock_;
  detail::ForkSafeMutex mutex_;
  std::unordered_map<std::uintptr_t, TimePoint> until_;
};

}  // namespace zin::runtime
