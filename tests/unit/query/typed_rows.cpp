// Rows as plain structs.
// SPDX-License-Identifier: MIT
#include <boost/describe.hpp>
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <span>

#include "printing.hpp"
#include "sqlite_database.hpp"
#include "thrown.hpp"

namespace {

using zin::test::thrown_by;

struct User {
  int id = 0;
  std::string name;
  std::optional<std::string> email;
  std::int64_t votes = 0;
  bool active = false;
};
BOOST_DESCRIBE_STRUCT(User, (), (id, name, email, votes, active))

struct Strict {
  int id = 0;
  std::string email;
};
BOOST_DESCRIBE_STRUCT(Strict, (), (id, email))

struct Other {
  int id = 0;
  int height = 0;
};
BOOST_DESCRIBE_STRUCT(Other, (), (id, height))

struct Named {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Named, (), (name))

struct Voter : Named {
  std::int64_t votes = 0;
};
BOOST_DESCRIBE_STRUCT(Voter, (Named), (votes))

struct Member : Voter {
  std::optional<std::string> role;
};
BOOST_DESCRIBE_STRUCT(Member, (Voter), (role))

// What would view rows that are gone does not compile.
template <class T>
concept Gets = requires(const zin::Query& query) {
  query.get<T>();
};
template <class T>
concept Plucks = requires(const zin::Query& query) {
  query.pluck<T>("name");
  query.value<T>("name");
  query.first<T>();
  query.find<T>(1);
};
static_assert(Gets<std::string> && Gets<User> && Gets<std::optional<std::string>>);
static_assert(!Gets<std::string_view> && !Gets<std::optional<std::string_view>>);
static_assert(!Gets<std::span<const std::byte>>);
static_assert(Plucks<std::string> && !Plucks<std::string_view>);

BOOST_FIXTURE_TEST_SUITE(query_typed_rows, Tables)

BOOST_AUTO_TEST_CASE(members_of_bases_are_filled_too) {
  const std::vector<Member> members = db.table("users").order_by("id").get<Member>();
  BOOST_REQUIRE(members.size() == 5U);
  BOOST_TEST(members[1].name == "Bob");
  BOOST_TEST(members[1].votes == 80);
  BOOST_TEST(*members[1].role == "editor");
  BOOST_TEST(!members[3].role.has_value());
  const zin::Error error =
      thrown_by([&] { return db.table("users").select("votes", "role").get<Member>(); });
  BOOST_TEST((error.code() == zin::Errc::unknown_column));
  BOOST_TEST(zin::test::says(error, "name"), error.what());
}

BOOST_AUTO_TEST_CASE(members_are_filled_by_name) {
  const std::vector<User> users = db.table("users").order_by("id").get<User>();
  BOOST_REQUIRE(users.size() == 5U);
  BOOST_TEST(users[0].name == "Ada");
  BOOST_TEST(users[0].votes == 120);
  BOOST_TEST(users[0].active);
  BOOST_TEST(*users[0].email == "ada@example.com");
  BOOST_TEST(!users[3].email.has_value());
  BOOST_TEST(!users[4].active);
}

BOOST_AUTO_TEST_CASE(other_verbs_give_structs_too) {
  BOOST_TEST(db.table("users").order_by("votes", "desc").first<User>()->name == "Ada");
  BOOST_TEST(db.table("users").find<User>(2)->name == "Bob");
  BOOST_TEST(!db.table("users").find<User>(99).has_value());
  BOOST_TEST(db.table("users").where("id", 3).sole<User>().votes == 50);
  const auto page = db.table("users").order_by("id").paginate<User>(2, 2);
  BOOST_REQUIRE(page.size() == 2U);
  BOOST_TEST(page.items[0].name == "Cleo");
  BOOST_TEST(page.total == 5U);
}

BOOST_AUTO_TEST_CASE(what_is_no_struct_is_the_first_column) {
  const auto ids = db.table("users").order_by("id").select("id").get<std::int64_t>();
  BOOST_TEST(ids == (std::vector<std::int64_t>{1, 2, 3, 4, 5}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_null_for_a_plain_member_names_column_and_field) {
  const zin::Error error = thrown_by([&] { return db.table("users").get<Strict>(); });
  BOOST_TEST(error.code() == zin::Errc::type_mismatch);
  BOOST_TEST(zin::test::says(error, "column \"email\""), error.what());
  BOOST_TEST(zin::test::says(error, "field email"), error.what());
}

BOOST_AUTO_TEST_CASE(a_missing_column_names_the_field) {
  const zin::Error error = thrown_by([&] { return db.table("users").get<Other>(); });
  BOOST_TEST(error.code() == zin::Errc::unknown_column);
  BOOST_TEST(zin::test::says(error, "field height"), error.what());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
