// Transactions, resets, and what a session is told to be.
// SPDX-License-Identifier: MIT
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>

#include "session.hpp"

using namespace zin::test;

BOOST_AUTO_TEST_SUITE(postgres_session)

BOOST_AUTO_TEST_CASE(a_transaction_has_the_mode_that_was_asked_for) {
  Session db;
  BOOST_REQUIRE(db.txn(ZIN_TXN_BEGIN, ZIN_TX_SERIALIZABLE | ZIN_TX_READ_ONLY | ZIN_TX_DEFERRABLE) ==
                ZIN_OK);
  BOOST_TEST(db.value("show transaction_isolation") == "text serializable");
  BOOST_TEST(db.value("show transaction_read_only") == "text on");
  BOOST_TEST(db.value("show transaction_deferrable") == "text on");
  BOOST_TEST(db.txn(ZIN_TXN_ROLLBACK) == ZIN_OK);
  BOOST_REQUIRE(db.txn(ZIN_TXN_BEGIN, ZIN_TX_REPEATABLE_READ) == ZIN_OK);
  BOOST_TEST(db.value("show transaction_isolation") == "text repeatable read");
  BOOST_TEST(db.txn(ZIN_TXN_COMMIT) == ZIN_OK);
  BOOST_TEST(db.txn(ZIN_TXN_BEGIN, 77) == ZIN_E_UNSUPPORTED);
}

BOOST_AUTO_TEST_CASE(a_second_begin_and_a_lone_commit_are_errors) {
  Session db;
  BOOST_TEST(db.txn(ZIN_TXN_COMMIT) == ZIN_E_ERROR);
  BOOST_REQUIRE(db.txn(ZIN_TXN_BEGIN) == ZIN_OK);
  BOOST_TEST(db.txn(ZIN_TXN_BEGIN) == ZIN_E_ERROR);
  BOOST_TEST(db.fault.state() == "25001");
  BOOST_TEST(db.txn(ZIN_TXN_ROLLBACK) == ZIN_OK);
}

BOOST_AUTO_TEST_CASE(plain_sql_moves_the_state_too) {
  Session db;
  db.query("begin");
  BOOST_TEST(db.state() == (ZIN_CONN_USABLE | ZIN_CONN_IN_TXN));
  db.query("rollback");
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
}

