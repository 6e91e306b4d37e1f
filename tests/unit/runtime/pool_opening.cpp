// Opening: how many at the same time, who waits for it, and what an outage looks like.
// SPDX-License-Identifier: MIT
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>
#include <vector>

#include "pool_bench.hpp"

using namespace std::chrono_literals;
using zin::Deadline;
using zin::Errc;
using zin::Error;
using zin::runtime::Lease;
using zin::test::code_of;
using zin::test::eventually;
using zin::test::number_of;
using zin::test::PoolBench;
using zin::test::says;
using zin::test::StubCall;
using zin::test::thrown_by;

namespace {

/// Holds back connects until it is told to let some of them pass. Declare it before the bench.
class Gate {
 public:
  void guard(PoolBench& bench) {
    bench.server.before_each([this](const StubCall& call) {
      if (call.verb == "connect") arrive();
    });
  }
  void let(unsigned more) {
    const std::lock_guard lock{mutex_};
    allowed_ += more;
    changed_.notify_all();
  }
  void open() { let(1'000'000); }
  [[nodiscard]] unsigned inside() const {
    const std::lock_guard lock{mutex_};
    return inside_;
  }
  [[nodiscard]] unsigned most() const {
    const std::lock_guard lock{mutex_};
    return most_;
  }

 private:
  void arrive() {
    std::unique_lock lock{mutex_};
    most_ = std::max(most_, ++inside_);
    changed_.wait(lock, [&] { return allowed_ > 0; });
    --allowed_;
    --inside_;
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  unsigned allowed_ = 0, inside_ = 0, most_ = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(pool_opening)

BOOST_AUTO_TEST_CASE(no_more_callers_open_at_the_same_time_than_allowed) {
  Gate gate;
  PoolBench bench{{.max = 10, .max_opening = 3}};
  gate.guard(bench);
  std::vector<std::future<Lease>> callers;
  for (int at = 0; at < 3; ++at) callers.push_back(bench.acquire_aside());
  eventually("three open", [&] { return gate.inside() == 3; });
  for (int at = 0; at < 5; ++at) callers.push_back(bench.wait_aside());
  BOOST_TEST(bench.pool->stats().opening == 3U);
  BOOST_TEST(bench.pool->stats().waiting == 5U);
  gate.open();
  std::vector<Lease> leases;
  for (auto& caller : callers) leases.push_back(caller.get());
  BOOST_TEST(gate.most() <= 3U);
  BOOST_TEST(bench.server.connections() == 8U);  // nobody gave one back
  bench.check_stats(8, 0, 0);
}

BOOST_AUTO_TEST_CASE(by_default_four_open_at_the_same_time) {
  Gate gate;
  PoolBench bench;
  gate.guard(bench);
  std::vector<std::future<Lease>> callers;
  for (int at = 0; at < 4; ++at) callers.push_back(bench.acquire_aside());
  eventually("four open", [&] { return gate.inside() == 4; });
  callers.push_back(bench.wait_aside());
  gate.open();
  for (auto& caller : callers) caller.get().release();
  BOOST_TEST(gate.most() == 4U);
}

BOOST_AUTO_TEST_CASE(without_a_limit_all_open_at_once) {
  Gate gate;
  PoolBench bench{{.max = 10, .max_opening = 0}};
  gate.guard(bench);
  std::vector<std::future<Lease>> callers;
  for (int at = 0; at < 10; ++at) callers.push_back(bench.acquire_aside());
  eventually("all open", [&] { return gate.inside() == 10; });
  gate.open();
  for (auto& caller : callers) caller.get().release();
}

BOOST_AUTO_TEST_CASE(who_waits_to_open_takes_what_comes_back_first) {
  Gate gate;
  PoolBench bench{{.max = 3, .max_opening = 1}};
  Lease held = bench.acquire();
  gate.guard(bench);
  auto opener = bench.acquire_aside();
  eventually("one opens", [&] { return gate.inside() == 1; });
  auto waiter = bench.wait_aside();
  held.release();
  const Lease got = waiter.get();  // though the other one still opens
  BOOST_TEST(number_of(bench, got) == 1U);
  gate.open();
  const Lease opened = opener.get();
  BOOST_TEST(number_of(bench, opened) == 2U);
  BOOST_TEST(bench.server.count("connect") == 2U);
}

BOOST_AUTO_TEST_CASE(leave_to_open_goes_to_the_head_of_the_line) {
  Gate gate;
  PoolBench bench{{.max = 3, .max_opening = 1}};
  gate.guard(bench);
  auto first = bench.acquire_aside();
  eventually("one opens", [&] { return gate.inside() == 1; });
  auto second = bench.wait_aside();
  auto third = bench.wait_aside();
  gate.let(1);
  const Lease one = first.get();
  eventually("the next one opens", [&] { return gate.inside() == 1; });
  BOOST_TEST(bench.pool->stats().waiting == 1U);
  gate.let(1);
  const Lease two = second.get();
  gate.let(1);
  const Lease three = third.get();
  BOOST_TEST(number_of(bench, two) == 2U);
  BOOST_TEST(number_of(bench, three) == 3U);
}

BOOST_AUTO_TEST_CASE(a_failure_to_open_passes_leave_on) {
  Gate gate;
  PoolBench bench{{.max = 3, .max_opening = 1}};
  gate.guard(bench);
  bench.server.fail("connect", zin::test::faults::refused());
  auto first = bench.acquire_aside();
  eventually("one opens", [&] { return gate.inside() == 1; });
  auto second = bench.wait_aside();
  gate.open();
  BOOST_TEST(code_of([&] { return first.get(); }) == Errc::connection_failed);
  BOOST_TEST(number_of(bench, second.get()) == 2U);
  bench.check_stats(0, 1, 0);
}

BOOST_AUTO_TEST_CASE(dead_connections_are_not_replaced_all_at_once) {
  Gate gate;
  PoolBench bench{{.max = 6, .max_opening = 2}};
  bench.acquire_many(6).clear();
  bench.server.hang_up();
  bench.clock.advance(1s);  // longer than they are trusted for
  gate.guard(bench);
  std::vector<std::future<Lease>> callers;
  for (int at = 0; at < 2; ++at) callers.push_back(bench.acquire_aside());
  eventually("two open", [&] { return gate.inside() == 2; });
  for (int at = 0; at < 4; ++at) callers.push_back(bench.wait_aside());
  gate.open();
  std::vector<Lease> leases;
  std::set<std::uint64_t> numbers;
  for (auto& caller : callers) {
    leases.push_back(caller.get());
    numbers.insert(number_of(bench, leases.back()));
  }
  BOOST_TEST(gate.most() <= 2U);
  BOOST_TEST(numbers.size() == 6U);
  BOOST_TEST(*numbers.begin() == 7U);
  BOOST_TEST(bench.pool->stats().closes.dead == 6U);
}

BOOST_AUTO_TEST_CASE(who_finds_its_connection_dead_keeps_its_turn) {
  Gate gate;
  PoolBench bench{{.max = 2, .max_opening = 1}};
  Lease held = bench.acquire();
  bench.acquire().release();
  bench.server.hang_up(2);
  bench.clock.advance(1s);
  gate.guard(bench);
  auto opener = bench.acquire_aside();  // in place of the dead one
  eventually("one opens", [&] { return gate.inside() == 1; });
  auto second = bench.wait_aside();
  bench.server.hang_up(1);
  bench.clock.advance(1s);
  held.release();  // dead: its next borrower has to wait for leave
  eventually("it is not lent", [&] { return bench.server.connections() == 1U; });
  eventually("it waits again", [&] { return bench.pool->stats().waiting == 1U; });
  auto third = bench.wait_aside();
  gate.let(1);
  const Lease one = opener.get();
  eventually("the next one opens", [&] { return gate.inside() == 1; });
  gate.let(1);
  Lease two = second.get();
  BOOST_TEST(bench.pool->stats().waiting == 1U);
  two.release();
  third.get().release();
}

BOOST_AUTO_TEST_CASE(the_minimum_is_opened_beside_the_callers) {
  Gate gate;
  PoolBench bench{{.min = 2, .max = 3, .max_opening = 1}};
  gate.guard(bench);
  auto caller = bench.acquire_aside();
  eventually("a caller opens", [&] { return gate.inside() == 1; });
  auto round = std::async(std::launch::async, [&] { bench.pool->maintain(); });
  eventually("so does upkeep", [&] { return gate.inside() == 2; });
  gate.open();
  round.get();
  caller.get().release();
  bench.check_stats(0, 2, 0);
}

BOOST_AUTO_TEST_CASE(without_pooling_openings_are_limited_too) {
  Gate gate;
  PoolBench bench{{.max_opening = 1, .enabled = false}};
  gate.guard(bench);
  auto first = bench.acquire_aside();
  eventually("one opens", [&] { return gate.inside() == 1; });
  auto second = bench.wait_aside();
  gate.open();
  const Lease one = first.get();
  const Lease two = second.get();
  BOOST_TEST(bench.server.connections() == 2U);
  BOOST_TEST(gate.most() == 1U);
}

BOOST_AUTO_TEST_CASE(who_waits_in_vain_in_an_outage_is_told_why_opening_fails) {
  Gate gate;
  PoolBench bench{{.max = 2, .connection_timeout = 10s, .max_opening = 1}};
  gate.guard(bench);
  bench.server.fail("connect", zin::test::faults::refused());
  auto first = bench.acquire_aside();
  eventually("one opens", [&] { return gate.inside() == 1; });
  auto second = bench.wait_aside();
  auto third = bench.wait_aside();
  gate.let(1);
  BOOST_TEST(code_of([&] { return first.get(); }) == Errc::connection_failed);
  eventually("the next one opens", [&] { return gate.inside() == 1; });
  bench.clock.advance(10s);
  const Error error = thrown_by([&] { return third.get(); });
  BOOST_TEST(error.code() == Errc::pool_timeout);
  BOOST_TEST(says(error, "the last attempt to open one failed: "));
  BOOST_TEST(says(error, "nobody listens there"));
  BOOST_TEST(says(error, "1 are being opened"));
  gate.open();
  second.get().release();
}

BOOST_AUTO_TEST_CASE(a_failure_of_long_ago_is_not_told) {
  PoolBench bench{{.max = 1, .connection_timeout = 10s}};
  bench.server.fail("connect", zin::test::faults::refused());
  BOOST_CHECK_THROW(static_cast<void>(bench.acquire()), Error);
  bench.clock.advance(1s);
  const Lease held = bench.acquire();
  auto waiter = bench.wait_aside();
  bench.clock.advance(10s);
  const Error error = thrown_by([&] { return waiter.get(); });
  BOOST_TEST(error.code() == Errc::pool_timeout);
  BOOST_TEST(!says(error, "the last attempt"));
}

BOOST_AUTO_TEST_CASE(closing_reaches_who_waits_to_open) {
  Gate gate;
  PoolBench bench{{.max = 4, .max_opening = 1}};
  gate.guard(bench);
  auto first = bench.acquire_aside();
  eventually("one opens", [&] { return gate.inside() == 1; });
  auto second = bench.wait_aside();
  bench.pool->close();
  BOOST_TEST(code_of([&] { return second.get(); }) == Errc::closed);
  gate.open();
  BOOST_TEST(code_of([&] { return first.get(); }) == Errc::closed);
  BOOST_TEST(bench.pool->drain(Deadline{bench.clock.now()}));
}

BOOST_AUTO_TEST_CASE(a_suspended_pool_gives_no_leave_to_open) {
  Gate gate;
  PoolBench bench{{.max = 4, .max_opening = 1}};
  gate.guard(bench);
  auto first = bench.acquire_aside();
  eventually("one opens", [&] { return gate.inside() == 1; });
  auto second = bench.wait_aside();
  bench.pool->suspend();
  gate.let(1);
  const Lease one = first.get();
  BOOST_TEST(bench.pool->stats().waiting == 1U);
  BOOST_TEST(bench.pool->stats().opening == 0U);
  bench.pool->resume();
  gate.let(1);
  BOOST_TEST(number_of(bench, second.get()) == 2U);
}

BOOST_AUTO_TEST_CASE(room_is_told_only_when_a_caller_might_open) {
  Gate gate;
  PoolBench bench{{.max = 3, .max_opening = 1}};
  BOOST_TEST(bench.pool->has_room());
  gate.guard(bench);
  auto first = bench.acquire_aside();
  eventually("one opens", [&] { return gate.inside() == 1; });
  BOOST_TEST(!bench.pool->has_room());
  gate.open();
  first.get().release();
  BOOST_TEST(bench.pool->has_room());
}

BOOST_AUTO_TEST_CASE(what_an_opener_throws_that_is_no_error_of_ours_leaves_nothing_behind) {
  zin::testing::FakeClock clock;
  bool fails = true;
  zin::test::StubServer server;
  zin::runtime::Pool pool{{.name = "odd", .settings = {.max = 1, .max_opening = 1}},
                          [&](Deadline deadline) -> std::unique_ptr<zin::runtime::Connection> {
                            if (std::exchange(fails, false)) throw 7;
                            return std::make_unique<zin::runtime::Connection>(
                                server.driver(), zin::host::Options{},
                                zin::runtime::ConnectionSettings{}, deadline);
                          },
                          clock};
  BOOST_CHECK_THROW(static_cast<void>(pool.acquire(std::source_location::current())), int);
  BOOST_TEST(pool.stats().open_failures == 1U);
  pool.acquire(std::source_location::current()).release();
  BOOST_TEST(pool.stats().opened == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
