// Percentiles from buckets, and how far they are off.
// SPDX-License-Identifier: MIT
#include "zin/base/time_histogram.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <random>
#include <vector>

using namespace std::chrono_literals;
using zin::TimeHistogram;

BOOST_AUTO_TEST_SUITE(time_histogram)

BOOST_AUTO_TEST_CASE(an_empty_one_gives_zero) {
  const TimeHistogram empty;
  BOOST_TEST(empty.count() == 0U);
  BOOST_TEST(empty.percentile(0.5).count() == 0);
  BOOST_TEST(empty.max().count() == 0);
}

BOOST_AUTO_TEST_CASE(short_spans_are_exact) {
  TimeHistogram times;
  for (int n = 1; n <= 31; ++n) times.add(std::chrono::nanoseconds{n});
  BOOST_TEST(times.percentile(0.0).count() == 1);
  BOOST_TEST(times.percentile(0.5).count() == 16);
  BOOST_TEST(times.percentile(1.0).count() == 31);
  BOOST_TEST(times.total().count() == 31 * 32 / 2);
}

BOOST_AUTO_TEST_CASE(every_span_is_told_within_its_error) {
  for (double span = 1; span < 9e18; span *= 1.0371) {
    TimeHistogram times;
    const auto exact = static_cast<std::int64_t>(span);
    times.add(std::chrono::nanoseconds{exact});
    times.add(std::chrono::nanoseconds::max());  // so that the maximum does not correct it
    const auto told = static_cast<double>(times.percentile(0.5).count());
    const double error = std::abs(told - static_cast<double>(exact)) / static_cast<double>(exact);
    BOOST_TEST(error <= 0.032, exact << " is told as " << told);
  }
}

BOOST_AUTO_TEST_CASE(percentiles_of_many_are_those_of_the_sorted_list) {
  std::mt19937_64 random{7};
  std::lognormal_distribution<double> spread{10, 2};
  std::vector<std::int64_t> all;
  TimeHistogram times;
  for (int at = 0; at < 20'000; ++at) {
    all.push_back(static_cast<std::int64_t>(spread(random)));
    times.add(std::chrono::nanoseconds{all.back()});
  }
  std::sort(all.begin(), all.end());
  for (const double part : {0.01, 0.5, 0.9, 0.99, 0.999}) {
    const auto rank = static_cast<std::size_t>(std::ceil(part * static_cast<double>(all.size())));
    const auto exact = static_cast<double>(all[rank - 1]);
    const auto told = static_cast<double>(times.percentile(part).count());
    BOOST_TEST(std::abs(told - exact) <= 0.032 * exact, part << ": " << told << " for " << exact);
  }
  BOOST_TEST(times.max().count() == all.back());
  BOOST_TEST(times.percentile(1.0).count() <= all.back());
}

BOOST_AUTO_TEST_CASE(a_weight_counts_as_so_many) {
  TimeHistogram times;
  times.add(10ns, 99);
  times.add(20ns);
  BOOST_TEST(times.count() == 100U);
  BOOST_TEST(times.percentile(0.99).count() == 10);
  BOOST_TEST(times.percentile(1.0).count() == 20);
  BOOST_TEST(times.total().count() == 1010);
}

BOOST_AUTO_TEST_CASE(merging_is_counting_both) {
  TimeHistogram one, other;
  one.add(10ns, 3);
  other.add(30ns, 1);
  one.merge(other);
  BOOST_TEST(one.count() == 4U);
  BOOST_TEST(one.percentile(0.75).count() == 10);
  BOOST_TEST(one.percentile(1.0).count() == 30);
  BOOST_TEST(one.max().count() == 30);
  BOOST_TEST(one.total().count() == 60);
}

BOOST_AUTO_TEST_CASE(a_clock_that_goes_back_counts_as_nothing) {
  TimeHistogram times;
  times.add(-5ns);
  BOOST_TEST(times.count() == 1U);
  BOOST_TEST(times.max().count() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
