// One after the other, in the order in which they came: for stores that take one call at a time.
// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <mutex>

#include "zin/base/error.hpp"
#include "zin/cache/waiter.hpp"

namespace zin::caching {

/// A mutex that fibers wait for without their threads. [thread-safe]
class Turns {
 public:
  /// Throws Errc::cancelled when a fiber is told to end while it waits.
  void take() {
    std::unique_lock lock{mutex_};
    if (!taken_) {
      taken_ = true;
      return;
    }
    Waiter waiter;
    line_.push_back(&waiter);
    while (!waiter.is_called()) {
      if (waiter.gives_up()) {
        std::erase(line_, &waiter);
        throw Error(Errc::cancelled, "cancelled before the store was asked");
      }
      waiter.wait(lock, Clock::system(), TimePoint::max());
    }
  }
  void give() noexcept {
    const std::lock_guard lock{mutex_};
    if (line_.empty()) {
      taken_ = false;
      return;
    }
    Waiter* const next = line_.front();
    line_.pop_front();
    next->call();
  }

 private:
  std::mutex mutex_;
  bool taken_ = false;
  std::deque<Waiter*> line_;
};

}  // namespace zin::caching
