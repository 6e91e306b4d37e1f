// Figures of a connection pool.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace zin {

/// A snapshot. The first four are counts of now, the others since the pool was made.
struct PoolStats {
  std::uint32_t active = 0;   ///< Connections lent to callers.
  std::uint32_t idle = 0;     ///< Open and free.
  std::uint32_t opening = 0;  ///< Being opened.
  std::uint32_t waiting = 0;  ///< Callers that wait for a connection.
  std::uint64_t acquired = 0;
  std::uint64_t timeouts = 0;  ///< Callers that waited in vain.
  std::uint64_t opened = 0;
  std::uint64_t open_failures = 0;
  std::uint64_t closed = 0;

  PoolStats& operator+=(const PoolStats& other) noexcept {
    active += other.active;
    idle += other.idle;
    opening += other.opening;
    waiting += other.waiting;
    acquired += other.acquired;
    timeouts += other.timeouts;
    opened += other.opened;
    open_failures += other.open_failures;
    closed += other.closed;
    return *this;
  }
};

}  // namespace zin
