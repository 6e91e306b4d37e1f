// Transactions, savepoints, resets.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <string>

#include "mysql_fixture.hpp"

using namespace zin::test;

BOOST_AUTO_TEST_SUITE(mysql_transactions)

BOOST_AUTO_TEST_CASE(what_is_committed_stays_and_what_is_rolled_back_is_gone) {
  const Table table("id int");
  Server db, other;
  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_BEGIN), ZIN_OK);
  BOOST_TEST(db.state() == (ZIN_CONN_USABLE | ZIN_CONN_IN_TXN));
  db.query(table.sql("insert into @ values (1)"));
  BOOST_TEST(other.value(table.sql("select count(*) from @")) == "i64 0");
  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_COMMIT), ZIN_OK);
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
  BOOST_TEST(other.value(table.sql("select count(*) from @")) == "i64 1");
  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_BEGIN), ZIN_OK);
  db.query(table.sql("insert into @ values (2)"));
  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_ROLLBACK), ZIN_OK);
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
  BOOST_TEST(other.value(table.sql("select count(*) from @")) == "i64 1");
  BOOST_TEST(db.txn(ZIN_TXN_ROLLBACK) == ZIN_OK);  // outside of one, too
}

BOOST_AUTO_TEST_CASE(savepoints_undo_a_part) {
  const Table table("id int");
  Server db;
  BOOST_TEST(db.txn(ZIN_TXN_SAVEPOINT, 0, "s") == ZIN_E_ERROR);
  BOOST_TEST(db.fault.state() == "25P01");
  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_BEGIN), ZIN_OK);
  BOOST_TEST(db.txn(ZIN_TXN_SAVEPOINT, 0, "") == ZIN_E_MISUSE);
  db.query(table.sql("insert into @ values (1)"));
  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_SAVEPOINT, 0, "odd `name; --"), ZIN_OK);
  db.query(table.sql("insert into @ values (2)"));
  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_ROLLBACK_TO, 0, "odd `name; --"), ZIN_OK);
  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_RELEASE, 0, "odd `name; --"), ZIN_OK);
  BOOST_TEST(db.txn(ZIN_TXN_RELEASE, 0, "odd `name; --") == ZIN_E_ERROR);
  BOOST_TEST((db.state() & ZIN_CONN_IN_TXN) != 0u);
  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_COMMIT), ZIN_OK);
  BOOST_TEST(db.query(table.sql("select id from @")) == (std::vector<Row>{{"i64 1"}}));
}

BOOST_AUTO_TEST_CASE(a_second_begin_is_refused_and_commits_nothing) {
  const Table table("id int");
  Server db;
  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_BEGIN), ZIN_OK);
  db.query(table.sql("insert into @ values (1)"));
  BOOST_TEST(db.txn(ZIN_TXN_BEGIN) == ZIN_E_ERROR);
  BOOST_TEST(db.fault.state() == "25001");
  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_ROLLBACK), ZIN_OK);
  BOOST_TEST(db.value(table.sql("select count(*) from @")) == "i64 0");
}

BOOST_AUTO_TEST_CASE(the_isolation_level_is_that_of_the_next_transaction_alone) {
  const Table table("id int");
  Server db, other;
  const std::string count = table.sql("select count(*) from @");
  const auto sees_commits = [&](std::uint32_t mode) {
    BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_BEGIN, mode), ZIN_OK);
    const std::string before = db.value(count);
    other.query(table.sql("insert into @ values (1)"));
    const bool seen = db.value(count) != before;
    BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_ROLLBACK), ZIN_OK);
    return seen;
  };
  BOOST_TEST(sees_commits(ZIN_TX_READ_COMMITTED));
  BOOST_TEST(!sees_commits(ZIN_TX_REPEATABLE_READ));
  BOOST_TEST(!sees_commits(ZIN_TX_DEFAULT));
  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_BEGIN, ZIN_TX_SERIALIZABLE), ZIN_OK);
  db.query(table.sql("select * from @"));
  BOOST_TEST(other.fails("set statement innodb_lock_wait_timeout = 0 for " +
                         table.sql("insert into @ values (9)")) == ZIN_E_ERROR);
  BOOST_TEST(other.fault.native_code == 1205);
  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_ROLLBACK), ZIN_OK);
  BOOST_TEST(db.txn(ZIN_TXN_BEGIN, 7) == ZIN_E_UNSUPPORTED);
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
}

BOOST_AUTO_TEST_CASE(statements_that_end_a_transaction_by_themselves_are_noticed) {
  Server db;
  const Table table("id int");
  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_BEGIN), ZIN_OK);
  db.query(table.sql("alter table @ add column v int"));  // commits
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
  db.query("begin");
  BOOST_TEST(db.state() == (ZIN_CONN_USABLE | ZIN_CONN_IN_TXN));
  db.query("rollback");
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
}

