// The rules of further attempts, without a socket.
// SPDX-License-Identifier: MIT
#include "cloudflare/retry.hpp"

#include <boost/test/unit_test.hpp>

using zin::cloudflare::Fault;
using zin::cloudflare::may_retry;
using zin::cloudflare::Retries;
using zin::cloudflare::retry_after_ns;

namespace {

constexpr std::int64_t second_ns = 1'000'000'000;

Retries retries(double random, double budget = 10) {
  return Retries({.attempts = 3, .budget = budget}, [random] { return random; });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cloudflare_retry)

BOOST_AUTO_TEST_CASE(writes_are_repeated_only_where_nothing_was_executed) {
  for (const Fault fault : {Fault::connect, Fault::throttled}) {
    BOOST_TEST(may_retry(fault, true));
    BOOST_TEST(may_retry(fault, false));
  }
  for (const Fault fault : {Fault::server, Fault::lost, Fault::timed_out}) {
    BOOST_TEST(may_retry(fault, true));
    BOOST_TEST(!may_retry(fault, false));
  }
  BOOST_TEST(!may_retry(Fault::none, true));
}

BOOST_AUTO_TEST_CASE(pauses_grow_and_spread) {
  auto low = retries(0);
  auto high = retries(0.999);
  BOOST_TEST(low.pause_ns(Fault::server, true, 1, {}).value() == 100'000'000);
  BOOST_TEST(low.pause_ns(Fault::server, true, 2, {}).value() == 200'000'000);
  const auto pause = high.pause_ns(Fault::server, true, 1, {}).value();
  BOOST_TEST(pause > 199'000'000);
  BOOST_TEST(pause < 200'000'000);
  BOOST_TEST(!low.pause_ns(Fault::server, true, 3, {}));  // three attempts were made
}

BOOST_AUTO_TEST_CASE(a_throttled_request_waits_as_it_is_told) {
  auto all = retries(0.5);
  BOOST_TEST(all.pause_ns(Fault::throttled, false, 1, 7 * second_ns).value() ==
             7 * second_ns + second_ns / 2);
  BOOST_TEST(all.pause_ns(Fault::throttled, false, 1, {}).value() >= second_ns);
  BOOST_TEST(all.pause_ns(Fault::throttled, false, 1, 60 * second_ns).has_value());
  BOOST_TEST(!all.pause_ns(Fault::throttled, false, 1, 61 * second_ns));
}

BOOST_AUTO_TEST_CASE(the_budget_ends_and_comes_back) {
  auto few = retries(0, 2);
  BOOST_TEST(few.pause_ns(Fault::connect, false, 1, {}).has_value());
  BOOST_TEST(few.pause_ns(Fault::connect, false, 1, {}).has_value());
  BOOST_TEST(!few.pause_ns(Fault::connect, false, 1, {}));
  for (int i = 0; i < 11; ++i) few.succeeded();
  BOOST_TEST(few.pause_ns(Fault::connect, false, 1, {}).has_value());
  BOOST_TEST(!few.pause_ns(Fault::connect, false, 1, {}));
}

BOOST_AUTO_TEST_CASE(retry_after_is_seconds_or_a_date) {
  constexpr std::int64_t now_s = 784'111'777;  // Sun, 06 Nov 1994 08:49:37 GMT
  BOOST_TEST(retry_after_ns("3", now_s).value() == 3 * second_ns);
  BOOST_TEST(retry_after_ns(" 0 ", now_s).value() == 0);
  BOOST_TEST(retry_after_ns("Sun, 06 Nov 1994 08:49:40 GMT", now_s).value() == 3 * second_ns);
  BOOST_TEST(retry_after_ns("Sun, 06 Nov 1994 08:49:30 GMT", now_s).value() == 0);
  BOOST_TEST(!retry_after_ns("soon", now_s));
  BOOST_TEST(!retry_after_ns("-1", now_s));
  BOOST_TEST(!retry_after_ns("", now_s));
}

BOOST_AUTO_TEST_SUITE_END()
