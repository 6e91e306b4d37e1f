// D1 itself: how it binds what the REST API is sent, and that a batch is all or nothing.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <limits>
#include <string>

#include "zin/zin.hpp"

namespace {

zin::Database& database() {
  static zin::Database& made = zin::use_database({.driver = "d1"}, "live");
  return made;
}

struct Table {
  Table() {
    drop();
    database().execute(
        "create table zin_live (id integer primary key, word text unique, number integer, part "
        "real, bytes blob)");
  }
  ~Table() { drop(); }
  static void drop() { database().execute("drop table if exists zin_live"); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(live_d1, Table)

BOOST_AUTO_TEST_CASE(values_come_back_as_they_went) {
  constexpr std::int64_t large = std::numeric_limits<std::int64_t>::max();
  database().execute("insert into zin_live values (?, ?, ?, ?, ?)",
                     {1, "w\xC3\xB6rd", large, 0.1, zin::Bytes{std::byte{0}, std::byte{255}}});
  const zin::Row row =
      database()
          .select(
              "select word, cast(number as text) as number, typeof(number) as kind, part, "
              "hex(bytes) as bytes, typeof(bytes) as form from zin_live where id = ?",
              {1})
          .front();
  BOOST_CHECK_EQUAL(row.get<std::string>("word"), "w\xC3\xB6rd");
  BOOST_CHECK_EQUAL(row.get<std::string>("number"), std::to_string(large));
  BOOST_CHECK_EQUAL(row.get<std::string>("kind"), "integer");
  BOOST_CHECK_EQUAL(row.get<double>("part"), 0.1);
  BOOST_CHECK_EQUAL(row.get<std::string>("bytes"), "00FF");
  BOOST_CHECK_EQUAL(row.get<std::string>("form"), "blob");
}

BOOST_AUTO_TEST_CASE(a_unit_of_work_is_all_or_nothing) {
  const auto done = zin::attempt([] {
    database().transaction([](zin::Session& tx) {
      tx.execute("insert into zin_live (id, word) values (2, 'same')");
      tx.execute("insert into zin_live (id, word) values (3, 'same')");
    });
  });
  BOOST_REQUIRE(!done);
  BOOST_CHECK(done.error().code() == zin::Errc::unique_violation);
  BOOST_CHECK_EQUAL(database().select("select count(*) from zin_live").front().get<int>(0), 0);
}

BOOST_AUTO_TEST_SUITE_END()
