// Connections: the way to the server, who may log in, the pool, and the end.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <string>
#include <thread>
#include <vector>

#include "eventually.hpp"
#include "place.hpp"
#include "printing.hpp"
#include "thrown.hpp"

using namespace zin;
using namespace zin::test;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(connections)

BOOST_AUTO_TEST_CASE(the_way_to_the_server_is_the_one_that_was_asked_for) {
  BOOST_TEST(shared().select_one(differences().way)->get<std::string>(0) == place().way);
  BOOST_TEST(shared().driver().name == place().config.driver);
  shared().ping();
}

BOOST_AUTO_TEST_CASE(a_wrong_password_is_refused_and_not_shown,
                     *boost::unit_test::precondition(HasServer{})) {
  DatabaseConfig config = place().config;
  config.password = "not-the-secret";
  Fresh db{config};
  const Error error = thrown_by([&] { return db->select("select 1"); });
  BOOST_TEST(error.code() == Errc::authentication_failed);
  BOOST_TEST(!says(error, "not-the-secret"));
  BOOST_TEST(!error.retryable());
}

BOOST_AUTO_TEST_CASE(a_certificate_that_nobody_vouches_for_is_refused,
                     *boost::unit_test::precondition(HasCertificate{})) {
  DatabaseConfig config = place().config;
  config.ssl_ca = "";  // the system's authorities do not know the test's
  Fresh db{config};
  BOOST_TEST(code_of([&] { return db->select("select 1"); }) == Errc::connection_failed);
}

BOOST_AUTO_TEST_CASE(a_database_that_is_not_there_is_told) {
  DatabaseConfig config = place().config;
  config.database = differences().missing_database;
  Fresh db{config};
  BOOST_TEST(code_of([&] { return db->select("select 1"); }) == differences().no_such_database);
}

BOOST_AUTO_TEST_CASE(two_connections_of_a_pool_see_what_each_other_has_committed) {
  const Table table("kept", "n integer");
  Fresh db;
  RowStream held = db->stream("select 1 union all select 2");
  BOOST_REQUIRE(held.next() != nullptr);
  for (int n = 1; n <= 5; ++n) {
    db->execute("insert into kept values (?)", {n});
    BOOST_TEST(db->stats().active == 1U);
    held.close();
    RowStream other = db->stream("select n from kept order by n");
    int seen = 0;
    BOOST_TEST(db->select_one("select count(*) from kept")->get<int>(0) == n);
    while (other.next() != nullptr) ++seen;
    BOOST_TEST(seen == n);
    held = db->stream("select 1 union all select 2");
  }
  BOOST_TEST(db->stats().opened == 2U);
}

BOOST_AUTO_TEST_CASE(threads_write_at_the_same_time_and_nothing_is_lost) {
  const Table table("kept", "n integer primary key, thread integer");
  constexpr int threads = 4, each = 25;
  std::vector<std::string> failures(threads);
  std::vector<std::thread> crowd;
  for (int thread = 0; thread < threads; ++thread) {
    crowd.emplace_back([&failures, thread] {
      try {
        for (int n = 0; n < each; ++n) {
          shared().transaction([&](Session& tx) {
            tx.execute("insert into kept values (?, ?)", {thread * each + n, thread});
          });
        }
      } catch (const Error& error) {
        failures[static_cast<std::size_t>(thread)] = error.what();
      }
    });
  }
  for (std::thread& thread : crowd) thread.join();
  for (const std::string& failure : failures) BOOST_TEST(failure == "");
  BOOST_TEST(table.count() == threads * each);
  BOOST_TEST(shared().stats().active == 0U);
}

BOOST_AUTO_TEST_CASE(a_pool_lends_no_more_than_its_limit_and_says_who_holds_them) {
  DatabaseConfig config = place().config;
  config.pool.max = 1;
  config.pool.connection_timeout = 1s;  // opening one counts, too
  Fresh db{config};
  RowStream held = db->stream("select 1 union all select 2");
  const auto line = std::to_string(__LINE__ - 1);
  BOOST_REQUIRE(held.next() != nullptr);
  const Error error = thrown_by([&] { return db->select("select 1"); });
  BOOST_TEST(error.code() == Errc::pool_timeout);
  BOOST_TEST(says(error, "connections.cpp:" + line));
  BOOST_TEST(says(error, "of at most 1, 1 are lent"));
  BOOST_TEST(db->stats().timeouts == 1U);
  held.close();
  BOOST_TEST(db->select_one("select 1")->get<int>(0) == 1);
  BOOST_TEST(db->stats().opened == 1U);
}

BOOST_AUTO_TEST_CASE(a_caller_in_line_gets_the_connection_that_comes_back) {
  DatabaseConfig config = place().config;
  config.pool.max = 1;
  Fresh db{config};
  RowStream held = db->stream("select 1 union all select 2");
  int seen = 0;
  std::thread waiter([&] { seen = db->select_one("select 7")->get<int>(0); });
  eventually("somebody waits", [&] { return db->stats().waiting == 1U; });
  held.close();
  waiter.join();
  BOOST_TEST(seen == 7);
}

BOOST_AUTO_TEST_CASE(connections_are_replaced_when_they_are_evicted) {
  Fresh db;
  db->ping();
  db->evict();
  db->ping();
  BOOST_TEST(db->stats().opened == 2U);
  BOOST_TEST(db->stats().idle == 1U);
}

BOOST_AUTO_TEST_CASE(a_closed_database_answers_that_it_is) {
  Fresh db;
  BOOST_TEST(db->select_one("select 1")->get<int>(0) == 1);
  db->close();
  db->close();
  BOOST_TEST(code_of([&] { return db->select("select 1"); }) == Errc::closed);
  BOOST_TEST(code_of([&] { return db->execute("select 1"); }) == Errc::closed);
  BOOST_TEST(code_of([&] { return db->stream("select 1"); }) == Errc::closed);
  BOOST_TEST(code_of([&] { db->transaction([](Session&) {}); }) == Errc::closed);
  BOOST_TEST(code_of([&] { db->ping(); }) == Errc::closed);
  BOOST_TEST(db->stats().idle == 0U);
}

BOOST_AUTO_TEST_CASE(a_stream_that_was_open_when_its_database_closed_is_read_to_its_end) {
  Fresh db;
  RowStream stream = db->stream("select 1 union all select 2 union all select 3");
  BOOST_REQUIRE(stream.next() != nullptr);
  db->close();
  int rows = 1;
  while (stream.next() != nullptr) ++rows;
  BOOST_TEST(rows == 3);
  stream.close();
  BOOST_TEST(db->drain(5s));
}

BOOST_AUTO_TEST_SUITE_END()
