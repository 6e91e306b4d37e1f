// The public side of a pool: closing, draining, evicting, suspending, and leases that stay out.
// SPDX-License-Identifier: MIT
#include "zin/runtime/pool.hpp"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <latch>
#include <string>

#include "pool_bench.hpp"
#include "recorded_log.hpp"

using namespace std::chrono_literals;
using zin::Deadline;
using zin::Errc;
using zin::Error;
using zin::runtime::Lease;
using zin::test::code_of;
using zin::test::number_of;
using zin::test::PoolBench;
using zin::test::RecordedLog;
using zin::test::says;
using zin::test::thrown_by;

BOOST_AUTO_TEST_SUITE(pool)

BOOST_AUTO_TEST_CASE(a_closed_pool_lends_nothing) {
  PoolBench bench;
  bench.acquire().release();
  bench.pool->close();
  BOOST_TEST(bench.server.connections() == 0U);
  const Error error = thrown_by([&] { return bench.acquire(); });
  BOOST_TEST(error.code() == Errc::closed);
  BOOST_TEST(says(error, "\"bench\""));
  bench.pool->close();
  BOOST_TEST((bench.pool->maintain() == zin::TimePoint::max()));
  BOOST_TEST(bench.server.connections() == 0U);
}

BOOST_AUTO_TEST_CASE(closing_ends_the_waiting_of_others) {
  PoolBench bench{{.max = 1}};
  const Lease held = bench.acquire();
  auto one = bench.wait_aside();
  auto two = bench.wait_aside();
  bench.pool->close();
  BOOST_TEST(code_of([&] { return one.get(); }) == Errc::closed);
  BOOST_TEST(code_of([&] { return two.get(); }) == Errc::closed);
  BOOST_TEST(bench.pool->stats().waiting == 0U);
}

BOOST_AUTO_TEST_CASE(a_lent_connection_goes_on_and_is_closed_when_it_comes_back) {
  PoolBench bench;
  Lease lease = bench.acquire();
  bench.pool->close();
  BOOST_CHECK_NO_THROW(lease->execute({.sql = "x", .bindings = {}}));
  BOOST_TEST(bench.server.connections() == 1U);
  lease.release();
  BOOST_TEST(bench.server.connections() == 0U);
}

BOOST_AUTO_TEST_CASE(a_connection_that_is_opened_while_the_pool_closes_is_closed) {
  PoolBench bench;
  std::latch opening{1}, go_on{1};
  bench.server.before_each([&](const zin::test::StubCall& call) {
    if (call.verb != "connect") return;
    opening.count_down();
    go_on.wait();
  });
  auto lease = bench.acquire_aside();
  opening.wait();
  bench.pool->close();
  go_on.count_down();
  BOOST_TEST(code_of([&] { return lease.get(); }) == Errc::closed);
  BOOST_TEST(bench.server.connections() == 0U);
}

BOOST_AUTO_TEST_CASE(draining_waits_for_what_is_lent) {
  PoolBench bench;
  Lease lease = bench.acquire();
  auto drained = std::async(std::launch::async, [&] { return bench.pool->drain(zin::Deadline{}); });
  bench.clock.await_waiting(1);
  BOOST_TEST(code_of([&] { return bench.acquire(); }) == Errc::closed);
  lease.release();
  BOOST_TEST(drained.get());
  BOOST_TEST(bench.server.connections() == 0U);
}

BOOST_AUTO_TEST_CASE(draining_gives_up_at_its_deadline) {
  PoolBench bench;
  Lease lease = bench.acquire();
  auto drained = std::async(std::launch::async,
                            [&] { return bench.pool->drain(Deadline{bench.clock.now() + 3s}); });
  bench.clock.await_waiting(1);
  bench.clock.advance(3s);
  BOOST_TEST(!drained.get());
  BOOST_TEST(bench.server.connections() == 1U);
  lease.release();
  BOOST_TEST(bench.pool->drain(Deadline{bench.clock.now()}));
}

