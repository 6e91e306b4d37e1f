// Whether this is still the process that opened a connection.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace zin::mysql {

/// How many forks lie between the process that loaded the driver and this one, as far as it has
/// been asked before. Costs no system call. [thread-safe]
[[nodiscard]] std::uint32_t fork_count() noexcept;

}  // namespace zin::mysql
