// The steps that a blueprint becomes, and how SQLite gets them done.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <string>
#include <variant>

#include "printing.hpp"
#include "zin/schema/compiler.hpp"
#include "zin/schema/plural.hpp"
#include "zin/zin.hpp"

namespace {

using zin::Blueprint;
using zin::Dialect;
using zin::schema::Way;
using Lines = std::vector<std::string>;

Lines steps_of(const Blueprint& blueprint) {
  Lines lines;
  for (const auto& command : blueprint.commands()) lines.push_back(described(command));
  return lines;
}

BOOST_AUTO_TEST_SUITE(schema_commands)

BOOST_AUTO_TEST_CASE(indexes_of_columns_are_steps_behind_all_others) {
  const Lines wanted{"create table", "add foreign key \"users_team_id_foreign\"",
                     "add index \"users_team_id_index\"", "add unique index \"users_email_unique\"",
                     "add index \"names\""};
  const Blueprint blueprint = Blueprint::create("users", [](Blueprint& table) {
    table.string("email").unique();
    table.string("name").index("names");
    table.foreign_id("team_id").constrained();
    table.index("team_id");
  });
  BOOST_TEST(steps_of(blueprint) == wanted, boost::test_tools::per_element());
  const auto commands = blueprint.commands();
  const auto& create = std::get<zin::schema::CreateTable>(commands.front());
  BOOST_REQUIRE(create.columns.size() == 3U);
  BOOST_TEST(create.columns[0].name == "email");
  for (const auto& column : create.columns) BOOST_TEST(column.indexes.empty());
}

BOOST_AUTO_TEST_CASE(steps_of_an_existing_table_stay_in_order) {
  const Lines wanted{"add column \"a\"",
                     "drop column \"b\"",
                     "change column \"c\"",
                     "rename column \"d\" to \"e\"",
                     "rename table to \"people\"",
                     "add column \"f\"",
                     "drop unique index \"people_c_unique\"",
                     "add index \"people_f_index\""};
  const Blueprint blueprint = Blueprint::table("users", [](Blueprint& table) {
    table.string("a");
    table.drop_column("b");
    table.string("c").change().unique(false);
    table.rename_column("d", "e");
    table.rename("people");
    table.string("f").index();
  });
  BOOST_TEST(steps_of(blueprint) == wanted, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(verbs_may_go_on_behind_others) {
  const Blueprint blueprint = Blueprint::create("users", [](Blueprint& table) {
    const auto name = table.string("name");
    const auto index = table.index("name");
    for (int at = 0; at < 100; ++at) table.integer("n" + std::to_string(at));
    name.nullable().default_("x");
    index.where("name is not null");
    BOOST_TEST(name.definition().nullable.value());
  });
  const auto commands = blueprint.commands();
  const auto& create = std::get<zin::schema::CreateTable>(commands.front());
  BOOST_TEST(create.columns.front().nullable.value());
  BOOST_TEST(std::get<zin::schema::AddIndex>(commands.back()).index.where == "name is not null");
}

BOOST_AUTO_TEST_CASE(a_copy_is_a_blueprint_of_its_own) {
  Blueprint blueprint = Blueprint::create("users", [](Blueprint& table) { table.id(); });
  const Blueprint copy = blueprint;
  blueprint.string("name");
  BOOST_TEST(copy.to_sql(Dialect::sqlite).front() ==
             "create table \"users\" (\"id\" integer primary key autoincrement not null)");
  blueprint.remove_column("name");
  BOOST_TEST((blueprint.commands() == copy.commands()));
}

BOOST_AUTO_TEST_CASE(sqlite_makes_tables_anew_where_alter_table_cannot) {
  const auto& sqlite = zin::schema::Compiler::of(Dialect::sqlite);
  const auto way = [&](auto fill) {
    const Blueprint blueprint = Blueprint::table("users", fill);
    return sqlite.way(blueprint, blueprint.commands().front());
  };
  BOOST_TEST((way([](Blueprint& table) { table.string("a"); }) == Way::statements));
  BOOST_TEST(
      (way([](Blueprint& table) { table.integer("a").virtual_as("1"); }) == Way::statements));
  BOOST_TEST((way([](Blueprint& table) { table.integer("a").stored_as("1"); }) == Way::rebuild));
  BOOST_TEST((way([](Blueprint& table) { table.id(); }) == Way::rebuild));
  BOOST_TEST((way([](Blueprint& table) { table.date("a").use_current(); }) == Way::depends));
  BOOST_TEST((way([](Blueprint& table) { table.integer("a").default_(zin::raw("(1)")); }) ==
              Way::depends));
  BOOST_TEST((way([](Blueprint& table) { table.string("a").change(); }) == Way::rebuild));
  BOOST_TEST((way([](Blueprint& table) { table.drop_column("a"); }) == Way::depends));
  BOOST_TEST((way([](Blueprint& table) { table.rename_column("a", "b"); }) == Way::statements));
  BOOST_TEST((way([](Blueprint& table) { table.drop_index("a"); }) == Way::statements));
  const Blueprint create = Blueprint::create("posts", [](Blueprint& table) {
    table.foreign_id("user_id").constrained();
    table.primary("user_id");
  });
  BOOST_TEST(!sqlite.may_rebuild(create));
  BOOST_TEST(sqlite.may_rebuild(
      Blueprint::table("users", [](Blueprint& table) { table.drop_column("a"); })));
  BOOST_TEST(!zin::schema::Compiler::of(Dialect::postgres)
                  .may_rebuild(Blueprint::table(
                      "users", [](Blueprint& table) { table.string("a").change(); })));
}

BOOST_AUTO_TEST_CASE(pieces_are_written_for_those_who_make_a_table_anew) {
  const auto& sqlite = zin::schema::Compiler::of(Dialect::sqlite);
  const Blueprint blueprint = Blueprint::table("users", [](Blueprint& table) {
    table.string("name").default_("x").change();
    table.foreign("team_id").references("id").on("teams").cascade_on_delete();
    table.unique("name").where("name <> ''");
    table.primary("name");
  });
  const auto commands = blueprint.commands();
  BOOST_TEST(sqlite.column_text(std::get<zin::schema::ChangeColumn>(commands[0]).column) ==
             "\"name\" varchar not null default 'x'");
  BOOST_TEST(sqlite.foreign_key_text(std::get<zin::schema::AddForeignKey>(commands[1]).key) ==
             "foreign key(\"team_id\") references \"teams\"(\"id\") on delete cascade");
  const auto index = [&](std::size_t at) {
    return sqlite.index_statements("users", std::get<zin::schema::AddIndex>(commands[at]).index);
  };
  BOOST_TEST(index(2) == Lines{"create unique index \"users_name_unique\" on \"users\" (\"name\") "
                               "where name <> ''"},
             boost::test_tools::per_element());
  BOOST_TEST(index(3).empty());
}

BOOST_AUTO_TEST_CASE(one_step_can_be_written_by_itself) {
  const auto& sqlite = zin::schema::Compiler::of(Dialect::sqlite);
  const Blueprint blueprint = Blueprint::table("users", [](Blueprint& table) {
    table.string("nick").nullable();
    table.string("name").change();
    table.index("nick");
  });
  const auto commands = blueprint.commands();
  BOOST_TEST(sqlite.step(blueprint, "users", commands[0]) ==
                 Lines{"alter table \"users\" add column \"nick\" varchar"},
             boost::test_tools::per_element());
  BOOST_TEST(sqlite.step(blueprint, "people", commands[2]) ==
                 Lines{"create index \"users_nick_index\" on \"people\" (\"nick\")"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_primary_key_is_dropped_under_the_name_that_postgres_made) {
  const std::string sixty(60, 't');
  BOOST_TEST(Blueprint::table(sixty, [](Blueprint& table) { table.drop_primary(); })
                 .to_sql(Dialect::postgres)
                 .front() ==
             "alter table \"" + sixty + "\" drop constraint \"" + sixty.substr(0, 58) + "_pkey\"");
  BOOST_TEST(Blueprint::table("app.users", [](Blueprint& table) { table.drop_primary("mine"); })
                 .to_sql(Dialect::postgres)
                 .front() == "alter table \"app\".\"users\" drop constraint \"mine\"");
}

BOOST_AUTO_TEST_CASE(tables_are_called_by_the_plural) {
  const std::pair<const char*, const char*> words[] = {{"user", "users"},
                                                       {"category", "categories"},
                                                       {"day", "days"},
                                                       {"box", "boxes"},
                                                       {"address", "addresses"},
                                                       {"status", "statuses"},
                                                       {"branch", "branches"},
                                                       {"person", "people"},
                                                       {"blog_person", "blog_people"},
                                                       {"child", "children"},
                                                       {"leaf", "leaves"},
                                                       {"hero", "heroes"},
                                                       {"photo", "photos"},
                                                       {"news", "news"},
                                                       {"users", "users"},
                                                       {"analysis", "analyses"},
                                                       {"quiz", "quizzes"},
                                                       {"people", "people"},
                                                       {"UserProfile", "UserProfiles"},
                                                       {"metadata", "metadata"},
                                                       {"", ""}};
  for (const auto& [one, many] : words) {
    BOOST_TEST(zin::schema::plural(one) == many);
  }
  BOOST_TEST(zin::schema::table_referred_to("user_id", "id") == "users");
  BOOST_TEST(zin::schema::table_referred_to("country_code", "code") == "countries");
  BOOST_TEST(zin::schema::table_referred_to("owner", "id") == "owners");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