BOOST_AUTO_TEST_CASE(evicting_replaces_every_connection) {
  PoolBench bench;
  Lease lent = bench.acquire();
  bench.acquire().release();
  bench.check_stats(1, 1, 0);
  bench.pool->evict();
  bench.check_stats(1, 0, 0);
  BOOST_TEST(bench.server.connections() == 1U);
  lent.release();
  BOOST_TEST(bench.server.connections() == 0U);
  BOOST_TEST(number_of(bench, bench.acquire()) == 3U);
}

BOOST_AUTO_TEST_CASE(evicting_reaches_a_connection_that_is_on_its_way) {
  PoolBench bench;
  std::latch opening{1}, go_on{1};
  bench.server.before_each([&](const zin::test::StubCall& call) {
    if (call.verb != "connect" || call.connection != 1) return;
    opening.count_down();
    go_on.wait();
  });
  auto lease = bench.acquire_aside();
  opening.wait();
  bench.pool->evict();
  go_on.count_down();
  lease.get().release();
  BOOST_TEST(bench.server.connections() == 0U);
  BOOST_TEST(number_of(bench, bench.acquire()) == 2U);
}

BOOST_AUTO_TEST_CASE(evicting_makes_room_for_who_waits) {
  PoolBench bench{{.max = 1}};
  Lease lent = bench.acquire();
  auto waiter = bench.wait_aside();
  bench.pool->evict();
  lent.release();
  const Lease lease = waiter.get();
  BOOST_TEST(number_of(bench, lease) == 2U);
}

BOOST_AUTO_TEST_CASE(a_suspended_pool_lets_callers_wait_for_free_connections_too) {
  PoolBench bench{{.connection_timeout = 10s}};
  bench.acquire().release();
  bench.pool->suspend();
  auto waiter = bench.wait_aside();
  bench.check_stats(0, 1, 1);
  bench.pool->resume();
  waiter.get().release();
  bench.pool->suspend();
  auto vain = bench.wait_aside();
  bench.clock.advance(10s);
  const Error error = thrown_by([&] { return vain.get(); });
  BOOST_TEST(error.code() == Errc::pool_timeout);
  BOOST_TEST(says(error, "suspended"));
  BOOST_TEST(says(error, "resume()"));
}

BOOST_AUTO_TEST_CASE(what_comes_back_while_suspended_is_lent_after_resuming) {
  PoolBench bench{{.max = 1}};
  Lease lent = bench.acquire();
  auto one = bench.wait_aside();
  auto two = bench.wait_aside();
  bench.pool->suspend();
  lent.release();
  bench.check_stats(0, 1, 2);
  bench.pool->resume();
  one.get().release();
  two.get().release();
  BOOST_TEST(bench.server.count("connect") == 1U);
}

BOOST_AUTO_TEST_CASE(after_a_long_suspension_no_dead_connection_is_lent) {
  PoolBench bench{{.max = 1, .connection_timeout = 0s}};
  bench.acquire().release();
  bench.pool->suspend();
  auto waiter = bench.wait_aside();
  bench.server.hang_up();
  bench.clock.advance(60s);
  bench.pool->resume();
  const Lease lease = waiter.get();
  BOOST_TEST(number_of(bench, lease) == 2U);
}

BOOST_AUTO_TEST_CASE(a_lease_may_outlive_its_pool) {
  const RecordedLog log;
  PoolBench bench;
  Lease one = bench.acquire();
  Lease two = bench.acquire();
  bench.acquire().release();
  bench.pool.reset();
  BOOST_TEST(log.with("close streams before it").size() == 1U);
  BOOST_TEST(bench.server.connections() == 2U);
  BOOST_CHECK_NO_THROW(one->execute({.sql = "x", .bindings = {}}));
  one.release();
  BOOST_TEST(bench.server.connections() == 1U);
  BOOST_CHECK_NO_THROW(two->execute({.sql = "x", .bindings = {}}));
  two.release();  // and what is left of the pool with it
  BOOST_TEST(bench.server.connections() == 0U);
}

