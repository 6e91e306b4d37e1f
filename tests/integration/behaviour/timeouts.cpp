// Deadlines: they end what runs on the server, and the connection lives on.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <optional>
#include <string>

#include "place.hpp"
#include "printing.hpp"
#include "thrown.hpp"

using namespace zin;
using namespace zin::test;
using namespace std::chrono_literals;

namespace {

DatabaseConfig impatient() {
  DatabaseConfig config = place().config;
  config.query_timeout = 200ms;
  config.pool.max = 1;
  return config;
}

// Far less than what the statement would take, far more than a busy machine needs.
void check_prompt(std::chrono::steady_clock::time_point began) {
  BOOST_TEST(((std::chrono::steady_clock::now() - began) < 20s));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(timeouts)

BOOST_AUTO_TEST_CASE(a_read_that_takes_too_long_ends_and_its_connection_is_used_again) {
  Fresh db{impatient()};
  db->ping();
  const auto began = std::chrono::steady_clock::now();
  const Error error = thrown_by([&] { return db->select(differences().slow_read); });
  check_prompt(began);
  BOOST_TEST(error.code() == Errc::timeout);
  BOOST_TEST(!error.may_be_applied());
  BOOST_TEST(server_stops(differences().slow_read));
  BOOST_TEST(db->select_one("select 5")->get<int>(0) == 5);
  BOOST_TEST(db->stats().active == 0U);
}

BOOST_AUTO_TEST_CASE(a_statement_that_the_server_calls_done_when_it_is_ended_has_timed_out) {
  // A sleep of a MariaDB that is ended gives 1 and goes on.
  const bool mariadb = place().name.starts_with("mariadb");
  if (!mariadb) return;
  const Table table("slow", "n bigint");
  shared().execute("insert into slow values (5)");
  Fresh db{impatient()};
  db->ping();
  for (const std::string_view sql :
       {"do sleep(60)", "select sleep(60)", "update slow set n = n + sleep(60)",
        "insert into slow values (sleep(60))", "set @left = sleep(60)"}) {
    BOOST_TEST_CONTEXT(sql) {
      const auto began = std::chrono::steady_clock::now();
      const Error error = thrown_by([&] { return db->execute(sql); });
      check_prompt(began);
      BOOST_TEST(error.code() == Errc::timeout);
      BOOST_TEST(server_stops(sql));
      BOOST_TEST(db->select_one("select 5")->get<int>(0) == 5);
    }
  }
  // What had been stored by then is told as perhaps stored.
  const Error error =
      thrown_by([&] { return db->execute("insert into slow values (10 + sleep(60))"); });
  BOOST_TEST((error.may_be_applied() || table.count() == 1));
}

BOOST_AUTO_TEST_CASE(a_write_that_takes_too_long_stores_nothing) {
  const Table table("slow", "n bigint");
  Fresh db{impatient()};
  db->ping();
  const Error error = thrown_by([&] { return db->execute(differences().slow_write); });
  BOOST_TEST(error.code() == Errc::timeout);
  BOOST_TEST(server_stops(differences().slow_write));
  BOOST_TEST(table.count() == 0);
  BOOST_TEST(db->execute("insert into slow values (1)").affected == 1U);
}

BOOST_AUTO_TEST_CASE(a_stream_that_takes_too_long_ends) {
  Fresh db{impatient()};
  const Error error = thrown_by([&] {
    RowStream stream = db->stream(differences().slow_read);
    while (stream.next() != nullptr) continue;
  });
  BOOST_TEST(error.code() == Errc::timeout);
  BOOST_TEST(server_stops(differences().slow_read));
  BOOST_TEST(db->select_one("select 5")->get<int>(0) == 5);
}

BOOST_AUTO_TEST_CASE(the_deadline_of_a_transaction_ends_its_statements_and_rolls_back) {
  const Table table("slow", "n bigint");
  const Error error = thrown_by([] {
    shared().transaction(
        [](Session& tx) {
          tx.execute("insert into slow values (1)");
          static_cast<void>(tx.select(differences().slow_read));
        },
        {.deadline = Deadline{300ms}});
  });
  BOOST_TEST(error.code() == Errc::timeout);
  BOOST_TEST(server_stops(differences().slow_read));
  BOOST_TEST(table.count() == 0);
  BOOST_TEST(shared().stats().active == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
