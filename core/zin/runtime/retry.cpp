// Random waits between attempts.
// SPDX-License-Identifier: MIT
#include "zin/runtime/retry.hpp"

#include <algorithm>
#include <random>

#include "zin/loop/pause.hpp"

namespace zin::runtime {

bool back_off(unsigned attempt, Deadline deadline, Clock& clock) {
  static thread_local std::minstd_rand random{std::random_device{}()};
  constexpr std::chrono::microseconds first{10'000}, most{1'000'000};
  const auto longest = std::min(most, first * (1U << std::min(attempt - 2, 7U)));
  std::uniform_int_distribution<std::int64_t> span{0, longest.count()};
  const TimePoint until = clock.now() + std::chrono::microseconds{span(random)};
  if (until >= deadline.at()) return false;
  return detail::pause_until(until, clock);
}

}  // namespace zin::runtime
