// A server that ends, and comes back: nothing hangs, nothing is told wrongly, the pool heals.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "eventually.hpp"
#include "place.hpp"
#include "printing.hpp"
#include "server_control.hpp"
#include "thrown.hpp"

using namespace zin;
using namespace zin::test;
using namespace std::chrono_literals;

namespace {

DatabaseConfig of(std::uint32_t connections) {
  DatabaseConfig config = place().config;
  config.pool.max = connections;
  return config;
}

ServerControl server() { return ServerControl{on_postgres() ? "postgres" : "mariadb"}; }

void stop_server() { server().tell("stop"); }
void resume_server() { server().tell("resume"); }
void restart_server() {
  stop_server();
  resume_server();
}

/// What a call comes to when the server is restarted once it runs `sql`.
std::optional<Error> interrupted(std::string_view sql, const std::function<void()>& call) {
  // A connection of its own: those of shared() are to be of no account.
  std::optional<Error> outcome;
  std::thread caller([&] {
    try {
      call();
    } catch (const Error& error) {
      outcome = error;
    }
  });
  {
    Fresh observer{of(1)};
    eventually("it runs", [&] {
      return observer->select_one(differences().running, {sql})->get<int>(0) == 1;
    });
  }
  restart_server();
  caller.join();
  return outcome;
}

/// The connections of shared() die with the server, too.
void renew_shared() { shared().evict(); }

}  // namespace

BOOST_AUTO_TEST_SUITE(restarts, *boost::unit_test::precondition(HasServer{}))

BOOST_AUTO_TEST_CASE(idle_connections_of_a_server_that_was_restarted_are_replaced) {
  Fresh db{of(3)};
  {
    std::vector<RowStream> held;
    for (int n = 0; n < 3; ++n) {
      held.push_back(db->stream("select 1 union all select 2"));
      BOOST_REQUIRE(held.back().next() != nullptr);
    }
  }
  BOOST_REQUIRE(db->stats().idle == 3U);
  restart_server();
  // One that was used a moment ago may be lent without a look at it.
  int lost = 0;
  for (int good = 0; good < 5;) {
    const auto outcome = attempt([&] { return db->select_one("select 5")->get<int>(0); });
    if (outcome.has_value()) {
      BOOST_TEST(outcome.value() == 5);
      ++good;
      continue;
    }
    BOOST_TEST(outcome.error().code() == Errc::connection_lost);
    BOOST_TEST(!outcome.error().may_be_applied());
    BOOST_REQUIRE(++lost <= 3);
  }
  BOOST_TEST(db->stats().active == 0U);
  renew_shared();
}

