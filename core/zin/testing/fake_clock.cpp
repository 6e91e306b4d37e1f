// Waking waiters without losing one and without holding two locks at once.
// SPDX-License-Identifier: MIT
#include "zin/testing/fake_clock.hpp"

#include <algorithm>
#include <vector>

namespace zin::testing {

FakeClock::FakeClock(Waits waits)
    : waits_(waits), start_(std::chrono::steady_clock::now()), now_(start_) {}

FakeClock::~FakeClock() = default;

TimePoint FakeClock::now() const noexcept {
  const std::lock_guard lock{mutex_};
  return now_;
}

void FakeClock::wait_until(std::condition_variable& condition, std::unique_lock<std::mutex>& lock,
                           TimePoint until) {
  std::unique_lock own{mutex_};
  if (now_ >= until) return;
  if (waits_ == Waits::move_clock && until != TimePoint::max()) {
    now_ = until;
    return;
  }
  waiters_.push_back({&condition, lock.mutex(), until});
  const auto me = std::prev(waiters_.end());
  changed_.notify_all();
  own.unlock();
  // The caller's lock is held from its look at the clock until the wait lets go of it, and
  // advance() notifies under that lock: a wake-up cannot fall in between.
  condition.wait(lock);
  // advance() may want the caller's lock while it still points to this waiter.
  lock.unlock();
  own.lock();
  changed_.wait(own, [&] { return !me->being_woken; });
  waiters_.erase(me);
  own.unlock();
  lock.lock();
}

void FakeClock::advance(std::chrono::nanoseconds span) {
  std::vector<Waiter*> due;
  {
    const std::lock_guard own{mutex_};
    now_ += span;
    for (Waiter& waiter : waiters_) {
      if (waiter.until > now_ || waiter.being_woken) continue;
      waiter.being_woken = true;
      due.push_back(&waiter);
    }
  }
  for (Waiter* const waiter : due) {
    const std::lock_guard theirs{*waiter->mutex};
    waiter->condition->notify_all();
  }
  const std::lock_guard own{mutex_};
  for (Waiter* const waiter : due) waiter->being_woken = false;
  changed_.notify_all();
}

std::size_t FakeClock::waiting() const {
  const std::lock_guard own{mutex_};
  return count_waiting();
}

std::size_t FakeClock::count_waiting() const {
  return static_cast<std::size_t>(
      std::count_if(waiters_.begin(), waiters_.end(),
                    [this](const Waiter& waiter) { return waiter.until > now_; }));
}

void FakeClock::await_waiting(std::size_t count) {
  std::unique_lock own{mutex_};
  changed_.wait(own, [&] { return count_waiting() >= count; });
}

}  // namespace zin::testing