BOOST_AUTO_TEST_CASE(figures_add_up) {
  PoolBench bench{{.max = 2, .connection_timeout = 1s}};
  auto leases = bench.acquire_many(2);
  auto waiter = bench.wait_aside();
  bench.clock.advance(1s);
  BOOST_CHECK_THROW(static_cast<void>(waiter.get()), Error);
  leases.clear();
  bench.pool->evict();
  bench.server.fail("connect", zin::test::faults::refused());
  BOOST_CHECK_THROW(static_cast<void>(bench.acquire()), Error);
  const zin::PoolStats stats = bench.pool->stats();
  BOOST_TEST(stats.active == 0U);
  BOOST_TEST(stats.idle == 0U);
  BOOST_TEST(stats.opening == 0U);
  BOOST_TEST(stats.waiting == 0U);
  BOOST_TEST(stats.acquired == 2U);
  BOOST_TEST(stats.timeouts == 1U);
  BOOST_TEST(stats.opened == 2U);
  BOOST_TEST(stats.open_failures == 1U);
  BOOST_TEST(stats.closed == 2U);
  zin::PoolStats twice = stats;
  twice += stats;
  BOOST_TEST(twice.acquired == 4U);
  BOOST_TEST(twice.closed == 4U);
}

BOOST_AUTO_TEST_CASE(draining_an_idle_pool_takes_no_time) {
  PoolBench bench;
  bench.acquire_many(3).clear();
  BOOST_TEST(bench.pool->drain(Deadline{bench.clock.now()}));
  BOOST_TEST(bench.server.connections() == 0U);
  BOOST_TEST(bench.pool->drain(Deadline{bench.clock.now()}));
}

BOOST_AUTO_TEST_CASE(draining_ends_the_waiting_of_others) {
  PoolBench bench{{.max = 1}};
  Lease held = bench.acquire();
  auto waiter = bench.wait_aside();
  BOOST_TEST(!bench.pool->drain(Deadline{bench.clock.now()}));
  BOOST_TEST(code_of([&] { return waiter.get(); }) == Errc::closed);
  held.release();
  bench.check_stats(0, 0, 0);
}

BOOST_AUTO_TEST_CASE(suspending_and_resuming_twice_is_as_once) {
  PoolBench bench;
  bench.pool->resume();
  bench.acquire().release();
  bench.pool->suspend();
  bench.pool->suspend();
  auto waiter = bench.wait_aside();
  bench.pool->resume();
  bench.pool->resume();
  waiter.get().release();
  bench.check_stats(0, 1, 0);
}

BOOST_AUTO_TEST_CASE(evicting_while_suspended_leaves_nothing_to_resume_with) {
  PoolBench bench;
  bench.acquire_many(2).clear();
  bench.pool->suspend();
  auto waiter = bench.wait_aside();
  bench.pool->evict();
  BOOST_TEST(bench.server.connections() == 0U);
  bench.pool->resume();
  BOOST_TEST(number_of(bench, waiter.get()) == 3U);
}

BOOST_AUTO_TEST_CASE(a_suspended_pool_can_be_closed) {
  PoolBench bench;
  bench.acquire().release();
  bench.pool->suspend();
  auto waiter = bench.wait_aside();
  bench.pool->close();
  BOOST_TEST(code_of([&] { return waiter.get(); }) == Errc::closed);
  bench.pool->resume();
  BOOST_TEST(code_of([&] { return bench.acquire(); }) == Errc::closed);
  BOOST_TEST(bench.server.connections() == 0U);
}

BOOST_AUTO_TEST_CASE(evicting_twice_replaces_what_was_opened_between) {
  PoolBench bench;
  bench.acquire().release();
  bench.pool->evict();
  bench.acquire().release();
  bench.pool->evict();
  BOOST_TEST(bench.server.connections() == 0U);
  BOOST_TEST(number_of(bench, bench.acquire()) == 3U);
  BOOST_TEST(bench.pool->stats().closes.evicted == 2U);
}

BOOST_AUTO_TEST_CASE(an_empty_lease_gives_nothing_back) {
  PoolBench bench;
  Lease none;
  none.release();
  none = Lease{};
  Lease some = bench.acquire();
  none = std::move(some);
  some.release();  // it has none any more
  bench.check_stats(1, 0, 0);
}

BOOST_AUTO_TEST_SUITE_END()
