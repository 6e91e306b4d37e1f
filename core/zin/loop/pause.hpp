// Waiting for a time, on a thread or a fiber.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/base/clock.hpp"

namespace zin::detail {

/// Returns at `until` on `clock`; false when the fiber that waits is to end before. No lock is
/// held. [thread-safe] [blocks]
bool pause_until(TimePoint until, Clock& clock);

}  // namespace zin::detail
