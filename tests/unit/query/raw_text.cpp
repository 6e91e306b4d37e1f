// Values written into a text, for people.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>

#include "sqlite_database.hpp"
#include "zin/testing.hpp"

namespace {

using zin::Dialect;

BOOST_AUTO_TEST_SUITE(query_raw_text)

BOOST_AUTO_TEST_CASE(values_stand_where_they_are_bound) {
  const auto query = zin::table("t?")
                         .select_raw("a ?? 1, '?', ? as x", {1.5})
                         .where({{"b", "it's ?"}, {"c", nullptr}, {"d", "<", -3}});
  BOOST_TEST(query.to_raw_sql(Dialect::sqlite) ==
             R"(select a ? 1, '?', 1.5 as x from "t?" where ("b" = 'it''s ?' and "c" is null and )"
             R"("d" < -3))");
}

BOOST_AUTO_TEST_CASE(truth_is_a_number_but_on_postgresql) {
  const auto query = zin::table("t").where("a", true).where_in("b", {false});
  BOOST_TEST(query.to_raw_sql(Dialect::sqlite) ==
             R"(select * from "t" where "a" = 1 and "b" in (0))");
  BOOST_TEST(query.to_raw_sql(Dialect::mysql) == "select * from `t` where `a` = 1 and `b` in (0)");
  BOOST_TEST(query.to_raw_sql(Dialect::mariadb) ==
             "select * from `t` where `a` = 1 and `b` in (0)");
  BOOST_TEST(query.to_raw_sql(Dialect::postgres) ==
             R"(select * from "t" where "a" = true and "b" in (false))");
}

BOOST_AUTO_TEST_CASE(backslashes_are_doubled_where_they_escape) {
  const auto query = zin::table("t").where("a", R"(\' or 1)");
  BOOST_TEST(query.to_raw_sql(Dialect::sqlite) == R"(select * from "t" where "a" = '\'' or 1')");
  BOOST_TEST(query.to_raw_sql(Dialect::postgres) == R"(select * from "t" where "a" = '\'' or 1')");
  BOOST_TEST(query.to_raw_sql(Dialect::mysql) == R"(select * from `t` where `a` = '\\'' or 1')");
  BOOST_TEST(query.to_raw_sql(Dialect::mariadb) == R"(select * from `t` where `a` = '\\'' or 1')");
}

BOOST_AUTO_TEST_CASE(bytes_and_dates_are_literals) {
  const zin::Bytes bytes{std::byte{0}, std::byte{255}};
  const zin::Date date = std::chrono::January / 5 / 2026;
  const auto query = zin::table("t").where("a", bytes).where("b", date);
  BOOST_TEST(query.to_raw_sql(Dialect::mysql) ==
             "select * from `t` where `a` = x'00ff' and `b` = '2026-01-05'");
  BOOST_TEST(query.to_raw_sql(Dialect::postgres) ==
             R"(select * from "t" where "a" = '\x00ff'::bytea and "b" = '2026-01-05')");
}

BOOST_AUTO_TEST_CASE(a_session_tells_its_dialect) {
  zin::testing::Recorder recorder{Dialect::mysql};
  BOOST_TEST(recorder.table("t").where("a", R"(\)").limit(1).to_raw_sql() ==
             R"(select * from `t` where `a` = '\\' limit 1)");
  BOOST_TEST(recorder.statements().empty());
}

// The server reads what people read.
BOOST_AUTO_TEST_CASE(the_text_means_what_the_query_means) {
  SqliteDatabase sqlite{SqliteDatabase::tables()};
  sqlite->table("tags").insert({{"id", 9}, {"name", R"(it's \ "quoted"?)"}});
  const auto query = sqlite->table("tags").where("name", R"(it's \ "quoted"?)").where("id", 9);
  BOOST_TEST(sqlite->select(query.to_raw_sql()).size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
