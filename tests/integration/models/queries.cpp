// Queries of models: they read as those of tables do, and give records.
// SPDX-License-Identifier: MIT
#include "blog.hpp"

using namespace zin;
using namespace zin::test;

namespace {

BOOST_FIXTURE_TEST_SUITE(model_queries, Blog)

BOOST_AUTO_TEST_CASE(find_by_key_or_say_that_there_is_none) {
  fill();
  const Value key = user.where("name", "Bob").first_or_fail().key();
  BOOST_TEST(user.find(key)->get<std::string>("name") == "Bob");
  BOOST_TEST(!user.find(987654).has_value());
  const Error failure = thrown_by([&] { return user.find_or_fail(987654); });
  BOOST_TEST(failure.code() == Errc::not_found);
  BOOST_TEST(says(failure, "no record of users with this id"));
  BOOST_TEST(user.find_many({key}).size() == 1U);
  BOOST_TEST(user.find_many({}).empty());
  // What was said before holds for find(), too.
  BOOST_TEST(!user.where("name", "Ada").or_where("name", "Cy").find(key).has_value());
  BOOST_TEST((code_of([&] { return user.where("votes", ">", 5).sole(); }) == Errc::multiple_found));
}

BOOST_AUTO_TEST_CASE(take_every_form_of_condition) {
  fill();
  BOOST_TEST(user.where({{"name", "Ada"}, {"votes", ">", 1}}).count() == 1U);
  BOOST_TEST(user.where_in("name", {"Ada", "Bob"}).count() == 2U);
  BOOST_TEST(user.where("email", nullptr).count() == 2U);
  BOOST_TEST(user.where([](auto& q) { q.where("name", "Ada").or_where("name", "Bob"); })
                 .where("votes", "<", 10)
                 .count() == 1U);
  BOOST_TEST(user.where_in("id", shared().table("posts").select("user_id")).count() == 2U);
  BOOST_TEST(user.order_by("votes", "desc").limit(1).get().front().get<std::string>("name") ==
             "Ada");
  BOOST_TEST(user.select("id", "name").first()->names().size() == 2U);
  BOOST_TEST(user.max<int>("votes").value() == 12);
  BOOST_TEST(user.sum<int>("votes") == 25);
  BOOST_TEST(user.order_by("id").pluck<std::string>("name").size() == 3U);
  BOOST_TEST(user.exists());
}

BOOST_AUTO_TEST_CASE(give_plain_rows_when_they_are_asked) {
  fill();
  const Rows rows = user.where("name", "Ada").rows();
  BOOST_TEST(rows.size() == 1U);
  BOOST_TEST(rows.front().get<std::string>("name") == "Ada");
  BOOST_TEST(user.order_by("id").get().rows().size() == 3U);
}

BOOST_AUTO_TEST_CASE(have_scopes) {
  fill();
  BOOST_TEST(user.scope("popular").scope("named").count() == 2U);
  const Error failure = thrown_by([&] { return user.scope("recent"); });
  BOOST_TEST(failure.code() == Errc::invalid_argument);
  BOOST_TEST(says(failure, "there are: popular, named"));
  const Model some =
      Model::define({.table = "users",
                     .global_scopes = {{"few", [](ModelQuery& q) { q.where("votes", "<", 11); }}}})
          .on(shared());
  BOOST_TEST(some.count() == 2U);
  BOOST_TEST(some.where("name", "Ada").or_where("name", "Bob").count() == 1U);
  BOOST_TEST(some.without_global_scope("few").count() == 3U);
}

BOOST_AUTO_TEST_CASE(come_in_pages_and_pieces) {
  fill();
  const auto page = user.order_by("id").paginate(2, 2);
  BOOST_TEST(page.total == 3U);
  BOOST_TEST(page.items.front().get<std::string>("name") == "Cy");
  BOOST_TEST(user.order_by("id").simple_paginate(2, 1).has_more());
  const auto cursor = user.order_by("id").cursor_paginate(2);
  BOOST_TEST(user.order_by("id").cursor_paginate(2, cursor.next_cursor).items.size() == 1U);
  std::vector<std::string> seen;
  user.with("posts").chunk_by_id(2, [&](const Records& piece) {
    for (const Record& each : piece) {
      seen.push_back(each.get<std::string>("name") + std::to_string(each.related("posts").size()));
    }
  });
  BOOST_TEST(joined(seen) == "Ada2 Bob1 Cy0");
  std::size_t count = 0;
  user.each([&](Record& each) {
    each.set("votes", 1).save();
    ++count;
    return count < 2;
  });
  BOOST_TEST(user.where("votes", 1).count() == 2U);
  std::vector<std::string> lazy;
  user.order_by("id").lazy(
      [&](const Record& each) { lazy.push_back(each.get<std::string>("name")); });
  BOOST_TEST(joined(lazy) == "Ada Bob Cy");
}

BOOST_AUTO_TEST_CASE(write_many_rows_with_the_time) {
  fill();
  blog_time() += std::chrono::hours{2};
  BOOST_TEST(user.where("votes", ">=", 10).update({{"is_admin", true}}) == 2U);
  BOOST_TEST(user.where("is_admin", true).count() == 2U);
  const Record ada = user.where("name", "Ada").first_or_fail();
  BOOST_TEST((ada.get<TimestampTz>("updated_at") - ada.get<TimestampTz>("created_at") ==
              std::chrono::hours{2}));
  blog_time() -= std::chrono::hours{2};
  BOOST_TEST(user.where("name", "Cy").remove() == 1U);
  BOOST_TEST((code_of([&] {
                return user.query().update({{"votes", 1}});
              }) == Errc::invalid_argument));
}

BOOST_AUTO_TEST_CASE(run_on_the_connection_that_is_named) {
  fill();
  Manager manager;
  manager.use_database(place().config, "external_db");
  manager.use_database(place().config);
  BOOST_TEST(users.using_manager(manager).count() == 3U);
  const Model external =
      Model::define({.connection = "external_db", .table = "users"}).using_manager(manager);
  BOOST_TEST(external.where("name", "Ada").first()->get<std::string>("name") == "Ada");
  const Error failure = thrown_by([&] { return external.db("nowhere").count(); });
  BOOST_TEST(failure.code() == Errc::unknown_connection);
  BOOST_TEST(says(failure, "external_db"));
}

BOOST_AUTO_TEST_CASE(load_relations_from_another_connection_and_do_not_ask_across) {
  fill();
  Manager manager;
  manager.use_database(place().config, "other");
  manager.use_database(place().config);
  static const Model remote = Model::define({.connection = "other", .table = "posts"});
  const Model local = Model::define({.table = "users"},
                                    {{"posts", [](const Record& r) { return r.has_many(remote); }}})
                          .using_manager(manager);
  BOOST_TEST(local.with("posts").order_by("id").get().front().related("posts").size() == 2U);
  const Error failure = thrown_by([&] { return local.has("posts"); });
  BOOST_TEST(failure.code() == Errc::unsupported);
  BOOST_TEST(says(failure, "\"other\""));
}

BOOST_AUTO_TEST_CASE(write_rows_as_the_builder_does) {
  BOOST_TEST(user.query().insert(
                 {{{"name", "a"}, {"email", "a@x"}}, {{"name", "b"}, {"email", "b@x"}}}) == 2U);
  const auto id = user.query().insert_get_id({{"name", "c"}, {"email", "c@x"}});
  BOOST_TEST(user.find_or_fail(id).get<std::string>("name") == "c");
  user.query().upsert({{{"name", "A"}, {"email", "a@x"}}, {{"name", "D"}, {"email", "d@x"}}},
                      "email");
  BOOST_TEST(user.where("email", "a@x").value<std::string>("name").value() == "A");
  BOOST_TEST(user.where("email", "a@x").sole_value<std::string>("name") == "A");
  BOOST_TEST(user.order_by("email").implode("name", ",") == "A,b,c,D");
  BOOST_TEST(user.query().insert_or_ignore({{"name", "z"}, {"email", "a@x"}}) == 0U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
