// The query builder on a real table: the same words, the same rows.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "place.hpp"
#include "printing.hpp"
#include "thrown.hpp"

using namespace zin;
using namespace zin::test;

namespace {

struct Users : Table {
  Users()
      : Table("users", "id " + std::string{differences().id} +
                           ", name varchar(40) not null, votes integer not null, active " +
                           std::string{differences().boolean} +
                           " not null, constraint users_name unique (name)") {
    users().insert({{{"name", "Ann"}, {"votes", 10}, {"active", true}},
                    {{"name", "Bob"}, {"votes", 20}, {"active", false}},
                    {{"name", "Cid"}, {"votes", 30}, {"active", true}}});
  }
  static Query users() { return shared().table("users"); }
  static std::vector<std::string> names(const Query& query) {
    return query.pluck<std::string>("name");
  }
};

using Strings = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(queries)

BOOST_FIXTURE_TEST_CASE(conditions_find_their_rows, Users) {
  BOOST_TEST(names(users().where("active", true).order_by("name")) == (Strings{"Ann", "Cid"}));
  BOOST_TEST(names(users().where("votes", ">", 10).order_by("name")) == (Strings{"Bob", "Cid"}));
  BOOST_TEST(names(users().where_in("id", {1, 3}).order_by("id", "desc")) ==
             (Strings{"Cid", "Ann"}));
  BOOST_TEST(names(users().where_in("id", {})).empty());
  BOOST_TEST(names(users().where("name", "like", "%b%")) == (Strings{"Bob"}));
  BOOST_TEST(users().where("name", "it's; drop table users").count() == 0U);
}

BOOST_FIXTURE_TEST_CASE(aggregates_calculate, Users) {
  BOOST_TEST(users().count() == 3U);
  BOOST_TEST(users().max("votes").get<int>() == 30);
  BOOST_TEST(users().sum<int>("votes") == 60);
  BOOST_TEST(users().where("votes", ">", 100).exists() == false);
}

BOOST_FIXTURE_TEST_CASE(updates_and_deletes_tell_how_many, Users) {
  BOOST_TEST(users().where("active", true).update({{"votes", 1}}) == 2U);
  BOOST_TEST(users().where("name", "Bob").increment("votes", 5) == 1U);
  BOOST_TEST(users().where("name", "Bob").value<int>("votes").value() == 25);
  BOOST_TEST(users().where("votes", 1).remove() == 2U);
  BOOST_TEST(count() == 1);
}

BOOST_FIXTURE_TEST_CASE(an_upsert_changes_what_is_there_and_inserts_what_is_not, Users) {
  users().upsert({{{"name", "Ann"}, {"votes", 11}, {"active", false}},
                  {{"name", "Dan"}, {"votes", 40}, {"active", true}}},
                 "name", {"votes"});
  BOOST_TEST(count() == 4);
  const Row ann = users().where("name", "Ann").first_or_fail();
  BOOST_TEST(ann.get<int>("votes") == 11);
  BOOST_TEST(ann.get<bool>("active"));
  users().insert_or_ignore({{"name", "Ann"}, {"votes", 99}, {"active", true}});
  BOOST_TEST(users().where("name", "Ann").value<int>("votes").value() == 11);
}

BOOST_FIXTURE_TEST_CASE(pages_are_cut_in_order, Users) {
  const auto page = users().order_by("id").paginate(2, 2);
  BOOST_TEST(page.total == 3U);
  BOOST_REQUIRE(page.size() == 1U);
  BOOST_TEST(page.items[0].get<std::string>("name") == "Cid");
}

BOOST_FIXTURE_TEST_CASE(a_row_that_must_be_there_and_is_not_is_told, Users) {
  BOOST_TEST(!users().find(99).has_value());
  BOOST_TEST(code_of([] { return users().where("id", 99).first_or_fail(); }) == Errc::not_found);
  BOOST_TEST(code_of([] { return users().sole(); }) == Errc::multiple_found);
}

BOOST_FIXTURE_TEST_CASE(a_query_in_a_transaction_is_part_of_it, Users) {
  BOOST_CHECK_THROW(shared().transaction([](Session& tx) {
    tx.table("users").where("name", "Ann").update({{"votes", 0}});
    throw std::runtime_error("no");
  }),
                    std::runtime_error);
  BOOST_TEST(users().where("name", "Ann").value<int>("votes").value() == 10);
}

BOOST_AUTO_TEST_SUITE_END()
