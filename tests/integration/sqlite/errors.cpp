// Errors: kinds, SQLSTATEs, parts, positions.
// SPDX-License-Identifier: MIT
#include <sqlite3.h>
#include <sys/mman.h>

#include <boost/test/unit_test.hpp>
#include <cstring>

#include "memory.hpp"

using namespace zin::test;

namespace {

struct Users : Memory {
  Users() {
    query(
        "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT UNIQUE, name TEXT NOT NULL, "
        "age INTEGER CONSTRAINT adult CHECK (age >= 18), UNIQUE (name, age))");
    query("CREATE UNIQUE INDEX lower_name ON users (lower(name))");
    query("CREATE TABLE posts (user_id INTEGER REFERENCES users (id))");
    query("INSERT INTO users VALUES (1, 'a@x', 'Ann', 30)");
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(sqlite_errors)

BOOST_AUTO_TEST_CASE(a_unique_violation_names_table_and_column) {
  Users db;
  BOOST_TEST(db.fails("INSERT INTO users VALUES (2, 'a@x', 'Bob', 30)") == ZIN_E_ERROR);
  BOOST_TEST(db.fault.category == ZIN_CAT_CONSTRAINT);
  BOOST_TEST(db.fault.state() == "23505");
  BOOST_TEST(db.fault.native_code == SQLITE_CONSTRAINT_UNIQUE);
  BOOST_TEST(db.fault.text() == "UNIQUE constraint failed: users.email");
  BOOST_TEST(db.detail("table") == "users");
  BOOST_TEST(db.detail("column") == "email");
  BOOST_TEST(db.detail("constraint") == "");
  BOOST_TEST(db.fault.flags == 0u);
}

BOOST_AUTO_TEST_CASE(a_unique_violation_over_several_columns_names_them_all) {
  Users db;
  db.query("DROP INDEX lower_name");
  BOOST_TEST(db.fails("INSERT INTO users VALUES (2, 'b@x', 'Ann', 30)") == ZIN_E_ERROR);
  BOOST_TEST(db.detail("table") == "users");
  BOOST_TEST(db.detail("column") == "name, age");
}

BOOST_AUTO_TEST_CASE(a_unique_violation_of_an_expression_names_the_index) {
  Users db;
  BOOST_TEST(db.fails("INSERT INTO users VALUES (2, 'b@x', 'ANN', 31)") == ZIN_E_ERROR);
  BOOST_TEST(db.fault.state() == "23505");
  BOOST_TEST(db.detail("constraint") == "lower_name");
  BOOST_TEST(db.detail("table") == "");
}

BOOST_AUTO_TEST_CASE(a_primary_key_violation_is_a_unique_violation) {
  Users db;
  db.fails("INSERT INTO users VALUES (1, 'b@x', 'Bob', 30)");
  BOOST_TEST(db.fault.state() == "23505");
  BOOST_TEST(db.fault.native_code == SQLITE_CONSTRAINT_PRIMARYKEY);
  BOOST_TEST(db.detail("column") == "id");
}

BOOST_AUTO_TEST_CASE(a_not_null_violation_names_the_column) {
  Users db;
  db.fails("INSERT INTO users (email) VALUES ('b@x')");
  BOOST_TEST(db.fault.state() == "23502");
  BOOST_TEST(db.detail("table") == "users");
  BOOST_TEST(db.detail("column") == "name");
}

BOOST_AUTO_TEST_CASE(a_check_violation_names_the_constraint) {
  Users db;
  db.fails("INSERT INTO users VALUES (2, 'b@x', 'Bob', 3)");
  BOOST_TEST(db.fault.state() == "23514");
  BOOST_TEST(db.detail("constraint") == "adult");
}

BOOST_AUTO_TEST_CASE(a_foreign_key_violation_is_found_since_foreign_keys_are_on) {
  Users db;
  BOOST_TEST(db.fails("INSERT INTO posts VALUES (99)") == ZIN_E_ERROR);
  BOOST_TEST(db.fault.state() == "23503");
  BOOST_TEST(db.fault.native_code == SQLITE_CONSTRAINT_FOREIGNKEY);
  BOOST_TEST(db.detail("table") == "");
  BOOST_TEST(db.value("SELECT count(*) FROM posts") == "i64 0");
}

BOOST_AUTO_TEST_CASE(a_raised_error_is_a_constraint_with_its_own_words) {
  Users db;
  db.query(
      "CREATE TRIGGER no_bob BEFORE INSERT ON users WHEN new.name = 'Bob' "
      "BEGIN SELECT raise(ABORT, 'no bobs'); END");
  db.fails("INSERT INTO users VALUES (2, 'b@x', 'Bob', 30)");
  BOOST_TEST(db.fault.category == ZIN_CAT_CONSTRAINT);
  BOOST_TEST(db.fault.state() == "23000");
  BOOST_TEST(db.fault.text() == "no bobs");
}

BOOST_AUTO_TEST_CASE(a_strict_table_refuses_other_types_as_data) {
  Memory db;
  db.query("CREATE TABLE t (v INTEGER) STRICT");
  db.fails("INSERT INTO t VALUES ('x')");
  BOOST_TEST(db.fault.category == ZIN_CAT_DATA);
}

BOOST_AUTO_TEST_CASE(syntax_and_names_are_told_apart_with_their_place) {
  Users db;
  db.fails("SELEKT 1");
  BOOST_TEST(db.fault.category == ZIN_CAT_SYNTAX);
  BOOST_TEST(db.fault.state() == "42601");
  BOOST_TEST(db.fault.position == 0);
  db.fails("SELECT * FROM nowhere");
  BOOST_TEST(db.fault.category == ZIN_CAT_NOT_FOUND);
  BOOST_TEST(db.fault.state() == "42P01");
  db.fails("SELECT id, missing FROM users");
  BOOST_TEST(db.fault.category == ZIN_CAT_NOT_FOUND);
  BOOST_TEST(db.fault.state() == "42703");
  BOOST_TEST(db.fault.position == 11);
  db.fails("INSERT INTO users (missing) VALUES (1)");
  BOOST_TEST(db.fault.state() == "42703");
  db.fails("SELECT '\xC3\xBC' || missing FROM users");
  BOOST_TEST(db.fault.position == 15);  // in bytes
  db.fails("CREATE TABLE users (v)");
  BOOST_TEST(db.fault.state() == "42P07");
  db.fails("SELECT no_such(1)");
  BOOST_TEST(db.fault.state() == "42883");
  db.fails("RELEASE missing");
  BOOST_TEST(db.fault.state() == "3B001");
  db.fails("SELECT 1 +");
  BOOST_TEST(db.fault.state() == "42601");
}

BOOST_AUTO_TEST_CASE(a_misspelt_column_in_double_quotes_is_no_text) {
  Users db;
  BOOST_TEST(db.fails("SELECT \"nmae\" FROM users") == ZIN_E_ERROR);
  BOOST_TEST(db.fault.state() == "42703");
  Connection lenient({{"database", ":memory:"}, {"double_quoted_strings", "true"}});
  BOOST_REQUIRE_EQUAL(lenient.connect(), ZIN_OK);
  BOOST_TEST(lenient.value("SELECT \"nmae\"") == "text nmae");
}

BOOST_AUTO_TEST_CASE(values_and_their_overflow_are_data_errors) {
  Memory db;
  db.fails("SELECT sum(v) FROM (SELECT 9223372036854775807 AS v UNION ALL SELECT 1)");
  BOOST_TEST(db.fault.category == ZIN_CAT_DATA);
  BOOST_TEST(db.fault.state() == "22003");
}

BOOST_AUTO_TEST_CASE(words_that_may_quote_what_is_bound_are_data) {
  Memory db;
  BOOST_TEST((db.fails("SELECT json_extract('{}', ?)", {txt("secret")}) == ZIN_E_ERROR));
  BOOST_TEST(db.fault.category == ZIN_CAT_DATA);
  BOOST_TEST((db.fails("ATTACH ? AS other", {txt("/nonexistent/secret")}) == ZIN_E_ERROR));
  BOOST_TEST(db.fault.category == ZIN_CAT_DATA);
  BOOST_TEST(db.fault.state() == "58P01");
  BOOST_TEST(db.fails("ATTACH '/nonexistent/secret' AS other") == ZIN_E_ERROR);
  BOOST_TEST(db.fault.category == ZIN_CAT_NOT_FOUND);
}

BOOST_AUTO_TEST_CASE(a_limit_is_a_resource) {
  Memory db;
  std::string columns = "SELECT 1";
  for (int i = 0; i < 2000; ++i) columns += ", 1";
  const std::string nested = "SELECT " + std::string(2000, '(') + "1" + std::string(2000, ')');
  for (const std::string& sql : {columns, nested}) {
    db.fails(sql);
    BOOST_TEST(db.fault.category == ZIN_CAT_RESOURCE);
    BOOST_TEST(db.fault.state() == "54000");
  }
  // More than SQLite takes at once, of which nothing is read and so nothing needs memory.
  constexpr std::size_t size = 1'000'000'001;
  void* const nothing =
      mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  BOOST_REQUIRE(nothing != MAP_FAILED);
  db.fails(std::string_view{static_cast<const char*>(nothing), size});
  BOOST_TEST(db.fault.category == ZIN_CAT_RESOURCE);
  BOOST_TEST(db.fault.state() == "54000");
  BOOST_TEST(db.fault.text().find("has 1000000001 bytes, SQLite takes 1000000000") !=
             std::string::npos);
  munmap(nothing, size);
}

BOOST_AUTO_TEST_CASE(details_are_those_of_the_last_failure) {
  Users db;
  db.fails("INSERT INTO users (email) VALUES ('b@x')");
  BOOST_TEST(db.detail("column") == "name");
  db.fails("SELECT * FROM nowhere");
  BOOST_TEST(db.detail("column") == "");
}

BOOST_AUTO_TEST_CASE(a_long_message_is_cut_between_two_characters) {
  Memory db;
  std::string name;
  for (int i = 0; i < 400; ++i) name += "\xE2\x82\xAC";  // 3 bytes each
  db.fails("SELECT * FROM \"" + name + "\"");
  BOOST_TEST((db.fault.flags & ZIN_ERRF_TRUNCATED) != 0);
  BOOST_TEST(db.fault.message_len <= sizeof(db.fault.message));
  BOOST_TEST(db.fault.message_len > sizeof(db.fault.message) - 3);
  const std::string cut = db.fault.text();
  BOOST_TEST(cut.substr(cut.size() - 3) == "\xE2\x82\xAC");
}

BOOST_AUTO_TEST_CASE(an_error_is_optional_and_a_short_one_is_filled_no_further) {
  Memory db;
  zin_exec exec{};
  exec.struct_size = sizeof(exec);
  exec.sql = str("SELEKT");
  zin_cursor* cursor = nullptr;
  BOOST_TEST(driver().start_exec(db.handle(), &exec, nullptr, &cursor, nullptr, nullptr) ==
             ZIN_E_ERROR);
  zin_error err;
  std::memset(&err, 0x7E, sizeof(err));
  err.struct_size = offsetof(zin_error, message) + 10;
  BOOST_TEST(driver().start_exec(db.handle(), &exec, nullptr, &cursor, nullptr, &err) ==
             ZIN_E_ERROR);
  BOOST_TEST(err.struct_size == offsetof(zin_error, message) + 10);
  BOOST_TEST(err.message_len == 10u);
  BOOST_TEST(err.message[10] == 0x7E);
  BOOST_TEST((err.flags & ZIN_ERRF_TRUNCATED) != 0);
  std::memset(&err, 0x7E, sizeof(err));
  err.struct_size = 12;
  BOOST_TEST(driver().start_exec(db.handle(), &exec, nullptr, &cursor, nullptr, &err) ==
             ZIN_E_ERROR);
  BOOST_TEST(err.category == ZIN_CAT_SYNTAX);
  BOOST_TEST(err.flags == 0x7E7E7E7Eu);
}

BOOST_AUTO_TEST_CASE(a_table_that_another_connection_made_anew_is_seen_as_it_is) {
  const Folder folder;
  Connection one(Options{{"database", folder.file("db")}});
  Connection other(Options{{"database", folder.file("db")}});
  for (Connection* const db : {&one, &other}) BOOST_REQUIRE(db->connect() == ZIN_OK);
  other.query("create table t (a, b, c)");
  one.query("insert into t values (1, 2, 3)");
  other.query("drop table t");
  other.query("create table t (a)");
  BOOST_REQUIRE_MESSAGE(one.try_exec({.sql = "insert into t values (1)"}), one.fault.text());
  BOOST_TEST(other.value("select count(*) from t") == "i64 1");
  // What is wrong still is, and in the same words.
  BOOST_TEST(one.fails("insert into t values (1, 2)") == ZIN_E_ERROR);
  BOOST_TEST(one.fault.text() == "table t has 1 columns but 2 values were supplied");
}

BOOST_AUTO_TEST_SUITE_END()
