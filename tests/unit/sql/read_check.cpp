// Reads that need the primary, and those that do not.
// SPDX-License-Identifier: MIT
#include "zin/sql/read_check.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

namespace zin::sql {
namespace {

const std::vector<std::string> own{"charge", "Book_Seat"};

bool writes(std::string_view sql, Dialect dialect = Dialect::postgres) {
  return needs_primary(sql, dialect, own);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(read_check)

BOOST_AUTO_TEST_CASE(queries_need_none) {
  for (const char* const sql : {"select 1",
                                "  SELECT n FROM t",
                                "(select 1) union (select 2)",
                                "values (1), (2)",
                                "table t",
                                "show tables",
                                "explain select 1",
                                "with w as (select 1) select * from w",
                                "-- insert\nselect 1",
                                "/* delete */ select 1",
                                "select * from t where x = 'for update'",
                                "select \"into\", \"update\" from t",
                                "select updated, deleted_at from t",
                                "select information from t",
                                "select t.for_update from t",
                                "select nextval from t",
                                "select x as charge from t",
                                "select $$nextval('s')$$",
                                "select substring(x from 1 for 2)",
                                "select n from t order by n limit 1 offset 2",
                                "describe t",
                                "desc t"}) {
    BOOST_TEST(!writes(sql), sql);
  }
}

BOOST_AUTO_TEST_CASE(what_locks_does) {
  for (const char* const sql :
       {"select n from t for update", "select n from t FOR UPDATE skip locked",
        "select n from t for share", "select n from t for no key update",
        "select n from t for key share", "select n from t for/* */update",
        "(select n from t for update) order by n", "select * from (select 1 from t for share) s",
        "select n from t lock in share mode"}) {
    BOOST_TEST(writes(sql), sql);
  }
}

BOOST_AUTO_TEST_CASE(what_writes_does) {
  for (const char* const sql :
       {"insert into t values (1)", "update t set n = 1 returning n", "delete from t", "call p()",
        "with w as (insert into t values (1) returning n) select n from w",
        "with w as (update t set n = 1 returning n) select n from w",
        "with w as (delete from t returning n) select n from w",
        "with w as (select 1) merge into t using w on true when matched then do nothing",
        "explain analyze delete from t", "select n into other from t",
        "select n from t into outfile '/tmp/x'", "do 1", "set x = 1", "", "   ", "begin"}) {
    BOOST_TEST(writes(sql), sql);
  }
}

BOOST_AUTO_TEST_CASE(functions_that_write_do) {
  for (const char* const sql :
       {"select nextval('s')", "select NextVal ('s')", "select pg_catalog.nextval('s')",
        "select \"nextval\"('s')", "select setval('s', 1)", "select pg_advisory_lock(1)",
        "select pg_try_advisory_xact_lock(1)", "select pg_notify('c', '')", "select txid_current()",
        "select lo_create(0)", "select charge(1)", "select n from t where shop.BOOK_SEAT (n)",
        "select next value for s"}) {
    BOOST_TEST(writes(sql), sql);
  }
  BOOST_TEST(writes("select get_lock('x', 1)", Dialect::mysql));
  BOOST_TEST(writes("select `charge`(1)", Dialect::mysql));
  BOOST_TEST(writes("select last_insert_id()", Dialect::mariadb));
}

BOOST_AUTO_TEST_CASE(mysqls_words_are_its_own) {
  BOOST_TEST(!writes("select replace(n, 'a', 'b'), insert(n, 1, 2, 'x') from t", Dialect::mysql));
  BOOST_TEST(
      !writes("with w as (select insert(n, 1, 2, 'x') from t) select * from w", Dialect::mysql));
  BOOST_TEST(!writes("select \"nextval\"", Dialect::mysql));  // a string there
  BOOST_TEST(!writes("select 1 # for update", Dialect::mysql));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zin::sql
