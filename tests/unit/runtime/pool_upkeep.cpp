// Upkeep: idle connections, pings, the minimum, leaks, and never on a borrower's path.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <latch>
#include <string>

#include "pool_bench.hpp"
#include "recorded_log.hpp"

using namespace std::chrono_literals;
using zin::Errc;
using zin::runtime::Lease;
using zin::test::number_of;
using zin::test::PoolBench;
using zin::test::RecordedLog;

BOOST_AUTO_TEST_SUITE(pool_upkeep)

BOOST_AUTO_TEST_CASE(idle_connections_above_the_minimum_are_closed) {
  PoolBench bench{{.min = 1, .idle_timeout = 30s}};
  bench.acquire_many(3).clear();
  bench.clock.advance(29999ms);
  bench.pool->maintain();
  bench.check_stats(0, 3, 0);
  bench.clock.advance(1ms);
  bench.pool->maintain();
  bench.check_stats(0, 1, 0);
  BOOST_TEST(bench.pool->stats().closed == 2U);
  BOOST_TEST(bench.server.connections() == 1U);
}

BOOST_AUTO_TEST_CASE(a_connection_in_use_is_not_idle) {
  PoolBench bench{{.idle_timeout = 30s}};
  Lease lease = bench.acquire();
  bench.clock.advance(60s);
  bench.pool->maintain();
  bench.check_stats(1, 0, 0);
  lease.release();
  // Its idle time begins when it was seen in use last.
  bench.clock.advance(29s);
  bench.pool->maintain();
  bench.check_stats(0, 1, 0);
  bench.clock.advance(1s);
  bench.pool->maintain();
  bench.check_stats(0, 0, 0);
}

BOOST_AUTO_TEST_CASE(an_idle_timeout_of_zero_is_never) {
  PoolBench bench{{.idle_timeout = 0s, .max_lifetime = 0s}};
  bench.acquire().release();
  bench.clock.advance(24h);
  bench.pool->maintain();
  bench.check_stats(0, 1, 0);
}

BOOST_AUTO_TEST_CASE(the_minimum_is_opened_ahead_of_callers) {
  PoolBench bench{{.min = 3}};
  bench.pool->maintain();
  bench.check_stats(0, 3, 0);
  BOOST_TEST(bench.server.connections() == 3U);
  bench.server.hang_up();
  bench.clock.advance(30s);
  bench.pool->maintain();
  BOOST_TEST(bench.server.count("connect") == 6U);
  bench.check_stats(0, 3, 0);
}

BOOST_AUTO_TEST_CASE(a_minimum_that_cannot_be_opened_is_tried_again_soon) {
  const RecordedLog log;
  PoolBench bench{{.min = 2}};
  bench.server.fail("connect", zin::test::faults::refused());
  const auto next = bench.pool->maintain();
  BOOST_TEST(bench.server.count("connect") == 1U);  // one failure is enough for a round
  BOOST_TEST(log.with("nobody listens there").size() == 1U);
  BOOST_TEST((next <= bench.clock.now() + 5s));
  BOOST_TEST(bench.pool->stats().open_failures == 1U);
  bench.clock.advance(5s);
  bench.pool->maintain();
  bench.check_stats(0, 2, 0);
}

BOOST_AUTO_TEST_CASE(a_minimum_that_cannot_be_opened_does_not_keep_callers_waiting) {
  const RecordedLog quiet;
  PoolBench bench{{.min = 1, .max = 1}};
  std::latch opening{1}, go_on{1};
  bench.server.before_each([&](const zin::test::StubCall& call) {
    if (call.verb != "connect" || call.connection != 1) return;
    opening.count_down();
    go_on.wait();
  });
  bench.server.fail("connect", zin::test::faults::refused());
  auto round = std::async(std::launch::async, [&] { bench.pool->maintain(); });
  opening.wait();
  auto waiter = bench.wait_aside();
  go_on.count_down();
  round.get();
  const Lease lease = waiter.get();
  BOOST_TEST(number_of(bench, lease) == 2U);
}

