// Named connections of an application, on real SQLite files through the library as hosts link it.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "printing.hpp"
#include "thrown.hpp"
#include "zin/zin.hpp"

using zin::Database;
using zin::DatabaseConfig;
using zin::Errc;
using zin::Error;
using zin::Manager;
using zin::Settings;
using zin::test::code_of;
using zin::test::says;
using zin::test::thrown_by;

namespace {

const DatabaseConfig in_memory{.driver = "sqlite", .database = ":memory:"};

Settings two_connections() {
  Settings settings;
  settings.default_connection = "shop";
  settings.databases.emplace("shop", in_memory);
  settings.databases.emplace("reports", in_memory);
  return settings;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(manager)

BOOST_AUTO_TEST_CASE(a_name_is_one_database_and_the_default_may_be_another_name_for_it) {
  Manager manager{two_connections()};
  Database& shop = manager.database("shop");
  BOOST_TEST(&manager.database() == &shop);
  BOOST_TEST(&manager.database("shop") == &shop);
  BOOST_TEST(&manager.database("reports") != &shop);
  BOOST_TEST(shop.name() == "shop");
  BOOST_TEST(manager.names() == (std::vector<std::string>{"reports", "shop"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(databases_of_one_manager_are_separate) {
  Manager manager{two_connections()};
  manager.database("shop").execute("create table t (a)");
  BOOST_TEST(code_of([&] { return manager.database("reports").select("select * from t"); }) ==
             Errc::undefined_table);
  BOOST_TEST(manager.database("shop").select("select * from t").empty());
}

BOOST_AUTO_TEST_CASE(an_unknown_connection_lists_the_known_ones) {
  Manager manager{two_connections()};
  const Error error = thrown_by([&]() -> Database& { return manager.database("nope"); });
  BOOST_TEST(error.code() == Errc::unknown_connection);
  BOOST_TEST(says(error, "there is no connection \"nope\"; known are: reports, shop"));
}

BOOST_AUTO_TEST_CASE(the_same_configuration_again_is_the_same_database_and_another_is_refused) {
  Manager manager{two_connections()};
  Database& first = manager.use_database(in_memory, "cache");
  BOOST_TEST(&manager.use_database(in_memory, "cache") == &first);
  DatabaseConfig other = in_memory;
  other.statement_cache = 1;
  BOOST_TEST(code_of([&]() -> Database& { return manager.use_database(other, "cache"); }) ==
             Errc::already_registered);
  BOOST_TEST(&manager.database("cache") == &first);
}

BOOST_AUTO_TEST_CASE(a_driver_that_is_not_there_leaves_the_name_free) {
  Manager manager{two_connections()};
  BOOST_TEST(code_of([&]() -> Database& {
               return manager.use_database({.driver = "oracel"}, "x");
             }) == Errc::unknown_driver);
  BOOST_TEST(manager.use_database(in_memory, "x").name() == "x");
}

BOOST_AUTO_TEST_CASE(the_plugin_that_serves_it_is_told) {
  Manager manager{two_connections()};
  const zin::DriverInfo driver = manager.database().driver();
  BOOST_TEST(driver.name == "sqlite");
  BOOST_TEST(driver.file.filename() == "zin-sqlite.so");
  BOOST_TEST(!driver.version.empty());
}

BOOST_AUTO_TEST_CASE(settings_that_cannot_be_read_are_read_again) {
  int reads = 0;
  Manager manager{[&] {
    if (++reads == 1) throw Error{Errc::invalid_config, "not yet"};
    return two_connections();
  }};
  BOOST_TEST(code_of([&]() -> Database& { return manager.database(); }) == Errc::invalid_config);
  BOOST_TEST(manager.database().name() == "shop");
  BOOST_TEST(reads == 2);
}

BOOST_AUTO_TEST_CASE(closed_databases_answer_that_they_are) {
  Manager manager{two_connections()};
  Database& shop = manager.database();
  shop.execute("create table t (a)");
  manager.close();
  BOOST_TEST(code_of([&] { return shop.select("select 1"); }) == Errc::closed);
}

BOOST_AUTO_TEST_CASE(memory_is_one_connection_whatever_the_pool_may_have) {
  Manager manager{Settings{}};
  DatabaseConfig config = in_memory;
  config.pool.max = 5;
  Database& memory = manager.use_database(config, "memory");
  memory.execute("create table t (a)");
  for (int at = 0; at < 20; ++at) memory.execute("insert into t values (?)", {at});
  BOOST_TEST(memory.stats().opened == 1U);
  BOOST_TEST(memory.select_one("select count(*) from t")->get<int>(0) == 20);
}

BOOST_AUTO_TEST_SUITE_END()
