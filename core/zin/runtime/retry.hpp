// How long to wait before a transaction is run again.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

#include "zin/base/clock.hpp"
#include "zin/base/deadline.hpp"
#include "zin/base/error.hpp"

namespace zin::runtime {

/// Whether running the transaction again may help and cannot apply it twice.
[[nodiscard]] inline bool may_run_again(const Error& error) noexcept {
  return error.retryable() && !error.may_be_applied() && error.code() != Errc::in_doubt;
}

/// Waits before attempt number `attempt` (the second is 2): a random time below 10 ms, doubled with
/// each attempt up to 1 s ("full jitter"), so that those who collided do not collide again.
/// False, at once, when the deadline would pass first. [thread-safe] [blocks]
bool back_off(unsigned attempt, Deadline deadline, Clock& clock);

}  // namespace zin::runtime
