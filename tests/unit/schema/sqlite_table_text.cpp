// The texts of tables, taken apart and put together again.
// SPDX-License-Identifier: MIT
#include "zin/schema/sqlite_table_text.hpp"

#include <boost/test/unit_test.hpp>

#include "thrown.hpp"
#include "zin/schema/sqlite_index_text.hpp"
#include "zin/schema/sqlite_tokens.hpp"

using zin::schema::evened_sqlite;
using zin::schema::SqliteIndexText;
using zin::schema::SqliteRule;
using zin::schema::SqliteTableText;

BOOST_AUTO_TEST_SUITE(sqlite_table_text)

BOOST_AUTO_TEST_CASE(what_is_taken_apart_is_put_together_again) {
  const char* const texts[] = {
      "CREATE TABLE \"t\" (a)",
      "CREATE TABLE \"t\" (a int, b text not null default 'x, (y)', primary key (a, b))",
      "CREATE TABLE \"t\" (\"a b\" varchar(20) constraint c1 check (\"a b\" <> ')') collate "
      "nocase)",
      "CREATE TABLE \"t\" (a int references u (x, y) on delete cascade deferrable, b) WITHOUT "
      "ROWID",
      "CREATE TABLE \"t\" (a decimal(10, 2) default -1.5e-3 unique on conflict ignore) STRICT",
      "CREATE TABLE \"t\" (a as (b + (c)) stored, b generated always as (1) virtual, c)",
      "CREATE TABLE \"t\" (a default (datetime('now')), constraint k foreign key (a) references u)",
      "CREATE TABLE \"t\" ([x] blob default x'00ff', `y` default +5, 'z' default "
      "current_timestamp)",
      "CREATE TABLE \"t\" (generated int, \"key\" text, replace null)",
  };
  for (const char* const text : texts) BOOST_TEST(SqliteTableText::of(text).text("t") == text);
}

BOOST_AUTO_TEST_CASE(comments_and_missing_commas_do_not_matter) {
  const auto table = SqliteTableText::of(R"sql(create temp table if not exists main.[odd name] (
    a int, -- the first, of two
    b /* not last */ text -- nor this)
    , constraint one check (a > 0) constraint two check (b <> '--') unique (a, b)
    -- the end
  ) strict , without rowid)sql");
  BOOST_TEST(table.name == "odd name");
  BOOST_TEST(table.columns.size() == 2U);
  BOOST_TEST(table.columns[1].type == "text");
  BOOST_TEST(table.rules.size() == 3U);
  BOOST_TEST(table.rules[1].name == "two");
  BOOST_TEST(table.rules[1].expression == "b <> '--'");
  BOOST_TEST(table.has_option("without rowid"));
  BOOST_TEST(table.has_option("strict"));
  BOOST_TEST(
      table.text("t") ==
      "CREATE TABLE \"t\" (a int, b text, constraint one check (a > 0), constraint two check (b <> "
      "'--'), unique (a, b)) strict , without rowid");
}

BOOST_AUTO_TEST_CASE(a_reference_has_all_of_its_parts) {
  const auto table = SqliteTableText::of(
      "create table t (a int constraint k references \"Other\" (x) on update set null match full "
      "on "
      "delete no action not deferrable initially immediate not null, foreign key (a, b) references "
      "u "
      "deferrable initially deferred)");
  const SqliteRule* const rule = table.columns[0].rule(SqliteRule::Kind::reference);
  BOOST_REQUIRE(rule != nullptr);
  BOOST_TEST(rule->name == "k");
  BOOST_TEST(rule->reference.table == "Other");
  BOOST_TEST(rule->reference.on_update == "set null");
  BOOST_TEST(rule->reference.on_delete == "no action");
  BOOST_TEST(!rule->reference.deferrable);
  BOOST_TEST((table.columns[0].rule(SqliteRule::Kind::not_null) != nullptr));
  BOOST_TEST(table.rules[0].reference.initially_deferred);
  BOOST_TEST(table.rules[0].columns.size() == 2U);
}

BOOST_AUTO_TEST_CASE(the_rowid_is_a_column_only_where_sqlite_says_so) {
  const auto has = [](const char* sql) {
    return SqliteTableText::of(sql).rowid_column() != nullptr;
  };
  BOOST_TEST(has("create table t (a INTEGER primary key)"));
  BOOST_TEST(has("create table t (a integer, primary key (A desc))"));
  BOOST_TEST(!has("create table t (a integer primary key desc)"));
  BOOST_TEST(!has("create table t (a int primary key)"));
  BOOST_TEST(!has("create table t (a integer, b, primary key (a, b))"));
  BOOST_TEST(!has("create table t (a integer primary key) without rowid"));
}

BOOST_AUTO_TEST_CASE(references_are_forgotten_and_renamed) {
  auto table = SqliteTableText::of(
      "create table t (a int references \"T\" (id) on delete cascade, b int references u, foreign "
      "key "
      "(a) references t (x))");
  BOOST_TEST(table.refers_to("t"));
  table.rename_references("t", "new \"t\"");
  BOOST_TEST(table.text("t") ==
             "CREATE TABLE \"t\" (a int references \"new \"\"t\"\"\" (id) on delete cascade, b int "
             "references u, foreign key (a) references \"new \"\"t\"\"\" (x))");
  table.forget_references_to("new \"t\"");
  BOOST_TEST(table.text("t") == "CREATE TABLE \"t\" (a int, b int references u)");
  BOOST_TEST(!table.refers_to("t"));
}

BOOST_AUTO_TEST_CASE(what_is_no_table_is_refused) {
  for (const char* const text :
       {"", "create view v as select 1", "create table t", "create table t (a",
        "create virtual table t using fts5(a)", "create table t (a check (b)"}) {
    BOOST_TEST(
        (zin::test::code_of([&] { return SqliteTableText::of(text); }) == zin::Errc::unsupported),
        text);
  }
}

BOOST_AUTO_TEST_CASE(an_index_has_its_parts_and_its_rows) {
  const auto index = SqliteIndexText::of(
      "CREATE UNIQUE INDEX \"on\" ON t (a desc, lower(b) collate nocase, (c || ', ')) where a > 0 "
      "and b");
  BOOST_TEST(index.parts == (std::vector<std::string>{"a", "lower(b)", "(c || ', ')"}),
             boost::test_tools::per_element());
  BOOST_TEST(index.predicate == "a > 0 and b");
}

BOOST_AUTO_TEST_CASE(a_text_is_evened_without_a_change_of_meaning) {
  BOOST_TEST(evened_sqlite("select  \"a\" , [b c],`d`\n from -- who\n\t\"t\"") ==
             "select a , \"b c\",d from t");
  BOOST_TEST(evened_sqlite("select\"a\"from\"t\"") == "select a from t");
  BOOST_TEST(evened_sqlite("\"order\" > 'x  \"y\"' and \"1a\" = x'0f'") ==
             "\"order\" > 'x  \"y\"' and \"1a\" = x'0f'");
  BOOST_TEST(evened_sqlite("") == "");
}

BOOST_AUTO_TEST_CASE(a_name_is_found_as_a_name_alone) {
  BOOST_TEST(SqliteTableText::names("a + \"B\" > 1", "b"));
  BOOST_TEST(SqliteTableText::names("[a b] is null", "A B"));
  BOOST_TEST(!SqliteTableText::names("a = 'b' /* b */", "b"));
  BOOST_TEST(!SqliteTableText::names("ab + b1", "b"));
}

BOOST_AUTO_TEST_SUITE_END()
