// What stands for the driver of a connection that belongs to the process's parent.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/host/driver_handle.hpp"

namespace zin::host {

/// Touches no object: each call that would reach the server throws Errc::closed, which no plugin's
/// table could do; closing does nothing; the state is that of a dead connection. So a connection is
/// guarded after a fork without a question before each call. [thread-safe]
[[nodiscard]] const DriverHandle& parents_driver() noexcept;

}  // namespace zin::host
