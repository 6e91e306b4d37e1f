// The host that the plugin under test sees.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>

#include "zin/abi/driver.h"

namespace zin::conform {

/// The table for the plugin's entry; it lies behind a fence. One per process.
[[nodiscard]] const zin_host* test_host();
/// The clock of every time point that the driver is given.
[[nodiscard]] std::int64_t now_ns() noexcept;
/// Waits until the driver called host->wake(token), at most `limit`. False: it did not.
[[nodiscard]] bool wait_for_wake(std::uint64_t token, std::chrono::milliseconds limit);
/// A token that was never used before in this process.
[[nodiscard]] std::uint64_t new_token() noexcept;

}  // namespace zin::conform
