// What the engine and the service refuse, and as what it is told.
// SPDX-License-Identifier: MIT
#include <sqlite3.h>

#include <boost/test/unit_test.hpp>

#include "engine.hpp"

using namespace zin::test;

namespace {

struct Errors : Open {
  Errors() : Open(engine_options(1)) {}

  /// "category sqlstate" of what fails.
  std::string kind(std::string_view sql, std::vector<zin_cell> params = {}) {
    fails(sql, std::move(params));
    return std::to_string(fault.category) + " " + fault.state();
  }
  static std::string is(zin_category category, const char* state) {
    return std::to_string(category) + " " + state;
  }
};

struct Family : Errors {
  Family() {
    query("DROP TABLE IF EXISTS children");
    make("parents", "id INTEGER PRIMARY KEY");
    make("children",
         "id INTEGER PRIMARY KEY, email TEXT UNIQUE, name TEXT NOT NULL, age INTEGER CONSTRAINT "
         "adult CHECK (age >= 18), parent_id INTEGER REFERENCES parents (id), UNIQUE (name, age)");
    query("INSERT INTO parents VALUES (1)");
    query("INSERT INTO children VALUES (1, 'a@x', 'Ann', 30, 1)");
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(d1_errors)

BOOST_FIXTURE_TEST_CASE(constraints_are_named_as_sqlite_names_them, Family) {
  BOOST_TEST(kind("INSERT INTO children VALUES (2, ?, 'Bob', 30, 1)", {txt("a@x")}) ==
             is(ZIN_CAT_CONSTRAINT, "23505"));
  BOOST_TEST(detail("table") == "children");
  BOOST_TEST(detail("column") == "email");
  BOOST_TEST(fault.native_code == SQLITE_CONSTRAINT_UNIQUE);
  BOOST_TEST(fault.flags == 0u);
  kind("INSERT INTO children VALUES (2, 'b@x', 'Ann', 30, 1)");
  BOOST_TEST(detail("column") == "name, age");
  BOOST_TEST(kind("INSERT INTO children VALUES (1, 'b@x', 'Bob', 30, 1)") ==
             is(ZIN_CAT_CONSTRAINT, "23505"));
  BOOST_TEST(fault.native_code == SQLITE_CONSTRAINT_PRIMARYKEY);
  BOOST_TEST(kind("INSERT INTO children (email) VALUES ('b@x')") ==
             is(ZIN_CAT_CONSTRAINT, "23502"));
  BOOST_TEST(detail("column") == "name");
  BOOST_TEST(kind("INSERT INTO children VALUES (2, 'b@x', 'Bob', 3, 1)") ==
             is(ZIN_CAT_CONSTRAINT, "23514"));
  BOOST_TEST(detail("constraint") == "adult");
  BOOST_TEST(kind("INSERT INTO children VALUES (2, 'b@x', 'Bob', 30, 9)") ==
             is(ZIN_CAT_CONSTRAINT, "23503"));
  BOOST_TEST(kind("DELETE FROM parents") == is(ZIN_CAT_CONSTRAINT, "23503"));
  BOOST_TEST(value("SELECT count(*) FROM children") == "i64 1");
  query("SELECT 1");
  BOOST_TEST(detail("table") == "");  // of the last failure, until the next operation
}

BOOST_FIXTURE_TEST_CASE(types_of_strict_tables_are_kept, Errors) {
  query("DROP TABLE IF EXISTS strict_one");
  query("CREATE TABLE strict_one (i INTEGER) STRICT");
  BOOST_TEST(kind("INSERT INTO strict_one VALUES (?)", {txt("secret")}) ==
             is(ZIN_CAT_DATA, "42804"));
  query("INSERT INTO strict_one VALUES (?)", {i64(INT64_MAX)});
  BOOST_TEST(value("SELECT CAST(i AS TEXT) FROM strict_one") == "text 9223372036854775807");
  make("keyed", "id INTEGER PRIMARY KEY");
  BOOST_TEST(kind("INSERT INTO keyed VALUES ('x')") == is(ZIN_CAT_DATA, "42804"));
}

BOOST_FIXTURE_TEST_CASE(names_that_are_not_there_are_told_with_and_without_values, Errors) {
  make("kept", "a");
  for (const bool bound : {false, true}) {
    const auto of = [&](std::string_view sql) {
      return bound ? kind(std::string(sql) + " WHERE ? = 'x'", {txt("x")}) : kind(sql);
    };
    BOOST_TEST(of("SELECT * FROM nowhere") == is(ZIN_CAT_NOT_FOUND, "42P01"));
    BOOST_TEST(of("SELECT absent FROM kept") == is(ZIN_CAT_NOT_FOUND, "42703"));
    BOOST_TEST(of("SELECT no_such(1) FROM kept") == is(ZIN_CAT_NOT_FOUND, "42883"));
  }
  BOOST_TEST(kind("INSERT INTO kept (absent) VALUES (1)") == is(ZIN_CAT_NOT_FOUND, "42703"));
  BOOST_TEST(kind("CREATE TABLE kept (a)") == is(ZIN_CAT_SYNTAX, "42P07"));
}

BOOST_FIXTURE_TEST_CASE(a_syntax_error_says_where_in_the_text_that_was_given, Errors) {
  const std::string sql = "SELECT ?, 'ä', FROM kept";
  BOOST_TEST(kind(sql, {i64(-1234567)}) == is(ZIN_CAT_SYNTAX, "42601"));
  BOOST_TEST(fault.position == static_cast<std::int64_t>(sql.find("FROM")));
  BOOST_TEST(kind("SELEC 1") == is(ZIN_CAT_SYNTAX, "42601"));
}

BOOST_FIXTURE_TEST_CASE(one_statement_at_a_time, Errors) {
  make("kept", "a");
  Gate gate;
  BOOST_TEST(kind("INSERT INTO kept VALUES (1); INSERT INTO kept VALUES (2)") ==
             is(ZIN_CAT_SYNTAX, "42601"));
  BOOST_TEST(kind("") == is(ZIN_CAT_SYNTAX, "42601"));
  BOOST_TEST(kind(" -- nothing\n;") == is(ZIN_CAT_SYNTAX, "42601"));
  BOOST_TEST(gate.requests() == 0u);
  query("SELECT 1; -- and no more ;");
  query(";; SELECT 1");
  query(
      "CREATE TRIGGER IF NOT EXISTS kept_t AFTER INSERT ON kept BEGIN UPDATE kept SET a = CASE a "
      "WHEN 1 THEN 2 ELSE 3 END; DELETE FROM kept WHERE a = ';'; END;");
  query("INSERT INTO kept VALUES (1)");
  BOOST_TEST(value("SELECT a FROM kept") == "i64 2");
}

BOOST_FIXTURE_TEST_CASE(a_wrong_number_of_values_is_not_sent, Errors) {
  Gate gate;
  BOOST_TEST(kind("SELECT ?, ?", {i64(1)}) == is(ZIN_CAT_DATA, "07001"));
  BOOST_TEST(kind("SELECT ?2", {i64(1)}) == is(ZIN_CAT_DATA, "07001"));
  BOOST_TEST(gate.requests() == 0u);
  BOOST_TEST(value("SELECT ?2 || :a || ?1 || :a", {txt("x"), txt("y"), txt("z")}) == "text yzxz");
}

BOOST_FIXTURE_TEST_CASE(what_d1_forbids_is_told_as_such, Errors) {
  for (const char* const sql : {"BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT a", "RELEASE a"}) {
    BOOST_TEST(fails(sql) == ZIN_E_UNSUPPORTED);
    BOOST_TEST(fault.text().find("transaction()") != std::string::npos);
  }
  BOOST_TEST(txn(ZIN_TXN_BEGIN) == ZIN_E_UNSUPPORTED);
  BOOST_TEST(kind("ATTACH 'x' AS y") == is(ZIN_CAT_PERMISSION, "42501"));
  BOOST_TEST(kind("CREATE TEMP TABLE t (a)") == is(ZIN_CAT_PERMISSION, "42501"));
  fails("VACUUM");
  BOOST_TEST(fault.status < 0);
}

BOOST_FIXTURE_TEST_CASE(a_condition_that_json_refuses_keeps_its_words, Errors) {
  // How a unit of work proves what its writes have changed.
  fails("SELECT json_extract('{}', 'zin:expected:7:')");
  BOOST_TEST(fault.text().find("zin:expected:7:") != std::string::npos);
  BOOST_TEST(fault.category == ZIN_CAT_DATA);
}

BOOST_AUTO_TEST_CASE(who_may_not_in_is_told) {
  auto options = engine_options(1);
  options[2].second = "no-such-token";
  Connection stranger(options);
  BOOST_REQUIRE(stranger.connect() == ZIN_OK);
  BOOST_TEST(stranger.fails("SELECT 1") == ZIN_E_ERROR);
  BOOST_TEST(stranger.fault.category == ZIN_CAT_AUTH);
  BOOST_TEST(stranger.fault.state() == "28000");
  BOOST_TEST(stranger.fault.text().find("CLOUDFLARE_API_TOKEN") != std::string::npos);
  BOOST_TEST(stranger.fault.text().find("no-such-token") == std::string::npos);
  options = engine_options(1);
  options[3].second = "00000000-0000-0000-0000-000000000000";
  Connection lost(options);
  BOOST_REQUIRE(lost.connect() == ZIN_OK);
  lost.fails("SELECT 1");
  BOOST_TEST(lost.fault.category == ZIN_CAT_NOT_FOUND);
  BOOST_TEST(lost.fault.text().find("D1_DATABASE_ID") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_missing_is_named_before_any_io) {
  Gate gate;
  const auto refused = [](std::size_t without) {
    auto options = engine_options(1);
    options.erase(options.begin() + static_cast<std::ptrdiff_t>(without));
    try {
      Connection made(options);
    } catch (const std::runtime_error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  BOOST_TEST(refused(1).starts_with("CLOUDFLARE_ACCOUNT_ID is not set: "));
  BOOST_TEST(refused(2).starts_with("CLOUDFLARE_API_TOKEN is not set: "));
  BOOST_TEST(refused(3).starts_with("D1_DATABASE_ID is not set: "));
  BOOST_TEST(gate.requests() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
