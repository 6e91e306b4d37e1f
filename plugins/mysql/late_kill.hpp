// KILL QUERY for an operation that could not wait for it.
// SPDX-License-Identifier: MIT
#pragma once

#include "connect_options.hpp"
#include "killer.hpp"

namespace zin::mysql {

/// Asks the server to end what runs there, on a thread of its own that owns all it uses and ends
/// within longest_kill_ns. The session must be given up: whatever it would run next could be hit.
/// A failure is logged. [thread-safe]
void kill_later(const ConnectOptions& options, const Target& target) noexcept;

/// Waits for the threads of kill_later(), for the shutdown of the plugin. [blocks]
void join_late_kills() noexcept;

}  // namespace zin::mysql
