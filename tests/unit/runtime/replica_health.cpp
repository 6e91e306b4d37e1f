// Replicas that fail, come back, are behind, or lose their primary.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <future>
#include <string>
#include <vector>

#include "open_metrics.hpp"
#include "recorded_log.hpp"
#include "replica_bench.hpp"
#include "zin/base/metric_text.hpp"

using namespace std::chrono_literals;
using zin::Errc;
using zin::Error;
using zin::test::code_of;
using zin::test::eventually;
using zin::test::RecordedLog;
using zin::test::ReplicaBench;
using zin::test::says;
using zin::test::thrown_by;

BOOST_AUTO_TEST_SUITE(replica_health)

BOOST_AUTO_TEST_CASE(one_that_refuses_is_taken_out_at_once_and_comes_back) {
  RecordedLog log;
  ReplicaBench bench;
  bench.server.stop("a");
  bench.read(4);
  BOOST_TEST(bench.asked("select n") == "b b b b");
  BOOST_TEST(bench.replica(0).is_ejected());
  BOOST_TEST(!bench.replica(0).is_fit());
  eventually("that is told",
             [&] { return log.with("warn replica: a is taken out until it answers").size() == 1; });
  bench.server.start("a");
  bench.in_time("it is back", [&] { return bench.replica(0).is_fit(); });
  BOOST_TEST((bench.clock.elapsed() <= 5s));
  eventually("it is told", [&] {
    return log.with("info replica: a answers and is read from again").size() == 1;
  });
  bench.server.forget_calls();
  bench.read(4);
  BOOST_TEST(bench.count("a", "select n") == 2);
}

BOOST_AUTO_TEST_CASE(one_that_is_out_is_asked_less_and_less_but_within_two_seconds) {
  ReplicaBench bench{{.read_hosts = {"a"}}};
  bench.server.stop("a");
  bench.read();
  std::vector<std::chrono::nanoseconds> times;
  std::ptrdiff_t seen = 0;
  bench.in_time("it was asked ten times", [&] {
    if (const auto now = bench.connects("a"); now > seen) {
      seen = now;
      times.push_back(bench.clock.elapsed());
    }
    return seen >= 10;
  });
  BOOST_TEST((times.back() - times[times.size() - 2] > 1s));
  for (std::size_t at = 1; at < times.size(); ++at)
    BOOST_TEST((times[at] - times[at - 1] <= 2100ms));
}

BOOST_AUTO_TEST_CASE(a_read_that_lost_its_connection_goes_on_elsewhere) {
  ReplicaBench bench;
  bench.read(2);
  bench.server.stop("a");
  BOOST_TEST(bench.router.select("select n").front().get<std::string>(0) == "b");
  BOOST_TEST(bench.replica(0).is_ejected());
  BOOST_TEST(bench.asked("select n") == "a b a b");
}

BOOST_AUTO_TEST_CASE(a_lost_stream_says_so) {
  ReplicaBench bench{{.read_hosts = {"a"}}};
  zin::RowStream rows = bench.router.stream("select n");
  bench.server.stop("a");
  BOOST_TEST(code_of([&] {
               for (const auto& row : rows) static_cast<void>(row);
             }) == Errc::connection_lost);
}

BOOST_AUTO_TEST_CASE(without_any_replica_reads_go_to_the_primary) {
  ReplicaBench bench;
  bench.server.stop("a");
  bench.server.stop("b");
  bench.read(2);
  BOOST_TEST(bench.asked("select n") == "p p");
}

BOOST_AUTO_TEST_CASE(or_they_fail_and_say_why) {
  ReplicaBench bench{{.read_hosts = {"a", "b"}, .read = {.fallback = zin::ReadFallback::error}}};
  bench.server.stop("a");
  bench.server.stop("b");
  const Error error = thrown_by([&] { bench.read(); });
  BOOST_TEST(error.code() == Errc::connection_failed);
  BOOST_TEST(says(error, "DB_READ_FALLBACK=error"));
  BOOST_TEST(says(error, "a: "));
  BOOST_TEST(says(error, "b: "));
  BOOST_TEST(bench.connects("p") == 0);
  bench.router.execute("insert");
}