BOOST_AUTO_TEST_CASE(a_connection_opened_for_the_minimum_goes_to_who_waits) {
  PoolBench bench{{.min = 1, .max = 1}};
  std::latch opening{1}, go_on{1};
  bench.server.before_each([&](const zin::test::StubCall& call) {
    if (call.verb != "connect") return;
    opening.count_down();
    go_on.wait();
  });
  auto round = std::async(std::launch::async, [&] { bench.pool->maintain(); });
  opening.wait();
  auto waiter = bench.wait_aside();
  go_on.count_down();
  round.get();
  const Lease lease = waiter.get();
  BOOST_TEST(number_of(bench, lease) == 1U);
}

BOOST_AUTO_TEST_CASE(idle_connections_are_pinged_as_often_as_asked) {
  PoolBench bench{{.idle_timeout = 0s, .max_lifetime = 0s, .keepalive = 60s}};
  bench.acquire().release();
  for (int second = 1; second <= 180; ++second) {
    bench.clock.advance(1s);
    bench.pool->maintain();
    BOOST_TEST_CONTEXT("second " << second) {
      BOOST_TEST(bench.server.count("ping") == static_cast<std::size_t>(second / 60));
    }
  }
  for (const auto& call : bench.server.calls()) {
    if (call.verb == "ping") BOOST_TEST(call.deadline.has_value());
  }
}

BOOST_AUTO_TEST_CASE(without_keepalive_nothing_is_pinged_but_hang_ups_are_seen) {
  PoolBench bench{{.idle_timeout = 0s}};
  bench.acquire().release();
  bench.clock.advance(30s);
  bench.pool->maintain();
  BOOST_TEST(bench.server.count("ping") == 0U);
  BOOST_TEST(bench.server.count("check") == 1U);
  bench.check_stats(0, 1, 0);
  bench.server.hang_up();
  bench.clock.advance(30s);
  bench.pool->maintain();
  bench.check_stats(0, 0, 0);
  BOOST_TEST(bench.server.connections() == 0U);
}

BOOST_AUTO_TEST_CASE(a_connection_that_does_not_answer_a_ping_is_closed) {
  PoolBench bench{{.idle_timeout = 0s, .keepalive = 10s}};
  bench.acquire().release();
  bench.server.fail("ping", zin::test::faults::connection_lost());
  bench.clock.advance(10s);
  bench.pool->maintain();
  bench.check_stats(0, 0, 0);
  BOOST_TEST(number_of(bench, bench.acquire()) == 2U);
}

BOOST_AUTO_TEST_CASE(nobody_waits_for_a_ping_while_there_is_room) {
  PoolBench bench{{.max = 2, .idle_timeout = 0s, .keepalive = 10s}};
  bench.acquire().release();
  std::latch pinging{1}, go_on{1};
  bench.server.before_each([&](const zin::test::StubCall& call) {
    if (call.verb != "ping") return;
    pinging.count_down();
    go_on.wait();
  });
  bench.clock.advance(10s);
  auto round = std::async(std::launch::async, [&] { bench.pool->maintain(); });
  pinging.wait();
  BOOST_TEST(bench.pool->stats().active == 0U);  // it is not lent to anybody
  const Lease other = bench.acquire();
  BOOST_TEST(number_of(bench, other) == 2U);
  // Now there is none: the next caller gets the one that is being looked at.
  auto waiter = bench.wait_aside();
  go_on.count_down();
  const Lease checked = waiter.get();
  BOOST_TEST(number_of(bench, checked) == 1U);
  round.get();
}

BOOST_AUTO_TEST_CASE(a_check_does_not_prolong_idle_time) {
  PoolBench bench{{.idle_timeout = 65s, .keepalive = 10s}};
  bench.acquire().release();
  for (int at = 0; at < 6; ++at) {
    bench.clock.advance(10s);
    bench.pool->maintain();
  }
  bench.check_stats(0, 1, 0);
  bench.clock.advance(5s);
  bench.pool->maintain();
  bench.check_stats(0, 0, 0);
}

