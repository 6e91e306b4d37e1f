// Terminal verbs that read, on SQLite: values, orders, errors.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>

#include "printing.hpp"
#include "sqlite_database.hpp"
#include "thrown.hpp"

namespace {

using zin::test::code_of;
using zin::test::thrown_by;

using Strings = std::vector<std::string>;

Strings names_of(const zin::Rows& rows) {
  Strings names;
  for (const zin::Row& row : rows) names.push_back(row.get<std::string>("name"));
  return names;
}

BOOST_FIXTURE_TEST_SUITE(query_reads, Tables)

BOOST_AUTO_TEST_CASE(get_gives_all_rows_in_order) {
  const auto rows =
      db.table("users").where("votes", ">", 40).order_by("votes", "desc").order_by("id").get();
  BOOST_TEST(names_of(rows) == (Strings{"Ada", "Bob", "Cleo", "Dan"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_query_runs_again_and_its_copy_goes_its_own_way) {
  auto query = db.table("users").where("active", true);
  auto copy = query.clone();
  copy.where("votes", ">", 100);
  query.where("votes", "<", 100);
  BOOST_TEST(copy.count() == 1U);
  BOOST_TEST(query.count() == 2U);
  BOOST_TEST(query.count() == 2U);
  BOOST_TEST(names_of(copy.get()) == Strings{"Ada"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(first_gives_nothing_when_there_is_none) {
  BOOST_TEST(db.table("users").order_by("id", "desc").first()->get<std::string>("name") == "Eve");
  BOOST_TEST(!db.table("users").where("id", 99).first().has_value());
}

BOOST_AUTO_TEST_CASE(what_must_exist_is_not_found) {
  BOOST_TEST(code_of([&] {
               static_cast<void>(db.table("users").where("id", 99).first_or_fail());
             }) == zin::Errc::not_found);
  BOOST_TEST(code_of([&] { static_cast<void>(db.table("users").where("id", 99).sole()); }) ==
             zin::Errc::not_found);
}

BOOST_AUTO_TEST_CASE(sole_refuses_more_than_one) {
  BOOST_TEST(db.table("users").where("name", "Ada").sole().get<int>("id") == 1);
  BOOST_TEST(code_of([&] { static_cast<void>(db.table("users").where("active", true).sole()); }) ==
             zin::Errc::multiple_found);
  BOOST_TEST(db.table("users").where("id", 2).sole_value<std::string>("name") == "Bob");
}

BOOST_AUTO_TEST_CASE(find_takes_the_key) {
  BOOST_TEST(db.table("users").find(3)->get<std::string>("name") == "Cleo");
  BOOST_TEST(!db.table("users").find(99).has_value());
  BOOST_TEST(db.table("settings").find("theme", "key")->get<std::string>("value") == "dark");
}

BOOST_AUTO_TEST_CASE(value_is_of_the_first_row) {
  BOOST_TEST(*db.table("users").order_by("id").value<std::string>("name") == "Ada");
  BOOST_TEST(!db.table("users").where("id", 4).value<std::string>("email").has_value());
  BOOST_TEST(!db.table("users").where("id", 99).value("email").has_value());
}

BOOST_AUTO_TEST_CASE(pluck_gives_one_column) {
  const auto names = db.table("users").order_by("name", "desc").pluck<std::string>("name");
  BOOST_TEST(names == (Strings{"Eve", "Dan", "Cleo", "Bob", "Ada"}),
             boost::test_tools::per_element());
  const auto pairs =
      db.table("settings").order_by("key").pluck<std::string, std::string>("value", "key");
  BOOST_REQUIRE(pairs.size() == 2U);
  BOOST_TEST((pairs[0] == std::pair<std::string, std::string>{"lang", "en"}));
  BOOST_TEST((pairs[1] == std::pair<std::string, std::string>{"theme", "dark"}));
}

BOOST_AUTO_TEST_CASE(one_column_of_a_query_that_selected_its_own_is_found_by_name) {
  auto counted = db.table("posts")
                     .select_raw("count(*) as c")
                     .add_select("user_id")
                     .group_by("user_id")
                     .order_by("user_id");
  const auto pairs = counted.pluck<int, int>("c", "user_id");
  BOOST_REQUIRE(pairs.size() == 3U);
  BOOST_TEST((pairs[0] == std::pair{1, 2}));
  BOOST_TEST((pairs[1] == std::pair{2, 1}));
  BOOST_TEST(*counted.value<int>("c") == 2);
  BOOST_TEST(*counted.value<int>("user_id") == 1);
  const auto bob = db.table("users").select("id", "users.name as n").where("id", 2);
  BOOST_TEST(bob.sole_value<std::string>("n") == "Bob");
  BOOST_TEST(bob.pluck<std::string>("users.name").front() == "Bob");
  BOOST_TEST(code_of([&] { return bob.pluck("email"); }) == zin::Errc::unknown_column);
  const auto names = db.table("users")
                         .select("name")
                         .union_(db.table("tags").select("name"))
                         .order_by("name")
                         .limit(2);
  BOOST_TEST(names.pluck<std::string>("name") == (Strings{"Ada", "Bob"}),
             boost::test_tools::per_element());
  // Of two columns with one name, the one that was asked for.
  const auto joined = db.table("users")
                          .join("posts", "users.id", "posts.user_id")
                          .select("users.id", "posts.id")
                          .order_by("posts.id");
  BOOST_TEST(joined.pluck<int>("posts.id") == (std::vector<int>{1, 2, 3, 4}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(values_are_joined_to_one_text) {
  BOOST_TEST(db.table("tags").order_by("id").implode("name", ", ") == "cpp, sql, news");
  BOOST_TEST(db.table("users").order_by("id").limit(4).implode("email") ==
             "ada@example.combob@example.comcleo@example.com");
  BOOST_TEST(db.table("users").order_by("id").limit(3).implode("votes", "+") == "120+80+50");
  BOOST_TEST(db.table("users").where("id", 99).implode("id", "-") == "");
  BOOST_TEST(*db.table("users").raw_value<int>("sum(votes) + ?", {1}) == 301);
  BOOST_TEST(!db.table("users").where("id", 99).raw_value("name").has_value());
}

BOOST_AUTO_TEST_CASE(what_is_missing_is_made_by_a_function) {
  const auto tags = db.table("tags").select("name");
  BOOST_TEST(tags.find_or<std::string>(2, [] { return std::string{"none"}; }) == "sql");
  BOOST_TEST(tags.find_or<std::string>(9, [] { return std::string{"none"}; }) == "none");
  BOOST_TEST(code_of([&] { return tags.find_or(9, [] {}); }) == zin::Errc::not_found);
  BOOST_TEST(tags.exists_or([] { return false; }));
  BOOST_TEST(tags.clone().where("id", 9).exists_or([] { return 7; }) == 7);
  BOOST_TEST(tags.doesnt_exist_or([] { return 7; }) == 7);
  BOOST_TEST(tags.clone().where("id", 9).doesnt_exist_or([] { return 7; }) == 1);
}

BOOST_AUTO_TEST_CASE(conditions_may_hand_their_value_on) {
  const auto text = [](zin::Query& query) { return query.to_sql(zin::Dialect::sqlite); };
  const std::optional<int> two = 2, none;
  auto query = db.table("t");
  query.when(two, [](auto& q, int value) { q.where("a", value); })
      .when(none, [](auto& q, int value) { q.where("b", value); })
      .when(
          0, [](auto& q) { q.where("c", 1); }, [](auto& q, int value) { q.where("d", value); })
      .unless(none, [](auto& q) { q.where("e", 1); })
      .unless(
          true, [](auto& q) { q.where("f", 1); }, [](auto& q) { q.where("g", 1); })
      .unless(
          two, [](auto& q) { q.where("h", 1); }, [](auto& q, int value) { q.limit(value); });
  BOOST_TEST(text(query) ==
             R"(select * from "t" where "a" = ? and "d" = ? and "e" = ? and "g" = ? limit 2)");
}

BOOST_AUTO_TEST_CASE(aggregates_are_numbers_or_nothing) {
  auto users = db.table("users");
  BOOST_TEST(users.count() == 5U);
  BOOST_TEST(users.count("email") == 4U);
  BOOST_TEST(*users.min<int>("votes") == 0);
  BOOST_TEST(*users.max<int>("votes") == 120);
  BOOST_TEST(users.sum<int>("votes") == 300);
  BOOST_TEST(*users.avg("votes") == 60.0);
  BOOST_TEST((users.max("name") == zin::Value{"Eve"}));
  auto none = db.table("users").where("id", 99);
  BOOST_TEST(none.count() == 0U);
  BOOST_TEST(!none.min<int>("votes").has_value());
  BOOST_TEST(none.max("votes").is_null());
  BOOST_TEST(none.sum<int>("votes") == 0);
  BOOST_TEST((none.sum("votes") == zin::Value{0}));
  BOOST_TEST(!none.avg("votes").has_value());
}

BOOST_AUTO_TEST_CASE(a_count_heeds_the_limit) {
  BOOST_TEST(db.table("users").limit(3).count() == 3U);
  BOOST_TEST(db.table("users").order_by("votes", "desc").limit(2).sum<int>("votes") == 200);
  BOOST_TEST(db.table("users").select("votes").distinct().count() == 4U);
}

BOOST_AUTO_TEST_CASE(aggregates_of_a_limit_take_any_column_of_the_table) {
  BOOST_TEST(db.table("users").limit(3).count("users.id") == 3U);
  BOOST_TEST(*db.table("users").select("id").order_by("id", "desc").limit(2).max<int>("votes") ==
             50);
  BOOST_TEST(*db.table("users")
                  .select("name as votes")
                  .order_by("id")
                  .limit(1)
                  .max<std::string>("votes") == "Ada");
  BOOST_TEST(*db.table("users").order_by("id").limit(2).max<std::string>("meta->lang") == "en");
  const auto groups = db.table("users").select("role").group_by("role");
  BOOST_TEST(code_of([&] { return groups.max("votes"); }) == zin::Errc::invalid_argument);
  BOOST_TEST(*groups.max<std::string>("role") == "guest");
}

BOOST_AUTO_TEST_CASE(a_count_heeds_the_limit_of_groups) {
  zin::Query query = db.table("posts");
  query.order_by_desc("views").group_limit(1, "user_id");
  BOOST_TEST(query.get().size() == 3U);
  BOOST_TEST(query.count() == 3);
  BOOST_TEST(query.sum("views").get<int>() == 80);
  BOOST_TEST(code_of([&] { return query.limit(1).get(); }) == zin::Errc::invalid_argument);
}

BOOST_AUTO_TEST_CASE(exists_tells_whether_there_is_a_row) {
  BOOST_TEST(db.table("users").where("votes", 120).exists());
  BOOST_TEST(db.table("users").where("votes", 121).doesnt_exist());
  BOOST_TEST(!db.table("users").where("votes", 121).exists());
}

BOOST_AUTO_TEST_CASE(chunks_come_in_order_and_can_be_ended) {
  std::vector<std::size_t> sizes;
  Strings seen;
  BOOST_TEST(db.table("users").order_by("id").chunk(2, [&](const zin::Rows& rows) {
    sizes.push_back(rows.size());
    for (const auto& name : names_of(rows)) seen.push_back(name);
  }));
  BOOST_TEST(sizes == (std::vector<std::size_t>{2, 2, 1}), boost::test_tools::per_element());
  BOOST_TEST(seen == (Strings{"Ada", "Bob", "Cleo", "Dan", "Eve"}),
             boost::test_tools::per_element());
  int calls = 0;
  BOOST_TEST(
      !db.table("users").order_by("id").chunk(2, [&](const zin::Rows&) { return ++calls < 2; }));
  BOOST_TEST(calls == 2);
}

BOOST_AUTO_TEST_CASE(chunks_without_order_are_refused) {
  const auto nothing = [](const zin::Rows&) {};
  BOOST_TEST(code_of([&] { db.table("users").chunk(2, nothing); }) == zin::Errc::invalid_argument);
  BOOST_TEST(code_of([&] { db.table("users").order_by("id").chunk(0, nothing); }) ==
             zin::Errc::invalid_argument);
  BOOST_TEST(code_of([&] { db.table("users").limit(1).chunk_by_id(2, nothing); }) ==
             zin::Errc::invalid_argument);
}

BOOST_AUTO_TEST_CASE(chunks_by_id_are_not_disturbed_by_what_the_function_changes) {
  Strings seen;
  db.table("users").where("active", true).chunk_by_id(1, [&](const zin::Rows& rows) {
    for (const zin::Row& row : rows) {
      seen.push_back(row.get<std::string>("name"));
      db.table("users").where("id", row.get<int>("id")).update({{"active", false}});
    }
  });
  BOOST_TEST(seen == (Strings{"Ada", "Bob", "Dan"}), boost::test_tools::per_element());
  BOOST_TEST(db.table("users").where("active", true).count() == 0U);
  Strings down;
  db.table("users").chunk_by_id_desc(2, [&](const zin::Rows& rows) {
    for (const auto& name : names_of(rows)) down.push_back(name);
  });
  BOOST_TEST(down == (Strings{"Eve", "Dan", "Cleo", "Bob", "Ada"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(each_goes_through_all_rows) {
  int sum = 0;
  db.table("users").order_by("id").each([&](const zin::Row& row) { sum += row.get<int>("votes"); },
                                        2);
  BOOST_TEST(sum == 300);
}

BOOST_AUTO_TEST_CASE(lazy_streams) {
  int sum = 0;
  for (const zin::Row& row : db.table("users").lazy()) sum += row.get<int>("votes");
  BOOST_TEST(sum == 300);
}

BOOST_AUTO_TEST_CASE(a_query_on_no_session_says_so) {
  const auto query = zin::table("users").where("id", 1);
  const zin::Error error = thrown_by([&] { static_cast<void>(query.get()); });
  BOOST_TEST((error.code() == zin::Errc::invalid_argument));
  BOOST_TEST(std::string{error.what()}.find("db.table()") != std::string::npos);
  auto bound = query.clone();
  BOOST_TEST(bound.on(db).count() == 1U);
}

BOOST_AUTO_TEST_CASE(explain_tells_the_index) {
  const auto plan = db.table("users").where("votes", 50).explain();
  BOOST_REQUIRE(plan.size() == 1U);
  BOOST_TEST(plan.front().get<std::string>("detail").find("users_votes") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