BOOST_AUTO_TEST_CASE(a_light_reset_keeps_the_session_and_its_statements) {
  Session db;
  db.query("set application_name to 'changed'");
  const auto statement = db.prepare("select 1");
  BOOST_REQUIRE(db.txn(ZIN_TXN_BEGIN) == ZIN_OK);
  BOOST_REQUIRE(db.reset(ZIN_RESET_LIGHT) == ZIN_OK);
  BOOST_TEST(db.state() == (ZIN_CONN_USABLE | ZIN_CONN_CHANGED));
  BOOST_TEST(db.value("show application_name") == "text changed");
  BOOST_TEST(db.exec(Exec{.stmt = statement.handle()}).all().size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_full_reset_brings_the_session_back_as_it_was) {
  Session db(Options{{"timezone", "Asia/Tokyo"}});
  db.query("set application_name to 'changed'");
  db.query("set TimeZone to 'UTC'");
  db.query("set DateStyle to 'German'");
  db.query("create temp table t (n int)");
  db.query("select pg_advisory_lock(4711)");
  const auto statement = db.prepare("select 1");
  BOOST_REQUIRE(db.reset(ZIN_RESET_FULL) == ZIN_OK);
  BOOST_TEST(db.value("show application_name") == "text zin tests");
  BOOST_TEST(db.value("show TimeZone") == "text Asia/Tokyo");
  BOOST_TEST(db.value("show DateStyle") == "text ISO, MDY");
  BOOST_TEST(db.fails("select * from t") == ZIN_E_ERROR);
  BOOST_TEST(!db.try_exec(Exec{.stmt = statement.handle()}));
  BOOST_TEST((db.fault.flags & ZIN_ERRF_STMT_GONE) != 0u);
  Session other;
  BOOST_TEST(other.value("select pg_try_advisory_lock(4711)") == "bool 1");
}

BOOST_AUTO_TEST_CASE(the_state_tells_whether_a_statement_may_have_changed_the_session) {
  Session db;
  const auto changed = [&](const char* sql) {
    BOOST_REQUIRE(db.reset(ZIN_RESET_FULL) == ZIN_OK);
    BOOST_TEST(db.state() == ZIN_CONN_USABLE);
    static_cast<void>(db.try_exec(Exec{.sql = sql}));
    const bool told = (db.state() & ZIN_CONN_CHANGED) != 0;
    BOOST_REQUIRE(db.reset(ZIN_RESET_LIGHT) == ZIN_OK);
    return told;
  };
  for (const char* sql :
       {"select 1", "select 'set_config(' as \"temp\"", "values (1)", "show work_mem",
        "create table zin_plain (temp int)", "insert into zin_plain (temp) values (1)",
        "with a as (delete from zin_plain returning temp) select * from a",
        "update zin_plain set temp = 2", "alter table zin_plain add n int", "drop table zin_plain",
        "begin", "select pg_advisory_xact_lock(1)", "analyze pg_class", "explain select 1",
        "select nothing from nowhere", "notify zin"}) {
    BOOST_TEST(!changed(sql), sql);
  }
  for (const char* sql :
       {"set work_mem to '100kB'", "/* a */ SET search_path to public", "reset all",
        "select set_config('work_mem', '100kB', false)",
        "select pg_catalog.\"set_config\"('work_mem', '100kB', false)",
        "select pg_advisory_lock(1)", "create temp table zin_left (n int)",
        "create or replace temporary view zin_left as select 1",
        "create local temp table l (n int)", "select 1 as n into temp zin_left",
        "create table pg_temp.zin_left (n int)", "listen zin", "do $$ begin null; end $$",
        "prepare zin as select 1", "set role pg_monitor"}) {
    BOOST_TEST(changed(sql), sql);
  }
}

BOOST_AUTO_TEST_CASE(rows_stay_utf8_when_a_borrower_changes_the_encoding) {
  Session db;
  take_log();
  db.query("set client_encoding to 'LATIN1'");
  BOOST_TEST(db.value("select 'ä'::text") == "text ä");
  BOOST_TEST(take_log().size() >= 1u);
}

BOOST_AUTO_TEST_CASE(a_server_that_becomes_read_only_is_noticed) {
  Session db;
  take_log();
  db.query("set default_transaction_read_only to on");
  const auto lines = take_log();
  BOOST_REQUIRE(lines.size() == 1u);
  BOOST_TEST(lines[0].find("default_transaction_read_only=on") != std::string::npos);
  // Also when a query does it, as a standby's promotion shows with any statement.
  BOOST_TEST(db.value("select set_config('default_transaction_read_only', 'off', false)") ==
             "text off");
  const auto more = take_log();
  BOOST_REQUIRE(more.size() == 1u);
  BOOST_TEST(more[0].find("default_transaction_read_only=off") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_child_process_neither_uses_nor_ends_its_parents_session) {
  Session db;
  const std::string pid = db.pid();
  const pid_t child = fork();
  if (child == 0) {
    // No assertion of the test library here: it would report twice.
    Fault fault;
    zin_exec exec{};
    exec.struct_size = sizeof exec;
    exec.sql = str("select 1");
    zin_cursor* cursor = nullptr;
    const bool refused = driver().start_exec(db.handle(), &exec, nullptr, &cursor, nullptr,
                                             &fault) == ZIN_E_CONN_LOST;
    const bool dead = driver().conn_state(db.handle()) == 0;
    driver().conn_close(db.handle());
    _exit(refused && dead ? 0 : 1);
  }
  int status = -1;
  BOOST_REQUIRE(waitpid(child, &status, 0) == child);
  BOOST_TEST(status == 0);
  BOOST_TEST(db.value("select pg_backend_pid()::text") == "text " + pid);
}

BOOST_AUTO_TEST_SUITE_END()
