// The machine's clock: it moves on, and a wait ends at its time or when it is notified.
// SPDX-License-Identifier: MIT
#include "zin/base/clock.hpp"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <thread>

using namespace std::chrono_literals;
using zin::Clock;
using zin::TimePoint;

BOOST_AUTO_TEST_SUITE(clocks)

BOOST_AUTO_TEST_CASE(both_times_are_of_one_clock) {
  const TimePoint before = std::chrono::steady_clock::now();
  const TimePoint coarse = Clock::system().coarse_now();
  const TimePoint fine = Clock::system().now();
  BOOST_TEST((fine >= before));
  // A tick of the kernel is at most 10 ms.
  BOOST_TEST((coarse >= before - 20ms));
  BOOST_TEST((coarse <= fine));
}

BOOST_AUTO_TEST_CASE(a_wait_for_a_time_that_has_passed_ends) {
  std::mutex mutex;
  std::condition_variable condition;
  std::unique_lock lock{mutex};
  Clock::system().wait_until(condition, lock, Clock::system().now() - 1s);
  BOOST_TEST(lock.owns_lock());
}

BOOST_AUTO_TEST_CASE(a_wait_for_ever_ends_when_it_is_notified) {
  std::mutex mutex;
  std::condition_variable condition;
  bool done = false;
  std::unique_lock lock{mutex};
  std::thread other{[&] {
    const std::lock_guard guard{mutex};
    done = true;
    condition.notify_one();
  }};
  while (!done) Clock::system().wait_until(condition, lock, TimePoint::max());
  lock.unlock();
  other.join();
}

BOOST_AUTO_TEST_SUITE_END()
