// Which server a statement goes to, and where it goes on when that one fails.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "open_metrics.hpp"
#include "recorded_log.hpp"
#include "replica_bench.hpp"
#include "zin/base/metric_text.hpp"

using namespace std::chrono_literals;
using zin::DatabaseConfig;
using zin::Errc;
using zin::Error;
using zin::Role;
using zin::Session;
using zin::test::code_of;
using zin::test::RecordedLog;
using zin::test::ReplicaBench;
using zin::test::says;
using zin::test::thrown_by;
using Settings = zin::ReadSettings;

BOOST_AUTO_TEST_SUITE(replicas)

BOOST_AUTO_TEST_CASE(reads_take_turns_on_the_replicas_and_writes_go_to_the_primary) {
  ReplicaBench bench;
  bench.read(5);
  bench.router.execute("insert");
  BOOST_TEST(bench.asked("select n") == "a b a b a");
  BOOST_TEST(bench.asked("insert") == "p");
}

BOOST_AUTO_TEST_CASE(the_metrics_of_each_host_have_labels_of_their_own) {
  ReplicaBench bench{{.read_hosts = {"a", "b:6000"}}};
  bench.read(3);
  bench.router.execute("insert");
  const auto families = zin::test::read_open_metrics(zin::detail::written_metrics());
  const auto acquired = [&](const std::string& host, const std::string& role) {
    return zin::test::metric(families, "zin_pool_acquired_total",
                             {{"connection", "bench"}, {"host", host}, {"role", role}});
  };
  BOOST_TEST(acquired("p", "primary") == 1.0);
  BOOST_TEST(acquired("a", "replica") >= 2.0);  // probes take one too
  BOOST_TEST(acquired("b:6000", "replica") >= 1.0);
}

BOOST_AUTO_TEST_CASE(a_weight_is_a_share_that_is_spread_evenly) {
  ReplicaBench bench{{.read_hosts = {"a=3", "b"}}};
  bench.read(8);
  BOOST_TEST(bench.asked("select n") == "a a b a a a b a");
}

BOOST_AUTO_TEST_CASE(shares_of_many_threads_differ_by_one_at_most) {
  ReplicaBench bench{{.read_hosts = {"a", "b", "c"}, .pool = {.max = 8}}};
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < 8; ++thread) threads.emplace_back([&] { bench.read(100); });
  threads.clear();
  for (const char* const host : {"a", "b", "c"}) {
    const auto share = bench.count(host, "select n");
    BOOST_TEST((share == 266 || share == 267), host << " has " << share);
  }
}

BOOST_AUTO_TEST_CASE(the_one_with_the_fewest_reads_under_way_is_next) {
  ReplicaBench bench{{.read_hosts = {"a", "b"}, .read = {.policy = "least-in-flight"}}};
  {
    const zin::RowStream held = bench.router.stream("select held");
    BOOST_TEST(bench.asked("select held") == "a");
    bench.read(3);
    BOOST_TEST(bench.asked("select n") == "b b b");
    BOOST_TEST(bench.replica(0).in_flight() == 1U);
  }
  BOOST_TEST(bench.replica(0).in_flight() == 0U);
  bench.server.forget_calls();
  bench.read(4);
  BOOST_TEST(bench.count("a", "select n") == 2);
}

BOOST_AUTO_TEST_CASE(a_policy_of_the_application_chooses) {
  ReplicaBench bench{{.read_hosts = {"a", "b=2"}}};
  std::vector<std::string> seen;
  bench.router.replicas()->set_policy([&](std::span<const zin::ReplicaView> replicas) {
    for (const auto& replica : replicas) {
      seen.push_back(std::string{replica.host} + " x" + std::to_string(replica.weight));
    }
    return replicas.size() - 1;
  });
  bench.read(2);
  BOOST_TEST(bench.asked("select n") == "b b");
  BOOST_TEST(seen == (std::vector<std::string>{"a x1", "b x2", "a x1", "b x2"}),
             boost::test_tools::per_element());
  bench.router.replicas()->set_policy([](auto) { return std::size_t{7}; });
  const Error error = thrown_by([&] { bench.read(); });
  BOOST_TEST(error.code() == Errc::invalid_argument);
  BOOST_TEST(says(error, "replica 7 of 2"));
  bench.router.replicas()->set_policy({});
  bench.read(2);
}

BOOST_AUTO_TEST_CASE(a_transaction_reads_from_the_primary) {
  ReplicaBench bench;
  bench.router.transaction([](Session& tx) { static_cast<void>(tx.select("select n")); });
  bench.router.transaction([](Session& tx) { static_cast<void>(tx.select("select n")); },
                           {.read_only = true});
  BOOST_TEST(bench.asked("select n") == "p p");
}

