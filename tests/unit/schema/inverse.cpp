// The way back of blueprints.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <string>

#include "printing.hpp"
#include "thrown.hpp"
#include "zin/zin.hpp"

namespace {

using zin::Blueprint;
using zin::Dialect;
using zin::Errc;
using zin::test::thrown_by;
using Lines = std::vector<std::string>;

Lines back(const Blueprint& blueprint, Dialect dialect = Dialect::postgres) {
  return zin::schema::inverse(blueprint).to_sql(dialect);
}
std::string refused(const Blueprint& blueprint) {
  const zin::Error error = thrown_by([&] { return zin::schema::inverse(blueprint); });
  BOOST_TEST(error.code() == Errc::unsupported);
  return error.what();
}
template <class Fn>
Blueprint altered(Fn fill) {
  return Blueprint::table("users", fill);
}

BOOST_AUTO_TEST_SUITE(schema_inverse)

BOOST_AUTO_TEST_CASE(a_new_table_goes_with_all_that_it_has) {
  const Blueprint create = Blueprint::create("users", [](Blueprint& table) {
    table.id();
    table.foreign_id("team_id").constrained();
    table.string("email").unique();
    table.comment("people");
  });
  BOOST_TEST(back(create) == Lines{"drop table if exists \"users\""},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(steps_are_reversed_in_reverse_order) {
  const Lines wanted{"alter table \"users\" drop constraint \"users_nick_unique\"",
                     "alter table \"users\" drop constraint \"users_team_id_foreign\"",
                     "alter table \"users\" drop column \"team_id\"",
                     "alter table \"users\" rename column \"full_name\" to \"name\"",
                     "alter table \"users\" drop column \"nick\""};
  const Blueprint blueprint = altered([](Blueprint& table) {
    table.string("nick").nullable().unique();
    table.rename_column("name", "full_name");
    table.foreign_id("team_id").nullable().constrained();
  });
  BOOST_TEST(back(blueprint) == wanted, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_renamed_table_gets_its_name_back_behind_what_was_done_to_it) {
  const Lines wanted{"alter table \"people\" drop column \"nick\"",
                     "alter table \"people\" rename to \"users\"",
                     "alter table \"users\" drop column \"age\""};
  const Blueprint blueprint = altered([](Blueprint& table) {
    table.integer("age").nullable();
    table.rename("people");
    table.string("nick").nullable();
  });
  BOOST_TEST(back(blueprint) == wanted, boost::test_tools::per_element());
  BOOST_TEST(back(Blueprint::rename("app.users", "people"), Dialect::mysql) ==
                 Lines{"rename table `app`.`people` to `app`.`users`"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(indexes_go_by_their_names) {
  const auto one = [](auto fill, Dialect dialect = Dialect::postgres) {
    const Lines lines = back(altered(fill), dialect);
    return lines.size() == 1 ? lines.front() : std::string{};
  };
  BOOST_TEST(one([](Blueprint& table) { table.index("a", "mine"); }) == "drop index \"mine\"");
  BOOST_TEST(one([](Blueprint& table) {
               table.unique({"a", "b"});
             }) == "alter table \"users\" drop constraint \"users_a_b_unique\"");
  // No constraint, since it is of some rows alone.
  BOOST_TEST(one([](Blueprint& table) { table.unique("a").where("b is null"); }) ==
             "drop index \"users_a_unique\"");
  BOOST_TEST(one([](Blueprint& table) { table.primary("a"); }) ==
             "alter table \"users\" drop constraint \"users_pkey\"");
  BOOST_TEST(one([](Blueprint& table) { table.primary("a"); }, Dialect::mysql) ==
             "alter table `users` drop primary key");
  BOOST_TEST(one([](Blueprint& table) { table.full_text("a"); }, Dialect::mysql) ==
             "alter table `users` drop index `users_a_fulltext`");
  BOOST_TEST(one([](Blueprint& table) { table.rename_index("a", "b"); }) ==
             "alter index \"b\" rename to \"a\"");
}

BOOST_AUTO_TEST_CASE(what_is_gone_or_unknown_is_refused_with_its_step) {
  BOOST_TEST(refused(Blueprint::drop("users")) ==
             "unsupported: table \"users\": drop table cannot be reversed: what was in the table "
             "is gone; write down() by hand");
  BOOST_TEST(refused(altered([](Blueprint& table) {
               table.string("nick").nullable();
               table.drop_column({"a", "b"});
             })) ==
             "unsupported: table \"users\": drop columns \"a\", \"b\" cannot be reversed: "
             "what was in it is gone; write down() by hand");
  BOOST_TEST(refused(altered([](Blueprint& table) { table.string("name", 50).change(); })) ==
             "unsupported: table \"users\": change column \"name\" cannot be reversed: what the "
             "column was before is not known; write down() by hand");
  BOOST_TEST(refused(altered([](Blueprint& table) { table.drop_unique({"email"}); })) ==
             "unsupported: table \"users\": drop unique index \"users_email_unique\" cannot be "
             "reversed: what the index was is not known; write down() by hand");
  BOOST_TEST(refused(altered([](Blueprint& table) { table.drop_foreign("key"); })) ==
             "unsupported: table \"users\": drop foreign key \"key\" cannot be reversed: what the "
             "key was is not known; write down() by hand");
  BOOST_TEST(refused(altered([](Blueprint& table) { table.comment("new"); })) ==
             "unsupported: table \"users\": comment on table cannot be reversed: the comment "
             "before is not known; write down() by hand");
  BOOST_TEST(
      refused(Blueprint::create_if_not_exists("users", [](Blueprint& table) { table.id(); })) ==
      "unsupported: table \"users\": create table cannot be reversed: whether the table was "
      "there before is not known; write down() by hand");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
