// Servers that die, hang, restart and change their roles under load.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <set>
#include <string>

#include "cluster.hpp"
#include "load.hpp"
#include "printing.hpp"
#include "thrown.hpp"

using namespace std::chrono_literals;
using zin::Database;
using zin::DatabaseConfig;
using zin::Errc;
using zin::Error;
using zin::Role;
using zin::Session;
using zin::test::Cluster;
using zin::test::code_of;
using zin::test::figures_of;
using zin::test::Load;
using zin::test::thrown_by;
using zin::test::within;

namespace {

// Nothing that was confirmed is missing, and what is there was written once, or is in doubt.
void check_entries(Session& session, const Load& load) {
  BOOST_TEST(load.wrong() == "");
  std::set<std::int64_t> stored;
  for (const auto& row : session.select("select n from entries")) {
    stored.insert(row.get<std::int64_t>(0));
  }
  const auto confirmed = load.confirmed(), doubtful = load.doubtful();
  for (const auto n : confirmed) BOOST_TEST(stored.contains(n), "lost: " << n);
  for (const auto n : stored) {
    BOOST_TEST((confirmed.contains(n) || doubtful.contains(n)), "nobody wrote " << n);
  }
  BOOST_TEST_MESSAGE(load.failures());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(failover)

BOOST_AUTO_TEST_CASE(a_replica_that_is_killed_costs_no_read_and_comes_back) {
  const Cluster cluster;
  const auto manager = cluster.open();
  Database& db = manager->database();
  Load load{db};
  load.let_pass(20);
  cluster.tell("kill b");
  within(10s, "it is out", [&] { return figures_of(db, cluster.host('b')).ejected; });
  load.let_pass(20);
  cluster.tell("start b");
  const auto before = figures_of(db, cluster.host('b')).pool.acquired;
  within(5s, "it is read from again",
         [&] { return figures_of(db, cluster.host('b')).pool.acquired > before; });
  load.let_pass(20);
  load.stop();
  BOOST_TEST(load.failed_reads == 0U, load.failures());
  BOOST_TEST(load.failed_writes == 0U, load.failures());
  check_entries(db.on_primary(), load);
}

BOOST_AUTO_TEST_CASE(a_replica_that_hangs_is_left_out) {
  const Cluster cluster;
  const auto manager = cluster.open([](DatabaseConfig& config) { config.query_timeout = 300ms; });
  Database& db = manager->database();
  Load load{db};
  load.let_pass(20);
  cluster.tell("freeze b");
  within(10s, "it is out", [&] { return figures_of(db, cluster.host('b')).ejected; });
  const auto failed = load.failed_reads.load();
  load.let_pass(50);
  BOOST_TEST(load.failed_reads <= failed + 4, load.failures());  // those that were under way
  cluster.tell("thaw b");
  within(5s, "it is back", [&] { return figures_of(db, cluster.host('b')).read_from; });
  load.stop();
  check_entries(db.on_primary(), load);
}

BOOST_AUTO_TEST_CASE(without_the_primary_reads_go_on_and_writes_fail_fast) {
  const Cluster cluster;
  const auto manager = cluster.open();
  Database& db = manager->database();
  Load load{db};
  load.let_pass(20);
  cluster.tell("stop a");
  within(10s, "writes fail", [&] { return load.failed_writes > 3; });
  const auto failed = load.failed_reads.load(), reads = load.reads.load();
  within(10s, "reads go on", [&] { return load.reads > reads + 50; });
  BOOST_TEST(load.failed_reads == failed, load.failures());
  const auto began = std::chrono::steady_clock::now();
  BOOST_TEST(code_of([&] { Cluster::add(db, -1); }) == Errc::connection_failed);
  BOOST_TEST((std::chrono::steady_clock::now() - began < 2s));
  cluster.tell("start a");
  load.let_pass(20);
  load.stop();
  check_entries(db.on_primary(), load);
}

BOOST_AUTO_TEST_CASE(writes_follow_the_primary_to_another_host) {
  const Cluster cluster;
  const auto manager = cluster.open([&](DatabaseConfig& config) {
    config.failover_hosts = {cluster.host('b')};
    config.read_hosts = {cluster.host('c')};
  });
  Database& db = manager->database();
  Load load{db};
  load.let_pass(20);
  cluster.tell("stop a");
  cluster.tell("promote b");
  cluster.tell("follow c b");
  load.let_pass(20);
  BOOST_TEST(cluster.node_of(db.on_primary()) == 'b');
  cluster.tell("follow a b");
  load.let_pass(20);
  load.stop();
  BOOST_TEST(cluster.node_of(db.on_primary()) == 'b');
  check_entries(db.on_primary(), load);
  cluster.tell("caught_up c");
  check_entries(db, load);
}

BOOST_AUTO_TEST_CASE(a_primary_that_is_demoted_in_place_is_left) {
  const Cluster cluster;
  const auto manager = cluster.open([&](DatabaseConfig& config) {
    config.failover_hosts = {cluster.host('b')};
    config.read_hosts = {cluster.host('c')};
  });
  Database& db = manager->database();
  const zin::testing::RouteLog log{db};
  Load load{db};
  load.let_pass(20);
  cluster.tell("demote a");
  cluster.tell("promote b");
  cluster.tell("follow c b");
  load.let_pass(20);
  load.stop();
  BOOST_TEST(cluster.node_of(db.on_primary()) == 'b');
  // A write that was refused by a server that takes none has not been applied.
  for (const auto& entry : log.entries()) {
    BOOST_TEST((!entry.sql.starts_with("insert") || entry.role == Role::primary));
  }
  check_entries(db.on_primary(), load);
  db.transaction([&](Session& tx) { Cluster::add(tx, -1); });
}

BOOST_AUTO_TEST_CASE(a_restart_behind_idle_connections_costs_nothing) {
  const Cluster cluster;
  const auto manager = cluster.open();
  Database& db = manager->database();
  Cluster::add(db, 1);
  for (int time = 0; time < 4; ++time) static_cast<void>(db.select("select n from entries"));
  for (const char* const node : {"a", "b", "c"}) {
    cluster.tell(std::string{"stop "} + node);
    cluster.tell(std::string{"start "} + node);
  }
  cluster.tell("caught_up b");
  cluster.tell("caught_up c");
  // Longer than a connection is trusted unseen.
  std::this_thread::sleep_for(600ms);
  BOOST_CHECK_NO_THROW(Cluster::add(db, 2));
  cluster.tell("caught_up b");
  cluster.tell("caught_up c");
  for (int time = 0; time < 4; ++time) BOOST_TEST(Cluster::count(db) == 2);
}

BOOST_AUTO_TEST_SUITE_END()