BOOST_AUTO_TEST_CASE(a_read_that_writes_or_locks_goes_to_the_primary) {
  ReplicaBench bench{{.read_hosts = {"a"}, .read = {.writing_functions = {"Book"}}}};
  for (const char* const sql :
       {"select n from t for update", "select nextval('s')", "select book(1)",
        "with w as (insert into t values (1) returning n) select n from w"}) {
    static_cast<void>(bench.router.select(sql));
    BOOST_TEST(bench.asked(sql) == "p");
  }
  static_cast<void>(bench.router.select("select booking(1)"));
  BOOST_TEST(bench.asked("select booking(1)") == "a");
}

BOOST_AUTO_TEST_CASE(what_a_replica_refuses_to_write_runs_on_the_primary_once) {
  ReplicaBench bench{{.read_hosts = {"a"}}};
  bench.set("a", {.recovers = true, .fault = zin::test::read_only_fault()});
  BOOST_TEST(bench.router.select("select n").front().get<std::string>(0) == "p");
  BOOST_TEST(bench.asked("select n") == "a p");
  BOOST_TEST(!bench.replica(0).is_ejected());
  bench.set("p", {.fault = zin::test::read_only_fault()});
  BOOST_TEST(code_of([&] { bench.read(); }) == Errc::read_only);
  BOOST_TEST(bench.asked("select n") == "a p a p");
}

BOOST_AUTO_TEST_CASE(a_read_that_conflicts_with_the_replay_runs_on_the_primary) {
  ReplicaBench bench{{.read_hosts = {"a"}}};
  bench.set("a", {.recovers = true,
                  .fault = zin::test::StubFault{.category = ZIN_CAT_SERIALIZATION,
                                                .sqlstate = "40001",
                                                .message = "conflict with recovery"}});
  bench.read();
  BOOST_TEST(bench.asked("select n") == "a p");
}

BOOST_AUTO_TEST_CASE(an_error_of_the_statement_is_not_the_servers) {
  ReplicaBench bench;
  bench.set("a", {.recovers = true,
                  .fault = zin::test::StubFault{.category = ZIN_CAT_SYNTAX, .sqlstate = "42601"}});
  BOOST_TEST(code_of([&] { bench.read(); }) == Errc::syntax);
  BOOST_TEST(bench.asked("select n") == "a");
  BOOST_TEST(!bench.replica(0).is_ejected());
}

BOOST_AUTO_TEST_CASE(by_hand_a_statement_goes_where_it_is_told) {
  ReplicaBench bench{{.read_hosts = {"a"}}};
  static_cast<void>(bench.router.on_primary().select("select n"));
  static_cast<void>(bench.router.on_replica().select("select n"));
  BOOST_TEST(bench.asked("select n") == "p a");
  static_cast<void>(bench.router.on_replica().select("select m for update"));
  BOOST_TEST(bench.asked("select m for update") == "a");
  const Error error = thrown_by([&] { bench.router.on_replica().execute("insert"); });
  BOOST_TEST(error.code() == Errc::invalid_argument);
  BOOST_TEST(says(error, "on_replica() only reads"));
  const auto write = [&] { bench.router.on_replica().transaction([](Session&) {}); };
  BOOST_TEST(code_of(write) == Errc::invalid_argument);
  const auto insert = [&] { bench.router.on_replica().insert_many("t", {"n"}, {{1}}); };
  BOOST_TEST(code_of(insert) == Errc::invalid_argument);
  bench.router.on_replica().transaction(
      [](Session& tx) { static_cast<void>(tx.select("select inside")); }, {.read_only = true});
  BOOST_TEST(bench.asked("select inside") == "a");
  BOOST_TEST(bench.asked("insert").empty());
  // What the replica refuses by hand is for the caller to see.
  bench.set("a", {.recovers = true, .fault = zin::test::read_only_fault()});
  BOOST_TEST(code_of([&] { static_cast<void>(bench.router.on_replica().select("select n")); }) ==
             Errc::read_only);
}

BOOST_AUTO_TEST_CASE(without_replicas_the_primary_does_all) {
  ReplicaBench bench{DatabaseConfig{}};
  BOOST_TEST((bench.router.replicas() == nullptr));
  bench.read();
  static_cast<void>(bench.router.on_replica().select("select n"));
  BOOST_TEST(bench.asked("select n") == "p p");
}

