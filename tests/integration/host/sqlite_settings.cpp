// What settings do to a SQLite database, and what a database in memory keeps.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "printing.hpp"
#include "scratch.hpp"
#include "thrown.hpp"
#include "zin/zin.hpp"

using namespace std::chrono_literals;
using zin::Database;
using zin::DatabaseConfig;
using zin::Errc;
using zin::Error;
using zin::Manager;
using zin::test::code_of;
using zin::test::says;
using zin::test::Scratch;
using zin::test::thrown_by;

namespace {

const DatabaseConfig of_memory{.driver = "sqlite", .database = ":memory:"};

template <class T>
T only(Database& db, std::string_view sql) {
  return db.select(sql).front().get<T>(0);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sqlite_settings)

BOOST_AUTO_TEST_CASE(wal_foreign_keys_and_a_wait_are_on_unless_they_are_set) {
  const Scratch scratch;
  DatabaseConfig config{.driver = "sqlite", .database = scratch.file("a")};
  Manager manager;
  Database& by_default = manager.use_database(config, "a");
  BOOST_TEST(only<std::string>(by_default, "pragma journal_mode") == "wal");
  BOOST_TEST(only<int>(by_default, "pragma foreign_keys") == 1);
  config.database = scratch.file("b");
  config.journal_mode = "truncate";
  config.foreign_keys = false;
  Database& set = manager.use_database(config, "b");
  BOOST_TEST(only<std::string>(set, "pragma journal_mode") == "truncate");
  BOOST_TEST(only<int>(set, "pragma foreign_keys") == 0);
}

BOOST_AUTO_TEST_CASE(the_wait_for_a_lock_is_the_one_that_is_set) {
  const Scratch scratch;
  DatabaseConfig config{.driver = "sqlite", .database = scratch.file("db")};
  config.busy_timeout = 0ms;
  config.retries = 1;
  Manager one, other;
  Database& holder = one.use_database(config);
  Database& waiter = other.use_database(config);
  holder.execute("create table t (a)");
  holder.transaction([&](zin::Session& tx) {
    tx.execute("insert into t values (1)");
    const auto began = std::chrono::steady_clock::now();
    BOOST_TEST(code_of([&] { return waiter.execute("insert into t values (2)"); }) == Errc::busy);
    // The default would have waited for five seconds.
    BOOST_TEST((std::chrono::steady_clock::now() - began < 4s));
  });
}

BOOST_AUTO_TEST_CASE(evicting_does_not_lose_a_database_of_memory) {
  Manager manager;
  Database& db = manager.use_database(of_memory);
  db.execute("create table t (a)");
  db.execute("insert into t values (7)");
  db.evict();
  BOOST_TEST(only<int>(db, "select a from t") == 7);
  {
    zin::RowStream stream = db.stream("select a from t");
    db.evict();  // while it is lent
  }
  BOOST_TEST(only<int>(db, "select a from t") == 7);
}

BOOST_AUTO_TEST_CASE(listeners_are_told_before_and_after_a_statement) {
  Manager manager;
  Database& db = manager.use_database(of_memory);
  std::vector<std::string> told;
  db.before_query([&](const zin::QueryEvent& event) {
    told.push_back("before " + std::string{event.sql});
    BOOST_TEST(event.duration.count() == 0);
  });
  db.after_query([&](const zin::QueryEvent& event) {
    told.push_back("after " + std::string{event.sql});
    BOOST_TEST(event.duration.count() > 0);
  });
  static_cast<void>(db.select("select 1"));
  BOOST_TEST(told == (std::vector<std::string>{"before select 1", "after select 1"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(credentials_and_tls_that_sqlite_cannot_give_are_refused) {
  const Scratch scratch;
  const auto refused = [&](auto change) {
    DatabaseConfig config{.driver = "sqlite", .database = scratch.file("db")};
    change(config);
    Manager manager;
    Database& db = manager.use_database(config);
    const Error error = thrown_by([&] { return db.select("select 1"); });
    BOOST_TEST(error.code() == Errc::invalid_config);
    BOOST_TEST(says(error, "the driver sqlite has no option"), error.what());
    BOOST_TEST(!says(error, "hunter2"));
    return error;
  };
  BOOST_TEST(says(refused([](auto& c) { c.ssl = "verify-full"; }), "DB_SSL"));
  BOOST_TEST(says(refused([](auto& c) { c.password = "hunter2"; }), "DB_PASSWORD"));
  BOOST_TEST(says(refused([](auto& c) { c.username = "app"; }), "DB_USERNAME"));
  BOOST_TEST(!std::filesystem::exists(scratch.file("db")));
  DatabaseConfig config{.driver = "sqlite", .host = "left.over", .database = scratch.file("db")};
  config.ssl = "prefer";
  Manager manager;
  BOOST_TEST(only<int>(manager.use_database(config), "select 1") == 1);
}

BOOST_AUTO_TEST_CASE(a_number_that_a_json_column_could_not_keep_is_not_told_as_exact) {
  Manager manager;
  Database& db = manager.use_database(of_memory);
  db.execute("create table t (j json)");
  db.execute("insert into t values ('12345678901234567890'), ('1.5'), ('[12345678901234567890]')");
  const zin::Rows rows = db.select("select j from t order by rowid");
  BOOST_TEST(code_of([&] { return rows[0].get<zin::Json>("j"); }) == Errc::precision_lost);
  BOOST_TEST(!rows[0].value("j").is_null());
  BOOST_TEST(rows[1].get<zin::Json>("j").as_double() == 1.5);
  BOOST_TEST(rows[2].get<zin::Json>("j").at(0).as_uint64() == 12345678901234567890ULL);
}

BOOST_AUTO_TEST_SUITE_END()
