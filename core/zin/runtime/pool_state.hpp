// The inside of a pool: slots, the free ones, and the line of those who wait.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <random>
#include <vector>

#include "zin/runtime/pool.hpp"

namespace zin::runtime {

/// One connection of a pool, lent or free.
struct PoolSlot {
  std::unique_ptr<Connection> connection;
  std::size_t index = 0;  ///< Where it is among all slots.
  std::uint64_t generation = 0;
  TimePoint expires;
  TimePoint since;    ///< Lent or free since then.
  TimePoint checked;  ///< Last known to stand.
  std::source_location holder{};
  bool lent = false;
  bool leak_reported = false;
};

/// [thread-safe]; see Pool for what the verbs do.
class PoolState {
 public:
  PoolState(PoolOptions options, ConnectionOpener opener, Clock& clock);

  Lease acquire(const std::source_location& where, Deadline deadline);
  void release(PoolSlot* slot) noexcept;
  void close() noexcept;
  bool drain(Deadline deadline);
  void evict();
  void suspend();
  void resume();
  [[nodiscard]] PoolStats stats() const;
  TimePoint maintain();

 private:
  using Lock = std::unique_lock<std::mutex>;
  using Doomed = std::vector<std::unique_ptr<PoolSlot>>;

  // Someone in line. Served means: a slot, or the right to open one.
  struct Waiter {
    std::condition_variable condition;
    PoolSlot* slot = nullptr;
    bool may_open = false;
  };

  void refuse_when_closed() const;
  void wait_in_line(Waiter& waiter, Lock& lock, TimePoint until);
  Lease lend(PoolSlot* slot, const std::source_location& where) noexcept;
  Lease open(const std::source_location& where, TimePoint until);
  [[nodiscard]] std::unique_ptr<PoolSlot> open_slot(TimePoint until);
  [[nodiscard]] bool has_room() const noexcept;
  [[nodiscard]] std::uint32_t lent() const noexcept;
  [[nodiscard]] bool is_stale(const PoolSlot& slot, TimePoint now) const noexcept;
  [[nodiscard]] std::unique_ptr<PoolSlot> forget(PoolSlot* slot) noexcept;
  void serve_line() noexcept;
  void put_free(PoolSlot* slot) noexcept;
  [[nodiscard]] Error timeout_error(TimePoint now, std::chrono::nanoseconds waited) const;

  void doom_idle(Doomed& doomed, TimePoint now);
  void report_leaks(TimePoint now);
  void check_idle(Lock& lock, TimePoint now);
  void open_to_min(Lock& lock);
  [[nodiscard]] TimePoint next_round(TimePoint now) const;

  const PoolOptions options_;
  const ConnectionOpener opener_;
  Clock& clock_;

  mutable std::mutex mutex_;
  std::condition_variable returned_;  // for drain()
  std::vector<std::unique_ptr<PoolSlot>> slots_;
  std::vector<PoolSlot*> idle_;  // the one used last is lent first
  std::deque<Waiter*> line_;
  std::uint32_t opening_ = 0;
  std::uint64_t generation_ = 0;
  bool closed_ = false;
  bool suspended_ = false;
  PoolStats counters_;
  std::minstd_rand jitter_;
};

}  // namespace zin::runtime