BOOST_AUTO_TEST_CASE(who_holds_a_connection_for_too_long_is_reported_once) {
  const RecordedLog log;
  PoolBench bench{{.leak_threshold = 10s}};
  Lease lease = bench.acquire();
  const unsigned line = __LINE__ - 1;
  bench.clock.advance(9s);
  bench.pool->maintain();
  BOOST_TEST(log.with("is held for").empty());
  bench.clock.advance(1s);
  bench.pool->maintain();
  bench.clock.advance(10s);
  bench.pool->maintain();
  const auto lines = log.with("is held for");
  BOOST_REQUIRE(lines.size() == 1U);
  BOOST_TEST(lines[0].find("warn pool:") == 0U);
  BOOST_TEST(lines[0].find("10.000 s") != std::string::npos);
  BOOST_TEST(lines[0].find("pool_upkeep.cpp:" + std::to_string(line)) != std::string::npos);
  // The next borrower of the same connection is reported for itself.
  lease.release();
  lease = bench.acquire();
  bench.clock.advance(5s);
  bench.pool->maintain();
  bench.clock.advance(5s);
  bench.pool->maintain();
  BOOST_TEST(log.with("is held for").size() == 2U);
}

BOOST_AUTO_TEST_CASE(rounds_come_when_something_may_be_due) {
  PoolBench bench{{.idle_timeout = 0s}};
  BOOST_TEST((bench.pool->maintain() == bench.clock.now() + 30s));
  bench.pool = bench.make({.idle_timeout = 0s, .keepalive = 7s});
  BOOST_TEST((bench.pool->maintain() == bench.clock.now() + 7s));
  bench.pool = bench.make({.idle_timeout = 0s, .leak_threshold = 3s});
  BOOST_TEST((bench.pool->maintain() == bench.clock.now() + 3s));
  bench.pool = bench.make({.idle_timeout = 0s, .keepalive = 1ms});
  BOOST_TEST((bench.pool->maintain() == bench.clock.now() + 10ms));
  bench.pool = bench.make({.idle_timeout = 4s});
  bench.acquire().release();
  BOOST_TEST((bench.pool->maintain() <= bench.clock.now() + 1s));
}

BOOST_AUTO_TEST_CASE(who_gives_back_in_time_is_not_reported) {
  const RecordedLog log;
  PoolBench bench{{.leak_threshold = 10s}};
  for (int at = 0; at < 5; ++at) {
    const Lease lease = bench.acquire();
    bench.clock.advance(9s);
    bench.pool->maintain();
  }
  bench.clock.advance(60s);
  bench.pool->maintain();
  BOOST_TEST(log.with("is held for").empty());
}

BOOST_AUTO_TEST_CASE(a_connection_in_use_is_neither_pinged_nor_checked) {
  PoolBench bench{{.keepalive = 10s}};
  const Lease lease = bench.acquire();
  bench.server.forget_calls();
  for (int at = 0; at < 5; ++at) {
    bench.clock.advance(31s);
    bench.pool->maintain();
  }
  BOOST_TEST(bench.server.calls().empty());
}

BOOST_AUTO_TEST_CASE(connections_of_the_minimum_are_replaced_when_they_expire) {
  PoolBench bench{{.min = 2, .max = 2, .max_lifetime = 100s}};
  bench.pool->maintain();
  bench.clock.advance(100s);
  bench.pool->maintain();
  bench.check_stats(0, 2, 0);
  BOOST_TEST(bench.pool->stats().opened == 4U);
  BOOST_TEST(bench.pool->stats().closes.expired == 2U);
}

BOOST_AUTO_TEST_CASE(a_suspended_pool_is_not_filled_up) {
  PoolBench bench{{.min = 2}};
  bench.pool->suspend();
  bench.pool->maintain();
  BOOST_TEST(bench.server.connections() == 0U);
  bench.pool->resume();
  bench.pool->maintain();
  bench.check_stats(0, 2, 0);
}

BOOST_AUTO_TEST_CASE(evicted_connections_of_the_minimum_come_back) {
  PoolBench bench{{.min = 2}};
  bench.pool->maintain();
  bench.pool->evict();
  bench.check_stats(0, 0, 0);
  bench.pool->maintain();
  bench.check_stats(0, 2, 0);
}

BOOST_AUTO_TEST_CASE(a_driver_that_cannot_ping_is_trusted) {
  PoolBench bench{{.idle_timeout = 0s, .keepalive = 10s}, {.pings = false}};
  bench.acquire().release();
  bench.clock.advance(10s);
  bench.pool->maintain();
  bench.check_stats(0, 1, 0);
}

BOOST_AUTO_TEST_SUITE_END()
