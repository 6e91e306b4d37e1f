// Mistakes are told before a connection is made, also on a database that never had one.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <cstdlib>
#include <string_view>

#include "printing.hpp"
#include "thrown.hpp"
#include "zin/zin.hpp"

namespace {

using zin::test::code_of;

// Nothing can connect to it: its folder does not exist.
struct Unreachable {
  zin::Manager manager;
  zin::Database& db = manager.use_database(
      {.driver = "sqlite", .database = "/nonexistent/folder/of/zin/file.sqlite"});
  template <class Fn>
  void refused(Fn fn) {
    BOOST_TEST(code_of(fn) == zin::Errc::invalid_argument);
  }
};

BOOST_FIXTURE_TEST_SUITE(query_before_io, Unreachable)

BOOST_AUTO_TEST_CASE(it_cannot_be_connected_to) {
  BOOST_TEST(code_of([&] { return db.table("users").get(); }) == zin::Errc::connection_failed);
}

BOOST_AUTO_TEST_CASE(reads_that_cannot_be_are_refused_without_a_connection) {
  refused([&] { return db.table("").get(); });
  refused([&] { return db.table("a..b").first(); });
  refused([&] { return db.table("t").where("", 1).count(); });
  refused([&] { return db.table("t").select("").exists(); });
  refused([&] { return db.table("t").where("x", "bogus", 1).get(); });
  refused([&] { return db.table("t").limit(-1).get(); });
  refused([&] { return db.table("").lazy(); });
  refused([&] { return db.table("").explain(); });
  refused([&] { return db.table("").paginate(); });
  refused([&] { return db.table("").order_by("id").cursor_paginate(); });
  refused([&] { return db.table("t").where_raw("a = ?").get(); });
  refused([&] { return db.table("").on(db.outside_transaction()).get(); });
}

BOOST_AUTO_TEST_CASE(writes_that_cannot_be_are_refused_without_a_connection) {
  refused([&] { return db.table("t").update({{"a", 1}}); });
  refused([&] { return db.table("t").delete_(); });
  refused([&] { return db.table("").insert({{"a", 1}}); });
  refused([&] { return db.table("t").insert({{"", 1}}); });
  refused([&] { return db.table("t").where("", 1).update({{"a", 1}}); });
  refused([&] { return db.table("t").where("", 1).delete_(); });
  refused([&] { return db.table("").insert_get_id({{"a", 1}}); });
  refused([&] { return db.table("").insert_defaults(); });
  refused([&] { return db.table("t").insert_using({""}, zin::table("u")); });
  refused([&] { return db.table("").upsert({{"a", 1}}, "a"); });
  refused([&] {
    db.table("").truncate();
    return 0;
  });
}

BOOST_AUTO_TEST_CASE(what_the_dialect_cannot_say_is_refused_without_a_connection) {
  BOOST_TEST(code_of([&] { return db.table("t").where("a", "@>", 1).get(); }) ==
             zin::Errc::unsupported);
  BOOST_TEST(code_of([&] { return db.table("t").where_full_text("a", "x").get(); }) ==
             zin::Errc::unsupported);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(golden_on_server)

// Nothing listens on that port; whether it would be a MySQL or a MariaDB only a server could tell.
BOOST_AUTO_TEST_CASE(mistakes_are_told_without_a_server) {
  const char* const dialect = std::getenv("ZIN_TEST_DIALECT");
  BOOST_REQUIRE(dialect != nullptr);
  zin::Manager manager;
  zin::DatabaseConfig config;
  config.driver = std::string_view{dialect} == "postgres" ? "postgres" : "mysql";
  config.host = "127.0.0.1";
  config.port = 1;
  config.database = config.username = "zin";
  config.pool.connection_timeout = std::chrono::milliseconds{500};
  zin::Database& db = manager.use_database(std::move(config));
  const auto refused = [&](auto fn) { BOOST_TEST(code_of(fn) == zin::Errc::invalid_argument); };
  refused([&] { return db.table("").get(); });
  refused([&] { return db.table("t").where("x", "bogus", 1).get(); });
  refused([&] { return db.table("t").update({{"a", 1}}); });
  refused([&] { return db.table("t").limit(-1).get(); });
  refused([&] { return db.table("t").insert({{"", 1}}); });
  BOOST_TEST(code_of([&] { return db.table("t").get(); }) != zin::Errc::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
