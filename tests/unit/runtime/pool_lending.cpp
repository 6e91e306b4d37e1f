// Lending: who gets a connection, who waits, who is told what.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <latch>
#include <string>
#include <thread>
#include <vector>

#include "pool_bench.hpp"
#include "recorded_log.hpp"

using namespace std::chrono_literals;
using std::future_status;
using zin::Deadline;
using zin::Errc;
using zin::Error;
using zin::PoolSettings;
using zin::runtime::Lease;
using zin::test::code_of;
using zin::test::number_of;
using zin::test::PoolBench;
using zin::test::says;
using zin::test::thrown_by;

namespace {

bool is_ready(const std::future<Lease>& lease) {
  return lease.wait_for(0s) == future_status::ready;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pool_lending)

BOOST_AUTO_TEST_CASE(nothing_is_opened_before_the_first_caller) {
  PoolBench bench;
  BOOST_TEST(bench.server.connections() == 0U);
  BOOST_TEST(bench.pool->stats().opened == 0U);
}

BOOST_AUTO_TEST_CASE(a_returned_connection_is_lent_again) {
  PoolBench bench;
  Lease lease = bench.acquire();
  zin::runtime::Connection* const first = &*lease;
  bench.check_stats(1, 0, 0);
  lease.release();
  bench.check_stats(0, 1, 0);
  lease = bench.acquire();
  BOOST_TEST((&*lease == first));
  const zin::PoolStats stats = bench.pool->stats();
  BOOST_TEST(stats.opened == 1U);
  BOOST_TEST(stats.acquired == 2U);
  BOOST_TEST(stats.closed == 0U);
  BOOST_TEST(bench.server.count("connect") == 1U);
}

BOOST_AUTO_TEST_CASE(another_is_opened_only_when_none_is_free) {
  PoolBench bench{{.max = 3}};
  auto leases = bench.acquire_many(3);
  BOOST_TEST(bench.server.connections() == 3U);
  leases.clear();
  bench.check_stats(0, 3, 0);
  leases = bench.acquire_many(3);
  BOOST_TEST(bench.server.count("connect") == 3U);
}

BOOST_AUTO_TEST_CASE(a_lease_moves_and_gives_back_once) {
  PoolBench bench;
  Lease first = bench.acquire();
  Lease second = std::move(first);
  bench.check_stats(1, 0, 0);
  Lease third = bench.acquire();
  third = std::move(second);  // gives back what it had
  bench.check_stats(1, 1, 0);
  third.release();
  third.release();
  bench.check_stats(0, 2, 0);
}

BOOST_AUTO_TEST_CASE(a_caller_beyond_max_waits_for_the_next_return) {
  PoolBench bench{{.max = 2}};
  Lease one = bench.acquire();
  Lease two = bench.acquire();
  const auto* const freed = &*two;
  auto third = bench.wait_aside();
  bench.check_stats(2, 0, 1);
  two.release();
  const Lease got = third.get();
  BOOST_TEST((&*got == freed));
  bench.check_stats(2, 0, 0);
  BOOST_TEST(bench.server.connections() == 2U);
}

BOOST_AUTO_TEST_CASE(waiters_are_served_in_the_order_in_which_they_came) {
  PoolBench bench{{.max = 1}};
  Lease held = bench.acquire();
  std::mutex mutex;
  std::vector<int> order;
  std::vector<std::thread> threads;
  for (int at = 0; at < 6; ++at) {
    threads.emplace_back([&, at] {
      const Lease lease = bench.acquire();
      const std::lock_guard lock{mutex};
      order.push_back(at);
    });
    bench.clock.await_waiting(static_cast<std::size_t>(at) + 1);
  }
  bench.check_stats(1, 0, 6);
  held.release();
  for (std::thread& thread : threads) thread.join();
  BOOST_TEST(order == (std::vector<int>{0, 1, 2, 3, 4, 5}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_newcomer_does_not_overtake_who_waits) {
  PoolBench bench{{.max = 1}};
  Lease held = bench.acquire();
  auto waiter = bench.wait_aside();
  held.release();
  // Whether the waiter is awake yet or not, the connection is no longer free.
  auto newcomer = bench.wait_aside();
  Lease first = waiter.get();
  BOOST_TEST(!is_ready(newcomer));
  first.release();
  newcomer.get().release();
}

BOOST_AUTO_TEST_CASE(who_waits_in_vain_is_told_who_holds_what_and_for_how_long) {
  PoolBench bench{{.max = 2, .connection_timeout = 10s}};
  const Lease one = bench.acquire();
  const unsigned first_line = __LINE__ - 1;
  bench.clock.advance(1500ms);
  const Lease two = bench.acquire();
  const unsigned second_line = __LINE__ - 1;
  auto waiter = bench.wait_aside();
  bench.clock.advance(9999ms);
  BOOST_TEST(!is_ready(waiter));
  bench.clock.advance(1ms);
  const Error error = thrown_by([&] { return waiter.get(); });
  BOOST_TEST(error.code() == Errc::pool_timeout);
  BOOST_TEST(says(error, "\"bench\""));
  BOOST_TEST(says(error, "within 10.000 s"));
  BOOST_TEST(says(error, "of at most 2, 2 are lent"));
  BOOST_TEST(says(error, "pool_lending.cpp:" + std::to_string(first_line)));
  BOOST_TEST(says(error, "for 11.500 s"));
  BOOST_TEST(says(error, "pool_lending.cpp:" + std::to_string(second_line)));
  BOOST_TEST(says(error, "for 10.000 s"));
  BOOST_TEST(says(error, "DB_POOL_MAX"));
  bench.check_stats(2, 0, 0);
  BOOST_TEST(bench.pool->stats().timeouts == 1U);
}

BOOST_AUTO_TEST_CASE(who_gave_up_is_not_served_any_more) {
  PoolBench bench{{.max = 1, .connection_timeout = 1s}};
  Lease held = bench.acquire();
  auto impatient = bench.wait_aside();
  bench.clock.advance(500ms);
  auto patient = bench.wait_aside();
  bench.clock.advance(500ms);
  BOOST_TEST(code_of([&] { return impatient.get(); }) == Errc::pool_timeout);
  held.release();
  patient.get().release();
  bench.check_stats(0, 1, 0);
}

BOOST_AUTO_TEST_CASE(the_callers_own_deadline_counts_too) {
  PoolBench bench{{.max = 1, .connection_timeout = 10s}};
  const Lease held = bench.acquire();
  auto waiter = bench.wait_aside(Deadline{bench.clock.now() + 2s});
  bench.clock.advance(2s);
  BOOST_TEST(code_of([&] { return waiter.get(); }) == Errc::pool_timeout);
  // One that has passed already fails at once.
  BOOST_TEST(code_of([&] { return bench.acquire(Deadline{bench.clock.now()}); }) ==
             Errc::pool_timeout);
}

BOOST_AUTO_TEST_CASE(without_a_timeout_callers_wait_for_ever) {
  PoolBench bench{{.max = 1, .connection_timeout = 0s}};
  Lease held = bench.acquire();
  auto waiter = bench.wait_aside();
  bench.clock.advance(24h * 365);
  BOOST_TEST(!is_ready(waiter));
  held.release();
  waiter.get().release();
}

BOOST_AUTO_TEST_CASE(more_waiters_than_allowed_fail_at_once) {
  PoolBench bench{{.max = 1, .max_waiters = 2}};
  Lease held = bench.acquire();
  auto one = bench.wait_aside();
  auto two = bench.wait_aside();
  const Error error = thrown_by([&] { return bench.acquire(); });
  BOOST_TEST(error.code() == Errc::pool_exhausted);
  BOOST_TEST(says(error, "2 callers wait"));
  BOOST_TEST(bench.pool->stats().timeouts == 0U);
  held.release();
  one.get().release();
  two.get().release();
}

BOOST_AUTO_TEST_CASE(a_failure_to_open_goes_to_that_caller_and_the_next_may_try) {
  PoolBench bench{{.max = 1}};
  std::latch opening{1}, go_on{1};
  bench.server.before_each([&](const zin::test::StubCall& call) {
    if (call.verb != "connect" || call.connection != 1) return;
    opening.count_down();
    go_on.wait();
  });
  bench.server.fail("connect", zin::test::faults::refused());
  auto first = bench.acquire_aside();
  opening.wait();
  BOOST_TEST(bench.pool->stats().opening == 1U);
  auto second = bench.wait_aside();
  go_on.count_down();
  BOOST_TEST(code_of([&] { return first.get(); }) == Errc::connection_failed);
  const Lease lease = second.get();
  BOOST_TEST(number_of(bench, lease) == 2U);
  const zin::PoolStats stats = bench.pool->stats();
  BOOST_TEST(stats.open_failures == 1U);
  BOOST_TEST(stats.opened == 1U);
  BOOST_TEST(stats.opening == 0U);
}

BOOST_AUTO_TEST_CASE(a_connection_that_is_being_opened_is_not_listed_as_lent) {
  PoolBench bench{{.max = 1, .connection_timeout = 1s}};
  std::latch opening{1}, go_on{1};
  bench.server.before_each([&](const zin::test::StubCall& call) {
    if (call.verb != "connect") return;
    opening.count_down();
    go_on.wait();
  });
  auto first = bench.acquire_aside();
  opening.wait();
  BOOST_TEST(bench.pool->stats().active == 0U);
  auto second = bench.wait_aside();
  bench.clock.advance(1s);
  const Error error = thrown_by([&] { return second.get(); });
  BOOST_TEST(says(error, "of at most 1, 0 are lent; 1 are being opened"));
  go_on.count_down();
  first.get().release();
}

BOOST_AUTO_TEST_CASE(opening_has_the_shorter_of_both_timeouts) {
  PoolBench bench;  // 5 s to connect, 10 s to wait
  const auto before = std::chrono::steady_clock::now();
  bench.acquire().release();
  const auto deadline = bench.server.calls().front().deadline;
  BOOST_REQUIRE(deadline.has_value());
  BOOST_TEST((*deadline >= before + 5s - 1ms));
  BOOST_TEST((*deadline <= std::chrono::steady_clock::now() + 5s + 1ms));
}

BOOST_AUTO_TEST_CASE(a_connection_that_the_server_hung_up_on_is_never_lent) {
  PoolBench bench;
  bench.acquire().release();
  bench.server.hang_up();
  bench.clock.advance(1s);  // longer than it is trusted for
  const Lease lease = bench.acquire();
  BOOST_TEST(number_of(bench, lease) == 2U);
  BOOST_TEST(bench.server.connections() == 1U);
  BOOST_TEST(bench.pool->stats().closed == 1U);
}

BOOST_AUTO_TEST_CASE(a_connection_used_just_now_is_lent_without_a_look) {
  PoolBench bench;
  bench.acquire().release();
  bench.server.forget_calls();
  bench.clock.advance(400ms);
  bench.acquire().release();
  BOOST_TEST(bench.server.calls().empty());
  bench.clock.advance(600ms);
  bench.acquire().release();
  BOOST_TEST(bench.server.count("check") == 1U);
}

BOOST_AUTO_TEST_CASE(a_driver_without_a_check_is_trusted) {
  PoolBench bench{{.max_lifetime = 0s}, {.checks = false}};
  bench.acquire().release();
  bench.clock.advance(1h);
  bench.acquire().release();
  BOOST_TEST(bench.server.count("connect") == 1U);
}

BOOST_AUTO_TEST_CASE(a_connection_that_dies_in_use_is_not_kept) {
  PoolBench bench;
  {
    const Lease lease = bench.acquire();
    bench.server.fail("exec", zin::test::faults::connection_lost());
    BOOST_TEST(code_of([&] { return lease->execute({.sql = "x", .bindings = {}}); }) ==
               Errc::connection_lost);
  }
  bench.check_stats(0, 0, 0);
  BOOST_TEST(bench.server.connections() == 0U);
  BOOST_TEST(bench.pool->stats().closed == 1U);
}

BOOST_AUTO_TEST_CASE(what_dies_in_use_makes_room_for_who_waits) {
  PoolBench bench{{.max = 1}};
  Lease held = bench.acquire();
  auto waiter = bench.wait_aside();
  bench.server.fail("exec", zin::test::faults::connection_lost());
  BOOST_CHECK_THROW(static_cast<void>(held->execute({.sql = "x", .bindings = {}})), Error);
  held.release();
  const Lease lease = waiter.get();
  BOOST_TEST(number_of(bench, lease) == 2U);
}

BOOST_AUTO_TEST_CASE(a_clean_connection_comes_back_without_a_call) {
  PoolBench bench;
  Lease lease = bench.acquire();
  bench.server.forget_calls();
  lease.release();
  BOOST_TEST(bench.server.calls().empty());
}

BOOST_AUTO_TEST_CASE(an_open_transaction_is_cleared_away_before_the_next_borrower) {
  PoolBench bench;
  Lease lease = bench.acquire();
  lease->execute({.sql = "begin", .bindings = {}});
  bench.server.forget_calls();
  lease.release();
  const auto calls = bench.server.calls();
  BOOST_REQUIRE(calls.size() == 1U);
  BOOST_TEST(calls[0].verb == "reset");
  BOOST_TEST(calls[0].flags == ZIN_RESET_LIGHT);
  BOOST_TEST(calls[0].deadline.has_value());
  bench.check_stats(0, 1, 0);
  lease = bench.acquire();
  BOOST_TEST(lease->state() == ZIN_CONN_USABLE);
}

BOOST_AUTO_TEST_CASE(a_session_that_was_changed_is_reset_whole_before_the_next_borrower) {
  PoolBench bench;
  Lease lease = bench.acquire();
  lease->execute({.sql = "set a", .bindings = {}});
  bench.server.forget_calls();
  lease.release();
  const auto calls = bench.server.calls();
  BOOST_REQUIRE(calls.size() == 1U);
  BOOST_TEST(calls[0].verb == "reset");
  BOOST_TEST(calls[0].flags == ZIN_RESET_FULL);
  bench.check_stats(0, 1, 0);
  lease = bench.acquire();
  BOOST_TEST(lease->state() == ZIN_CONN_USABLE);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_reset_is_closed) {
  PoolBench bench;
  Lease lease = bench.acquire();
  lease->execute({.sql = "begin", .bindings = {}});
  bench.server.fail("reset", zin::test::faults::broken());
  lease.release();
  bench.check_stats(0, 0, 0);
  BOOST_TEST(bench.server.connections() == 0U);
}

BOOST_AUTO_TEST_CASE(a_driver_that_cannot_reset_has_its_connection_closed) {
  PoolBench bench{{}, {.resets = false}};
  Lease lease = bench.acquire();
  lease.release();
  bench.check_stats(0, 1, 0);
  lease = bench.acquire();
  lease->execute({.sql = "begin", .bindings = {}});
  lease.release();
  bench.check_stats(0, 0, 0);
}

BOOST_AUTO_TEST_CASE(without_pooling_each_caller_has_a_connection_of_its_own) {
  PoolBench bench{{.max = 1, .enabled = false}};
  auto leases = bench.acquire_many(3);  // max bounds a pool, and there is none
  BOOST_TEST(bench.server.connections() == 3U);
  leases.clear();
  BOOST_TEST(bench.server.connections() == 0U);
  bench.acquire().release();
  BOOST_TEST(bench.server.count("connect") == 4U);
  bench.check_stats(0, 0, 0);
  BOOST_TEST(bench.pool->stats().closed == 4U);
}

BOOST_AUTO_TEST_CASE(connections_do_not_die_together_nor_outlive_their_time) {
  const zin::test::RecordedLog quiet;
  PoolBench bench{{.min = 40, .max = 40, .idle_timeout = 0s, .max_lifetime = 1000s}};
  bench.acquire_many(40).clear();
  const auto closed_at = [&](std::chrono::seconds age) {
    bench.clock.advance(age -
                        std::chrono::duration_cast<std::chrono::seconds>(bench.clock.elapsed()));
    bench.server.fail("connect", zin::test::faults::refused());  // no replacement for `min`
    bench.pool->maintain();
    return bench.pool->stats().closed;
  };
  bench.pool->maintain();
  bench.clock.advance(899s);
  bench.pool->maintain();
  BOOST_TEST(bench.pool->stats().closed == 0U);
  const auto half = closed_at(950s);
  BOOST_TEST(half > 0U);
  BOOST_TEST(half < 40U);
  BOOST_TEST(closed_at(1000s) == 40U);
}

BOOST_AUTO_TEST_CASE(a_connection_past_its_lifetime_is_not_lent) {
  PoolBench bench{{.max_lifetime = 1000s}};
  bench.acquire().release();
  bench.clock.advance(899s);
  BOOST_TEST(number_of(bench, bench.acquire()) == 1U);
  bench.clock.advance(101s);
  BOOST_TEST(number_of(bench, bench.acquire()) == 2U);
  BOOST_TEST(bench.server.connections() == 1U);
}

BOOST_AUTO_TEST_CASE(a_lifetime_of_zero_is_no_limit) {
  PoolBench bench{{.max_lifetime = 0s}};
  bench.acquire().release();
  bench.clock.advance(24h * 1000);
  BOOST_TEST(number_of(bench, bench.acquire()) == 1U);
}

BOOST_AUTO_TEST_CASE(a_connection_in_use_lives_on_past_its_lifetime) {
  PoolBench bench{{.max_lifetime = 100s}};
  Lease lease = bench.acquire();
  bench.clock.advance(200s);
  bench.pool->maintain();
  BOOST_CHECK_NO_THROW(lease->execute({.sql = "x", .bindings = {}}));
  BOOST_TEST(bench.server.connections() == 1U);
  lease.release();
  BOOST_TEST(number_of(bench, bench.acquire()) == 2U);
  BOOST_TEST(bench.pool->stats().closes.expired == 1U);
}

BOOST_AUTO_TEST_CASE(who_waits_is_not_given_a_connection_past_its_lifetime) {
  PoolBench bench{{.max = 1, .connection_timeout = 0s, .max_lifetime = 100s}};
  Lease lease = bench.acquire();
  auto waiter = bench.wait_aside();
  bench.clock.advance(100s);
  lease.release();
  BOOST_TEST(number_of(bench, waiter.get()) == 2U);
  bench.check_stats(0, 1, 0);
}

BOOST_AUTO_TEST_CASE(a_thread_gets_the_connection_that_it_had_last) {
  PoolBench bench;
  bench.acquire_many(3).clear();
  const auto* const had_last = &*bench.acquire();
  std::thread{[&] { bench.acquire_many(3).clear(); }}.join();  // others do not change it
  for (int at = 0; at < 5; ++at) BOOST_TEST((&*bench.acquire() == had_last));
}

BOOST_AUTO_TEST_CASE(a_thread_that_uses_many_pools_is_given_each_ones_own) {
  PoolBench bench;
  std::vector<std::unique_ptr<zin::runtime::Pool>> pools;
  for (int at = 0; at < 6; ++at) pools.push_back(bench.make({}));
  for (int round = 0; round < 3; ++round) {
    for (std::size_t at = 0; at < pools.size(); ++at) {
      const Lease lease = pools[at]->acquire(std::source_location::current());
      BOOST_TEST(number_of(bench, lease) == at + 1);
    }
  }
  BOOST_TEST(bench.server.count("connect") == 6U);
}

BOOST_AUTO_TEST_CASE(a_new_pool_is_not_taken_for_one_that_is_gone) {
  PoolBench bench;
  for (std::uint64_t at = 1; at <= 5; ++at) {
    bench.pool = bench.make({});
    BOOST_TEST(number_of(bench, bench.acquire()) == at);
  }
}

BOOST_AUTO_TEST_CASE(the_callers_deadline_bounds_opening_too) {
  PoolBench bench;
  const auto before = std::chrono::steady_clock::now();
  bench.acquire(Deadline{bench.clock.now() + 2s}).release();
  const auto deadline = bench.server.calls().front().deadline;
  BOOST_REQUIRE(deadline.has_value());
  BOOST_TEST((*deadline >= before + 2s - 1ms));
  BOOST_TEST((*deadline <= std::chrono::steady_clock::now() + 2s + 1ms));
}

BOOST_AUTO_TEST_CASE(what_is_free_is_lent_though_the_deadline_has_passed) {
  PoolBench bench;
  bench.acquire().release();
  bench.acquire(Deadline{bench.clock.now()}).release();
  BOOST_TEST(bench.pool->stats().acquired == 2U);
}

BOOST_AUTO_TEST_CASE(a_waiter_is_told_of_an_outage_only_by_its_own_attempt) {
  PoolBench bench{{.max = 1}};
  Lease held = bench.acquire();
  auto one = bench.wait_aside();
  auto two = bench.wait_aside();
  bench.server.fail("exec", zin::test::faults::connection_lost());
  BOOST_CHECK_THROW(static_cast<void>(held->execute({.sql = "x", .bindings = {}})), Error);
  bench.server.fail("connect", zin::test::faults::refused());
  held.release();
  BOOST_TEST(code_of([&] { return one.get(); }) == Errc::connection_failed);
  BOOST_TEST(number_of(bench, two.get()) == 3U);
}

BOOST_AUTO_TEST_SUITE_END()
