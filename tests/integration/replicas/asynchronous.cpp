// Asynchronous reads on replicas: shared round trips, and what becomes of them when a server dies.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <string>

#include "../async/running.hpp"
#include "cluster.hpp"

namespace zin::test {
namespace {

// On one connection to each server, so that reads wait for each other.
std::unique_ptr<Manager> narrow(const Cluster& cluster) {
  return cluster.open([](DatabaseConfig& config) { config.pool.max = 1; });
}

struct Asked {
  int right = 0;
  std::string failures{};
};

asio::awaitable<void> ask(Database& db, std::int64_t n, Asked& asked) {
  try {
    const std::vector<Value> values{n};
    const Rows rows = co_await db.async_select("select n + ? from entries", values);
    if (rows.size() == 1 && rows[0].get<std::int64_t>(0) == n + 1) ++asked.right;
  } catch (const Error& error) {
    asked.failures += std::string{error.what()} + '\n';
  }
}

void ask_all(asio::io_context& context, Database& db, int count, Asked& asked) {
  for (int n = 0; n < count; ++n) asio::co_spawn(context, ask(db, n, asked), asio::detached);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(asynchronous_replicas)

BOOST_AUTO_TEST_CASE(many_reads_at_once_are_spread_over_the_replicas) {
  const Cluster cluster;
  const auto manager = narrow(cluster);
  Database& db = manager->database();
  Cluster::add(db, 1);
  cluster.tell("caught_up b");
  cluster.tell("caught_up c");
  asio::io_context context;
  Asked asked;
  ask_all(context, db, 600, asked);
  context.run_for(60s);
  BOOST_TEST(asked.right == 600, asked.failures);
  // One for the write; what is shared takes one place in the line for many reads.
  BOOST_TEST(figures_of(db, cluster.host('a')).pool.acquired == 1U);
  BOOST_TEST(figures_of(db, cluster.host('b')).pool.acquired > 0U);
  BOOST_TEST(figures_of(db, cluster.host('c')).pool.acquired > 0U);
}

BOOST_AUTO_TEST_CASE(reads_that_were_with_a_replica_that_dies_run_elsewhere) {
  const Cluster cluster;
  const auto manager = narrow(cluster);
  Database& db = manager->database();
  Cluster::add(db, 1);
  cluster.tell("caught_up b");
  cluster.tell("caught_up c");
  asio::io_context context;
  Asked asked;
  ask_all(context, db, 100, asked);
  context.run_for(60s);
  BOOST_TEST(asked.right == 100, asked.failures);
  cluster.tell("kill b");
  context.restart();
  // The pool still has its connection to b.
  ask_all(context, db, 600, asked);
  context.run_for(60s);
  BOOST_TEST(asked.right == 700, asked.failures);
  BOOST_TEST(figures_of(db, cluster.host('b')).ejected);
}

BOOST_AUTO_TEST_CASE(behind_a_write_an_event_loop_reads_from_the_primary_for_a_while) {
  const Cluster cluster;
  const auto manager =
      cluster.open([](DatabaseConfig& config) { config.read.sticky = std::chrono::hours{1}; });
  Database& db = manager->database();
  cluster.tell("pause b");
  cluster.tell("pause c");
  std::int64_t before = -1, after = -1;
  run_all([&]() -> asio::awaitable<void> {
    const std::string count = "select count(*) from entries";
    auto reading = db.async_select(count);
    before = (co_await std::move(reading)).front().get<std::int64_t>(0);
    auto writing = db.async_execute("insert into entries (n) values (1)");
    co_await std::move(writing);
    auto again = db.async_select(count);
    after = (co_await std::move(again)).front().get<std::int64_t>(0);
  });
  BOOST_TEST(before == 0);
  BOOST_TEST(after == 1);
  BOOST_TEST(Cluster::count(db) == 0);  // another flow of control
}

BOOST_AUTO_TEST_CASE(a_token_is_waited_for_without_keeping_the_thread) {
  const Cluster cluster;
  const auto manager = cluster.open();
  Database& db = manager->database();
  cluster.tell("pause b");
  cluster.tell("pause c");
  std::int64_t seen = -1;
  int meanwhile = 0;
  run_all(
      [&]() -> asio::awaitable<void> {
        Cluster::add(db, 1);
        auto telling = db.async_write_token();
        const WriteToken token = co_await std::move(telling);
        auto later = db.with_token(token, 500ms);
        auto reading = later.async_select("select count(*) from entries");
        seen = (co_await std::move(reading)).front().get<std::int64_t>(0);
      },
      [&]() -> asio::awaitable<void> {
        while (seen < 0) {
          auto statement = db.on_primary().async_select("select 1");
          co_await std::move(statement);
          ++meanwhile;
        }
      });
  BOOST_TEST(seen == 1);
  BOOST_TEST(meanwhile > 10);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zin::test
