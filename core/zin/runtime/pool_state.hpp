// The inside of a pool: slots, and the line of those who wait.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <random>

#include "zin/loop/fiber.hpp"
#include "zin/runtime/pool.hpp"

namespace zin::runtime {

/// Room for one connection. Who has put it into the state `lent` or `tended` owns everything else
/// in it; it changes hands by that atomic alone, so that lending and giving back take no lock.
struct alignas(64) PoolSlot {
  enum class State : std::uint32_t {
    empty,
    free,
    lent,    ///< To a caller.
    tended,  ///< Being opened, checked or closed.
  };

  std::atomic<State> state{State::empty};
  /// Where and when it was lent last; read by others for messages and upkeep.
  std::atomic<std::source_location> holder{std::source_location{}};
  std::atomic<TimePoint> lent_at{TimePoint{}};
  std::atomic<std::uint64_t> uses{0};
  /// The event loop on which the holder goes on; nullptr when it is a thread. See Runners.
  std::atomic<const void*> holder_context{nullptr};

  std::unique_ptr<Connection> connection;
  std::uint64_t generation = 0;
  TimePoint expires;

  // Of the upkeep, under the mutex.
  TimePoint seen_lent;
  TimePoint checked;
  TimePoint pinged;
  bool leak_reported = false;

  /// Takes it for the caller if it is free. Sequentially consistent, see PoolState.
  [[nodiscard]] bool take(State as = State::lent) noexcept {
    State expected = State::free;
    return state.load() == State::free && state.compare_exchange_strong(expected, as);
  }
  [[nodiscard]] bool is(State wanted) const noexcept {
    return state.load(std::memory_order_relaxed) == wanted;
  }
};

/// See Pool for what the verbs do.
///
/// The fast paths: a thread takes the slot that it had last, and frees it again. They look at
/// `control_` to learn that someone waits or that the pool is closed or suspended. Freeing a slot
/// and then reading control_ on one side, setting control_ and then looking for free slots on the
/// other, both sequentially consistent: one of the two sees the other, so no waiter is forgotten.
/// Everything else is under the mutex. [thread-safe]
class PoolState {
 public:
  PoolState(PoolOptions options, ConnectionOpener opener, Clock& clock);

  Lease acquire(const std::source_location& where, Deadline deadline) {
    if (control_.load(std::memory_order_relaxed) == 0) [[likely]] {
      if (PoolSlot* const slot = hinted_slot(); slot != nullptr && slot->take()) [[likely]] {
        const TimePoint now = clock_.coarse_now();
        if (is_fresh(*slot, now)) [[likely]]
          return lend(*slot, where, now);
        return lend_stale(*slot, where, deadline);
      }
    }
    return acquire_slowly(where, deadline);
  }
  void release(PoolSlot& slot) noexcept {
    if (!options_.settings.enabled || !slot.connection->make_ready() ||
        slot.generation != generation_.load(std::memory_order_relaxed)) [[unlikely]] {
      return discard(slot);
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
  [[nodiscard]] PoolStats stats() const;
  TimePoint maintain();

 private:
  using Lock = std::unique_lock<std::mutex>;
  using State = PoolSlot::State;

  // Reasons why the fast paths do not apply: bits of control_.
  static constexpr std::uint32_t waiting = 1, suspended = 2, closed = 4, left = 8;

  // Someone in line, a thread or a fiber; served when it has a slot, which may have no connection
  // yet. Under the mutex.
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
  [[nodiscard]] PoolSlot* hinted_slot() const noexcept {
    const Hint& last = hint();
    return last.pool == id_ ? last.slot : nullptr;
  }

  [[nodiscard]] bool has(std::uint32_t bit) const noexcept { return (control_.load() & bit) != 0; }
  [[nodiscard]] bool is_fresh(const PoolSlot& slot, TimePoint now) const noexcept;
  [[nodiscard]] bool is_fit(const PoolSlot& slot) const noexcept;
  Lease lend(PoolSlot& slot, const std::source_location& where, TimePoint now) noexcept;
  Lease lend_stale(PoolSlot& slot, const std::source_location& where, Deadline deadline);
  Lease lend_checked(PoolSlot& slot, const std::source_location& where, TimePoint until);
  Lease acquire_slowly(const std::source_location& where, Deadline deadline);
  [[nodiscard]] TimePoint limit(Deadline deadline) const;
  void refuse_when_closed() const;
  PoolSlot& wait_in_line(Lock& lock, const std::source_location& where, TimePoint until);
  void pause(Waiter& waiter, Lock& lock, TimePoint until);
  void refuse_to_block_itself() const;
  [[nodiscard]] Error timeout_error(TimePoint now, std::chrono::nanoseconds waited) const;

  [[nodiscard]] PoolSlot* take_free() noexcept;
  [[nodiscard]] PoolSlot* take_room();
  void serve_line() noexcept;
  void give_free(PoolSlot& slot) noexcept {
    slot.state.exchange(State::free);
    if (control_.load() != 0) [[unlikely]]
      notice_free();
  }
  void notice_free() noexcept;
  void discard(PoolSlot& slot) noexcept;
  enum class Which : bool { all, old };
  void close_free_slots(Which which) noexcept;
  void note_holder(PoolSlot& slot, const std::source_location& where, TimePoint now) noexcept {
    slot.holder.store(where, std::memory_order_relaxed);
    slot.lent_at.store(now, std::memory_order_relaxed);
  }
  void open_into(PoolSlot& slot, TimePoint until);

  void close_idle(Lock& lock, TimePoint now);
  void report_leaks(TimePoint now);
  void check_idle(Lock& lock, TimePoint now);
  void open_to_min(Lock& lock);
  [[nodiscard]] TimePoint idle_since(const PoolSlot& slot) const noexcept;
  [[nodiscard]] TimePoint next_round(TimePoint now) const;

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
  std::deque<Waiter*> line_;
  PoolStats counters_;
  std::minstd_rand jitter_;
};

}  // namespace zin::runtime