BOOST_AUTO_TEST_CASE(a_write_on_a_connection_that_died_idle_is_stored_once_or_told) {
  const Table table("kept", "n integer primary key");
  Fresh db{of(1)};
  db->execute("insert into kept values (?)", {1});
  restart_server();
  renew_shared();
  const auto outcome = attempt([&] { db->execute("insert into kept values (?)", {2}); });
  if (!outcome.has_value()) {
    BOOST_TEST(outcome.error().code() == Errc::connection_lost);
    if (!outcome.error().may_be_applied()) BOOST_TEST(table.count() == 1);
    BOOST_TEST(outcome.error().retryable() == !outcome.error().may_be_applied());
  } else {
    BOOST_TEST(table.count() == 2);
  }
  db->execute("insert into kept values (?)", {3});
  BOOST_TEST(db->select("select n from kept where n = 3").size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_read_that_is_cut_off_is_a_lost_connection_and_changed_nothing) {
  Fresh db{of(1)};
  const auto error = interrupted(differences().slow_read,
                                 [&] { static_cast<void>(db->select(differences().slow_read)); });
  BOOST_REQUIRE(error.has_value());
  BOOST_TEST(error->code() == Errc::connection_lost, error->what());
  BOOST_TEST(!error->may_be_applied());
  BOOST_TEST(db->select_one("select 5")->get<int>(0) == 5);
  renew_shared();
}

BOOST_AUTO_TEST_CASE(a_write_that_is_cut_off_may_be_applied_and_is_not_run_again) {
  const Table table("slow", "n bigint");
  Fresh db{of(1)};
  const auto error =
      interrupted(differences().slow_write, [&] { db->execute(differences().slow_write); });
  renew_shared();
  BOOST_REQUIRE(error.has_value());
  BOOST_TEST(error->code() == Errc::connection_lost, error->what());
  BOOST_TEST(error->may_be_applied());
  BOOST_TEST(!error->retryable());
  BOOST_TEST(table.count() == 0);
  BOOST_TEST(db->execute("insert into slow values (1)").affected == 1U);
}

BOOST_AUTO_TEST_CASE(a_transaction_that_is_cut_off_is_undone) {
  const Table table("kept", "n integer primary key");
  Fresh db{of(1)};
  int runs = 0;
  const auto add = [&](Session& tx) {
    tx.execute("insert into kept values (?)", {++runs});
    if (runs == 1) restart_server();
    tx.execute("insert into kept values (?)", {runs + 10});
  };
  const Error error = thrown_by([&] { db->transaction(add, {.attempts = 1}); });
  renew_shared();
  BOOST_TEST(error.code() == Errc::connection_lost, error.what());
  BOOST_TEST(!error.may_be_applied());
  BOOST_TEST(error.retryable());
  BOOST_TEST(runs == 1);
  BOOST_TEST(table.count() == 0);
  db->transaction(add);
  const Rows rows = shared().select("select n from kept order by n");
  BOOST_REQUIRE(rows.size() == 2U);
  BOOST_TEST(rows[0].get<int>(0) == 2);
  BOOST_TEST(rows[1].get<int>(0) == 12);
}

BOOST_AUTO_TEST_CASE(a_transaction_that_is_cut_off_before_its_commit_is_run_again) {
  const Table table("kept", "n integer primary key");
  Fresh db{of(1)};
  int runs = 0;
  db->transaction([&](Session& tx) {
    tx.execute("insert into kept values (?)", {++runs});
    if (runs == 1) restart_server();
    tx.execute("insert into kept values (?)", {runs + 10});
  });
  renew_shared();
  BOOST_TEST(runs == 2);
  BOOST_TEST(table.count() == 2);
}

BOOST_AUTO_TEST_CASE(a_stream_that_is_cut_off_ends_with_a_lost_connection) {
  const Table table("many_rows", "n integer primary key, v varchar(1000)");
  std::vector<std::vector<Value>> rows;
  for (int n = 0; n < 20'000; ++n) rows.push_back({n, std::string(900, 'x')});
  shared().insert_many("many_rows", {"n", "v"}, rows);
  Fresh db{of(1)};
  const Error error = thrown_by([&] {
    RowStream stream = db->stream("select v from many_rows");
    BOOST_REQUIRE(stream.next() != nullptr);
    restart_server();
    while (stream.next() != nullptr) continue;
  });
  renew_shared();
  BOOST_TEST(error.code() == Errc::connection_lost, error.what());
  BOOST_TEST(!error.may_be_applied());
  BOOST_TEST(db->select_one("select count(*) from many_rows")->get<int>(0) == 20'000);
}

BOOST_AUTO_TEST_CASE(a_server_that_is_down_is_told_and_used_again_when_it_is_back) {
  Fresh db{of(2)};
  db->ping();
  stop_server();
  std::optional<Errc> first, second;
  try {
    first = code_of([&] { return db->select("select 1"); });
    second = code_of([&] { return db->select("select 1"); });
  } catch (...) {
    resume_server();
    throw;
  }
  resume_server();
  renew_shared();
  BOOST_TEST((first == Errc::connection_lost || first == Errc::connection_failed));
  BOOST_TEST((second == Errc::connection_failed));
  BOOST_TEST(db->select_one("select 5")->get<int>(0) == 5);
  const PoolStats stats = db->stats();
  BOOST_TEST(stats.active == 0U);
  BOOST_TEST(stats.opening == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
