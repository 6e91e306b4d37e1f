// Figures of a connection pool.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace zin {

/// How long something took. Each percentile is off by at most 3.2 %; the others are exact.
struct TimeSpread {
  std::uint64_t count = 0;
  std::chrono::nanoseconds total{0};
  std::chrono::nanoseconds p50{0}, p90{0}, p99{0}, p999{0};
  std::chrono::nanoseconds max{0};

  /// Of two spreads the percentiles are not known: those of the sum are the greater ones.
  TimeSpread& operator+=(const TimeSpread& other) noexcept {
    count += other.count;
    total += other.total;
    p50 = std::max(p50, other.p50);
    p90 = std::max(p90, other.p90);
    p99 = std::max(p99, other.p99);
    p999 = std::max(p999, other.p999);
    max = std::max(max, other.max);
    return *this;
  }
};

/// Connections that were closed, by the reason.
struct PoolCloses {
  std::uint64_t idle = 0;      ///< Not used for idle_timeout, and above min.
  std::uint64_t expired = 0;   ///< Older than max_lifetime.
  std::uint64_t dead = 0;      ///< Hung up, or without an answer, while it was not lent.
  std::uint64_t broken = 0;    ///< Lost, or not to be cleared up, when it was given back.
  std::uint64_t evicted = 0;   ///< By evict(), or before the process forked.
  std::uint64_t shut = 0;      ///< By close() and drain().
  std::uint64_t unpooled = 0;  ///< Given back while pooling is off.

  PoolCloses& operator+=(const PoolCloses& other) noexcept {
    idle += other.idle;
    expired += other.expired;
    dead += other.dead;
    broken += other.broken;
    evicted += other.evicted;
    shut += other.shut;
    unpooled += other.unpooled;
    return *this;
  }
};

/// A snapshot. The first four are counts of now, the others since the pool was made, or since the
/// process was forked.
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

  std::uint32_t max = 0;       ///< The pool's `max`.
  std::uint64_t waited = 0;    ///< Of those acquired: had to wait in line first.
  std::uint64_t rejected = 0;  ///< Callers beyond `max_waiters`.
  PoolCloses closes{};         ///< `closed` by the reason.
  /// From the call to the connection, opening included; whoever found one free took 0 ns.
  TimeSpread acquire_time{};
  /// From lending to giving back. Of each connection the first 1,024 uses, then each 32nd, which
  /// counts for 32.
  TimeSpread use_time{};

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
    max += other.max;
    waited += other.waited;
    rejected += other.rejected;
    closes += other.closes;
    acquire_time += other.acquire_time;
    use_time += other.use_time;
    return *this;
  }
};

}  // namespace zin
