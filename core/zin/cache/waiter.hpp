// A thread or a fiber that waits to be called.
// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <mutex>

#include "zin/base/clock.hpp"
#include "zin/loop/fiber_wait.hpp"

namespace zin::caching {

/// Lives on the stack of whoever waits, in a list that a mutex guards.
class Waiter {
 public:
  Waiter() = default;
  Waiter(const Waiter&) = delete;
  Waiter& operator=(const Waiter&) = delete;

  /// Requires, as call() and is_called(): the list's mutex is held; here by `lock`. Returns when it
  /// is called, at `until`, and spuriously.
  void wait(std::unique_lock<std::mutex>& lock, Clock& clock, TimePoint until) {
    if (called_) return;
    if (fiber_ == nullptr) return clock.wait_until(condition_, lock, until);
    lock.unlock();
    detail::wait_until(*fiber_, clock, until);
    lock.lock();
  }
  void call() noexcept {
    called_ = true;
    if (fiber_ != nullptr) {
      fiber_->wake();
    } else {
      condition_.notify_one();
    }
  }
  [[nodiscard]] bool is_called() const noexcept { return called_; }
  /// Whether it is a fiber that was told to end.
  [[nodiscard]] bool gives_up() const noexcept { return fiber_ != nullptr && fiber_->ends_soon(); }

 private:
  detail::Fiber* const fiber_ = detail::Fiber::current();
  std::condition_variable condition_;
  bool called_ = false;
};

}  // namespace zin::caching
