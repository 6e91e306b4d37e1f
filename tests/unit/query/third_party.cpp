// A driver that speaks a dialect with differences of its own.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>

#include "zin/testing.hpp"
#include "zin/zin.hpp"

namespace {

struct Brackets {
  static zin::DialectTraits traits() {
    zin::DialectTraits traits = zin::DialectTraits::of(zin::Dialect::sqlite);
    traits.open_quote = '[';
    traits.close_quote = ']';
    return traits;
  }
  zin::testing::Recorder db{traits()};
};

BOOST_FIXTURE_TEST_SUITE(query_of_a_third_party, Brackets)

BOOST_AUTO_TEST_CASE(every_name_of_a_select_stands_between_its_quotes) {
  static_cast<void>(db.table("users as u")
                        .with("x", db.table("a]b"))
                        .select("u.name as n", "meta->lang")
                        .join("posts", "posts.user_id", "u.id")
                        .join_sub(db.table("tags").select("id"), "t", "t.id", "u.id")
                        .where("meta->lang", "en")
                        .where_in("id", db.table("x").select("id"))
                        .where_date("created_at", "2026-01-05")
                        .where_json_contains("meta->tags", "a")
                        .where_row_values({"a", "b"}, "<", {1, 2})
                        .where_in({"a", "b"}, {{1, 2}})
                        .group_by("u.name")
                        .having("n", ">", 1)
                        .order_by("n")
                        .limit(1)
                        .get());
  BOOST_TEST(
      db.last().sql ==
      "with [x] as (select * from [a]]b]) select [u].[name] as [n], json_extract([meta], "
      "'$.\"lang\"') from [users] as [u] inner join [posts] on [posts].[user_id] = [u].[id] inner "
      "join (select [id] from [tags]) as [t] on [t].[id] = [u].[id] where json_extract([meta], "
      "'$.\"lang\"') = ? and [id] in (select [id] from [x]) and strftime('%Y-%m-%d', [created_at]) "
      "= cast(? as text) and exists (select 1 from json_each([meta], '$.\"tags\"') where "
      "[json_each].[value] is ?) and ([a], [b]) < (?, ?) and ([a], [b]) in ( values (?, ?)) group "
      "by [u].[name] having [n] > ? order by [n] asc limit 1");
}

BOOST_AUTO_TEST_CASE(every_name_of_a_union_and_of_an_aggregate_stands_between_its_quotes) {
  static_cast<void>(
      db.table("a").select("id").union_(db.table("b").select("id")).order_by("id").count());
  BOOST_TEST(db.last().sql ==
             "select count(*) as aggregate from (select * from (select [id] from [a]) union select "
             "* from (select [id] from [b])) as [temp_table]");
  static_cast<void>(db.table("a").order_by("x").group_limit(2, "y").get());
  BOOST_TEST(db.last().sql ==
             "select * from (select *, row_number() over (partition by [y] order by [x] asc) as "
             "[zin_row] from [a]) as [zin_table] where [zin_row] <= 2 order by [zin_row]");
  static_cast<void>(db.table("a").exists());
  BOOST_TEST(db.last().sql == "select exists(select * from [a]) as [exists]");
}

BOOST_AUTO_TEST_CASE(every_name_of_a_write_stands_between_its_quotes) {
  db.table("t").insert({{"a]", 1}, {"b", 2}});
  BOOST_TEST(db.last().sql == "insert into [t] ([a]]], [b]) values (?, ?)");
  db.table("t").upsert({{"a", 1}, {"b", 2}}, "a", {"b"});
  BOOST_TEST(db.last().sql ==
             "insert into [t] ([a], [b]) values (?, ?) on conflict ([a]) do update set [b] = "
             "[excluded].[b]");
  db.table("t").where("a", 1).limit(1).update({{"b", 2}, {"meta->x", 1}});
  BOOST_TEST(db.last().sql ==
             "update [t] set [b] = ?, [meta] = json_patch(ifnull([meta], json('{}')), json(?)) "
             "where [rowid] in (select [t].[rowid] from [t] where [a] = ? limit 1)");
  db.table("t").where("a", 1).increment("b");
  BOOST_TEST(db.last().sql == "update [t] set [b] = [b] + 1 where [a] = ?");
  static_cast<void>(db.table("t").where("a", 1).returning("b").delete_());
  BOOST_TEST(db.last().sql == "delete from [t] where [a] = ? returning [b]");
  db.table("t").truncate();
  BOOST_TEST(db.last().sql == "delete from [t]");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
