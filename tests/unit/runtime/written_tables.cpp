// Which tables a text changes, and which reads could need them.
// SPDX-License-Identifier: MIT
#include "zin/runtime/written_tables.hpp"

#include <boost/test/unit_test.hpp>
#include <initializer_list>
#include <string>
#include <string_view>

using zin::runtime::WrittenTables;

namespace {

const std::vector<WrittenTables::Object> schema{
    {"table", "users", "users", "CREATE TABLE users (id integer primary key)"},
    {"table", "Posts", "Posts",
     "CREATE TABLE \"Posts\" (user_id integer references users (id) on delete cascade)"},
    {"table", "totals", "totals", "CREATE TABLE totals (n integer)"},
    {"table", "logs", "logs", "CREATE TABLE logs (t text)"},
    {"table", "notes", "notes", "CREATE TABLE notes (t text default 'references logs')"},
    {"trigger", "counts", "Posts",
     "CREATE TRIGGER counts after insert on Posts begin update totals set n = n + 1; end"},
    {"view", "sums", "sums", "CREATE VIEW sums as select n from totals"},
    {"view", "shown", "shown", "CREATE VIEW shown as select * from sums"},
};

std::string needed(std::initializer_list<std::string_view> written, std::string_view read) {
  WrittenTables tables;
  for (const std::string_view sql : written) tables.add(sql);
  return tables.needed_by(read, [] { return schema; });
}

BOOST_AUTO_TEST_SUITE(written_tables)

BOOST_AUTO_TEST_CASE(nothing_is_needed_before_the_first_write) {
  BOOST_TEST(needed({}, "select * from logs") == "");
}

BOOST_AUTO_TEST_CASE(each_way_to_write_names_its_table) {
  for (const std::string_view sql :
       {"insert into logs (t) values (?)", "INSERT OR IGNORE INTO \"logs\" values (?)",
        "replace into logs values (1)", "update logs set t = 'from users'",
        "update or replace [logs] set t = 1", "delete from `logs` where t = ?",
        "insert into main.logs values (1)", "update main.\"Logs\" set t = 1",
        "/* update users */ delete from logs -- from users"}) {
    BOOST_TEST_CONTEXT(sql) {
      BOOST_TEST(needed({sql}, "select t from LOGS") == "logs");
      BOOST_TEST(needed({sql}, "select 1 from notes join \"logs\" on 1") == "logs");
      BOOST_TEST(needed({sql}, "select n from totals where t = 'logs'") == "");
    }
  }
}

BOOST_AUTO_TEST_CASE(what_a_text_does_not_tell_counts_as_everything) {
  for (const std::string_view sql :
       {"create table x (id)", "drop table logs", "with a as (select 1) update logs set t = 1",
        "pragma foreign_keys = off", "update", "insert"}) {
    BOOST_TEST_CONTEXT(sql) { BOOST_TEST(needed({sql}, "select * from notes") == "a table"); }
  }
}

BOOST_AUTO_TEST_CASE(foreign_keys_and_triggers_carry_on) {
  BOOST_TEST(needed({"delete from users"}, "select * from posts") == "posts");
  BOOST_TEST(needed({"delete from users"}, "select * from totals") == "totals");
  BOOST_TEST(needed({"insert into posts values (1)"}, "select * from totals") == "totals");
  BOOST_TEST(needed({"insert into posts values (1)"}, "select * from users") == "");
  BOOST_TEST(needed({"update totals set n = 1"}, "select * from posts") == "");
  // A foreign key in a string is none.
  BOOST_TEST(needed({"update logs set t = 1"}, "select * from notes") == "");
}

BOOST_AUTO_TEST_CASE(views_read_what_they_are_made_of) {
  BOOST_TEST(needed({"update totals set n = 1"}, "select * from shown") == "totals");
  BOOST_TEST(needed({"insert into posts values (1)"}, "select * from sums") == "totals");
  BOOST_TEST(needed({"update logs set t = 1"}, "select * from shown") == "");
}

BOOST_AUTO_TEST_CASE(the_catalogue_is_not_asked_for_a_name_that_answers) {
  WrittenTables tables;
  tables.add("update logs set t = 1");
  bool asked = false;
  const auto catalogue = [&asked] {
    asked = true;
    return schema;
  };
  BOOST_TEST(tables.needed_by("select * from logs", catalogue) == "logs");
  BOOST_TEST(!asked);
  BOOST_TEST(tables.needed_by("select * from users", catalogue) == "");
  BOOST_TEST(asked);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
