// Models of plain structs.
// SPDX-License-Identifier: MIT
#include <boost/describe/class.hpp>

#include "blog.hpp"

using namespace zin;
using namespace zin::test;

namespace {

struct Keyed {
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Keyed, (), (id))

struct Member : Keyed {
  std::string name;
  std::optional<std::string> email;
  int votes = 0;
  bool is_admin = false;
};
BOOST_DESCRIBE_STRUCT(Member, (Keyed), (name, email, votes, is_admin))

struct Article {
  std::int64_t id = 0;
  std::string title;
  int votes = 0;
  int version = 0;
};
BOOST_DESCRIBE_STRUCT(Article, (), (id, title, votes, version))

const ModelOf<Member> members{
    {.table = "users",
     .timestamps = true,
     .observers = {{ModelEvent::creating,
                    [](Record& r) { return r.get<std::string>("name") != "no"; }}}},
    {{"posts", [](const Record& r) { return r.has_many(posts); }}}};
const ModelOf<Article> articles{{.table = "posts", .soft_deletes = true, .version = "version"}};

struct TypedBlog : Blog {
  const ModelOf<Member> member = members.on(shared());
  const ModelOf<Article> article = articles.on(shared());
};

template <class Owner, class M, class V>
concept MayCompare = requires(TypedQuery<Member> q, M Owner::*m, V v) {
  q.where(m, v);
};
static_assert(MayCompare<Member, int, int>);
static_assert(MayCompare<Member, std::optional<std::string>, const char*>);
static_assert(MayCompare<Member, std::optional<std::string>, std::nullptr_t>);
static_assert(!MayCompare<Member, int, const char*>);
static_assert(!MayCompare<Member, int, std::nullptr_t>);

BOOST_FIXTURE_TEST_SUITE(typed_models, TypedBlog)

BOOST_AUTO_TEST_CASE(store_and_find_structs) {
  const Member ada = member.create({{}, "Ada", "ada@x.com", 12, true});
  BOOST_TEST(ada.id != 0);
  BOOST_TEST(!user.find_or_fail(ada.id).is_null("created_at"));
  member.create({{}, "Bob", std::nullopt, 3, false});
  const auto found = member.where(&Member::votes, ">", 10).get();
  BOOST_TEST(found.size() == 1U);
  BOOST_TEST(found[0].name == "Ada");
  BOOST_TEST(found[0].email.value() == "ada@x.com");
  BOOST_TEST(found[0].is_admin);
  BOOST_TEST(member.find(ada.id)->name == "Ada");
  BOOST_TEST(!member.find(98765).has_value());
  BOOST_TEST((code_of([&] { return member.find_or_fail(98765); }) == Errc::not_found));
  BOOST_TEST(member.where(&Member::email, nullptr).first()->name == "Bob");
  BOOST_TEST(member.where_in(&Member::name, {"Ada", "Cy"}).count() == 1U);
  BOOST_TEST(member.where(&Keyed::id, ada.id).exists());
  BOOST_TEST(joined(member.order_by(&Member::votes).pluck(&Member::name)) == "Bob Ada");
  BOOST_TEST(member.query().sum(&Member::votes) == 15);
  BOOST_TEST(member.query().max(&Member::votes).value() == 12);
  BOOST_TEST(
      member.where([](auto& q) { q.where(&Member::votes, 3).or_where(&Member::name, "Ada"); })
          .count() == 2U);
}

BOOST_AUTO_TEST_CASE(save_inserts_or_updates) {
  Member cy{{}, "Cy", std::nullopt, 1, false};
  BOOST_TEST(member.save(cy));
  BOOST_TEST(cy.id != 0);
  cy.votes = 9;
  BOOST_TEST(member.save(cy));
  BOOST_TEST(member.count() == 1U);
  BOOST_TEST(member.find_or_fail(cy.id).votes == 9);
  BOOST_TEST(member.where(&Member::name, "Cy").update(&Member::votes, 4) == 1U);
  member.refresh(cy);
  BOOST_TEST(cy.votes == 4);
  BOOST_TEST(member.remove(cy));
  BOOST_TEST(member.count() == 0U);
  BOOST_TEST((code_of([&] { member.save(cy); }) == Errc::not_found));
  Member no{{}, "no", std::nullopt, 1, false};
  BOOST_TEST(!member.save(no));
  BOOST_TEST(no.id == 0);
}

BOOST_AUTO_TEST_CASE(heed_versions_and_soft_deletes) {
  Article first = article.create({0, "a", 1, 0});
  BOOST_TEST(first.version == 1);
  Article other = article.find_or_fail(first.id);
  other.title = "b";
  BOOST_TEST(article.save(other));
  BOOST_TEST(other.version == 2);
  first.title = "c";
  BOOST_TEST((code_of([&] { article.save(first); }) == Errc::stale_version));
  BOOST_TEST(article.find_or_fail(first.id).title == "b");
  BOOST_TEST(article.remove(other));
  BOOST_TEST(article.count() == 0U);
  BOOST_TEST(post.with_trashed().count() == 1U);
}

BOOST_AUTO_TEST_CASE(are_read_and_changed_in_pieces) {
  std::vector<Member> given(5);
  for (std::size_t i = 0; i < given.size(); ++i) {
    given[i].name = std::string(1, static_cast<char>('a' + i));
    given[i].votes = static_cast<int>(i);
  }
  const auto made = member.create_many(given);
  BOOST_TEST(made.size() == 5U);
  BOOST_TEST(made.back().id != 0);
  BOOST_TEST(made.back().name == "e");
  BOOST_TEST(member.find_many({made[0].id, made[4].id}).size() == 2U);
  std::string names;
  BOOST_TEST(member.order_by(&Member::name).chunk(2, [&names](const std::vector<Member>& piece) {
    for (const Member& each : piece) names += each.name;
    return names.size() < 4;
  }) == false);
  BOOST_TEST(names == "abcd");
  names.clear();
  member.order_by_desc(&Member::votes).lazy([&names](const Member& each) { names += each.name; });
  BOOST_TEST(names == "edcba");
  BOOST_TEST(member.where_between(&Member::votes, 1, 3).count() == 3U);
  BOOST_TEST(member.where_not_in(&Member::name, {"a", "b"}).count() == 3U);
  BOOST_TEST(member.query().avg(&Member::votes).value() == 2.0);
  BOOST_TEST(member.where(&Member::name, "c").value(&Member::votes).value() == 2);
  BOOST_TEST(member.where(&Member::name, "c").increment(&Member::votes, 5) == 1U);
  BOOST_TEST(member.where(&Member::name, "c").sole().votes == 7);
  const auto page = member.order_by(&Member::name).simple_paginate(2, 2);
  BOOST_TEST(page.items.front().name == "c");
  BOOST_TEST(page.has_more());
  const auto at = member.order_by(&Member::name).cursor_paginate(4);
  const auto next = member.order_by(&Member::name).cursor_paginate(4, at.next_cursor);
  BOOST_REQUIRE(next.size() == 1U);
  BOOST_TEST(next.items.front().name == "e");
  const Member again = member.first_or_create({{"name", "c"}}, {{}, "c", std::nullopt, 0, false});
  BOOST_TEST(again.votes == 7);
  BOOST_TEST((code_of([&] { return member.query().sole(); }) == Errc::multiple_found));
}

BOOST_AUTO_TEST_CASE(come_back_from_a_soft_delete) {
  const Article one = article.create({0, "a", 1, 0});
  BOOST_TEST(article.remove(one));
  BOOST_TEST(article.only_trashed().first()->title == "a");
  BOOST_TEST(article.with_trashed().where(&Article::title, "a").restore() == 1U);
  BOOST_TEST(article.count() == 1U);
  BOOST_TEST(article.force_delete(article.find_or_fail(one.id)));
  BOOST_TEST(article.with_trashed().count() == 0U);
}

BOOST_AUTO_TEST_CASE(lead_to_records_for_their_relations) {
  fill();
  const Member ada = member.where(&Member::name, "Ada").sole();
  BOOST_TEST(member.record(ada).related("posts").size() == 2U);
  BOOST_TEST(member.where_has("posts", [](auto& q) { q.where("title", "Third"); }).sole().name ==
             "Bob");
  BOOST_TEST(member.model().has("posts", ">=", 2).first()->get<std::string>("name") == "Ada");
  BOOST_TEST(
      member.where(&Member::name, "Ada").records().with("posts").first()->related("posts").size() ==
      2U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
