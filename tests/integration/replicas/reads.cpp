// Reads on real replicas: turns, lag, tokens.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <set>
#include <string>
#include <thread>

#include "cluster.hpp"
#include "printing.hpp"
#include "thrown.hpp"

using namespace std::chrono_literals;
using zin::Database;
using zin::DatabaseConfig;
using zin::Errc;
using zin::Error;
using zin::Role;
using zin::Session;
using zin::WriteToken;
using zin::test::Cluster;
using zin::test::code_of;
using zin::test::figures_of;
using zin::test::within;
using zin::testing::assert_routed_to;

BOOST_AUTO_TEST_SUITE(replica_reads)

BOOST_AUTO_TEST_CASE(reads_run_on_the_servers_that_the_events_name) {
  const Cluster cluster;
  const auto manager = cluster.open();
  Database& db = manager->database();
  const zin::testing::RouteLog log{db};
  std::string nodes;
  for (int time = 0; time < 6; ++time) nodes += cluster.node_of(db);
  BOOST_TEST(nodes == "bcbcbc");
  assert_routed_to(log, Role::replica);
  BOOST_TEST(log.entries()[0].host == cluster.host('b'));
  assert_routed_to(db, cluster.host('a'), [&] { Cluster::add(db, 1); });
  db.transaction([&](Session& tx) {
    BOOST_TEST(cluster.node_of(tx) == 'a');
    Cluster::add(tx, 2);
    BOOST_TEST(Cluster::count(tx) == 2);
  });
  BOOST_TEST(cluster.node_of(db.on_primary()) == 'a');
  BOOST_TEST(cluster.node_of(db.on_replica()) != 'a');
  assert_routed_to(db, Role::primary, [&] {
    static_cast<void>(db.select("select n from entries for update"));
    static_cast<void>(db.table("entries").lock_for_update().get());
  });
  assert_routed_to(db, Role::replica, [&] { static_cast<void>(db.table("entries").get()); });
  cluster.tell("caught_up b");
  cluster.tell("caught_up c");
  BOOST_TEST(Cluster::count(db) == 2);
  BOOST_TEST(Cluster::count(db) == 2);
}

BOOST_AUTO_TEST_CASE(what_writes_unseen_is_refused_there_and_runs_on_the_primary) {
  const Cluster cluster;
  const auto manager = cluster.open();
  Database& db = manager->database();
  // On MariaDB functions that write are for the superuser to make.
  const auto owner = cluster.open([&](DatabaseConfig& config) {
    config.read_hosts.clear();
    if (cluster.is_postgres()) return;
    config.username = cluster.setting("ADMIN");
    config.password = cluster.setting("ADMIN_PASSWORD");
  });
  owner->database().execute(
      cluster.is_postgres()
          ? "create function enter(x bigint) returns bigint language sql as 'insert into entries "
            "values (x, null) returning n'"
          : "create function enter(x bigint) returns bigint deterministic modifies sql data sql "
            "security invoker begin insert into entries values (x, null); return x; end");
  cluster.tell("caught_up b");
  cluster.tell("caught_up c");
  const zin::testing::RouteLog log{db};
  BOOST_TEST(db.select_one("select enter(7)")->get<int>(0) == 7);
  const auto entries = log.entries();
  BOOST_REQUIRE(entries.size() == 2U);
  BOOST_TEST((entries[0].role == Role::replica && entries[0].failed));
  BOOST_TEST((entries[1].role == Role::primary && !entries[1].failed));
  BOOST_TEST(Cluster::count(db.on_primary()) == 1);
  BOOST_TEST(!figures_of(db, cluster.host('b')).ejected);
}

BOOST_AUTO_TEST_CASE(no_read_with_a_token_misses_its_write) {
  const Cluster cluster;
  const auto manager = cluster.open();
  Database& db = manager->database();
  cluster.tell("pause b");
  cluster.tell("pause c");
  Cluster::add(db, 1);
  const std::string text = db.write_token().to_string();
  BOOST_TEST(!text.empty());
  BOOST_TEST(Cluster::count(db.on_replica()) == 0);  // what the token is for
  {
    // Another process would have just the text.
    const auto other = cluster.open();
    auto after = other->database().with_token(WriteToken::parse(text), 100ms);
    const zin::testing::RouteLog log{other->database()};
    BOOST_TEST(Cluster::count(after) == 1);
    BOOST_TEST((log.entries().back().role == Role::primary));
  }
  {
    std::jthread later{[&] {
      cluster.tell("unpause b");
      cluster.tell("unpause c");
    }};
    auto after = db.with_token(WriteToken::parse(text), 30s);
    const zin::testing::RouteLog log{db};
    BOOST_TEST(Cluster::count(after) == 1);
    BOOST_TEST((log.entries().back().role == Role::replica));
  }
  for (int n = 2; n < 40; ++n) {
    Cluster::add(db, n);
    auto after = db.with_token(db.write_token(), 10s);
    BOOST_TEST(Cluster::count(after) == n);
  }
}

BOOST_AUTO_TEST_CASE(a_token_of_another_kind_of_server_is_refused) {
  const Cluster cluster;
  const auto manager = cluster.open();
  Database& db = manager->database();
  auto after = db.with_token(
      WriteToken::parse(cluster.is_postgres() ? "mariadb:0-1-1" : "pg:0/1000000"), 10ms);
  BOOST_TEST(code_of([&] { return Cluster::count(after); }) == Errc::invalid_argument);
}

BOOST_AUTO_TEST_CASE(a_replica_that_is_too_far_behind_is_left_out_until_it_has_caught_up) {
  const Cluster cluster;
  const auto manager = cluster.open([](DatabaseConfig& config) {
    // MariaDB tells whole seconds.
    config.read.max_lag = 1500ms;
  });
  Database& db = manager->database();
  const auto reads = [&](char node) {
    within(20s, "reads are where they should be", [&] {
      std::set<char> nodes;
      for (int time = 0; time < 4; ++time) nodes.insert(cluster.node_of(db));
      return nodes == std::set<char>{'c'} ? node == 'c' : node == '*' && nodes.size() == 2;
    });
  };
  reads('*');
  cluster.tell("pause b");
  int n = 0;
  // On PostgreSQL it is as old as the last write that it shows.
  within(20s, "it is behind", [&] {
    Cluster::add(db, ++n);
    std::this_thread::sleep_for(20ms);
    return !figures_of(db, cluster.host('b')).read_from;
  });
  BOOST_TEST(!figures_of(db, cluster.host('b')).ejected);
  BOOST_TEST(figures_of(db, cluster.host('c')).read_from);
  reads('c');
  cluster.tell("unpause b");
  cluster.tell("caught_up b");
  reads('*');
}

BOOST_AUTO_TEST_CASE(a_sticky_session_reads_its_own_writes) {
  const Cluster cluster;
  const auto manager = cluster.open();
  Database& db = manager->database();
  cluster.tell("pause b");
  cluster.tell("pause c");
  auto request = db.sticky();
  BOOST_TEST(Cluster::count(request) == 0);
  Cluster::add(request, 1);
  BOOST_TEST(Cluster::count(request) == 1);
  BOOST_TEST(Cluster::count(db) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