BOOST_AUTO_TEST_CASE(the_primarys_own_host_is_no_replica) {
  ReplicaBench bench{{.read_hosts = {"p", "a"}}};
  bench.read(2);
  BOOST_TEST(bench.asked("select n") == "a a");
}

BOOST_AUTO_TEST_CASE(inside_a_transaction_no_session_of_the_database_is_used_by_mistake) {
  ReplicaBench bench;
  bench.router.transaction([&](Session&) {
    const auto read = [](Session& session) {
      return [&session] { static_cast<void>(session.select("select n")); };
    };
    BOOST_TEST(code_of(read(bench.router)) == Errc::outside_transaction);
    BOOST_TEST(code_of(read(bench.router.on_replica())) == Errc::outside_transaction);
    BOOST_TEST(code_of(read(bench.router.on_primary())) == Errc::outside_transaction);
    read(bench.router.outside_transaction())();
  });
  BOOST_TEST(bench.asked("select n") == "a");
}

BOOST_AUTO_TEST_CASE(the_event_of_a_statement_names_its_server) {
  ReplicaBench bench;
  const zin::testing::RouteLog log{bench.router.observer()};
  bench.read();
  bench.router.execute("insert");
  const auto entries = log.entries();
  BOOST_REQUIRE(entries.size() == 2U);
  BOOST_TEST((entries[0].role == Role::replica));
  BOOST_TEST(entries[0].host == "a");
  BOOST_TEST((entries[1].role == Role::primary));
  BOOST_TEST(entries[1].host == "p");
  zin::testing::assert_routed_to(bench.router.observer(), Role::replica, [&] { bench.read(2); });
  zin::testing::assert_routed_to(bench.router.observer(), "p",
                                 [&] { bench.router.execute("insert"); });
  BOOST_CHECK_EXCEPTION(
      zin::testing::assert_routed_to(bench.router.observer(), Role::primary, [&] { bench.read(); }),
      std::logic_error, [](const std::logic_error& error) {
        return std::string_view{error.what()}.find("went to the replica") != std::string_view::npos;
      });
  BOOST_CHECK_THROW(zin::testing::assert_routed_to(bench.router.observer(), Role::primary, [] {}),
                    std::logic_error);
}

BOOST_AUTO_TEST_CASE(the_query_log_names_the_replica) {
  RecordedLog log;
  ReplicaBench bench{{.read_hosts = {"a"}, .log = {.queries = true}}};
  bench.read();
  bench.router.execute("insert");
  BOOST_TEST(log.with("read on bench, replica a, took").size() == 1U);
  BOOST_TEST(log.with("write on bench took").size() == 1U);
}

BOOST_AUTO_TEST_CASE(behind_a_write_its_thread_reads_from_the_primary_for_a_while) {
  ReplicaBench bench{{.read_hosts = {"a"}, .read = {.sticky = 500ms}}};
  bench.read();
  bench.router.execute("insert");
  bench.read();
  std::jthread{[&] { bench.read(); }}.join();
  bench.clock.advance(499ms);
  bench.read();
  bench.clock.advance(1ms);
  bench.read();
  BOOST_TEST(bench.asked("select n") == "a p a p a");
  bench.server.forget_calls();
  bench.router.transaction([](Session&) {});
  bench.read();
  BOOST_TEST(bench.asked("select n") == "p");
}

BOOST_AUTO_TEST_CASE(a_failed_write_may_have_written) {
  ReplicaBench bench{{.read_hosts = {"a"}, .read = {.sticky = 500ms}}};
  bench.server.fail("exec", zin::test::faults::broken(), 1, "insert");
  BOOST_CHECK_THROW(bench.router.execute("insert"), Error);
  bench.read();
  BOOST_TEST(bench.asked("select n") == "p");
}

BOOST_AUTO_TEST_CASE(a_sticky_session_reads_its_own_writes) {
  ReplicaBench bench{{.read_hosts = {"a"}}};
  zin::RoutedSession request{bench.router, {}, true};
  static_cast<void>(request.select("select n"));
  request.execute("insert");
  static_cast<void>(request.select("select n"));
  bench.clock.advance(1h);
  static_cast<void>(request.select("select n"));
  bench.read();
  BOOST_TEST(bench.asked("select n") == "a p p a");
  zin::RoutedSession other{bench.router, {}, true};
  other.transaction([](Session&) {});
  static_cast<void>(other.select("select n"));
  BOOST_TEST(bench.asked("select n") == "a p p a p");
}

BOOST_AUTO_TEST_SUITE_END()
