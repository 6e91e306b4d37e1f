// What SQLite refuses, as the application is told: the code, SQLite's own words, what to do.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <fstream>
#include <limits>
#include <string>
#include <string_view>

#include "printing.hpp"
#include "scratch.hpp"
#include "thrown.hpp"
#include "zin/zin.hpp"

using zin::Bindings;
using zin::Database;
using zin::DatabaseConfig;
using zin::Errc;
using zin::Error;
using zin::Manager;
using zin::test::says;
using zin::test::Scratch;
using zin::test::thrown_by;

namespace {

struct Shop {
  Shop() {
    for (const char* const sql : {"create table t (a, b, c)", "create view v as select a from t",
                                  "insert into t values (1, 2, 3)", "create index i on t (a)",
                                  "create table pa (a)", "create table ch (b references pa (a))"}) {
      db.execute(sql);
    }
  }
  Error refused(std::string_view sql, Bindings values = {}) {
    return thrown_by([&] { return db.execute(sql, values); });
  }

  Manager manager;
  Database& db = manager.use_database({.driver = "sqlite", .database = ":memory:"});
};

struct Refused {
  std::string_view sql;
  Errc code;
  std::string_view sqlstate;
  std::string_view words;  ///< SQLite's, or of ours
};

void check(const Error& error, const Refused& expected) {
  BOOST_TEST_CONTEXT(expected.sql) {
    BOOST_TEST(error.code() == expected.code);
    BOOST_TEST(error.sqlstate() == expected.sqlstate);
    BOOST_TEST(says(error, expected.words), error.what());
    BOOST_TEST(!says(error, "does not explain"), error.what());
  }
}

/// `unit` so often, with commas.
std::string repeated(std::string_view unit, int count, std::string_view separator = ",") {
  std::string text{unit};
  for (int i = 1; i < count; ++i) (text += separator) += unit;
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sqlite_errors)

BOOST_FIXTURE_TEST_CASE(a_mistake_in_the_sql_is_told_in_the_words_of_sqlite, Shop) {
  for (const Refused& wrong : {
           Refused{"insert into t values (1, 2)", Errc::syntax, "42601",
                   "table t has 3 columns but 2 values were supplied"},
           Refused{"insert into t (a, b) values (1)", Errc::syntax, "42000",
                   "1 values for 2 columns"},
           Refused{"insert into v values (1)", Errc::syntax, "42809",
                   "cannot modify v because it is a view"},
           Refused{"update v set a = 1", Errc::syntax, "42809", "because it is a view"},
           Refused{"drop table v", Errc::syntax, "42809", "use DROP VIEW to delete view v"},
           Refused{"drop view t", Errc::syntax, "42809", "use DROP TABLE to delete table t"},
           Refused{"alter table t add column d int not null", Errc::syntax, "42000",
                   "Cannot add a NOT NULL column with default value NULL"},
           Refused{"alter table t rename column a to b", Errc::syntax, "42701",
                   "duplicate column name: b"},
           Refused{"drop table sqlite_master", Errc::syntax, "42000",
                   "table sqlite_master may not be dropped"},
           Refused{"delete from sqlite_master", Errc::syntax, "42000",
                   "table sqlite_master may not be modified"},
           Refused{"detach main", Errc::syntax, "42000", "cannot detach database main"},
           Refused{"detach nope", Errc::undefined_table, "3D000", "no such database: nope"},
           Refused{"insert into ch values (1)", Errc::syntax, "42830",
                   "foreign key mismatch - \"ch\" referencing \"pa\""},
           Refused{"select 1 union select 1, 2", Errc::syntax, "42000",
                   "do not have the same number of result columns"},
           Refused{"select raise(abort, 'x')", Errc::syntax, "42000",
                   "RAISE() may only be used within a trigger-program"},
           Refused{"create virtual table g using absent (x)", Errc::undefined_table, "42704",
                   "no such module: absent"},
           Refused{"select load_extension('x')", Errc::permission_denied, "42501",
                   "not authorized"},
       }) {
    check(refused(wrong.sql), wrong);
  }
}

BOOST_FIXTURE_TEST_CASE(a_name_that_is_taken_is_told_as_such, Shop) {
  for (const Refused& wrong : {
           Refused{"create table t (a)", Errc::syntax, "42P07", "table t already exists"},
           Refused{"create index i on t (b)", Errc::syntax, "42P07", "index i already exists"},
           Refused{"create view t as select 1", Errc::syntax, "42P07", "table t already exists"},
           Refused{"alter table t rename to v", Errc::syntax, "42P07", "there is already another"},
           Refused{"attach ':memory:' as main", Errc::syntax, "42P07",
                   "database main is already in use"},
       }) {
    const Error error = refused(wrong.sql);
    check(error, wrong);
    BOOST_TEST(says(error, "something of that name exists already"), error.what());
    BOOST_TEST(!says(error, "understand"), error.what());
  }
}

BOOST_FIXTURE_TEST_CASE(a_wrong_moment_is_the_callers_mistake, Shop) {
  for (const Refused& wrong : {
           Refused{"commit", Errc::invalid_argument, "25P01",
                   "cannot commit - no transaction is active"},
           Refused{"rollback", Errc::invalid_argument, "25P01",
                   "cannot rollback - no transaction is active"},
           Refused{"release nope", Errc::invalid_argument, "3B001", "no such savepoint: nope"},
       }) {
    check(refused(wrong.sql), wrong);
  }
  db.transaction([](zin::Session& tx) {
    for (const Refused& wrong : {
             Refused{"begin", Errc::invalid_argument, "25001",
                     "cannot start a transaction within a transaction"},
             Refused{"vacuum", Errc::invalid_argument, "25001",
                     "cannot VACUUM from within a transaction"},
             Refused{"rollback to nope", Errc::invalid_argument, "3B001",
                     "no such savepoint: nope"},
         }) {
      check(thrown_by([&] { return tx.execute(wrong.sql); }), wrong);
    }
  });
}

BOOST_FIXTURE_TEST_CASE(a_limit_of_sqlite_is_told_as_a_limit, Shop) {
  const std::string columns = "select " + repeated("1", 2001);
  const std::string deep = "select " + repeated("1", 1100, "+");
  const std::string nested = "select " + std::string(2000, '(') + "1" + std::string(2000, ')');
  const std::string joined = "select 1 from " + repeated("t as x", 65);
  for (const Refused& wrong : {
           Refused{columns, Errc::resource_exhausted, "54000", "too many columns in result set"},
           Refused{deep, Errc::resource_exhausted, "54000", "Expression tree is too large"},
           Refused{nested, Errc::resource_exhausted, "54000", "parser stack overflow"},
           Refused{joined, Errc::resource_exhausted, "54000", "at most 64 tables in a join"},
       }) {
    check(refused(wrong.sql), wrong);
  }
  const Error pattern =
      refused("select * from t where a like ?", {std::string(60'000, 'x') + "hunter2"});
  BOOST_TEST(pattern.code() == Errc::resource_exhausted);
  BOOST_TEST(says(pattern, "LIKE or GLOB pattern too complex"));
  const Error big = refused("select zeroblob(?)", {3'000'000'000});
  BOOST_TEST(big.code() == Errc::resource_exhausted);
  BOOST_TEST(says(big, "string or blob too big"));
}

BOOST_FIXTURE_TEST_CASE(what_functions_refuse_is_a_data_error_that_quotes_no_value, Shop) {
  db.execute("create virtual table f using fts5 (x)");
  db.execute("insert into f values ('a')");
  struct Case {
    std::string_view sql;
    zin::Value value;
    std::string_view words;  ///< What SQLite says, for who may see values.
  };
  for (const Case& wrong : {
           Case{"select json_extract('{}', ?)", "hunter2", "JSON path error near 'hunter2'"},
           Case{"select json_extract(?, '$.a')", "{hunter2", "malformed JSON"},
           Case{"select * from f where f match ?", "hunter2:x", "no such column: hunter2"},
           Case{"select * from f where f match ?", "(hunter2 ^", "fts5: syntax error"},
           Case{"select abs(?)", std::numeric_limits<std::int64_t>::min(), "integer overflow"},
           Case{"select 'a' like 'b' escape ?", "hunter2", "ESCAPE expression"},
       }) {
    BOOST_TEST_CONTEXT(wrong.sql) {
      const Error error = refused(wrong.sql, {wrong.value});
      BOOST_TEST(error.code() == Errc::data_error);
      BOOST_TEST(!says(error, "hunter2"), error.what());
      BOOST_TEST(error.server_message().find(wrong.words) != std::string_view::npos,
                 error.server_message());
    }
  }
}

BOOST_FIXTURE_TEST_CASE(a_table_that_is_gone_is_told_though_values_are_bound, Shop) {
  const Scratch scratch;
  const DatabaseConfig config{.driver = "sqlite", .database = scratch.file("db")};
  Manager here, there;
  Database& one = here.use_database(config);
  one.execute("create table gone (a)");
  static_cast<void>(one.select("select * from gone where a = ?", {1}));  // is prepared now
  there.use_database(config).execute("drop table gone");
  const Error error =
      thrown_by([&] { return one.select("select * from gone where a = ?", {"hunter2"}); });
  BOOST_TEST(error.code() == Errc::undefined_table);
  BOOST_TEST(says(error, "no such table: gone"));
  BOOST_TEST(!says(error, "hunter2"));
}

BOOST_FIXTURE_TEST_CASE(a_file_that_is_attached_and_cannot_be_opened_is_no_lost_connection, Shop) {
  const Error error = refused("attach '/nonexistent/x' as y");
  BOOST_TEST(error.code() == Errc::invalid_argument);
  BOOST_TEST(says(error,
                  "a file that the statement names cannot be opened: unable to open "
                  "database: /nonexistent/x; check its path and permissions"),
             error.what());
  const Error bound = refused("attach ? as y", {"/nonexistent/hunter2"});
  BOOST_TEST(bound.code() == Errc::invalid_argument);
  BOOST_TEST(!says(bound, "hunter2"));
}

BOOST_AUTO_TEST_CASE(a_database_that_cannot_be_made_is_told_without_a_server) {
  Manager manager;
  Database& db = manager.use_database({.driver = "sqlite", .database = "/nonexistent/folder/a.db"});
  const Error error = thrown_by([&] { return db.select("select 1"); });
  BOOST_TEST(error.code() == Errc::connection_failed);
  BOOST_TEST(says(error, "its folder '/nonexistent/folder' does not exist: create it first"));
  BOOST_TEST(!says(error, "server"), error.what());
  BOOST_TEST(!says(error, "port"), error.what());
}

BOOST_AUTO_TEST_CASE(a_damaged_file_is_told_with_what_to_do) {
  const Scratch scratch;
  const std::string file = scratch.file("db");
  {
    Manager manager;
    Database& db = manager.use_database({.driver = "sqlite", .database = file});
    db.execute("create table t (a)");
    db.execute(
        "insert into t with recursive n(i) as (select 1 union all select i + 1 from n where "
        "i < 10000) select i from n");
    db.execute("pragma wal_checkpoint(truncate)");
  }
  {
    std::fstream damage{file, std::ios::in | std::ios::out | std::ios::binary};
    damage.seekp(4096);
    damage << std::string(8192, '\x7F');
  }
  Manager manager;
  Database& db = manager.use_database({.driver = "sqlite", .database = file});
  const Error error = thrown_by([&] { return db.select("select sum(a) from t"); });
  BOOST_TEST(error.code() == Errc::resource_exhausted);
  BOOST_TEST(error.sqlstate() == "XX001");
  BOOST_TEST(says(error,
                  "the database is damaged: database disk image is malformed: stop writing, "
                  "copy the file, and restore a backup"),
             error.what());
}

BOOST_AUTO_TEST_CASE(a_full_database_is_told_as_full) {
  Manager manager;
  Database& db = manager.use_database({.driver = "sqlite", .database = ":memory:"});
  db.execute("create table t (a)");
  static_cast<void>(db.select("pragma max_page_count = 3"));
  const Error error =
      thrown_by([&] { return db.execute("insert into t values (zeroblob(100000))"); });
  BOOST_TEST(error.code() == Errc::resource_exhausted);
  BOOST_TEST(error.sqlstate() == "53100");
  BOOST_TEST(says(error, "database or disk is full: free space on the disk"), error.what());
}

BOOST_AUTO_TEST_CASE(a_read_only_database_is_told_as_such) {
  const Scratch scratch;
  DatabaseConfig config{.driver = "sqlite", .database = scratch.file("db")};
  {
    Manager manager;
    manager.use_database(config).execute("create table t (a)");
  }
  config.options = {{"read_only", "true"}};
  Manager manager;
  Database& db = manager.use_database(config);
  const Error error = thrown_by([&] { return db.execute("insert into t values (1)"); });
  BOOST_TEST(error.code() == Errc::read_only);
  BOOST_TEST(says(error, "attempt to write a readonly database"), error.what());
}

BOOST_AUTO_TEST_SUITE_END()
