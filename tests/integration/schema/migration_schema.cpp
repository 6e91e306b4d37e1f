// MigrationSchema on SQLite: what is there afterwards, and what it answers.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <string>

#include "database.hpp"
#include "printing.hpp"
#include "thrown.hpp"
#include "zin/zin.hpp"

namespace {

using zin::Blueprint;
using zin::Errc;
using zin::MigrationSchema;
using zin::test::code_of;
using Names = std::vector<std::string>;

struct OnSqlite {
  zin::test::SqliteFile db;
  MigrationSchema schema = MigrationSchema::create(*db);

  OnSqlite() {
    schema.create("users", [](Blueprint& table) {
      table.id();
      table.string("email").unique();
      table.integer("votes").default_(3);
      table.timestamps();
    });
    schema.create("posts", [](Blueprint& table) {
      table.id().from(100);
      table.foreign_id("user_id").constrained().cascade_on_delete();
      table.string("title").nullable().index();
    });
  }
};

BOOST_FIXTURE_TEST_SUITE(migration_schema_on_sqlite, OnSqlite)

BOOST_AUTO_TEST_CASE(tables_are_made_and_hold_rows) {
  const auto id = db->table("users").insert_get_id({{"email", "a@x.com"}});
  BOOST_TEST(id == 1);
  BOOST_TEST(db->table("posts").insert_get_id({{"user_id", 1}}) == 100);
  BOOST_TEST(db->table("users").value<int>("votes").value() == 3);
  BOOST_TEST(code_of([&] {
               return db->table("users").insert({{"email", "a@x.com"}});
             }) == Errc::unique_violation);
  BOOST_TEST(code_of([&] {
               return db->table("posts").insert({{"user_id", 9}});
             }) == Errc::foreign_key_violation);
  db->table("users").delete_all();
  BOOST_TEST(db->table("posts").count() == 0U);
}

BOOST_AUTO_TEST_CASE(questions_are_answered) {
  BOOST_TEST(schema.has_table("users"));
  BOOST_TEST(!schema.has_table("user"));
  BOOST_TEST(schema.has_column("users", "email"));
  BOOST_TEST(!schema.has_column("users", "mail"));
  BOOST_TEST(!schema.has_column("nobody", "mail"));
  BOOST_TEST(schema.has_columns("users", {"email", "votes"}));
  BOOST_TEST(!schema.has_columns("users", {"email", "mail"}));
  BOOST_TEST(schema.has_index("users", "users_email_unique"));
  BOOST_TEST(schema.has_index("users", {"email"}));
  BOOST_TEST(!schema.has_index("users", {"votes"}));
  BOOST_TEST(!schema.has_index("posts", {"title", "user_id"}));
  BOOST_TEST(schema.has_foreign_key("posts", {"user_id"}));
  BOOST_TEST(!schema.has_foreign_key("users", {"user_id"}));
  BOOST_TEST(schema.table_names() == (Names{"posts", "users"}), boost::test_tools::per_element());
  BOOST_TEST(schema.column_names("posts") == (Names{"id", "user_id", "title"}),
             boost::test_tools::per_element());
  BOOST_TEST(schema.column_type("users", "email").value() == "varchar");
  BOOST_TEST(!schema.column_type("users", "mail").has_value());
  BOOST_TEST(schema.columns("nobody").empty());
  BOOST_TEST(schema.indexes("posts").size() == 2U);
  BOOST_TEST(schema.foreign_keys("posts").front().on_delete == "cascade");
  schema.raw("create view voters as select * from users");
  BOOST_TEST(schema.has_view("voters"));
  BOOST_TEST(schema.views().size() == 1U);
  BOOST_TEST(!schema.has_table("voters"));
}

BOOST_AUTO_TEST_CASE(steps_that_sqlite_has_no_statement_for_are_done_and_lose_no_row) {
  db->table("users").insert({{{"email", "a@x.com"}}, {{"email", "b@x.com"}}});
  db->table("posts").insert({{"user_id", 1}, {"title", "First"}});
  schema.table("users", [](Blueprint& table) {
    table.string("email", 100).nullable().change();
    table.string("nick").nullable();
    table.drop_column("votes");
  });
  schema.table("posts", [](Blueprint& table) {
    table.foreign_id("editor_id").nullable().constrained("users");
    table.rename_index("posts_title_index", "titles");
  });
  BOOST_TEST(
      schema.column_names("users") == (Names{"id", "email", "created_at", "updated_at", "nick"}),
      boost::test_tools::per_element());
  BOOST_TEST(schema.columns("users")[1].nullable);
  BOOST_TEST(schema.has_index("users", "users_email_unique"));
  BOOST_TEST(schema.has_index("posts", "titles"));
  BOOST_TEST(schema.has_foreign_key("posts", {"editor_id"}));
  BOOST_TEST(schema.has_foreign_key("posts", {"user_id"}));
  BOOST_TEST(db->table("users").count() == 2U);
  BOOST_TEST(db->table("posts").value<std::string>("title").value() == "First");
}

BOOST_AUTO_TEST_CASE(a_table_that_is_there_is_left_alone_by_create_if_not_exists) {
  const auto make = [&](const char* name) {
    schema.create_if_not_exists(name, [](Blueprint& table) {
      table.id();
      table.string("code").unique();
    });
  };
  make("users");
  BOOST_TEST(!schema.has_column("users", "code"));
  make("codes");
  BOOST_TEST(schema.has_index("codes", "codes_code_unique"));
  make("codes");
  BOOST_TEST(schema.indexes("codes").size() == 2U);
}

BOOST_AUTO_TEST_CASE(all_of_it_is_undone_with_its_transaction) {
  BOOST_CHECK_THROW(db->transaction([](zin::Session& tx) {
    auto inside = MigrationSchema::create(tx);
    inside.create("teams", [](Blueprint& table) { table.id(); });
    inside.table("users", [](Blueprint& table) { table.text("email").change(); });
    BOOST_TEST(inside.has_table("teams"));
    throw std::runtime_error("no");
  }),
                    std::runtime_error);
  BOOST_TEST(!schema.has_table("teams"));
  BOOST_TEST(schema.column_type("users", "email").value() == "varchar");
}

BOOST_AUTO_TEST_CASE(the_way_back_leads_back) {
  const auto before = zin::schema::inspect(*db);
  const Blueprint blueprint = Blueprint::table("posts", [](Blueprint& table) {
    table.foreign_id("editor_id").nullable().constrained("users");
    table.string("slug").nullable().unique();
    table.rename_column("title", "heading");
  });
  schema.run(blueprint);
  BOOST_TEST((zin::schema::inspect(*db) != before));
  schema.run(zin::schema::inverse(blueprint));
  const auto differences = zin::schema::differences(before, zin::schema::inspect(*db));
  BOOST_TEST(differences == Names{}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_table_is_altered_where_a_column_is_missing) {
  const auto add = [](Blueprint& table) { table.string("nick").nullable(); };
  schema.when_table_doesnt_have_column("users", "nick", add);
  schema.when_table_doesnt_have_column("users", "nick", add);
  schema.when_table_has_column("users", "nick",
                               [](Blueprint& table) { table.drop_column("nick"); });
  BOOST_TEST(!schema.has_column("users", "nick"));
}

BOOST_AUTO_TEST_CASE(names_and_texts_with_quotes_come_back_as_they_were) {
  schema.create("we\"i`rd", [](Blueprint& table) {
    table.string("a\"b").default_("it's a ? and a \\");
    table.enum_("size", {"6'2\"", "x"}).default_("x");
  });
  db->table("we\"i`rd").insert({{"size", "6'2\""}});
  const auto row = db->table("we\"i`rd").first();
  BOOST_TEST(row->get<std::string>(0) == "it's a ? and a \\");
  BOOST_TEST(row->get<std::string>("size") == "6'2\"");
  BOOST_TEST(code_of([&] {
               return db->table("we\"i`rd").insert({{"size", "y"}});
             }) == Errc::check_violation);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