BOOST_AUTO_TEST_CASE(without_the_primary_reads_go_on_and_writes_fail) {
  ReplicaBench bench;
  bench.server.stop("p");
  bench.read(2);
  BOOST_TEST(bench.asked("select n") == "a b");
  BOOST_TEST(code_of([&] { bench.router.execute("insert"); }) == Errc::connection_failed);
  static_cast<void>(bench.router.traits());
}

BOOST_AUTO_TEST_CASE(one_that_is_too_far_behind_is_left_out_until_it_has_caught_up) {
  ReplicaBench bench{{.read_hosts = {"a", "b"}, .read = {.max_lag = 1000ms}}};
  bench.set("a", {.recovers = true, .lag = 1001});
  bench.set("b", {.recovers = true, .lag = 1000});
  bench.let_tell_lag(false);
  bench.read();  // nothing is known yet
  BOOST_TEST(bench.asked("select n") == "p");
  bench.let_tell_lag(true);
  bench.in_time("they told", [&] { return bench.replica(0).lag() && bench.replica(1).lag(); });
  bench.server.forget_calls();
  bench.read(3);
  BOOST_TEST(bench.asked("select n") == "b b b");
  BOOST_TEST((bench.replica(0).lag() == 1001ms));
  bench.set("a", {.recovers = true, .lag = 0});
  const auto before = bench.clock.elapsed();
  bench.in_time("it has caught up", [&] { return bench.replica(0).is_fit(); });
  BOOST_TEST((bench.clock.elapsed() - before <= 300ms));
}

BOOST_AUTO_TEST_CASE(
    one_that_does_not_say_how_far_it_is_behind_is_left_out_where_there_is_a_limit) {
  ReplicaBench bench{
      {.read_hosts = {"a"}, .read = {.max_lag = 1000ms, .fallback = zin::ReadFallback::error}}};
  bench.set("a", {.recovers = true, .lag = std::nullopt});
  BOOST_CHECK_THROW(bench.read(), Error);
  bench.in_time("it was asked", [&] { return bench.connects("a") > 0; });
  const Error error = thrown_by([&] { bench.read(); });
  BOOST_TEST(says(error, "does not say how far it is behind"));
  ReplicaBench free{{.read_hosts = {"a"}}};
}

BOOST_AUTO_TEST_CASE(one_that_shows_all_it_has_is_read_from_when_the_primary_is_gone) {
  ReplicaBench bench{{.read_hosts = {"a"}, .read = {.max_lag = 1000ms}}};
  bench.set("a", {.recovers = true, .lag = 0});
  bench.read();
  bench.in_time("it told", [&] { return bench.replica(0).is_fit(); });
  bench.set("a", {.recovers = true, .lag = 0, .receives = false});
  bench.in_time("it told that it is cut off", [&] { return bench.replica(0).is_stranded(); });
  bench.server.forget_calls();
  bench.read();
  BOOST_TEST(bench.asked("select n") == "p");  // which may know more
  bench.server.stop("p");
  bench.router.primary().evict();
  bench.read();
  BOOST_TEST(bench.asked("select n") == "p a");
}

BOOST_AUTO_TEST_CASE(the_lag_is_asked_for_on_a_connection_that_nobody_hears_of) {
  ReplicaBench bench{{.read_hosts = {"a"}}};
  const zin::testing::RouteLog log{bench.router.observer()};
  bench.set("a", {.recovers = true, .lag = 17});
  bench.read();
  bench.in_time("it told", [&] { return bench.replica(0).lag() == 17ms; });
  BOOST_TEST(log.entries().size() == 1U);
  BOOST_TEST(bench.replica(0).endpoint().pool().stats().opened == 1U);
  BOOST_TEST(bench.connects("a") == 2);
}

