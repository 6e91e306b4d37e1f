// The inside of a pool: slots, and the line of those who wait.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <random>
#include <string>

#include "zin/base/fork_guard.hpp"
#include "zin/base/time_histogram.hpp"
#include "zin/loop/fiber.hpp"
#include "zin/runtime/pool.hpp"
#include "zin/runtime/pool_slot.hpp"

namespace zin::runtime {

/// What a pool has counted, with the histograms as they are, so that pools can be added up.
struct PoolFigures {
  PoolStats stats;
  TimeHistogram acquire_times;
  TimeHistogram use_times;

  void merge(const PoolFigures& other) noexcept;
  /// Fills the percentiles of `stats`.
  void finish() noexcept;
};

/// See Pool for what the verbs do.
///
/// The fast paths: a thread takes the slot that it had last, and frees it again. They look at
/// `control_` to learn that someone waits or that the pool is closed or suspended. Freeing a slot
/// and then reading control_ on one side, setting control_ and then looking for free slots on the
/// other, both sequentially consistent: one of the two sees the other, so no waiter is forgotten.
/// Everything else is under the mutex. [thread-safe]
class PoolState final : detail::ForkAware {
 public:
  PoolState(PoolOptions options, ConnectionOpener opener, Clock& clock);
  ~PoolState();
  PoolState(const PoolState&) = delete;
  PoolState& operator=(const PoolState&) = delete;

  Lease acquire(const std::source_location& where, Deadline deadline);
  void release(PoolSlot& slot) noexcept {
    if (slot.measured_since != TimePoint{}) [[unlikely]]
      measure_use(slot);
    // The generation first: a connection of another process must not even be asked.
    if (slot.generation != generation_.load(std::memory_order_relaxed) ||
        !options_.settings.enabled || !slot.connection->make_ready()) [[unlikely]] {
      return take_back(slot);
    }
    give_free(slot);
  }

  [[nodiscard]] bool is_current(const PoolSlot& slot) const noexcept {
    return slot.generation == generation_.load(std::memory_order_relaxed);
  }

  /// The leases that are still out own it from now on; false when there are none. Not while a
  /// lease is given back.
  [[nodiscard]] bool leave_to_leases() noexcept;
  [[nodiscard]] bool is_left() const noexcept {
    return (control_.load(std::memory_order_relaxed) & left) != 0;
  }
  /// One of them has been given back; deletes the pool behind the last one.
  void lease_is_back() noexcept;

  void close() noexcept;
  bool drain(Deadline deadline);
  void evict();
  void suspend();
  void resume();
  [[nodiscard]] bool has_room() const;
  [[nodiscard]] PoolFigures figures() const;
  [[nodiscard]] const PoolOptions& options() const noexcept { return options_; }
  TimePoint maintain();

 private:
  using Lock = std::unique_lock<std::mutex>;
  using State = PoolSlot::State;
  using Reason = std::uint64_t PoolCloses::*;

  // Reasons why the fast paths do not apply: bits of control_.
  static constexpr std::uint32_t waiting = 1, suspended = 2, closed = 4, left = 8;

  // One call of acquire() that does not find a connection at hand.
  struct Search {
    std::source_location where;
    TimePoint began;
    TimePoint until;
    bool waited = false;
  };

  // Someone in line, a thread or a fiber; served when it has a slot, which may have no connection
  // yet: it is to open one. Under the mutex.
  struct Waiter {
    std::source_location where;
    detail::Fiber* fiber = nullptr;
    std::condition_variable condition{};
    PoolSlot* slot = nullptr;

    void notify() noexcept {
      if (fiber != nullptr) {
        fiber->wake();
      } else {
        condition.notify_one();
      }
    }
  };

  // The slot that a thread used last in each of a few pools.
  struct Hint {
    std::uint64_t pool = 0;
    PoolSlot* slot = nullptr;
  };
  static constexpr std::size_t hint_count = 4;
  [[nodiscard]] Hint& hint() const noexcept;

  [[nodiscard]] bool has(std::uint32_t bit) const noexcept { return (control_.load() & bit) != 0; }
  [[nodiscard]] bool is_fresh(const PoolSlot& slot, TimePoint now) const noexcept;
  [[nodiscard]] Reason unfit_for(const PoolSlot& slot) const noexcept;

