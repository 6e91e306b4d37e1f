// No value gets into a text, and no name out of its quotes.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>

#include "printing.hpp"
#include "random_queries.hpp"
#include "sqlite_database.hpp"
#include "thrown.hpp"

namespace {

using zin::Dialect;
using zin::Errc;
using zin::test::code_of;

BOOST_AUTO_TEST_SUITE(query_safety)

BOOST_AUTO_TEST_CASE(random_queries_are_understood_and_change_no_value) {
  SqliteDatabase sqlite;
  zin::test::run_random_queries(*sqlite, 20260101, zin::test::count_of_random_queries(2'000));
}

BOOST_AUTO_TEST_CASE(quotes_in_names_are_doubled) {
  BOOST_TEST(zin::table("a\"b").to_sql(Dialect::sqlite) == "select * from \"a\"\"b\"");
  BOOST_TEST(zin::table("a`b").to_sql(Dialect::mysql) == "select * from `a``b`");
  BOOST_TEST(zin::table("a`b").to_sql(Dialect::postgres) == "select * from \"a`b\"");
  BOOST_TEST(zin::table("t").select("x as \"; drop table t --").to_sql(Dialect::postgres) ==
             "select \"x\" as \"\"\"; drop table t --\" from \"t\"");
}

BOOST_AUTO_TEST_CASE(names_that_cannot_be_are_refused) {
  for (const std::string& name : {std::string{}, std::string{"a."}, std::string{".a"},
                                  std::string{"a..b"}, std::string{"a\0b", 3}}) {
    BOOST_TEST(code_of([&] { return zin::table(name).to_sql(Dialect::sqlite); }) ==
               Errc::invalid_argument);
    BOOST_TEST(code_of([&] { return zin::table("t").where(name, 1).to_sql(Dialect::mysql); }) ==
               Errc::invalid_argument);
  }
}

BOOST_AUTO_TEST_CASE(operators_and_directions_come_from_a_list) {
  for (const char* op : {"", "= 1 or", "==", "; drop", "in", "--"}) {
    BOOST_TEST(code_of([&] { return zin::table("t").where("a", op, 1); }) ==
               Errc::invalid_argument);
  }
  BOOST_TEST(code_of([] { return zin::table("t").order_by("a", "asc; drop"); }) ==
             Errc::invalid_argument);
  BOOST_TEST(code_of([] {
               return zin::table("t").where("a", "ilike", "x").to_sql(Dialect::mysql);
             }) == Errc::unsupported);
}

BOOST_AUTO_TEST_CASE(numbers_of_rows_are_not_negative) {
  BOOST_TEST(code_of([] { return zin::table("t").limit(-1); }) == Errc::invalid_argument);
  BOOST_TEST(code_of([] { return zin::table("t").offset(-1); }) == Errc::invalid_argument);
  BOOST_TEST(code_of([] { return zin::table("t").group_limit(-1, "a"); }) ==
             Errc::invalid_argument);
}

BOOST_AUTO_TEST_CASE(raw_pieces_need_their_values) {
  const auto sql = [](zin::Query& query) { return query.to_sql(Dialect::sqlite); };
  auto few = zin::table("t").where_raw("a = ? and b = ?", {1});
  BOOST_TEST(code_of([&] { return sql(few); }) == Errc::invalid_argument);
  auto many = zin::table("t").where_raw("a = '?' and b ?? 1", {1});
  BOOST_TEST(code_of([&] { return sql(many); }) == Errc::invalid_argument);
  auto right = zin::table("t").where_raw("a = '?' and b = ? -- ?", {1});
  BOOST_TEST(sql(right) == "select * from \"t\" where a = '?' and b = ? -- ?");
}

BOOST_AUTO_TEST_CASE(lists_of_any_length_are_found) {
  SqliteDatabase sqlite{SqliteDatabase::tables()};
  std::vector<int> ids(5000);
  for (int at = 0; at < 5000; ++at) ids[static_cast<std::size_t>(at)] = at * 2;
  BOOST_TEST(sqlite->table("users").where_in("id", ids).count() == 2U);
  BOOST_TEST(sqlite->table("users").where_not_in("id", ids).count() == 3U);
  ids.resize(40'000, -1);
  BOOST_TEST(sqlite->table("users")
                 .where_in("id", ids)
                 .where("votes", ">", 60)
                 .pluck<std::string>("name")
                 .front() == "Bob");
  const auto folded = [&](Dialect dialect) {
    zin::DialectTraits traits = zin::DialectTraits::of(dialect);
    traits.max_parameters = 100;
    zin::testing::Recorder few{traits};
    static_cast<void>(few.table("users").where("a", 1).where_in("id", ids).get());
    return few.last();
  };
  BOOST_TEST(folded(Dialect::postgres).sql ==
             "select * from \"users\" where \"a\" = $1 and \"id\" = any($2)");
  BOOST_TEST(
      folded(Dialect::sqlite).sql ==
      "select * from \"users\" where \"a\" = ? and \"id\" in (select \"value\" from json_each(?))");
  BOOST_TEST(folded(Dialect::mysql).sql ==
             "select * from `users` where `a` = ? and `id` in (select `value` from json_table(?, "
             "'$[*]' columns "
             "(`value` bigint path '$')) as `zin_list`)");
  BOOST_TEST(folded(Dialect::sqlite).bindings.size() == 2U);
}

BOOST_AUTO_TEST_CASE(no_condition_is_met_by_an_empty_list) {
  SqliteDatabase sqlite{SqliteDatabase::tables()};
  BOOST_TEST(sqlite->table("users").where_in("id", {}).count() == 0U);
  BOOST_TEST(sqlite->table("users").where_not_in("id", std::vector<int>{}).count() == 5U);
}

BOOST_AUTO_TEST_CASE(a_condition_on_no_column_is_refused) {
  const std::vector<std::string> none;
  const auto refused = [](auto add) {
    zin::Query query = zin::table("t");
    BOOST_TEST(code_of([&]() -> zin::Query& { return add(query); }) == Errc::invalid_argument);
  };
  refused([&](zin::Query & q) -> auto& { return q.where_null(none); });
  refused([&](zin::Query & q) -> auto& { return q.or_where_not_null(none); });
  refused([&](zin::Query & q) -> auto& { return q.where_any(none, 1); });
  refused([&](zin::Query & q) -> auto& { return q.where_all(none, ">", 1); });
  refused([&](zin::Query & q) -> auto& { return q.where_none(none, 1); });
}

BOOST_AUTO_TEST_CASE(columns_are_compared_as_values_are) {
  const auto text = [](std::string_view op, zin::Dialect dialect) {
    return zin::table("t").where_column("a", op, "b").to_sql(dialect);
  };
  for (const std::string_view same : {"<=>", "is"}) {
    BOOST_TEST(text(same, zin::Dialect::sqlite) == R"(select * from "t" where "a" is "b")");
    BOOST_TEST(text(same, zin::Dialect::postgres) ==
               R"(select * from "t" where "a" is not distinct from "b")");
    BOOST_TEST(text(same, zin::Dialect::mysql) == "select * from `t` where `a` <=> `b`");
  }
  BOOST_TEST(text("is not", zin::Dialect::mysql) == "select * from `t` where not `a` <=> `b`");
}

BOOST_AUTO_TEST_CASE(a_query_of_an_unknown_connection_fails_when_it_runs) {
  const auto query = zin::Model::query("users", "nowhere").where("id", 1);
  BOOST_TEST(query.to_sql(Dialect::sqlite) == "select * from \"users\" where \"id\" = ?");
  const zin::Error error = zin::test::thrown_by([&] { return query.get(); });
  BOOST_TEST(error.code() == Errc::unknown_connection);
  BOOST_TEST(zin::test::says(error, "nowhere"), error.what());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
