// Deadline: spans, points, and spans that no clock can hold.
// SPDX-License-Identifier: MIT
#include "zin/base/deadline.hpp"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <limits>

using namespace std::chrono_literals;
using zin::Deadline;
using zin::TimePoint;
using Steady = std::chrono::steady_clock;

BOOST_AUTO_TEST_SUITE(deadline)

BOOST_AUTO_TEST_CASE(without_a_span_it_never_comes) {
  BOOST_TEST(Deadline{}.is_never());
  BOOST_TEST(Deadline::never().is_never());
  BOOST_TEST(!Deadline{}.passed());
  BOOST_TEST((Deadline{} == Deadline{TimePoint::max()}));
}

BOOST_AUTO_TEST_CASE(a_span_counts_from_now) {
  const auto before = Steady::now();
  const Deadline deadline{5min};
  const auto after = Steady::now();
  // Spans pass through a double, which holds minutes to the nanosecond.
  BOOST_TEST((deadline.at() >= before + 5min - 1us));
  BOOST_TEST((deadline.at() <= after + 5min + 1us));
  BOOST_TEST(!deadline.passed());
}

BOOST_AUTO_TEST_CASE(a_span_of_zero_or_less_has_passed) {
  BOOST_TEST(Deadline{0ms}.passed());
  BOOST_TEST(Deadline{-1ns}.passed());
  BOOST_TEST(Deadline{-1h}.passed());
  BOOST_TEST(Deadline{std::chrono::hours::min()}.passed());
  BOOST_TEST(Deadline{std::chrono::duration<double>{-1e300}}.passed());
}

BOOST_AUTO_TEST_CASE(a_span_too_long_for_the_clock_is_never) {
  BOOST_TEST(Deadline{std::chrono::hours::max()}.is_never());
  BOOST_TEST(Deadline{std::chrono::nanoseconds::max()}.is_never());
  BOOST_TEST(Deadline{std::chrono::duration<double>{1e300}}.is_never());
  BOOST_TEST(
      Deadline{std::chrono::duration<double>{std::numeric_limits<double>::infinity()}}.is_never());
  BOOST_TEST(!Deadline{24h * 365 * 100}.is_never());
}

BOOST_AUTO_TEST_CASE(the_earlier_of_two_wins) {
  const TimePoint now = Steady::now();
  BOOST_TEST((earliest(Deadline{now}, Deadline{now + 1s}) == Deadline{now}));
  BOOST_TEST((earliest(Deadline{}, Deadline{now}) == Deadline{now}));
  BOOST_TEST(earliest(Deadline{}, Deadline{}).is_never());
  BOOST_TEST((Deadline{now} < Deadline{}));
}

BOOST_AUTO_TEST_SUITE_END()
