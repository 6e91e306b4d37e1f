// Reads that find every connection busy.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <numeric>
#include <string>

#include "running.hpp"

namespace zin::test {
namespace {

using Awaitable = asio::awaitable<void>;
using namespace asio::experimental::awaitable_operators;

/// Many reads at once on one connection: which ones gave their number, and how the others failed.
struct Reads {
  explicit Reads(Database& database) : db(database) {}

  /// `sql` has one placeholder, for the number of the read.
  Awaitable read(std::string sql, int number) {
    try {
      const std::vector<Value> values{number};
      const Rows rows = co_await db.async_select(sql, values);
      if (rows[0].get<int>(0) == number) ++right;
    } catch (const Error& error) {
      failures.push_back(error.code());
    }
  }

  Database& db;
  int right = 0;
  std::vector<Errc> failures{};
  asio::io_context context{};
};

int number_of(const QueryEvent& event) { return std::stoi(event.bindings[0].to_string()); }

const std::string good = "select cast(? as integer)";

}  // namespace

BOOST_AUTO_TEST_SUITE(async_gathering)

BOOST_AUTO_TEST_CASE(a_thousand_reads_on_one_connection_all_get_their_own_rows) {
  Fresh db{one_connection()};
  Reads reads{*db};
  for (int i = 0; i < 1000; ++i) {
    asio::co_spawn(reads.context, reads.read(good, i), asio::detached);
  }
  reads.context.run_for(60s);
  BOOST_TEST(reads.right == 1000);
  BOOST_TEST(reads.failures.size() == 0U);
  BOOST_TEST(db->stats().opened == 1U);
}

BOOST_AUTO_TEST_CASE(one_that_fails_does_not_harm_its_neighbours) {
  Fresh db{one_connection()};
  Reads reads{*db};
  for (int i = 0; i < 300; ++i) {
    const bool bad = i % 100 == 50;
    asio::co_spawn(reads.context,
                   reads.read(bad ? "select a from no_such_table where a = ?" : good, i),
                   asio::detached);
  }
  reads.context.run_for(60s);
  BOOST_TEST(reads.right == 297);
  BOOST_TEST((reads.failures == std::vector<Errc>(3, Errc::undefined_table)));
  BOOST_TEST(db->select("select 1").size() == 1U);
}

BOOST_AUTO_TEST_CASE(one_that_fails_while_it_runs_does_not_harm_its_neighbours) {
  Fresh db{one_connection()};
  Reads reads{*db};
  // Not known before it runs. SQLite and MariaDB give NULL, which is no number.
  const std::string failing = "select 1 / (cast(? as integer) - 10)";
  for (int i = 0; i < 20; ++i) {
    asio::co_spawn(reads.context, reads.read(i == 10 ? failing : good, i), asio::detached);
  }
  reads.context.run_for(60s);
  BOOST_TEST(reads.right == 19);
  BOOST_TEST(reads.failures.size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_a_select_has_stored_stays_though_its_neighbours_fail) {
  const Table table{"async_stored", "a integer"};
  Fresh db{one_connection()};
  Reads reads{*db};
  const std::string failing = "select 1 / (cast(? as integer) - 10)";
  const std::string storing = "insert into async_stored values (?) returning a";
  for (int i = 0; i < 60; ++i) {
    const bool stores = i % 4 == 1;
    const bool fails = i % 4 == 3;
    asio::co_spawn(reads.context,
                   reads.read(stores  ? storing
                              : fails ? failing
                                      : good,
                              fails ? 10 : i),
                   asio::detached);
  }
  reads.context.run_for(60s);
  BOOST_TEST(reads.right == 45);
  BOOST_TEST(reads.failures.size() == 15U);
  BOOST_TEST(table.count() == 15);
}

BOOST_AUTO_TEST_CASE(a_wrong_number_of_values_is_told_to_its_caller_alone) {
  Fresh db{one_connection()};
  Reads reads{*db};
  for (int i = 0; i < 20; ++i) {
    asio::co_spawn(reads.context, reads.read(i == 10 ? "select ?, ?" : good, i), asio::detached);
  }
  reads.context.run_for(60s);
  BOOST_TEST(reads.right == 19);
  BOOST_TEST((reads.failures == std::vector<Errc>{Errc::invalid_argument}));
}

BOOST_AUTO_TEST_CASE(a_table_that_was_changed_is_seen_as_it_is) {
  const Table table{"async_changed", "a integer"};
  shared().execute("insert into async_changed values (7)");
  Fresh db{one_connection()};
  const std::string sql = "select * from async_changed where a < cast(? as integer)";
  for (const std::size_t columns : {1U, 2U}) {
    int right = 0;
    asio::io_context context;
    for (int i = 0; i < 50; ++i) {
      asio::co_spawn(
          context,
          [&]() -> Awaitable {
            const std::vector<Value> values{9};
            const Rows rows = co_await db->async_select(sql, values);
            if (rows.size() == 1 && rows.names().size() == columns) ++right;
          },
          [](const std::exception_ptr& error) { BOOST_TEST(!error); });
    }
    context.run_for(60s);
    BOOST_TEST(right == 50);
    if (columns == 1) shared().execute("alter table async_changed add column b integer");
  }
}

BOOST_AUTO_TEST_CASE(listeners_hear_of_each_by_itself) {
  Fresh db{one_connection()};
  Reads reads{*db};
  std::vector<int> begun, ended;
  std::vector<Errc> failures;
  db->before_query([&](const QueryEvent& event) { begun.push_back(number_of(event)); });
  db->after_query([&](const QueryEvent& event) {
    ended.push_back(number_of(event));
    BOOST_TEST(event.rows == (event.error == nullptr ? 1U : 0U));
    BOOST_TEST(event.duration.count() > 0);
    if (event.error != nullptr) failures.push_back(event.error->code());
  });
  std::vector<int> all(300);
  std::iota(all.begin(), all.end(), 0);
  for (const int i : all) {
    const bool bad = i == 150;
    asio::co_spawn(reads.context,
                   reads.read(bad ? "select a from no_such_table where a = ?" : good, i),
                   asio::detached);
  }
  reads.context.run_for(60s);
  BOOST_TEST(reads.right == 299);
  std::ranges::sort(begun);
  std::ranges::sort(ended);
  BOOST_TEST(begun == all, boost::test_tools::per_element());
  BOOST_TEST(ended == all, boost::test_tools::per_element());
  BOOST_TEST((failures == std::vector<Errc>{Errc::undefined_table}));
  // They went out together nevertheless.
  if (place().config.driver == "postgres") BOOST_TEST(db->stats().acquired < 150U);
}

BOOST_AUTO_TEST_CASE(a_listener_that_throws_stops_the_one_that_it_was_told_of) {
  Fresh db{one_connection()};
  Reads reads{*db};
  db->before_query([](const QueryEvent& event) {
    if (number_of(event) == 7) throw Error(Errc::permission_denied, "not this one");
  });
  db->after_query([](const QueryEvent& event) {
    if (number_of(event) == 9) throw Error(Errc::cancelled, "nor its answer");
  });
  for (int i = 0; i < 20; ++i) asio::co_spawn(reads.context, reads.read(good, i), asio::detached);
  reads.context.run_for(60s);
  BOOST_TEST(reads.right == 18);
  std::ranges::sort(reads.failures);
  BOOST_TEST((reads.failures == std::vector<Errc>{Errc::permission_denied, Errc::cancelled}));
}

BOOST_AUTO_TEST_CASE(one_that_waits_can_be_cancelled) {
  Fresh db{one_connection()};
  run_all([&]() -> Awaitable {
    const auto hold = [&](Session& tx) -> Awaitable {
      co_await tx.async_select("select 1");
      asio::steady_timer timer{co_await asio::this_coro::executor, 50ms};
      const auto first =
          co_await (db->async_select("select 2") || timer.async_wait(asio::use_awaitable));
      BOOST_TEST(first.index() == 1U);
    };
    co_await db->async_transaction(hold);
    const Rows rows = co_await db->async_select("select 3");
    BOOST_TEST(rows[0].get<int>(0) == 3);
  });
  BOOST_TEST(db->stats().active == 0U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zin::test
