// A clock that moves only when a test says so.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <list>
#include <mutex>

#include "zin/base/clock.hpp"
#include "zin/base/export.hpp"

namespace zin::testing {

/// Begins at the machine's time, so that a Deadline made by a test means the same on both clocks,
/// and then stands still. Whoever waits on it is woken when it has been moved far enough.
/// [thread-safe]; destroy it when nobody waits on it any more.
class ZIN_API FakeClock final : public Clock {
 public:
  /// What a wait does.
  enum class Waits {
    for_advance,  ///< Blocks until advance() has moved the clock to its end.
    move_clock,   ///< Moves the clock to its end and goes on: waiting costs nothing.
  };

  explicit FakeClock(Waits waits = Waits::for_advance);
  ~FakeClock() override;
  FakeClock(const FakeClock&) = delete;
  FakeClock& operator=(const FakeClock&) = delete;

  [[nodiscard]] TimePoint now() const noexcept override;
  /// As now().
  [[nodiscard]] TimePoint coarse_now() const noexcept override { return now(); }
  void wait_until(std::condition_variable& condition, std::unique_lock<std::mutex>& lock,
                  TimePoint until) override;

  /// Moves the clock and wakes those whose time has come, also for a span of zero. Takes the locks
  /// that they wait with: do not hold one of them.
  void advance(std::chrono::nanoseconds span);
  /// Time passed since the clock was made.
  [[nodiscard]] std::chrono::nanoseconds elapsed() const noexcept { return now() - start_; }

  /// Threads inside wait_until() whose time has not come.
  [[nodiscard]] std::size_t waiting() const;
  /// Blocks until at least `count` threads are.
  void await_waiting(std::size_t count);

 private:
  struct Waiter {
    std::condition_variable* condition;
    std::mutex* mutex;
    TimePoint until;
    bool being_woken = false;
  };

  [[nodiscard]] std::size_t count_waiting() const;

  const Waits waits_;
  const TimePoint start_;
  mutable std::mutex mutex_;
  TimePoint now_;
  std::list<Waiter> waiters_;
  std::condition_variable changed_;  // a waiter came, or has been woken
};

}  // namespace zin::testing
