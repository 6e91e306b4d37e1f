// The machine's monotonic clock.
// SPDX-License-Identifier: MIT
#include "zin/base/clock.hpp"

#include <ctime>

namespace zin {
namespace {

class SystemClock final : public Clock {
 public:
  [[nodiscard]] TimePoint now() const noexcept override { return std::chrono::steady_clock::now(); }

  [[nodiscard]] TimePoint coarse_now() const noexcept override {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC_COARSE, &time);
    return TimePoint{std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec}};
  }

  void wait_until(std::condition_variable& condition, std::unique_lock<std::mutex>& lock,
                  TimePoint until) override {
    // A wait for the end of time overflows inside libstdc++.
    if (until == TimePoint::max()) {
      condition.wait(lock);
    } else {
      condition.wait_until(lock, until);
    }
  }
};

}  // namespace

Clock& Clock::system() noexcept {
  // Leaked on purpose: threads and other static objects read it while the process ends.
  static auto* const clock = new SystemClock;
  return *clock;
}

}  // namespace zin