BOOST_AUTO_TEST_CASE(a_light_reset_rolls_back_and_keeps_the_session) {
  const Table table("id int");
  Server db;
  const Prepared stmt = db.prepare(table.sql("select count(*) from @"));
  db.query("set @x = 5");
  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_BEGIN), ZIN_OK);
  db.query(table.sql("insert into @ values (1)"));
  BOOST_REQUIRE_EQUAL(db.reset(ZIN_RESET_LIGHT), ZIN_OK);
  BOOST_TEST(db.state() == (ZIN_CONN_USABLE | ZIN_CONN_CHANGED));
  BOOST_TEST(db.exec(Exec{.stmt = stmt.handle()}).all() == (std::vector<Row>{{"i64 0"}}));
  BOOST_TEST(db.value("select @x") == "i64 5");
}

BOOST_AUTO_TEST_CASE(a_full_reset_brings_the_session_back_and_drops_statements) {
  Server db;
  const Prepared stmt = db.prepare("select 1");
  db.query("set @x = 5, time_zone = '+05:00', sql_mode = ''");
  db.query("create temporary table tmp (id int)");
  db.query("use mysql");
  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_BEGIN), ZIN_OK);
  BOOST_REQUIRE_EQUAL(db.reset(ZIN_RESET_FULL), ZIN_OK);
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
  BOOST_TEST(db.value("select @x") == "null");
  BOOST_TEST(db.value("select @@time_zone") == "text +00:00");
  BOOST_TEST(db.value("select @@sql_mode").find("STRICT_ALL_TABLES") != std::string::npos);
  BOOST_TEST(db.value("select @@character_set_results") == "text utf8mb4");
  BOOST_TEST(db.value("select database()") == "text " + server_setting("DATABASE"));
  BOOST_TEST(db.fails("select * from tmp") == ZIN_E_ERROR);
  BOOST_TEST(db.fault.native_code == 1146);
  BOOST_TEST(!db.try_exec(Exec{.stmt = stmt.handle()}));
  BOOST_TEST((db.fault.flags & ZIN_ERRF_STMT_GONE) != 0u);
  BOOST_TEST(db.fault.status == ZIN_E_ERROR);
  BOOST_TEST(db.reset(9) == ZIN_E_UNSUPPORTED);
}

BOOST_AUTO_TEST_CASE(a_reset_ends_an_open_result) {
  Server db;
  Result result = db.exec("select seq from seq_1_to_100000");
  BOOST_TEST(result.fetch() == ZIN_OK);
  BOOST_REQUIRE_EQUAL(db.reset(ZIN_RESET_LIGHT), ZIN_OK);
  BOOST_TEST(result.fetch() == ZIN_END);
  result.close();
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
  BOOST_TEST(db.value("select 3") == "i64 3");
}

BOOST_AUTO_TEST_CASE(the_state_tells_whether_a_statement_may_have_changed_the_session) {
  const Table table("n int");
  Server db;
  db.query("create or replace procedure zin_sets() set @zin = 1");
  const auto changed = [&](const std::string& sql) {
    BOOST_REQUIRE_EQUAL(db.reset(ZIN_RESET_FULL), ZIN_OK);
    BOOST_TEST(db.state() == ZIN_CONN_USABLE);
    static_cast<void>(db.try_exec({.sql = sql}));
    return (db.state() & ZIN_CONN_CHANGED) != 0;
  };
  for (const std::string& sql :
       {table.sql("insert into @ values (1)"), table.sql("update @ set n = 2"),
        table.sql("select n from @"), table.sql("select '@ get_lock' as \"@\", @@version"),
        table.sql("delete from @"), table.sql("replace into @ values (1)"),
        table.sql("alter table @ add index (n)"), table.sql("truncate @"),
        std::string("show status like 'Ssl_cipher'"), std::string("do 1"),
        table.sql("with t as (select n from @) select * from t"), table.sql("no such @")}) {
    BOOST_TEST(!changed(sql), sql);
  }
  for (const std::string sql :
       {"set sql_mode = ''", "set @a = 1", "select @a := 1", "select 1 into @a",
        "create temporary table zin_left (n int)", "select get_lock('zin', 0)", "use zin_test",
        "/* a */ SET time_zone = '+01:00'", "call zin_sets()", "prepare zin from 'select 1'",
        "select /*!99999 1, */ 1"}) {
    BOOST_TEST(changed(sql), sql);
  }
  // For a transaction that did not come about.
  BOOST_REQUIRE_EQUAL(db.reset(ZIN_RESET_FULL), ZIN_OK);
  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_BEGIN, ZIN_TX_SERIALIZABLE), ZIN_OK);
  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_COMMIT), ZIN_OK);
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
  db.query("drop procedure zin_sets");
}

BOOST_AUTO_TEST_CASE(a_role_that_no_reset_undoes_ends_the_session) {
  Server db;
  db.query("create or replace role zin_role");
  db.query("grant zin_role to current_user()");
  db.query("set role zin_role");
  BOOST_TEST((db.state() & ZIN_CONN_CHANGED) != 0u);
  BOOST_TEST(db.reset(ZIN_RESET_FULL) < 0);
  BOOST_TEST(db.state() == 0u);
  Server other;
  other.query("drop role zin_role");
}

BOOST_AUTO_TEST_SUITE_END()
