// The connections to one server, lent to one caller at a time.
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <source_location>
#include <string>

#include "zin/base/clock.hpp"
#include "zin/base/deadline.hpp"
#include "zin/config/database_config.hpp"
#include "zin/runtime/connection.hpp"
#include "zin/runtime/pool_stats.hpp"
#include "zin/runtime/role.hpp"

namespace zin::runtime {

class PoolState;
struct PoolSlot;

/// A lent connection: given back when destroyed. Move-only. May outlive its Pool, whose closing
/// then only ends when it is given back.
class [[nodiscard]] Lease {
 public:
  Lease() noexcept = default;
  Lease(Lease&& other) noexcept
      : pool_(std::exchange(other.pool_, nullptr)), slot_(std::exchange(other.slot_, nullptr)) {}
  Lease& operator=(Lease&& other) noexcept {
    release();
    pool_ = std::exchange(other.pool_, nullptr);
    slot_ = std::exchange(other.slot_, nullptr);
    return *this;
  }
  ~Lease() { release(); }

  [[nodiscard]] Connection& operator*() const noexcept;
  [[nodiscard]] Connection* operator->() const noexcept { return &**this; }
  /// Whether it holds a connection.
  explicit operator bool() const noexcept { return slot_ != nullptr; }
  /// Whether the pool has not been told since to replace its connections.
  [[nodiscard]] bool is_current() const noexcept;
  void release() noexcept;

 private:
  friend class PoolState;
  Lease(PoolState* pool, PoolSlot* slot) noexcept : pool_(pool), slot_(slot) {}
  PoolState* pool_ = nullptr;
  PoolSlot* slot_ = nullptr;
};

/// Opens one more connection, or throws what keeps it from that, by the deadline.
using ConnectionOpener = std::function<std::unique_ptr<Connection>(Deadline)>;

struct PoolOptions {
  std::string name;  ///< For messages and metrics.
  PoolSettings settings{};
  std::chrono::milliseconds connect_timeout{5000};
  std::string host{};         ///< For metrics.
  Role role = Role::primary;  ///< For metrics.
  /// What is open while the process forks must not be opened by the child: idle connections are
  /// closed before a fork. For SQLite's files, whose locks it notes for the whole process.
  bool closes_before_fork = false;
};

/// Opens connections when they are needed, keeps them for the next caller, and closes those that
/// are old, idle or broken. Callers that find none free wait in line: who came first is served
/// first, and a connection that is given back goes straight to the one at the head. At most
/// `max_opening` callers open one at the same time; the others wait for that too.
///
/// In a forked child the pool is empty and opens connections of its own. What was lent before the
/// fork belongs to the parent: using it throws Errc::closed, giving it back does nothing.
/// [thread-safe]
class Pool {
 public:
  /// `clock` must outlive the pool and its leases.
  Pool(PoolOptions options, ConnectionOpener opener, Clock& clock = Clock::system());
  /// Closes it. Leases that are still out close their connection when they are given back.
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  /// Lends a connection, waiting at most until `deadline` and for settings.connection_timeout.
  /// `where` is named as the holder to those who wait in vain.
  /// Throws Errc::pool_timeout (the message lists who holds what and for how long),
  /// pool_exhausted (max_waiters wait already), closed, or what opening threw. [blocks]
  Lease acquire(const std::source_location& where, Deadline deadline = {});

  /// Nothing is lent any more: waiting and later callers get Errc::closed. Idle connections are
  /// closed now, lent ones when they come back. Again: nothing happens.
  void close() noexcept;
  /// close(), then waits until all have come back; false when the deadline passed first. [blocks]
  bool drain(Deadline deadline);
  /// Closes idle connections now and lent ones when they come back; new ones are opened as needed.
  void evict();
  /// From now on callers wait, also for free connections, until resume().
  void suspend();
  void resume();

  /// Whether a caller would not have to wait now.
  [[nodiscard]] bool has_room() const;
  [[nodiscard]] PoolStats stats() const;

  /// One round of upkeep: closes what is idle for too long, too old or hung up, pings, opens up to
  /// min, reports leaks. Gives the time of the next round. The keeper calls it. [blocks]
  TimePoint maintain();

 private:
  std::unique_ptr<PoolState> state_;
};

}  // namespace zin::runtime
