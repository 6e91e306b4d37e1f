// A primary that takes no writes any more.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <string>

#include "recorded_log.hpp"
#include "replica_bench.hpp"

using namespace std::chrono_literals;
using zin::Errc;
using zin::Session;
using zin::test::code_of;
using zin::test::read_only_fault;
using zin::test::RecordedLog;
using zin::test::ReplicaBench;

namespace {

// A write fails once with "read-only"; the host says that it recovers until it is connected to
// anew.
struct DemotedOnce : ReplicaBench {
  DemotedOnce() : ReplicaBench(zin::DatabaseConfig{}, Waits::move_clock) {
    router.execute("first");
    set("p", {.recovers = true, .fault = read_only_fault()});
    server.before_each([this](const zin::test::StubCall& call) {
      if (call.verb == "connect") set("p", {});
    });
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(demotion)

BOOST_AUTO_TEST_CASE(its_connections_are_replaced_and_the_write_runs_again) {
  RecordedLog log;
  DemotedOnce bench;
  BOOST_TEST(bench.router.execute("insert").affected == 1U);
  BOOST_TEST(bench.asked("insert") == "p p");
  BOOST_TEST(bench.connects("p") == 2);
  BOOST_TEST(bench.server.connections() == 1U);
  BOOST_TEST(log.with("takes no writes any more").size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_transaction_runs_again_on_the_new_one) {
  DemotedOnce bench;
  unsigned runs = 0;
  bench.router.transaction([&](Session& tx) {
    ++runs;
    tx.execute("insert");
  });
  BOOST_TEST(runs == 2U);
  BOOST_TEST(bench.asked("insert") == "p p");
}

BOOST_AUTO_TEST_CASE(but_not_when_it_has_one_attempt) {
  DemotedOnce bench;
  const auto once = [&] {
    bench.router.transaction([](Session& tx) { tx.execute("insert"); }, {.attempts = 1});
  };
  BOOST_TEST(code_of(once) == Errc::read_only);
  BOOST_TEST(bench.asked("insert") == "p");
  once();
}

BOOST_AUTO_TEST_CASE(one_that_is_ended_by_hand_may_be_run_again) {
  DemotedOnce bench;
  const auto transaction = bench.router.begin({}, std::source_location::current());
  const auto failure = zin::test::thrown_by([&] { transaction->session().execute("insert"); });
  transaction->roll_back();
  BOOST_TEST(transaction->may_run_again(failure, 1));
  const auto again = bench.router.begin({}, std::source_location::current());
  BOOST_CHECK_NO_THROW(again->session().execute("insert"));
}

BOOST_AUTO_TEST_CASE(a_server_that_stays_read_only_is_not_connected_to_for_each_write) {
  ReplicaBench bench{zin::DatabaseConfig{}};
  bench.router.execute("first");
  bench.set("p", {.recovers = true, .fault = read_only_fault()});
  for (int time = 0; time < 5; ++time) {
    BOOST_TEST(code_of([&] { bench.router.execute("insert"); }) == Errc::read_only);
  }
  BOOST_TEST(bench.connects("p") == 2);
  bench.clock.advance(1s);
  BOOST_TEST(code_of([&] { bench.router.execute("insert"); }) == Errc::read_only);
  BOOST_TEST(bench.connects("p") == 3);
}

BOOST_AUTO_TEST_CASE(a_transaction_that_asked_to_read_only_says_nothing_about_the_server) {
  ReplicaBench bench{zin::DatabaseConfig{}};
  bench.set("p", {.recovers = true, .fault = read_only_fault()});
  const auto write = [&] {
    bench.router.transaction([](Session& tx) { tx.execute("insert"); }, {.read_only = true});
  };
  BOOST_TEST(code_of(write) == Errc::read_only);
  BOOST_TEST(bench.asked("select pg_is_in_recovery()").empty());
  BOOST_TEST(bench.connects("p") == 1);
}

BOOST_AUTO_TEST_CASE(a_primary_that_says_so_only_of_a_statement_stays) {
  ReplicaBench bench{zin::DatabaseConfig{}};
  bench.set("p", {.recovers = false, .fault = read_only_fault()});
  BOOST_TEST(code_of([&] { bench.router.execute("insert"); }) == Errc::read_only);
  BOOST_TEST(bench.asked("select pg_is_in_recovery()") == "p");
  BOOST_TEST(bench.connects("p") == 1);
}

BOOST_AUTO_TEST_CASE(the_first_of_several_hosts_that_takes_writes_is_the_primary) {
  ReplicaBench bench{{.failover_hosts = {"q", "r"}}};
  bench.server.stop("p");
  bench.set("q", {.recovers = true});
  bench.router.execute("insert");
  BOOST_TEST(bench.asked("insert") == "r");
  BOOST_TEST(bench.connects("q") == 1);
  bench.server.stop("r");
  bench.router.primary().evict();
  const auto error = zin::test::thrown_by([&] { bench.router.execute("insert"); });
  BOOST_TEST(error.code() == Errc::connection_failed);
  BOOST_TEST(zin::test::says(error, "q: it takes no writes"));
}

BOOST_AUTO_TEST_SUITE_END()