  // pool_lending.cpp
  Lease lend(PoolSlot& slot, const std::source_location& where, TimePoint now) noexcept;
  Lease lend_stale(PoolSlot& slot, const std::source_location& where, Deadline deadline);
  Lease lend_found(PoolSlot* slot, Search& search);
  Lease acquire_slowly(const std::source_location& where, Deadline deadline);
  [[nodiscard]] Search search(const std::source_location& where, Deadline deadline) const;
  void refuse_when_closed() const;
  PoolSlot& replace(PoolSlot& slot, Reason reason, Search& search);
  void note_holder(PoolSlot& slot, const std::source_location& where,
                   const detail::Fiber* fiber) noexcept;
  void measure_use(PoolSlot& slot) noexcept;
  void note_acquired(const Search& search) noexcept;

  // Opening, which a caller needs leave for.
  enum class Opener : bool { caller, upkeep };
  [[nodiscard]] bool may_open() const noexcept;
  void begin_opening(PoolSlot& slot, Opener opener) noexcept;
  void end_opening(Opener opener) noexcept;
  void open_into(PoolSlot& slot, TimePoint until, Opener opener);
  void fail_to_open(PoolSlot& slot, Opener opener, std::string why) noexcept;
  [[nodiscard]] std::unique_ptr<Connection> open(TimePoint until) const;

  // pool_line.cpp. Requires: locked, but for give_free(), notice_free(), take_back() and discard().
  enum class Place : bool { first, last };
  PoolSlot& wait_in_line(Lock& lock, Search& search, Place place);
  void pause(Waiter& waiter, Lock& lock, TimePoint until);
  void leave_line(const Waiter& waiter) noexcept;
  void refuse_beyond_max_waiters();
  void refuse_to_block_itself() const;
  [[nodiscard]] Error timeout_error(TimePoint now, TimePoint began) const;
  [[nodiscard]] PoolSlot* take_free() noexcept;
  [[nodiscard]] PoolSlot* take_room();
  [[nodiscard]] PoolSlot* take_any();
  void serve_line() noexcept;
  void give_free(PoolSlot& slot) noexcept {
    slot.state.exchange(State::free);
    if (control_.load() != 0) [[unlikely]]
      notice_free();
  }
  void notice_free() noexcept;
  void take_back(PoolSlot& slot) noexcept;
  void discard(PoolSlot& slot, Reason reason) noexcept;
  void count_closed(Reason reason) noexcept;
  void empty(PoolSlot& slot) noexcept;
  enum class Which : bool { all, old };
  void close_free_slots(Which which, Reason reason) noexcept;

  // pool_upkeep.cpp
  void close_idle(Lock& lock, TimePoint now);
  void report_leaks(TimePoint now);
  void check_idle(Lock& lock, TimePoint now);
  void open_to_min(Lock& lock);
  [[nodiscard]] TimePoint idle_since(const PoolSlot& slot) const noexcept;
  [[nodiscard]] TimePoint next_round(TimePoint now) const;

  // pool_fork.cpp
  void before_fork() noexcept override;
  void after_fork_in_parent() noexcept override;
  void after_fork_in_child() noexcept override;
  void refuse_what_the_parent_holds() const;

  const PoolOptions options_;
  const ConnectionOpener opener_;
  Clock& clock_;
  const std::uint64_t id_;  // never used again, so that an old hint cannot match

  std::atomic<std::uint32_t> control_{0};
  std::atomic<std::uint64_t> generation_{0};
  std::atomic<std::uint32_t> leases_left_{0};

  mutable std::mutex mutex_;
  std::condition_variable returned_;  // for drain()
  std::deque<PoolSlot> slots_;        // never shrinks: slots stay where they are
  std::uint32_t occupied_ = 0;        // slots that are not empty
  std::uint32_t opening_ = 0;
  std::uint32_t callers_opening_ = 0;  // of them, those that callers open
  std::deque<Waiter*> line_;
  struct {
    TimePoint at = TimePoint::min();
    std::string why;
  } last_failure_;  // to open
  PoolStats counters_;
  TimeHistogram acquire_times_;  // of those who did not find one at hand
  TimeHistogram use_times_;
  std::minstd_rand jitter_;
  std::uint32_t parents_leases_ = 0;
  bool forked_ = false;        // nothing was acquired yet in this process
  bool parent_holds_ = false;  // what the parent had open must not be opened here

  detail::ForkGuard fork_guard_{*this};
};

}  // namespace zin::runtime
