// Relations: loaded at once, asked for, and written through.
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "blog.hpp"

using namespace zin;
using namespace zin::test;

namespace {

std::vector<std::string> titles(const Records& records) {
  auto all = records.pluck<std::string>("title");
  std::ranges::sort(all);
  return all;
}

BOOST_FIXTURE_TEST_SUITE(model_relations, Blog)

BOOST_AUTO_TEST_CASE(are_loaded_by_one_statement_each) {
  fill();
  Records all;
  BOOST_TEST(statements([&] {
               all = user.with({"posts", "posts.comments", "profile"}).order_by("id").get();
             }) == 4U);
  BOOST_TEST(statements([&] {
               BOOST_TEST(joined(titles(all[0].related("posts"))) == "First Second");
               BOOST_TEST(joined(titles(all[1].related("posts"))) == "Third");
               BOOST_TEST(all[2].related("posts").empty());
               const Record first = all[0].related("posts").front();
               BOOST_TEST(first.related("comments").size() == 2U);
               BOOST_TEST(all[2].one("profile")->get<std::string>("bio") == "none");
             }) == 0U);
}

BOOST_AUTO_TEST_CASE(that_were_not_loaded_are_for_the_whole_result) {
  fill();
  const Records all = user.order_by("id").get();
  const std::uint64_t before = lazy_loads();
  BOOST_TEST(statements([&] {
               std::size_t count = 0;
               for (const Record& each : all) count += each.related("posts").size();
               BOOST_TEST(count == 3U);
             }) == 1U);
  BOOST_TEST(lazy_loads() - before == 1U);
  // The related ones are one result, too.
  BOOST_TEST(statements([&] {
               for (const Record& each : all) {
                 for (const Record& one : each.related("posts")) {
                   static_cast<void>(one.related("comments"));
                 }
               }
             }) == 1U);
  const Model strict = Model::define({.table = "users", .lazy_loading = LazyLoading::refused},
                                     {{"posts", [](const Record& r) { return r.has_many(posts); }}})
                           .on(shared());
  const Error refused = thrown_by([&] { return strict.first()->related("posts"); });
  BOOST_TEST(refused.code() == Errc::invalid_argument);
  BOOST_TEST(says(refused, "with(\"posts\")"));
  BOOST_TEST(strict.with("posts").first()->related("posts").size() == 2U);
}

BOOST_AUTO_TEST_CASE(may_be_narrowed_and_limited_for_each_parent) {
  fill();
  const Records all =
      user.with("posts", [](auto& q) { q.where("votes", ">", 5).or_where("title", "Third"); })
          .with("best")
          .order_by("id")
          .get();
  BOOST_TEST(joined(titles(all[0].related("posts"))) == "Second");
  BOOST_TEST(joined(titles(all[1].related("posts"))) == "Third");
  BOOST_TEST(joined(titles(all[0].related("best"))) == "Second");
  BOOST_TEST(joined(titles(all[1].related("best"))) == "Third");
}

BOOST_AUTO_TEST_CASE(of_a_name_that_there_is_not_are_refused_before_anything_runs) {
  fill();
  BOOST_TEST(statements([&] {
               const Error failure = thrown_by([&] { return user.with("post").get(); });
               BOOST_TEST(failure.code() == Errc::unknown_column);
               BOOST_TEST(says(failure, "no relation \"post\"; there are: posts, best, profile"));
             }) == 0U);
}

BOOST_AUTO_TEST_CASE(to_one_belong_and_are_associated) {
  fill();
  Record third = post.with("user").where("title", "Third").first_or_fail();
  BOOST_TEST(third.one("user")->get<std::string>("name") == "Bob");
  const Record cy = user.where("name", "Cy").first_or_fail();
  third.relation("user").associate(cy).save();
  BOOST_TEST(cy.relation("posts").count() == 1U);
  third.relation("user").dissociate().save();
  BOOST_TEST(post.find_or_fail(third.key()).is_null("user_id"));
  BOOST_TEST(!post.find_or_fail(third.key()).one("user").has_value());
  BOOST_TEST((code_of([&] { cy.relation("posts").associate(third); }) == Errc::invalid_argument));
}

BOOST_AUTO_TEST_CASE(over_a_pivot_table_are_attached_and_synced) {
  fill();
  const Record first = post.where("title", "First").first_or_fail();
  std::vector<Value> keys;
  for (const char* const name : {"a", "b", "c"}) keys.push_back(tag.create({{"name", name}}).key());
  BOOST_TEST(first.relation("tags").attach({keys[0], keys[1]}, {{"weight", 4}}) == 2U);
  const Record found = post.with("tags").find_or_fail(first.key());
  BOOST_TEST(found.related("tags").size() == 2U);
  BOOST_TEST(found.related("tags").front().pivot<int>("weight") == 4);
  BOOST_TEST(!found.related("tags").front().pivot("created_at").is_null());
  const auto synced = first.relation("tags").sync({keys[1], keys[2]});
  BOOST_TEST(synced.attached.size() == 1U);
  BOOST_TEST(synced.detached.size() == 1U);
  auto names = first.relation("tags").get().pluck<std::string>("name");
  std::ranges::sort(names);
  BOOST_TEST(joined(names) == "b c");
  BOOST_TEST(first.relation("tags").update_existing_pivot(keys[1], {{"weight", 9}}) == 1U);
  BOOST_TEST(
      first.relation("tags").where_pivot("weight", 9).get().front().get<std::string>("name") ==
      "b");
  const auto toggled = first.relation("tags").toggle({keys[0], keys[1]});
  BOOST_TEST(toggled.attached.size() == 1U);
  BOOST_TEST(toggled.detached.size() == 1U);
  BOOST_TEST(first.relation("tags").detach(keys[0]) == 1U);
  BOOST_TEST(first.relation("tags").count() == 1U);
  const Record made = first.relation("tags").create({{"name", "d"}});
  BOOST_TEST(made.relation("posts").count() == 1U);
  BOOST_TEST(first.relation("tags").detach_all() == 2U);
  BOOST_TEST((code_of([&] { first.relation("user").attach(1); }) == Errc::invalid_argument));
}

BOOST_AUTO_TEST_CASE(through_a_table_in_between) {
  fill();
  const Record land = country.create({{"name", "X"}});
  user.where("name", "Ada").update({{"country_id", land.key()}});
  const Records all = country.with({"posts", "first_post"}).get();
  BOOST_TEST(joined(titles(all[0].related("posts"))) == "First Second");
  BOOST_TEST(all[0].one("first_post")->get<std::string>("title") == "First");
  BOOST_TEST(land.relation("posts").count() == 2U);
}

BOOST_AUTO_TEST_CASE(of_several_kinds) {
  fill();
  const Record clip = video.create({{"title", "Clip"}});
  clip.relation("comments").create({{"body", "nice"}});
  const Records all = comment.with("commentable").order_by("id").get();
  BOOST_TEST(all.size() == 3U);
  BOOST_TEST(all[0].one("commentable")->get<std::string>("title") == "First");
  BOOST_TEST(all[2].one("commentable")->get<std::string>("title") == "Clip");
  BOOST_TEST(all[2].get<std::string>("commentable_type") == "video");
  const Record latest = post.with("latest").where("title", "First").first_or_fail();
  BOOST_TEST(latest.one("latest")->get<std::string>("body") == "better");
  const Record label = tag.create({{"name", "fun"}});
  static_cast<void>(clip.relation("labels").attach(label.key()));
  const Record first = post.where("title", "First").first_or_fail();
  static_cast<void>(first.relation("labels").attach(label.key()));
  BOOST_TEST(label.relation("labelled_posts").count() == 1U);
  BOOST_TEST(label.related("labelled_videos").front().get<std::string>("title") == "Clip");
  BOOST_TEST(first.related("labels").front().get<std::string>("name") == "fun");
  Record last = all[2];
  last.relation("commentable").associate(first).save();
  BOOST_TEST(first.relation("comments").count() == 3U);
  shared().table("comments").where("id", last.key()).update({{"commentable_type", "song"}});
  const Error failure = thrown_by([&] { return comment.with("commentable").get(); });
  BOOST_TEST(failure.code() == Errc::data_error);
  BOOST_TEST(says(failure, "\"song\""));
}

BOOST_AUTO_TEST_CASE(are_asked_for) {
  fill();
  const auto names = [](const ModelQuery& query) {
    return joined(ModelQuery{query}.order_by("id").get().pluck<std::string>("name"));
  };
  BOOST_TEST(names(user.has("posts")) == "Ada Bob");
  BOOST_TEST(names(user.has("posts", ">=", 2)) == "Ada");
  BOOST_TEST(names(user.doesnt_have("posts")) == "Cy");
  BOOST_TEST(names(user.where_has("posts", [](auto& q) { q.where("title", "Third"); })) == "Bob");
  BOOST_TEST(names(user.where_has("posts.comments")) == "Ada");
  BOOST_TEST(names(user.where("name", "Cy").or_where_has("posts.comments")) == "Ada Cy");
  // Of those that are not marked as deleted.
  post.where("title", "Third").remove();
  BOOST_TEST(names(user.has("posts")) == "Ada");
  const Error failure = thrown_by([&] { return comment.has("commentable"); });
  BOOST_TEST(failure.code() == Errc::unsupported);
}

BOOST_AUTO_TEST_CASE(are_counted_and_summed) {
  fill();
  const Records all = user.with_count("posts")
                          .with_sum("posts", "votes")
                          .with_max("posts", "votes")
                          .with_exists("posts")
                          .order_by("id")
                          .get();
  BOOST_TEST(all[0].get<int>("posts_count") == 2);
  BOOST_TEST(all[0].get<int>("posts_sum_votes") == 12);
  BOOST_TEST(all[0].get<int>("posts_max_votes") == 7);
  BOOST_TEST(all[0].get<bool>("posts_exists"));
  BOOST_TEST(all[2].get<int>("posts_count") == 0);
  BOOST_TEST(!all[2].get<bool>("posts_exists"));
  BOOST_TEST(all[0].get<std::string>("name") == "Ada");
  Record later = user.where("name", "Ada").first_or_fail();
  BOOST_TEST(later.load_count("posts").get<int>("posts_count") == 2);
  BOOST_TEST(later.is_clean());
}

BOOST_AUTO_TEST_CASE(of_more_parents_than_a_statement_takes_parameters) {
  const int parents = static_cast<int>(shared().traits().max_parameters) + 1000;
  if (parents > 100'000) return;  // a SQLite that was built for more
  std::vector<std::vector<Value>> rows;
  for (int i = 1; i <= parents; ++i) rows.push_back({"p", i});
  shared().insert_many("posts", {"title", "user_id"}, rows);
  std::vector<std::vector<Value>> writers{{1, "first"}, {parents, "last"}};
  shared().insert_many("users", {"id", "name"}, writers);
  Records all;
  BOOST_TEST(statements([&] { all = post.with("user").order_by("id").get(); }) == 3U);
  BOOST_TEST(all.front().one("user")->get<std::string>("name") == "first");
  BOOST_TEST(all.back().one("user")->get<std::string>("name") == "last");
  BOOST_TEST(!all[1].one("user").has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
