// What statements do to their transaction.
// SPDX-License-Identifier: MIT
#include "zin/migrate/statement_kind.hpp"

#include <boost/test/unit_test.hpp>

namespace zin::migrate {
namespace {

bool is(StatementKind kind, std::string_view sql, Dialect dialect = Dialect::mysql) {
  return statement_kind(sql, dialect) == kind;
}

BOOST_AUTO_TEST_SUITE(migration_statement_kind)

BOOST_AUTO_TEST_CASE(rows_are_read_and_written_inside_of_a_transaction) {
  for (const char* const sql :
       {"insert into a values (1)", "  UPDATE a set b = 1", "/* why */ delete from a",
        "-- why\nselect 1", "with a as (select 1) select * from a", "(select 1)"}) {
    BOOST_TEST(is(StatementKind::rows, sql), sql);
  }
}

BOOST_AUTO_TEST_CASE(settings_are_the_sessions) {
  BOOST_TEST(is(StatementKind::setting, "SET foreign_key_checks = 0"));
  BOOST_TEST(is(StatementKind::setting, "use other"));
  BOOST_TEST(is(StatementKind::setting, "pragma foreign_keys = off", Dialect::sqlite));
}

BOOST_AUTO_TEST_CASE(what_begins_or_ends_a_transaction_is_known) {
  for (const char* const sql : {"begin", "START transaction", "commit", "rollback to a", "begin;",
                                "savepoint a", "release savepoint a"}) {
    BOOST_TEST(is(StatementKind::transaction, sql), sql);
  }
  BOOST_TEST(is(StatementKind::transaction, "end", Dialect::postgres));
  BOOST_TEST(is(StatementKind::other, "begin not atomic select 1; end"));
  BOOST_TEST(is(StatementKind::other, "start replica"));
}

BOOST_AUTO_TEST_CASE(all_else_may_commit_by_itself) {
  for (const char* const sql : {"create table a (b int)", "alter table a add c int",
                                "truncate table a", "vacuum", "", "-- nothing"}) {
    BOOST_TEST(is(StatementKind::other, sql), sql);
  }
}

BOOST_AUTO_TEST_CASE(what_the_schema_shows_is_told_from_what_it_does_not) {
  BOOST_TEST(changes_schema("/* a */ Create unique index i on t (a)", Dialect::postgres));
  BOOST_TEST(changes_schema("vacuum", Dialect::sqlite));
  BOOST_TEST(!changes_schema("call fill()", Dialect::mariadb));
  BOOST_TEST(!changes_schema("do $$ begin end $$", Dialect::postgres));
  BOOST_TEST(!changes_schema("insert into create values (1)", Dialect::sqlite));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace zin::migrate
