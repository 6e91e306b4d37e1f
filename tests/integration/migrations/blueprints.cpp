// Migrations in C++: blueprints, ways back that are derived, and what cannot be taken back.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>

#include "printing.hpp"
#include "site.hpp"
#include "thrown.hpp"

using namespace zin;
using namespace zin::test;

namespace {

struct CreateAuthors : Migration {
  void up(Session& db) const override {
    MigrationSchema schema = MigrationSchema::create(db);
    schema.create("authors", [](Blueprint& table) {
      table.id();
      table.string("name").unique();
    });
    schema.create("books", [](Blueprint& table) {
      table.id();
      table.foreign_id("author_id").constrained();
      table.string("title");
    });
  }
};

struct AddBio : Migration {
  void up(Session& db) const override {
    MigrationSchema::create(db).table("authors", [](Blueprint& table) {
      table.string("bio").nullable();
      table.index({"bio"});
    });
  }
};

struct DropTitle : Migration {
  void up(Session& db) const override {
    MigrationSchema::create(db).table("books",
                                      [](Blueprint& table) { table.drop_column("title"); });
  }
};

struct InsertRows : Migration {
  void up(Session& db) const override {
    db.table("authors").insert({{"id", 1}, {"name", "Ada?"}});
    db.transaction([](Session& tx) {
      tx.table("books").insert({{"id", 1}, {"author_id", 1}, {"title", "Notes"}});
    });
    db.insert_many("books", {"id", "author_id", "title"},
                   {std::vector<Value>{2, 1, "More"}, std::vector<Value>{3, 1, "Most"}});
  }
  void down(Session& db) const override {
    db.table("books").delete_all();
    db.table("authors").delete_all();
  }
};

// Looks before it alters; on SQLite it makes the table anew.
struct AltersWhatIsThere : Migration {
  void up(Session& db) const override {
    MigrationSchema schema = MigrationSchema::create(db);
    schema.table("authors", [](Blueprint& table) { table.text("name").nullable().change(); });
    if (!schema.has_column("authors", "name")) db.execute("create table astray (id integer)");
    if (!schema.has_column("authors", "born")) {
      schema.table("authors", [](Blueprint& table) { table.integer("born").nullable(); });
    }
  }
};

template <class M>
std::unique_ptr<const Migration> make() {
  return std::make_unique<M>();
}

// Folders with these classes, as if they had been compiled from it.
struct Compiled : Site {
  [[nodiscard]] MigratorSettings with_code(std::vector<detail::RegisteredMigration> those) const {
    for (const auto& one : those) write(one.name + ".cpp", "// " + one.name);
    MigratorSettings code = settings();
    code.compile = [those](const auto&) { return those; };
    return code;
  }
};

BOOST_FIXTURE_TEST_SUITE(blueprint_migrations, Compiled)

BOOST_AUTO_TEST_CASE(a_way_back_is_derived_from_blueprints) {
  const MigratorSettings code =
      with_code({{"01_authors", "a", make<CreateAuthors>}, {"02_bio", "b", make<AddBio>}});
  BOOST_TEST(names(Migrator{shared(), code}.migrate()) == "01_authors 02_bio");
  MigrationSchema schema = MigrationSchema::create(shared());
  BOOST_TEST(schema.has_columns("authors", {"id", "name", "bio"}));
  BOOST_TEST(schema.has_table("books"));
  BOOST_TEST(names(Migrator{shared(), code}.rollback({.migrations = 1})) == "-02_bio");
  BOOST_TEST(!schema.has_column("authors", "bio"));
  BOOST_TEST(names(Migrator{shared(), code}.rollback()) == "-01_authors");
  BOOST_TEST(!schema.has_table("authors"));
  BOOST_TEST(!schema.has_table("books"));
  BOOST_TEST(names(Migrator{shared(), code}.migrate()) == "01_authors 02_bio");
}

BOOST_AUTO_TEST_CASE(a_step_without_a_reverse_is_refused_by_name_and_nothing_is_taken_back) {
  const MigratorSettings code =
      with_code({{"01_authors", "a", make<CreateAuthors>}, {"02_drop", "b", make<DropTitle>}});
  static_cast<void>(Migrator{shared(), code}.migrate());
  const Error refused = thrown_by([&] { return Migrator{shared(), code}.rollback(); });
  BOOST_TEST(refused.code() == Errc::unsupported);
  BOOST_TEST(says(refused, "title"));
  BOOST_TEST(standing().find("01_authors applied 1") != std::string::npos);
  BOOST_TEST(exists("books"));
}

BOOST_AUTO_TEST_CASE(rows_are_written_in_every_way_and_taken_back) {
  const MigratorSettings code =
      with_code({{"01_authors", "a", make<CreateAuthors>}, {"02_rows", "b", make<InsertRows>}});
  static_cast<void>(Migrator{shared(), code}.migrate());
  BOOST_TEST(number("select count(*) from books") == 3);
  BOOST_TEST(names(Migrator{shared(), code}.rollback({.migrations = 1})) == "-02_rows");
  BOOST_TEST(number("select count(*) from books") == 0);
}

BOOST_AUTO_TEST_CASE(pretending_shows_the_sql_of_the_dialect) {
  const MigratorSettings code = with_code({{"01_authors", "a", make<CreateAuthors>}});
  const auto pretended = Migrator{shared(), code}.pretend();
  BOOST_REQUIRE(pretended.size() == 1U);
  const auto expected = Blueprint::create("authors", [](Blueprint& table) {
                          table.id();
                          table.string("name").unique();
                        }).to_sql(shared().dialect());
  BOOST_REQUIRE(pretended[0].statements.size() >= expected.size());
  BOOST_TEST(pretended[0].statements.front() == expected.front());
  BOOST_TEST(!exists("authors"));
}

BOOST_AUTO_TEST_CASE(pretending_sees_what_is_there_and_leaves_it) {
  const MigratorSettings code = with_code(
      {{"01_authors", "a", make<CreateAuthors>}, {"02_alters", "b", make<AltersWhatIsThere>}});
  if (shared().dialect() == Dialect::sqlite) {
    const auto both = Migrator{shared(), code}.pretend();
    BOOST_TEST(both.size() == 2U);
  }
  static_cast<void>(Migrator{shared(), code}.migrate({.most = 1}));
  shared().table("authors").insert({{"name", "Ada"}});

  const auto pretended = Migrator{shared(), code}.pretend();
  BOOST_REQUIRE(pretended.size() == 1U);
  std::string text;
  for (const std::string& statement : pretended[0].statements) {
    BOOST_TEST(!statement.starts_with("select"));
    text += statement + '\n';
  }
  BOOST_TEST(text.find("born") != std::string::npos);
  BOOST_TEST(text.find("astray") == std::string::npos);
  BOOST_TEST(!MigrationSchema::create(shared()).has_column("authors", "born"));
  BOOST_TEST(standing() == "01_authors applied 1, 02_alters pending");

  static_cast<void>(Migrator{shared(), code}.migrate());
  BOOST_TEST(number("select count(*) from authors where name = 'Ada' and born is null") == 1);
}

struct Commits : Migration {
  void up(Session& db) const override {
    db.execute("create table kept (id integer)");
    db.execute("commit");
  }
};

BOOST_AUTO_TEST_CASE(a_migration_does_not_end_its_transaction) {
  const MigratorSettings code = with_code({{"01_commits", "a", make<Commits>}});
  const Error refused = thrown_by([&] { return Migrator{shared(), code}.migrate(); });
  BOOST_TEST(refused.code() == Errc::invalid_argument);
  BOOST_TEST(says(refused, "does not begin or end transactions"));
  BOOST_TEST(exists("kept") == !ddl_rolls_back());
}

// Statements that use a key which only the first run knew cannot be left out.
struct UsesKey : Migration {
  void up(Session& db) const override {
    const auto made = db.execute("insert into a (n) values (5)");
    db.execute("insert into b values (?)", {made.last_insert_id});
  }
};

BOOST_AUTO_TEST_CASE(a_generated_key_is_not_guessed,
                     *boost::unit_test::precondition([](boost::unit_test::test_unit_id) {
                       return boost::test_tools::assertion_result{!ddl_rolls_back()};
                     })) {
  shared().execute("create table a (id integer auto_increment primary key, n integer)");
  const MigratorSettings code = with_code({{"01_uses", "a", make<UsesKey>}});
  BOOST_TEST((code_of([&] {
                return Migrator{shared(), code}.migrate();
              }) == Errc::undefined_table));
  shared().execute("create table b (id integer)");
  const Error refused = thrown_by([&] { return Migrator{shared(), code}.migrate(); });
  BOOST_TEST(refused.code() == Errc::unsupported);
  BOOST_TEST(says(refused, "a key that was generated"));
  BOOST_TEST(number("select count(*) from a") == 1);
  BOOST_TEST(number("select count(*) from b") == 0);
  shared().execute("delete from a");
  static_cast<void>(Migrator{shared(), code}.repair(Repair::restart, "01_uses"));
  BOOST_TEST(names(Migrator{shared(), code}.migrate()) == "01_uses");
  BOOST_TEST(number("select count(*) from b where id = 2") == 1);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