BOOST_AUTO_TEST_CASE(the_metrics_have_the_lag_and_whether_it_is_read_from) {
  ReplicaBench bench{{.read_hosts = {"a", "b"}, .read = {.max_lag = 1000ms}}};
  bench.set("a", {.recovers = true, .lag = 1500});
  bench.set("b", {.recovers = true, .lag = 250});
  bench.read();
  bench.in_time("they told", [&] { return bench.replica(0).lag() && bench.replica(1).is_fit(); });
  const auto families = zin::test::read_open_metrics(zin::detail::written_metrics());
  const auto of = [&](const char* name, const char* host) {
    return zin::test::metric(families, name, {{"connection", "bench"}, {"host", host}});
  };
  BOOST_TEST(of("zin_replica_lag_seconds", "a") == 1.5);
  BOOST_TEST(of("zin_replica_lag_seconds", "b") == 0.25);
  BOOST_TEST(of("zin_replica_read_from", "a") == 0.0);
  BOOST_TEST(of("zin_replica_read_from", "b") == 1.0);
  BOOST_TEST(of("zin_replica_reads_in_flight", "b") == 0.0);
}

BOOST_AUTO_TEST_CASE(each_host_has_a_pool_of_its_own) {
  ReplicaBench bench{{.read_hosts = {"a", "b"}, .pool = {.max = 1}}};
  const zin::RowStream one = bench.router.stream("select n");
  const zin::RowStream two = bench.router.stream("select n");
  const zin::RowStream three = bench.router.on_primary().stream("select n");
  BOOST_TEST(bench.asked("select n") == "a b p");
  auto fourth = std::async(std::launch::async, [&] { bench.read(); });
  bench.in_time("it has given up",
                [&] { return fourth.wait_for(0s) == std::future_status::ready; });
  BOOST_TEST(code_of([&] { fourth.get(); }) == Errc::pool_timeout);
  BOOST_TEST(!bench.replica(0).is_ejected());
}

BOOST_AUTO_TEST_CASE(a_silent_primary_is_waited_for_once) {
  ReplicaBench bench{{.read_hosts = {"a"}, .connect_timeout = 5000ms}};
  const auto write = [&] { bench.router.execute("insert"); };
  bench.server.before_each([&](const zin::test::StubCall& call) {
    if (call.verb == "connect") bench.clock.advance(5000ms);
  });
  bench.server.fail("connect", zin::test::faults::refused(), 2);
  BOOST_TEST(code_of(write) == Errc::connection_failed);
  const Error error = thrown_by(write);
  BOOST_TEST(error.code() == Errc::connection_failed);
  BOOST_TEST(says(error, "did not answer a moment ago and is tried again in 1.0 s"));
  BOOST_TEST(bench.connects("p") == 1);
  bench.clock.advance(1s);
  BOOST_CHECK_THROW(write(), Error);
  BOOST_TEST(bench.connects("p") == 2);
  bench.clock.advance(1s);
  write();
  bench.router.primary().evict();
  write();
  BOOST_TEST(bench.connects("p") == 4);
}

BOOST_AUTO_TEST_CASE(without_replicas_it_is_asked_each_time) {
  ReplicaBench bench{zin::DatabaseConfig{.connect_timeout = 5000ms}};
  bench.server.before_each([&](const zin::test::StubCall& call) {
    if (call.verb == "connect") bench.clock.advance(5000ms);
  });
  bench.server.fail("connect", zin::test::faults::refused(), 2);
  BOOST_CHECK_THROW(bench.read(), Error);
  BOOST_CHECK_THROW(bench.read(), Error);
  bench.read();
  BOOST_TEST(bench.connects("p") == 3);
}

BOOST_AUTO_TEST_CASE(a_primary_that_refuses_at_once_is_asked_each_time) {
  ReplicaBench bench{{.read_hosts = {"a"}}};
  bench.server.fail("connect", zin::test::faults::refused(), 2);
  BOOST_CHECK_THROW(bench.router.execute("insert"), Error);
  BOOST_CHECK_THROW(bench.router.execute("insert"), Error);
  bench.router.execute("insert");
  BOOST_TEST(bench.connects("p") == 3);
}

BOOST_AUTO_TEST_SUITE_END()
