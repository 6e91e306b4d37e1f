// What is refused before anything is sent, and in which words.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <limits>
#include <string>

#include "printing.hpp"
#include "thrown.hpp"
#include "zin/zin.hpp"

namespace {

using zin::Blueprint;
using zin::Dialect;
using zin::Errc;
using zin::test::thrown_by;

constexpr Dialect all[] = {Dialect::sqlite, Dialect::postgres, Dialect::mysql, Dialect::mariadb};

// What the blueprint's text says; behind "invalid_argument: " or "unsupported: ".
std::string said_by(const Blueprint& blueprint, Dialect dialect) {
  return thrown_by([&] { return blueprint.to_sql(dialect); }).what();
}
template <class Fn>
Blueprint create(Fn fill) {
  return Blueprint::create("users", fill);
}
template <class Fn>
Blueprint alter(Fn fill) {
  return Blueprint::table("users", fill);
}
void refused_by_all(const Blueprint& blueprint, const std::string& text) {
  for (const Dialect dialect : all) {
    BOOST_TEST_CONTEXT(to_string(dialect)) { BOOST_TEST(said_by(blueprint, dialect) == text); }
  }
}

BOOST_AUTO_TEST_SUITE(schema_refusals)

BOOST_AUTO_TEST_CASE(a_table_without_columns) {
  refused_by_all(create([](Blueprint&) {}),
                 "invalid_argument: table \"users\": it has no columns; add one, as in table.id()");
}

BOOST_AUTO_TEST_CASE(a_blueprint_without_steps) {
  refused_by_all(alter([](Blueprint&) {}),
                 "invalid_argument: table \"users\": the blueprint has no steps; add one");
}

BOOST_AUTO_TEST_CASE(names_that_are_empty_or_have_a_nul) {
  refused_by_all(Blueprint::drop(""),
                 "invalid_argument: table \"\": the name of the table is empty; give it one");
  refused_by_all(Blueprint::drop("app."),
                 "invalid_argument: table \"app.\": the name of the table is empty; give it one");
  refused_by_all(
      Blueprint::drop(".users"),
      "invalid_argument: table \".users\": the name of the schema is empty; give it one");
  refused_by_all(create([](Blueprint& table) { table.string(""); }),
                 "invalid_argument: table \"users\": the name of the column is empty; give it one");
  const std::string nul{"a\0b", 3};
  refused_by_all(create([&](Blueprint& table) { table.string(nul); }),
                 "invalid_argument: table \"users\", column \"a\\0b\": the name of the column "
                 "\"a\\0b\" has a NUL byte in it, which no server takes; remove it");
}

BOOST_AUTO_TEST_CASE(names_that_the_server_would_cut) {
  const std::string long_name(64, 'x');
  const auto blueprint = create([&](Blueprint& table) { table.string(long_name); });
  BOOST_TEST(said_by(blueprint, Dialect::postgres) ==
             "invalid_argument: table \"users\", column \"" + long_name +
                 "\": the name of the column \"" + long_name +
                 "\" has 64 bytes, postgres takes 63; choose a shorter one");
  BOOST_TEST(blueprint.to_sql(Dialect::mysql).size() == 1U);
  BOOST_TEST(blueprint.to_sql(Dialect::sqlite).size() == 1U);

  std::string umlauts;
  for (int at = 0; at < 64; ++at) umlauts += "ä";
  const auto in_characters = create([&](Blueprint& table) { table.string(umlauts); });
  BOOST_TEST(in_characters.to_sql(Dialect::mysql).size() == 1U);
  BOOST_TEST(thrown_by([&] { return in_characters.to_sql(Dialect::postgres); }).code() ==
             Errc::invalid_argument);
}

BOOST_AUTO_TEST_CASE(conventional_names_that_are_too_long) {
  const auto blueprint = create([](Blueprint& table) {
    table.string("a_column_whose_name_is_rather_long");
    table.string("another_one_with_a_long_name");
    table.index({"a_column_whose_name_is_rather_long", "another_one_with_a_long_name"});
  });
  const std::string name =
      "users_a_column_whose_name_is_rather_long_another_one_with_a_long_name_index";
  BOOST_TEST(said_by(blueprint, Dialect::postgres) ==
             "invalid_argument: table \"users\": the name of the index \"" + name +
                 "\" has 75 bytes, postgres takes 63; give it a shorter name of your own");
  BOOST_TEST(said_by(blueprint, Dialect::mariadb) ==
             "invalid_argument: table \"users\": the name of the index \"" + name +
                 "\" has 75 characters, mariadb takes 64; give it a shorter name of your own");
  BOOST_TEST(blueprint.to_sql(Dialect::sqlite).size() == 2U);
}

BOOST_AUTO_TEST_CASE(names_that_mysql_takes_in_no_case) {
  const auto space = create([](Blueprint& table) { table.string("name "); });
  BOOST_TEST(said_by(space, Dialect::mysql) ==
             "invalid_argument: table \"users\", column \"name \": the name of the column "
             "\"name \" ends with a space, which mysql does not take; remove it");
  const auto emoji = create([](Blueprint& table) { table.string("😀"); });
  BOOST_TEST(said_by(emoji, Dialect::mariadb) ==
             "invalid_argument: table \"users\", column \"😀\": the name of the column \"😀\" has "
             "a character beyond U+FFFF, which mariadb does not take in names; choose another one");
  BOOST_TEST(emoji.to_sql(Dialect::postgres).size() == 1U);
}

BOOST_AUTO_TEST_CASE(names_that_are_sqlites_own) {
  const auto blueprint = Blueprint::create("sqlite_stat", [](Blueprint& table) { table.id(); });
  BOOST_TEST(said_by(blueprint, Dialect::sqlite) ==
             "invalid_argument: table \"sqlite_stat\": names that begin with sqlite_ are SQLite's "
             "own; choose another one");
  BOOST_TEST(blueprint.to_sql(Dialect::postgres).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_foreign_key_without_a_target) {
  refused_by_all(
      create([](Blueprint& table) {
        table.integer("team_id");
        table.foreign("team_id").references("id");
      }),
      "invalid_argument: table \"users\", column \"team_id\": its foreign key "
      "\"users_team_id_foreign\" refers to no table; say it by on(\"table\") or constrained()");
  refused_by_all(create([](Blueprint& table) {
                   table.integer("team_id");
                   table.foreign("team_id").on("teams");
                 }),
                 "invalid_argument: table \"users\", column \"team_id\": its foreign key "
                 "\"users_team_id_foreign\" refers to no column; say it by references(\"id\")");
  refused_by_all(
      create([](Blueprint& table) {
        table.integer("a");
        table.integer("b");
        table.foreign({"a", "b"}).references("id").on("teams");
      }),
      "invalid_argument: table \"users\", column \"a\": its foreign key has the columns \"a\", "
      "\"b\" and refers to \"id\"; name as many");
}

BOOST_AUTO_TEST_CASE(actions_that_are_no_words_of_sql) {
  BOOST_TEST(thrown_by([] {
               return create([](Blueprint& table) {
                 table.foreign_id("team_id").constrained().on_delete("cascade; drop table users");
               });
             }).what() ==
             std::string{"invalid_argument: \"cascade; drop table users\" is no action of a "
                         "foreign key; say cascade, restrict, set null, set default or no action"});
}

BOOST_AUTO_TEST_CASE(a_foreign_key_that_sets_null_what_cannot_be) {
  const auto blueprint =
      create([](Blueprint& table) { table.foreign_id("team_id").constrained().null_on_delete(); });
  for (const Dialect dialect : {Dialect::mysql, Dialect::mariadb}) {
    BOOST_TEST(said_by(blueprint, dialect) ==
               "invalid_argument: table \"users\", column \"team_id\": its foreign key sets it to "
               "NULL, which it cannot be; add nullable()");
  }
}

BOOST_AUTO_TEST_CASE(two_primary_keys) {
  refused_by_all(
      create([](Blueprint& table) {
        table.integer("a").primary();
        table.integer("b").primary();
      }),
      "invalid_argument: table \"users\": it has two primary keys, of \"a\" and of \"b\"; say one, "
      "of several columns by primary({\"a\", \"b\"})");
  refused_by_all(create([](Blueprint& table) {
                   table.id();
                   table.increments("n");
                 }),
                 "invalid_argument: table \"users\", column \"n\": it counts up, but \"id\" does "
                 "already, which is the primary key; let one count");
  BOOST_TEST(said_by(create([](Blueprint& table) {
                       table.id();
                       table.string("code").primary();
                     }),
                     Dialect::sqlite) ==
             "unsupported: table \"users\", column \"id\": on sqlite a column that counts up is "
             "the primary key by itself, but that is \"code\"; make these a unique key, or let "
             "none count");
  refused_by_all(create([](Blueprint& table) { table.string("code").nullable().primary(); }),
                 "invalid_argument: table \"users\", column \"code\": it is nullable and in the "
                 "primary key; leave one of them out");
}

BOOST_AUTO_TEST_CASE(columns_that_are_said_twice) {
  refused_by_all(
      create([](Blueprint& table) {
        table.string("name");
        table.text("name");
      }),
      "invalid_argument: table \"users\", column \"name\": it is said twice; say it once");
  refused_by_all(
      alter([](Blueprint& table) {
        table.string("name");
        table.text("name");
      }),
      "invalid_argument: table \"users\", column \"name\": it is said twice; say it once");
  const auto cases = create([](Blueprint& table) {
    table.string("name");
    table.string("Name");
  });
  for (const Dialect dialect : {Dialect::sqlite, Dialect::mysql, Dialect::mariadb}) {
    BOOST_TEST(said_by(cases, dialect) ==
               "invalid_argument: table \"users\", column \"Name\": it is said twice; say it once");
  }
  BOOST_TEST(cases.to_sql(Dialect::postgres).size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_index_on_a_column_that_a_new_table_does_not_have) {
  refused_by_all(create([](Blueprint& table) {
                   table.string("email");
                   table.unique("emial");
                 }),
                 "invalid_argument: table \"users\", column \"emial\": an index names it, but the "
                 "table has no such column; add it, or correct the name");
  refused_by_all(create([](Blueprint& table) {
                   table.id();
                   table.foreign("team_id").references("id").on("teams");
                 }),
                 "invalid_argument: table \"users\", column \"team_id\": a foreign key names it, "
                 "but the table has no such column; add it, or correct the name");
}

BOOST_AUTO_TEST_CASE(an_index_of_nothing) {
  const std::vector<std::string> none;
  refused_by_all(alter([&](Blueprint& table) { table.index(none, "n"); }),
                 "invalid_argument: table \"users\": an index has no columns; name at least one");
  refused_by_all(alter([](Blueprint& table) {
                   table.index({"a", "a"});
                 }),
                 "invalid_argument: table \"users\", column \"a\": an index names it twice; name "
                 "it once");
  refused_by_all(alter([](Blueprint& table) { table.raw_index("lower(a)", ""); }),
                 "invalid_argument: table \"users\": an index of an expression needs a name; give "
                 "it behind the expression");
  refused_by_all(alter([&](Blueprint& table) { table.drop_column(none); }),
                 "invalid_argument: table \"users\": drop_column() got no column; name one");
}

BOOST_AUTO_TEST_CASE(a_change_without_a_type) {
  refused_by_all(alter([](Blueprint& table) {
                   zin::schema::ColumnDefinition column;
                   column.name = "name";
                   column.change = true;
                   table.add_column(column);
                 }),
                 "invalid_argument: table \"users\", column \"name\": change() needs the type that "
                 "the column is to have; name it by its verb, as in "
                 "table.string(\"name\").change()");
  refused_by_all(create([](Blueprint& table) {
                   table.id();
                   table.string("name").change();
                 }),
                 "invalid_argument: table \"users\", column \"name\": change() is for tables that "
                 "are there; leave it out");
}

BOOST_AUTO_TEST_CASE(sizes_that_cannot_be) {
  refused_by_all(create([](Blueprint& table) { table.string("a", 0); }),
                 "invalid_argument: table \"users\", column \"a\": its length is 0; give at least "
                 "1");
  refused_by_all(create([](Blueprint& table) { table.binary("a", {}, true); }),
                 "invalid_argument: table \"users\", column \"a\": a fixed binary column needs its "
                 "length; give it in front of `fixed`");
  refused_by_all(create([](Blueprint& table) { table.decimal("a", 2, 3); }),
                 "invalid_argument: table \"users\", column \"a\": a decimal of 2 digits cannot "
                 "have 3 of them behind the point; give more digits");
  refused_by_all(create([](Blueprint& table) { table.decimal("a", 0, 0); }),
                 "invalid_argument: table \"users\", column \"a\": a decimal needs at least 1 "
                 "digit; say how many");
  BOOST_TEST(said_by(create([](Blueprint& table) { table.decimal("a", 66, 2); }), Dialect::mysql) ==
             "invalid_argument: table \"users\", column \"a\": a decimal has at most 65 digits on "
             "mysql, not 66; give fewer");
  refused_by_all(create([](Blueprint& table) { table.float_("a", 54); }),
                 "invalid_argument: table \"users\", column \"a\": a float has a precision of at "
                 "most 53 bits, not 54; use decimal() for more");
  refused_by_all(create([](Blueprint& table) { table.timestamp("a", 7); }),
                 "invalid_argument: table \"users\", column \"a\": times have at most 6 digits "
                 "behind the second, not 7; give fewer");
  refused_by_all(create([](Blueprint& table) { table.enum_("a", std::vector<std::string>{}); }),
                 "invalid_argument: table \"users\", column \"a\": enum_() got no values; give at "
                 "least one");
  refused_by_all(create([](Blueprint& table) {
                   table.enum_("a", {"x", "x"});
                 }),
                 "invalid_argument: table \"users\", column \"a\": enum_() got \"x\" twice; give "
                 "each value once");
  BOOST_TEST(said_by(create([](Blueprint& table) { table.set("a", {"x,y"}); }), Dialect::mysql) ==
             "invalid_argument: table \"users\", column \"a\": set() got \"x,y\", but a comma "
             "separates values; leave it out");
}

BOOST_AUTO_TEST_CASE(modifiers_that_do_not_go_with_the_type) {
  refused_by_all(create([](Blueprint& table) { table.string("a").unsigned_(); }),
                 "invalid_argument: table \"users\", column \"a\": unsigned_() is for numbers, not "
                 "for string(); leave it out");
  refused_by_all(create([](Blueprint& table) { table.uuid("a").auto_increment(); }),
                 "invalid_argument: table \"users\", column \"a\": auto_increment() is for "
                 "integers, not for uuid(); make it an integer");
  refused_by_all(
      create([](Blueprint& table) { table.integer("a").from(5); }),
      "invalid_argument: table \"users\", column \"a\": from() is for columns that count "
      "up; add auto_increment()");
  refused_by_all(create([](Blueprint& table) { table.id().nullable(); }),
                 "invalid_argument: table \"users\", column \"id\": a column that counts up is "
                 "never NULL; leave out nullable()");
  refused_by_all(create([](Blueprint& table) { table.id().default_(1); }),
                 "invalid_argument: table \"users\", column \"id\": a column that counts up has no "
                 "default; leave out default_()");
  refused_by_all(create([](Blueprint& table) { table.string("a").use_current(); }),
                 "invalid_argument: table \"users\", column \"a\": use_current() is for dates, "
                 "years and points in time, not for string(); use default_(zin::raw(..))");
  refused_by_all(create([](Blueprint& table) { table.date("a").use_current().default_("x"); }),
                 "invalid_argument: table \"users\", column \"a\": it has use_current() and "
                 "default_(); keep one of them");
  refused_by_all(create([](Blueprint& table) { table.date("a").use_current_on_update(); }),
                 "invalid_argument: table \"users\", column \"a\": use_current_on_update() is for "
                 "points in time, not for date(); leave it out");
  refused_by_all(create([](Blueprint& table) { table.integer("a").always(); }),
                 "invalid_argument: table \"users\", column \"a\": always() is for identity "
                 "columns; add generated_as()");
  refused_by_all(
      create([](Blueprint& table) { table.integer("a").stored_as("1").virtual_as("2"); }),
      "invalid_argument: table \"users\", column \"a\": it has stored_as() and virtual_as(); keep "
      "one of them");
  refused_by_all(create([](Blueprint& table) { table.integer("a").stored_as("1").default_(2); }),
                 "invalid_argument: table \"users\", column \"a\": a generated column has no "
                 "default; leave one of them out");
  refused_by_all(
      alter([](Blueprint& table) { table.integer("a").first().after("b"); }),
      "invalid_argument: table \"users\", column \"a\": it has first() and after(); keep "
      "one of them");
}

BOOST_AUTO_TEST_CASE(defaults_that_cannot_be_written) {
  const std::string nul{"a\0b", 3};
  refused_by_all(create([&](Blueprint& table) { table.string("a").default_(nul); }),
                 "invalid_argument: table \"users\", column \"a\": the default has a NUL byte in "
                 "it, which no server takes in a definition; remove it");
  refused_by_all(create([](Blueprint& table) {
                   table.double_("a").default_(std::numeric_limits<double>::infinity());
                 }),
                 "invalid_argument: table \"users\", column \"a\": the default is no finite "
                 "number; use default_(zin::raw(..))");
  refused_by_all(
      create([](Blueprint& table) {
        table.json("a").default_(zin::Value::Array{1, 2});
      }),
      "invalid_argument: table \"users\", column \"a\": a default cannot be a list or an interval; "
      "use default_(zin::raw(..))");
  refused_by_all(create([&](Blueprint& table) { table.string("a").comment(nul); }),
                 "invalid_argument: table \"users\", column \"a\": the comment has a NUL byte in "
                 "it, which no server takes in a definition; remove it");
  BOOST_TEST(thrown_by([] {
               return create(
                   [](Blueprint& table) { table.integer("a").default_(zin::raw("?", {1})); });
             }).what() ==
             std::string{"invalid_argument: default_() got raw SQL with values to bind, but a "
                         "definition takes no parameters; write constants into its text"});
}

BOOST_AUTO_TEST_CASE(words_that_stand_without_quotes) {
  const auto refused = [](auto fill, const std::string& what) {
    BOOST_TEST(zin::test::says(thrown_by([&] { return create(fill).to_sql(Dialect::mysql); }),
                               what + " is no word of letters, digits and underscores"),
               what);
  };
  refused(
      [](Blueprint& table) {
        table.id();
        table.engine("InnoDB; drop table users");
      },
      "the engine \"InnoDB; drop table users\"");
  refused(
      [](Blueprint& table) {
        table.id();
        table.charset("utf8 x");
      },
      "the character set \"utf8 x\"");
  refused([](Blueprint& table) { table.string("a").charset("'"); }, "the character set \"'\"");
  refused([](Blueprint& table) { table.string("a").lock("none, drop a"); },
          "the lock \"none, drop a\"");
  refused(
      [](Blueprint& table) {
        table.id();
        table.index("id", "n", "btree(id), drop a");
      },
      "the algorithm \"btree(id), drop a\"");
  BOOST_TEST(said_by(alter([](Blueprint& table) {
                       table.engine("MyISAM");
                       table.id();
                     }),
                     Dialect::mysql) ==
             "invalid_argument: table \"users\": engine(), charset(), collation() and temporary() "
             "are for tables that are created; alter them by SQL");
}

BOOST_AUTO_TEST_CASE(types_that_the_dialect_does_not_have) {
  BOOST_TEST(said_by(create([](Blueprint& table) { table.set("a", {"x"}); }), Dialect::postgres) ==
             "unsupported: table \"users\", column \"a\": postgres has no type set; use json(), or "
             "a table of its own");
  BOOST_TEST(said_by(create([](Blueprint& table) { table.tsvector("a"); }), Dialect::mysql) ==
             "unsupported: table \"users\", column \"a\": mysql has no type tsvector; use text() "
             "and a full-text index");
  BOOST_TEST(said_by(create([](Blueprint& table) { table.vector("a"); }), Dialect::sqlite) ==
             "unsupported: table \"users\", column \"a\": sqlite has no type vector; use binary() "
             "or json()");
}

BOOST_AUTO_TEST_CASE(modifiers_that_the_dialect_does_not_have) {
  for (const Dialect dialect : {Dialect::sqlite, Dialect::postgres}) {
    const std::string name{to_string(dialect)};
    BOOST_TEST(
        said_by(create([](Blueprint& table) { table.timestamp("a").use_current_on_update(); }),
                dialect) == "unsupported: table \"users\", column \"a\": " + name +
                                " has no columns that an update sets; set it in the update, or by "
                                "a trigger");
    BOOST_TEST(said_by(create([](Blueprint& table) { table.integer("a").invisible(); }), dialect) ==
               "unsupported: table \"users\", column \"a\": " + name +
                   " has no invisible columns; leave out invisible() and name "
                   "columns when you select");
  }
  for (const Dialect dialect : {Dialect::mysql, Dialect::mariadb}) {
    const std::string name{to_string(dialect)};
    BOOST_TEST(said_by(alter([](Blueprint& table) { table.index("a").where("b"); }), dialect) ==
               "unsupported: table \"users\", column \"a\": " + name +
                   " has no partial indexes; leave out where(), or index a generated column");
    BOOST_TEST(said_by(alter([](Blueprint& table) {
                         table.foreign("a").references("id").on("b").deferrable();
                       }),
                       dialect) == "unsupported: table \"users\", column \"a\": " + name +
                                       " has no deferrable foreign keys; leave out deferrable()");
    BOOST_TEST(said_by(alter([](Blueprint& table) {
                         table.foreign("a").references("id").on("b").on_delete("set default");
                       }),
                       dialect) == "unsupported: table \"users\", column \"a\": " + name +
                                       " has no `set default` in foreign keys; use "
                                       "null_on_delete(), or a trigger");
  }
  BOOST_TEST(said_by(alter([](Blueprint& table) { table.full_text("a"); }), Dialect::sqlite) ==
             "unsupported: table \"users\", column \"a\": sqlite has no full-text indexes; use "
             "where_like(), or a virtual table by SQL");
  BOOST_TEST(said_by(alter([](Blueprint& table) { table.spatial_index("a"); }), Dialect::sqlite) ==
             "unsupported: table \"users\", column \"a\": sqlite has no spatial indexes; use an "
             "R*Tree table by SQL");
  BOOST_TEST(
      said_by(alter([](Blueprint& table) { table.unique("a").deferrable(); }), Dialect::mysql) ==
      "unsupported: table \"users\", column \"a\": mysql has no "
      "deferrable unique keys; leave out deferrable()");
  BOOST_TEST(said_by(alter([](Blueprint& table) { table.unique("a").nulls_not_distinct(); }),
                     Dialect::sqlite) ==
             "unsupported: table \"users\", column \"a\": sqlite has no unique keys with one NULL "
             "alone; leave out nulls_not_distinct()");
  BOOST_TEST(said_by(alter([](Blueprint& table) { table.integer("a").using_("b::int").change(); }),
                     Dialect::mysql) ==
             "unsupported: table \"users\", column \"a\": mysql has no "
             "using_(); convert the values by an update in front of change()");
  BOOST_TEST(said_by(alter([](Blueprint& table) { table.integer("a").stored_as("1").change(); }),
                     Dialect::postgres) ==
             "unsupported: table \"users\", column \"a\": postgres has no way to make an existing "
             "column a generated one; drop it and add it again");
  BOOST_TEST(said_by(create([](Blueprint& table) { table.id().generated_as("start with 5"); }),
                     Dialect::sqlite) ==
             "unsupported: table \"users\", column \"id\": sqlite has no "
             "identity columns; leave out what generated_as() and always() "
             "say");
  BOOST_TEST(said_by(alter([](Blueprint& table) { table.id().from(5); }), Dialect::sqlite) ==
             "unsupported: table \"users\", column \"id\": sqlite has no way to set the first "
             "value of a table that is there; leave out from(), or write to sqlite_sequence");
  BOOST_TEST(said_by(Blueprint::rename("a.users", "b.users"), Dialect::postgres) ==
             "unsupported: table \"a.users\": postgres has no way to move a table to another "
             "schema while it is renamed; leave out the schema of \"b.users\"");
}

BOOST_AUTO_TEST_CASE(what_sqlite_does_by_a_rebuild_needs_a_connection) {
  const auto said = [](auto fill) { return said_by(alter(fill), Dialect::sqlite); };
  const auto text = [](const std::string& step) {
    return "unsupported: table \"users\": on sqlite " + step +
           " takes a look at the table that is there; run it on a connection, by "
           "zin::MigrationSchema";
  };
  BOOST_TEST(said([](Blueprint& table) { table.string("name").change(); }) ==
             text("change column \"name\""));
  BOOST_TEST(said([](Blueprint& table) { table.primary("name"); }) ==
             text("add primary key \"users_name_primary\""));
  BOOST_TEST(said([](Blueprint& table) { table.drop_primary(); }) == text("drop primary key"));
  BOOST_TEST(said([](Blueprint& table) { table.rename_index("a", "b"); }) ==
             text("rename index \"a\" to \"b\""));
  BOOST_TEST(said([](Blueprint& table) { table.foreign("a").references("id").on("b"); }) ==
             text("add foreign key \"users_a_foreign\""));
  BOOST_TEST(said([](Blueprint& table) { table.drop_foreign({"a"}); }) ==
             text("drop foreign key \"users_a_foreign\""));
  BOOST_TEST(said([](Blueprint& table) { table.integer("a").stored_as("1"); }) ==
             text("add column \"a\""));
}

BOOST_AUTO_TEST_CASE(a_store_without_sql) {
  BOOST_TEST(said_by(Blueprint::drop("users"), Dialect::none) ==
             "unsupported: a store without SQL has no tables; use a connection of a database");
}

BOOST_AUTO_TEST_CASE(an_error_names_its_table_and_column) {
  const zin::Error error = thrown_by([] {
    return create([](Blueprint& table) { table.string("a", 0); }).to_sql(Dialect::sqlite);
  });
  BOOST_TEST(error.table() == "users");
  BOOST_TEST(error.column() == "a");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
