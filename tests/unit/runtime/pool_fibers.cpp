// Fibers and threads in one line.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <latch>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "pool_bench.hpp"
#include "running_fiber.hpp"

using namespace std::chrono_literals;
using zin::Deadline;
using zin::Errc;
using zin::runtime::Lease;
using zin::test::code_of;
using zin::test::eventually;
using zin::test::PoolBench;
using zin::test::RunningFiber;

namespace {

/// An event loop that runs only while the test waits for something.
struct Loop {
  boost::asio::io_context io;

  template <class Condition>
  void run_until(std::string_view what, Condition condition) {
    eventually(what, [&] {
      io.restart();
      io.poll();
      return condition();
    });
  }
  void run_to_end_of(const RunningFiber& fiber) {
    run_until("a fiber ends", [&] { return fiber.has_ended(); });
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(pool_fibers)

BOOST_AUTO_TEST_CASE(fibers_and_threads_are_served_in_the_order_in_which_they_came) {
  Loop loop;
  PoolBench bench{{.max = 1}};
  Lease held = bench.acquire();
  std::mutex mutex;
  std::vector<int> order;
  const auto take_turn = [&](int place) {
    const Lease lease = bench.acquire();
    const std::lock_guard lock{mutex};
    order.push_back(place);
  };
  std::vector<std::thread> threads;
  std::vector<std::unique_ptr<RunningFiber>> fibers;
  for (int place = 0; place < 8; ++place) {
    if (place % 2 == 0) {
      threads.emplace_back(take_turn, place);
    } else {
      fibers.push_back(
          std::make_unique<RunningFiber>(loop.io, [&take_turn, place] { take_turn(place); }));
    }
    eventually("the next one waits", [&] {
      return bench.pool->stats().waiting == static_cast<std::uint32_t>(place) + 1;
    });
  }
  held.release();
  for (const auto& fiber : fibers) loop.run_to_end_of(*fiber);
  for (std::thread& thread : threads) thread.join();
  for (const auto& fiber : fibers) fiber->get();
  BOOST_TEST(order == (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7}), boost::test_tools::per_element());
  BOOST_TEST(bench.server.count("connect") == 1U);
  BOOST_TEST(bench.pool->stats().waited == 8U);
}

BOOST_AUTO_TEST_CASE(a_connection_is_handed_to_a_fiber_before_that_goes_on) {
  Loop loop;
  PoolBench bench{{.max = 1}};
  Lease held = bench.acquire();
  RunningFiber fiber{loop.io, [&] { bench.acquire().release(); }};
  bench.check_stats(1, 0, 1);
  held.release();
  // The loop did not run yet: it is nobody else's already.
  bench.check_stats(1, 0, 0);
  auto newcomer = bench.wait_aside();
  loop.run_to_end_of(fiber);
  fiber.get();
  newcomer.get().release();
  BOOST_TEST(bench.server.count("connect") == 1U);
}

BOOST_AUTO_TEST_CASE(a_thread_hands_over_to_a_fiber_and_back_without_a_free_moment) {
  Loop loop;
  PoolBench bench{{.max = 1}};
  Lease held = bench.acquire();
  std::vector<std::uint32_t> idle;
  RunningFiber fiber{loop.io, [&] {
                       Lease lease = bench.acquire();
                       lease.release();
                       idle.push_back(bench.pool->stats().idle);
                     }};
  auto thread = bench.wait_aside();
  held.release();
  idle.push_back(bench.pool->stats().idle);
  loop.run_to_end_of(fiber);
  fiber.get();
  const Lease last = thread.get();
  BOOST_TEST(idle == (std::vector<std::uint32_t>{0, 0}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_fiber_that_is_cancelled_leaves_the_line) {
  Loop loop;
  PoolBench bench{{.max = 1}};
  Lease held = bench.acquire();
  RunningFiber fiber{loop.io, [&] { bench.acquire().release(); }};
  auto thread = bench.wait_aside();
  fiber.cancel();
  loop.run_to_end_of(fiber);
  BOOST_TEST(code_of([&] { fiber.get(); }) == Errc::cancelled);
  bench.check_stats(1, 0, 1);
  held.release();
  thread.get().release();
}

BOOST_AUTO_TEST_CASE(a_fiber_that_waits_in_vain_is_told_in_time) {
  Loop loop;
  PoolBench bench{{.max = 1, .connection_timeout = 20ms}};
  const Lease held = bench.acquire();
  RunningFiber fiber{loop.io, [&] { bench.acquire().release(); }};
  bench.clock.advance(20ms);  // a loop waits by the machine's clock, for what was left then
  loop.run_to_end_of(fiber);
  BOOST_TEST(code_of([&] { fiber.get(); }) == Errc::pool_timeout);
  bench.check_stats(1, 0, 0);
}

BOOST_AUTO_TEST_CASE(closing_ends_the_waiting_of_fibers) {
  Loop loop;
  PoolBench bench{{.max = 1}};
  Lease held = bench.acquire();
  RunningFiber fiber{loop.io, [&] { bench.acquire().release(); }};
  bench.pool->close();
  loop.run_to_end_of(fiber);
  BOOST_TEST(code_of([&] { fiber.get(); }) == Errc::closed);
  held.release();
}

BOOST_AUTO_TEST_CASE(resuming_serves_fibers_too) {
  Loop loop;
  PoolBench bench{{.max = 1}};
  bench.acquire().release();
  bench.pool->suspend();
  RunningFiber fiber{loop.io, [&] { bench.acquire().release(); }};
  bench.check_stats(0, 1, 1);
  bench.pool->resume();
  loop.run_to_end_of(fiber);
  fiber.get();
  bench.check_stats(0, 1, 0);
}

BOOST_AUTO_TEST_CASE(a_fiber_opens_when_leave_to_open_reaches_it) {
  Loop loop;
  PoolBench bench{{.max = 2, .max_opening = 1}};
  std::latch opening{1}, go_on{1};
  bench.server.before_each([&](const zin::test::StubCall& call) {
    if (call.verb != "connect" || call.connection != 1) return;
    opening.count_down();
    go_on.wait();
  });
  auto first = bench.acquire_aside();
  opening.wait();
  std::uint64_t number = 0;
  RunningFiber fiber{loop.io, [&] { number = zin::test::number_of(bench, bench.acquire()); }};
  BOOST_TEST(bench.pool->stats().waiting == 1U);
  go_on.count_down();
  const Lease one = first.get();
  loop.run_to_end_of(fiber);
  fiber.get();
  BOOST_TEST(number == 2U);
}

BOOST_AUTO_TEST_CASE(a_thread_does_not_wait_for_what_only_it_could_give_back) {
  Loop loop;
  PoolBench bench{{.max = 1}};
  std::optional<Lease> kept;
  RunningFiber holder{loop.io, [&] {
                        zin::detail::Fiber::current()->yield();  // the loop knows its thread now
                        kept = bench.acquire();
                      }};
  loop.run_to_end_of(holder);
  BOOST_TEST(code_of([&] { return bench.acquire(); }) == Errc::invalid_argument);
  // While nothing is lent, there is nothing that only this thread could give back.
  kept.reset();
  bench.pool->suspend();
  BOOST_TEST(code_of([&] { return bench.acquire(Deadline{bench.clock.now()}); }) ==
             Errc::pool_timeout);
}

BOOST_AUTO_TEST_SUITE_END()
