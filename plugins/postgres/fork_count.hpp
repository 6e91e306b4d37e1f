// Tells a child process from its parent without a system call.
// SPDX-License-Identifier: MIT
#pragma once

#include <pthread.h>

#include <atomic>

namespace zin::postgres {

inline std::atomic<unsigned> forks_seen{0};

/// Grows in every child process, from the first call on. [thread-safe]
[[nodiscard]] inline unsigned fork_count() noexcept {
  static const int watching = ::pthread_atfork(
      nullptr, nullptr, [] { forks_seen.fetch_add(1, std::memory_order_relaxed); });
  static_cast<void>(watching);
  return forks_seen.load(std::memory_order_relaxed);
}

}  // namespace zin::postgres
