// Records that factories make up.
// SPDX-License-Identifier: MIT
#include "blog.hpp"

using namespace zin;
using namespace zin::test;

namespace {

struct FactoryBlog : Blog {
  const ModelFactory articles{
      posts.on(shared()), [](Factory& make) {
        return Attributes{{"title", make.sentence(3)}, {"votes", make.integer(0, 9)}};
      }};
  const ModelFactory writers = ModelFactory{
      users.on(shared()), [](Factory& make) {
        return Attributes{{"name", make.name()}, {"email", make.email()}};
      }}.with_state("admin", [](Factory&, Attributes& made) { made.set("is_admin", true); });
};

BOOST_FIXTURE_TEST_SUITE(model_factories, FactoryBlog)

BOOST_AUTO_TEST_CASE(make_the_same_from_the_same_seed) {
  const auto first = writers.seed(7).count(3).make();
  const auto again = writers.seed(7).count(3).make();
  const auto other = writers.seed(8).count(3).make();
  BOOST_TEST(first.size() == 3U);
  for (std::size_t at = 0; at < 3; ++at) {
    BOOST_TEST(first[at].get<std::string>("email") == again[at].get<std::string>("email"));
  }
  BOOST_TEST(first[0].get<std::string>("name") + first[1].get<std::string>("name") !=
             other[0].get<std::string>("name") + other[1].get<std::string>("name"));
  BOOST_TEST(user.count() == 0U);
}

BOOST_AUTO_TEST_CASE(vary_by_states_and_sequences) {
  const auto made = writers.count(3)
                        .state("admin")
                        .state({{"votes", 5}})
                        .sequence("role", {"reader", "writer"})
                        .create();
  BOOST_TEST(made.size() == 3U);
  BOOST_TEST(user.where("is_admin", true).where("votes", 5).count() == 3U);
  BOOST_TEST(joined(user.order_by("id").pluck<std::string>("role")) == "reader writer reader");
  const Error refused = thrown_by([&] { return writers.state("king"); });
  BOOST_TEST(refused.code() == Errc::invalid_argument);
  BOOST_TEST(says(refused, "no state \"king\"; there are: admin"));
}

BOOST_AUTO_TEST_CASE(make_what_belongs_to_them) {
  static_cast<void>(writers.count(2).has(articles.count(3), "posts").create());
  BOOST_TEST(post.count() == 6U);
  BOOST_TEST(user.has("posts", "=", 3).count() == 2U);
  static_cast<void>(articles.count(2).for_(writers, "user").create());
  BOOST_TEST(user.count() == 4U);
  const Record owner = writers.seed(99).create_one();
  static_cast<void>(articles.count(2).for_(owner, "user").create());
  BOOST_TEST(owner.relation("posts").count() == 2U);
  std::size_t told = 0;
  static_cast<void>(articles.count(2).after_creating([&](Record&) { ++told; }).create());
  BOOST_TEST(told == 2U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
