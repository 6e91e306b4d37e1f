// Terminal verbs that write, on SQLite: what is stored, what is counted, what is refused.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>

#include "printing.hpp"
#include "sqlite_database.hpp"
#include "thrown.hpp"
#include "zin/testing.hpp"

namespace {

using zin::test::code_of;
using zin::test::thrown_by;

struct NamedUsers : Tables {
  std::string name_of(int id) {
    return *db.table("users").where("id", id).value<std::string>("name");
  }
};

BOOST_FIXTURE_TEST_SUITE(query_writes, NamedUsers)

BOOST_AUTO_TEST_CASE(an_insert_stores_every_kind_of_value) {
  BOOST_TEST(db.table("tags").insert({{"id", 9}, {"name", "new"}}) == 1U);
  BOOST_TEST(db.table("tags").insert(
                 {{{"id", 10}, {"name", "ten"}}, {{"name", "eleven"}, {"id", 11}}}) == 2U);
  const zin::Attributes row{{"id", 12}, {"name", "twelve"}};
  BOOST_TEST(db.table("tags").insert(row) == 1U);
  const std::vector<zin::Attributes> rows{{{"id", 13}, {"name", "13"}},
                                          {{"id", 14}, {"name", "14"}}};
  BOOST_TEST(db.table("tags").insert(rows) == 2U);
  BOOST_TEST(db.table("tags").insert({{"id", 15}, {"name", zin::raw("upper(?)", {"raw"})}}) == 1U);
  BOOST_TEST(db.table("tags").insert(
                 {{"id", 16}, {"name", db.table("users").where("id", 1).select("name")}}) == 1U);
  const auto names = db.table("tags").where("id", ">", 8).order_by("id").pluck<std::string>("name");
  const std::vector<std::string> wanted{"new", "ten", "eleven", "twelve", "13", "14", "RAW", "Ada"};
  BOOST_TEST(names == wanted, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(rows_of_another_shape_are_refused_before_any_of_them_is_stored) {
  const auto refuse = [&](auto&& fn, std::string_view words) {
    const zin::Error error = thrown_by(fn);
    BOOST_TEST(error.code() == zin::Errc::invalid_argument);
    BOOST_TEST(zin::test::says(error, words), error.what());
  };
  refuse(
      [&] {
        return db.table("tags").insert({{{"id", 9}, {"name", "a"}}, {{"id", 10}}});
      },
      "lacks the column name");
  refuse(
      [&] {
        return db.table("tags").insert({{{"id", 9}}, {{"id", 10}, {"name", "b"}}});
      },
      "has a column name");
  refuse(
      [&] {
        return db.table("tags").insert({{"id", 9}, {"id", 10}});
      },
      "names the column id twice");
  BOOST_TEST(db.table("tags").count() == 3U);
}

BOOST_AUTO_TEST_CASE(more_rows_than_one_statement_takes_go_in_together_or_not_at_all) {
  std::vector<zin::Attributes> rows;
  for (int id = 100; id < 20'100; ++id)
    rows.push_back({{"id", id}, {"name", "t" + std::to_string(id)}});
  BOOST_TEST(db.table("tags").insert(rows) == 20'000U);
  BOOST_TEST(db.table("tags").count() == 20'003U);
  rows.back().set("id", 1);  // exists
  for (auto& row : rows) row.set("name", "again " + row.find("name")->get<std::string>());
  for (std::size_t at = 0; at + 1 < rows.size(); ++at)
    rows[at].set("id", 50'000 + static_cast<int>(at));
  BOOST_TEST(code_of([&] { return db.table("tags").insert(rows); }) == zin::Errc::unique_violation);
  BOOST_TEST(db.table("tags").count() == 20'003U);
}

BOOST_AUTO_TEST_CASE(insert_get_id_gives_the_generated_id) {
  const std::int64_t id = db.table("logs").insert_get_id({{"level", "info"}, {"message", "x"}});
  BOOST_TEST(id == 4);
  BOOST_TEST(
      db.table("settings").insert_get_id<std::string>({{"key", "k"}, {"value", "v"}}, "key") ==
      "k");
}

BOOST_AUTO_TEST_CASE(insert_or_ignore_leaves_what_exists) {
  BOOST_TEST(db.table("tags").insert_or_ignore(
                 {{{"id", 1}, {"name", "x"}}, {{"id", 9}, {"name", "y"}}}) == 1U);
  BOOST_TEST(*db.table("tags").where("id", 1).value<std::string>("name") == "cpp");
}

BOOST_AUTO_TEST_CASE(upsert_overwrites_what_exists) {
  db.table("settings")
      .upsert({{{"key", "theme"}, {"value", "light"}}, {{"key", "new"}, {"value", "x"}}}, "key");
  BOOST_TEST(*db.table("settings").where("key", "theme").value<std::string>("value") == "light");
  BOOST_TEST(db.table("settings").count() == 3U);
  db.table("settings")
      .upsert({{"key", "theme"}, {"value", "red"}}, {"key"}, {{"hits", zin::raw("hits + 10")}});
  const auto row = *db.table("settings").where("key", "theme").first();
  BOOST_TEST(row.get<std::string>("value") == "light");
  BOOST_TEST(row.get<int>("hits") == 13);
  BOOST_TEST(code_of([&] {
               return db.table("settings").upsert({{"key", "a"}}, std::vector<std::string>{});
             }) == zin::Errc::invalid_argument);
}

BOOST_AUTO_TEST_CASE(an_update_counts_what_it_found) {
  BOOST_TEST(db.table("users")
                 .where("active", true)
                 .update({{"role", "x"}, {"votes", zin::raw("votes + 1")}}) == 3U);
  BOOST_TEST(db.table("users").sum<int>("votes") == 303);
  BOOST_TEST(db.table("users").where("role", "x").count() == 3U);
  BOOST_TEST(db.table("users").update_all({{"role", nullptr}}) == 5U);
  BOOST_TEST(db.table("users").where_null("role").count() == 5U);
}

BOOST_AUTO_TEST_CASE(a_forgotten_where_changes_nothing) {
  for (const auto& write : std::vector<std::function<void()>>{
           [&] {
             db.table("users").update({{"role", "x"}});
           },
           [&] { db.table("users").delete_(); }, [&] { db.table("users").remove(); },
           [&] { db.table("users").increment("votes"); },
           [&] {
             db.table("users").limit(1).update({{"role", "x"}});
           }}) {
    const zin::Error error = thrown_by(write);
    BOOST_TEST(error.code() == zin::Errc::invalid_argument);
    BOOST_TEST(zin::test::says(error, "_all()"), error.what());
  }
  BOOST_TEST(db.table("users").count() == 5U);
  BOOST_TEST(db.table("users").where("role", "x").count() == 0U);
}

BOOST_AUTO_TEST_CASE(amounts_are_added_to_columns) {
  db.table("accounts").where("id", 1).decrement("balance", 100);
  db.table("accounts").where("id", 2).increment("balance", 100, {{"owner", "Bobby"}});
  BOOST_TEST(*db.table("accounts").where("id", 1).value<int>("balance") == 900);
  const auto bob = *db.table("accounts").find(2);
  BOOST_TEST(bob.get<int>("balance") == 350);
  BOOST_TEST(bob.get<std::string>("owner") == "Bobby");
  db.table("accounts").where("id", 3).increment("balance", -5);
  BOOST_TEST(*db.table("accounts").where("id", 3).value<int>("balance") == -5);
}

BOOST_AUTO_TEST_CASE(documents_are_changed_in_their_parts) {
  db.table("users").where("id", 1).update({{"meta->lang", "de"}, {"meta->address->city", "Rome"}});
  db.table("users").where("id", 1).update({{"meta->tags->0", "z"}});
  db.table("users").where("id", 1).update({{"meta->on", nullptr}});
  const auto meta = db.table("users").find(1)->get<zin::Json>("meta");
  BOOST_TEST(meta.at("lang").as_string() == "de");
  BOOST_TEST(meta.at("address").at("city").as_string() == "Rome");
  BOOST_TEST(meta.at("tags").at(0).as_string() == "z");
  BOOST_TEST(meta.at("tags").at(1).as_string() == "b");
  BOOST_TEST(meta.at("on").is_null());
}

BOOST_AUTO_TEST_CASE(joins_and_limits_choose_what_is_written) {
  BOOST_TEST(db.table("users")
                 .join("posts", "posts.user_id", "users.id")
                 .where("posts.views", ">", 50)
                 .update({{"votes", 7}}) == 1U);
  BOOST_TEST(*db.table("users").where("id", 2).value<int>("votes") == 7);
  BOOST_TEST(db.table("users")
                 .where("votes", ">", 0)
                 .order_by("votes", "desc")
                 .limit(1)
                 .update({{"role", "top"}}) == 1U);
  BOOST_TEST(*db.table("users").where("id", 1).value<std::string>("role") == "top");
  BOOST_TEST(db.table("comments").where("id", ">", 0).order_by("id").limit(2).delete_() == 2U);
  BOOST_TEST(*db.table("comments").min<int>("id") == 3);
}

BOOST_AUTO_TEST_CASE(joined_tables_do_not_widen_what_is_updated) {
  // Ada alone has a post of more than 5 views and one of these ids; Cleo has neither.
  const auto joined = [&] {
    zin::Query query = db.table("users");
    query.join("posts", [](auto& on) { on.on("posts.user_id", "users.id").where("views", 10); });
    query.where("users.id", 1).or_where("users.id", 3);
    return query;
  };
  BOOST_TEST(joined().count() == 1);
  BOOST_TEST(joined().update_from({{"role", "joined"}}) == 1U);
  BOOST_TEST(db.table("users").where("role", "joined").pluck<int>("id") == (std::vector<int>{1}),
             boost::test_tools::per_element());
  BOOST_TEST(code_of([&] {
               return joined().limit(1).update_from({{"role", "x"}});
             }) == zin::Errc::unsupported);
  BOOST_TEST(code_of([&] {
               return db.table("users")
                   .left_join("posts", "posts.user_id", "users.id")
                   .where("users.id", 1)
                   .update_from({{"role", "x"}});
             }) == zin::Errc::unsupported);
  BOOST_TEST(db.table("users").where("role", "x").count() == 0);
}

BOOST_AUTO_TEST_CASE(an_offset_chooses_what_is_written) {
  BOOST_TEST(
      db.table("users").where("id", ">", 0).order_by("id").offset(3).update({{"role", "late"}}) ==
      2U);
  BOOST_TEST(db.table("users").where("role", "late").order_by("id").pluck<int>("id") ==
                 (std::vector<int>{4, 5}),
             boost::test_tools::per_element());
  BOOST_TEST(db.table("logs").where("id", ">", 0).order_by("id").limit(1).offset(1).delete_() ==
             1U);
  BOOST_TEST(db.table("logs").order_by("id").pluck<int>("id") == (std::vector<int>{1, 3}),
             boost::test_tools::per_element());
  // MySQL has no words for it: nothing may be changed instead.
  for (const auto dialect : {zin::Dialect::mysql, zin::Dialect::mariadb}) {
    zin::testing::Recorder recorder{dialect};
    BOOST_TEST(code_of([&] {
                 return recorder.table("logs").where("id", 1).limit(1).offset(1).delete_();
               }) == zin::Errc::unsupported);
    BOOST_TEST(
        code_of([&] {
          return recorder.table("logs").where("id", 1).limit(1).offset(1).update({{"level", "x"}});
        }) == zin::Errc::unsupported);
    BOOST_TEST(recorder.statements().empty());
  }
}

BOOST_AUTO_TEST_CASE(what_a_write_has_no_place_for_changes_nothing) {
  const auto refused = [&](auto shape) {
    const auto rows = [&] {
      zin::Query query = db.table("posts");
      query.where("id", ">", 0);
      shape(query);
      return query;
    };
    BOOST_TEST(code_of([&] { return rows().delete_(); }) == zin::Errc::invalid_argument);
    BOOST_TEST(code_of([&] {
                 return rows().update({{"views", 1}});
               }) == zin::Errc::invalid_argument);
  };
  refused([](zin::Query& query) { query.group_by("user_id"); });
  refused([](zin::Query& query) { query.group_by("user_id").having("user_id", ">", 1); });
  refused([&](zin::Query& query) { query.union_(db.table("posts")); });
  refused([](zin::Query& query) { query.group_limit(1, "user_id"); });
  BOOST_TEST(db.table("posts").sum("views").get<int>() == 85);
  BOOST_TEST(db.table("posts").count() == 4);
}

BOOST_AUTO_TEST_CASE(a_write_leaves_its_query_as_it_was) {
  zin::Query logs = db.table("logs");
  BOOST_TEST(logs.delete_(1) == 1U);
  BOOST_TEST(logs.delete_(2) == 1U);
  BOOST_TEST(logs.count() == 1);
  zin::Query tags = db.table("tags");
  BOOST_TEST(!tags.update_or_insert({{"id", 1}}, {{"name", "c++"}}));
  BOOST_TEST(!tags.update_or_insert({{"id", 2}}, {{"name", "SQL"}}));
  BOOST_TEST(tags.update_or_insert({{"id", 9}}, {{"name", "nine"}}));
  BOOST_TEST(tags.order_by("id").pluck<std::string>("name") ==
                 (std::vector<std::string>{"c++", "SQL", "news", "nine"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(deletes_count_and_truncate_starts_ids_anew) {
  BOOST_TEST(db.table("comments").delete_(4) == 1U);
  BOOST_TEST(db.table("comments").where("post_id", 1).remove() == 2U);
  BOOST_TEST(db.table("comments").delete_all() == 1U);
  db.table("logs").truncate();
  BOOST_TEST(db.table("logs").insert_get_id({{"level", "x"}}) == 1);
  db.execute("create table plain (a integer)");
  db.table("plain").insert({{"a", 1}});
  db.table("plain").truncate();
  BOOST_TEST(db.table("plain").count() == 0U);
}

BOOST_AUTO_TEST_CASE(update_or_insert_tells_what_it_did) {
  BOOST_TEST(!db.table("settings").update_or_insert({{"key", "theme"}}, {{"value", "new"}}));
  BOOST_TEST(db.table("settings").update_or_insert({{"key", "fresh"}}, {{"value", "v"}}));
  BOOST_TEST(*db.table("settings").where("key", "theme").value<std::string>("value") == "new");
  BOOST_TEST(*db.table("settings").where("key", "fresh").value<std::string>("value") == "v");
}

BOOST_AUTO_TEST_CASE(writes_give_their_rows_back) {
  const zin::Rows made =
      db.table("tags").returning("id", "name").insert({{{"name", "a"}}, {{"name", "b"}}});
  BOOST_REQUIRE(made.size() == 2U);
  BOOST_TEST(made[1].get<std::string>("name") == "b");
  const zin::Rows changed =
      db.table("users").where("votes", 50).returning({"id"}).update({{"votes", 51}});
  BOOST_TEST(changed.size() == 2U);
  const zin::Rows gone = db.table("tags").where("name", "a").returning({}).delete_();
  BOOST_REQUIRE(gone.size() == 1U);
  BOOST_TEST(gone[0].get<std::string>("name") == "a");
}

BOOST_AUTO_TEST_CASE(what_runs_in_a_transaction_is_undone_with_it) {
  BOOST_TEST(code_of([&] {
               db.transaction([&](zin::Session& tx) {
                 tx.table("users").where("id", 1).update({{"name", "X"}});
                 BOOST_TEST(*tx.table("users").where("id", 1).value<std::string>("name") == "X");
                 tx.table("tags").insert({{"id", 1}, {"name", "twice"}});
               });
             }) == zin::Errc::unique_violation);
  BOOST_TEST(name_of(1) == "Ada");
}

BOOST_AUTO_TEST_CASE(a_row_to_update_or_insert_meets_all_conditions) {
  // Bob is an editor, and not the one who is asked for.
  auto query = db.table("users").where("role", "editor").or_where("role", "guest");
  BOOST_TEST(!query.update_or_insert({{"id", 3}}, {{"name", "Cleo II"}}));
  BOOST_TEST(name_of(2) == "Bob");
  BOOST_TEST(name_of(3) == "Cleo II");
  BOOST_TEST(query.update_or_insert({{"id", 9}}, {{"name", "Zoe"}}));
  BOOST_TEST(name_of(9) == "Zoe");
}

BOOST_AUTO_TEST_CASE(many_rows_are_inserted_by_a_query) {
  std::vector<std::vector<zin::Value>> rows;
  for (int id = 100; id < 5'100; ++id) rows.push_back({id, std::to_string(id)});
  std::uint64_t told = 0;
  zin::InsertOptions options;
  options.progress = [&](std::uint64_t done) { told = done; };
  BOOST_TEST(db.table("tags").insert_many({"id", "name"}, rows, options) == 5'000U);
  BOOST_TEST(told == 5'000U);
  BOOST_TEST(db.table("tags").insert_many({"id", "name"}, {{9, "nine"}}) == 1U);
  BOOST_TEST(db.table("tags").count() == 5'004U);
  BOOST_TEST(code_of([&] { return db.table("tags").where("id", 1).insert_many({"id"}, {{9}}); }) ==
             zin::Errc::invalid_argument);
}

BOOST_AUTO_TEST_CASE(an_upsert_that_overwrites_nothing_inserts) {
  BOOST_TEST(code_of([&] {
               return db.table("settings").upsert({{"key", "theme"}, {"value", "x"}}, "key", {});
             }) == zin::Errc::unique_violation);
  BOOST_TEST(*db.table("settings").where("key", "theme").value<std::string>("value") == "dark");
}

BOOST_AUTO_TEST_CASE(new_rows_are_told_from_those_that_were_there) {
  const auto rows = db.table("tags").insert_or_ignore_returning(
      {{{"id", 1}, {"name", "x"}}, {{"id", 9}, {"name", "new"}}}, {"name"}, "id");
  BOOST_REQUIRE(rows.size() == 1U);
  BOOST_TEST(rows[0].get<std::string>(0) == "new");
  // Another key than the one that was named.
  BOOST_TEST(code_of([&] {
               return db.table("tags").insert_or_ignore_returning({{"id", 10}, {"name", "sql"}},
                                                                  "id", "id");
             }) == zin::Errc::unique_violation);
}

BOOST_AUTO_TEST_CASE(the_database_is_not_used_beside_its_transaction) {
  BOOST_TEST(code_of([&] {
               db.transaction([&](zin::Session&) {
                 db.table("users").where("id", 1).update({{"name", "X"}});
               });
             }) == zin::Errc::outside_transaction);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
