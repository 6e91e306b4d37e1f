// The table of errors, each row provoked on the server.
// SPDX-License-Identifier: MIT
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <thread>

#include "session.hpp"

using namespace zin::test;

namespace {

struct Tables : Session {
  Tables() {
    query(
        "create temp table users (id int primary key, email text constraint users_email unique, "
        "name varchar(5) not null, age int constraint adult check (age >= 18))");
    query("create temp table posts (user_id int constraint post_user references users (id))");
    query("insert into users values (1, 'a@x', 'Ann', 30)");
  }
};

struct Case {
  const char* sql;
  const char* sqlstate;
  zin_category category;
  std::uint32_t flags = 0;
};

constexpr Case cases[] = {
    {"insert into users values (2, 'a@x', 'Bob', 30)", "23505", ZIN_CAT_CONSTRAINT},
    {"insert into posts values (99)", "23503", ZIN_CAT_CONSTRAINT},
    {"insert into users (id) values (3)", "23502", ZIN_CAT_CONSTRAINT},
    {"insert into users values (2, 'b@x', 'Bob', 3)", "23514", ZIN_CAT_CONSTRAINT},
    {"selec 1", "42601", ZIN_CAT_SYNTAX},
    {"select 1; select 2", "42601", ZIN_CAT_SYNTAX},
    {"select * from nowhere", "42P01", ZIN_CAT_NOT_FOUND},
    {"select nothing from users", "42703", ZIN_CAT_NOT_FOUND},
    {"select * from nowhere.t", "42P01", ZIN_CAT_NOT_FOUND},
    {"select no_function(1)", "42883", ZIN_CAT_NOT_FOUND},
    {"select 1::no_type", "42704", ZIN_CAT_NOT_FOUND},
    {"select name, count(*) from users", "42803", ZIN_CAT_SYNTAX},
    {"create temp table users (id int)", "42P07", ZIN_CAT_SYNTAX},
    {"insert into users values (2, 'b@x', 'too long', 30)", "22001", ZIN_CAT_DATA},
    {"select 2147483647 + id from users", "22003", ZIN_CAT_DATA},
    {"select 1 / (id - 1) from users", "22012", ZIN_CAT_DATA},
    {"select 'x'::int", "22P02", ZIN_CAT_DATA},
    {"select '2024-02-30'::date", "22008", ZIN_CAT_DATA},
    {"select (select generate_series(1, 2))", "21000", ZIN_CAT_DATA},
    {"release savepoint nowhere", "25P01", ZIN_CAT_UNKNOWN},
    {"listen", "42601", ZIN_CAT_SYNTAX},
    {"create database zin_test", "42P04", ZIN_CAT_SYNTAX},
    {"execute no_statement", "26000", ZIN_CAT_NOT_FOUND, ZIN_ERRF_STMT_GONE},
    {"create table nowhere.t (n int)", "3F000", ZIN_CAT_NOT_FOUND},
    {"drop database zin_test", "55006", ZIN_CAT_BUSY},
    {"select pg_read_file('/nowhere/at/all')", "58P01", ZIN_CAT_RESOURCE},
};

// What no test can bring a server to on its own account, a block raises: the same message on the
// wire.
constexpr std::uint32_t run_again = ZIN_ERRF_RETRY_STATEMENT | ZIN_ERRF_RETRY_TXN;
constexpr Case raised[] = {
    {"", "3B001", ZIN_CAT_NOT_FOUND},
    {"", "40002", ZIN_CAT_CONSTRAINT},
    {"", "40003", ZIN_CAT_UNKNOWN, ZIN_ERRF_MAYBE_APPLIED},
    {"", "53100", ZIN_CAT_RESOURCE},
    {"", "53200", ZIN_CAT_RESOURCE},
    {"", "53300", ZIN_CAT_RESOURCE, ZIN_ERRF_RECONNECT | run_again},
    {"", "54001", ZIN_CAT_RESOURCE},
    {"", "72000", ZIN_CAT_SERIALIZATION, ZIN_ERRF_RETRY_TXN},
    {"", "XX001", ZIN_CAT_INTERNAL},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(postgres_errors)

BOOST_AUTO_TEST_CASE(each_error_has_its_state_and_category) {
  Tables db;
  for (const Case& test : cases) {
    BOOST_TEST(db.fails(test.sql) == ZIN_E_ERROR, test.sql);
    BOOST_TEST(db.fault.state() == test.sqlstate, test.sql << " gave " << db.fault.state());
    BOOST_TEST(db.fault.category == test.category, test.sql);
    BOOST_TEST(db.fault.flags == test.flags, test.sql);
    BOOST_TEST((db.state() & ~ZIN_CONN_CHANGED) == ZIN_CONN_USABLE, test.sql);
  }
}

BOOST_AUTO_TEST_CASE(errors_that_are_rare_have_their_categories_too) {
  Session db;
  for (const Case& expected : raised) {
    BOOST_TEST_CONTEXT(expected.sqlstate) {
      const std::string sql = "do $$ begin raise exception using errcode = '" +
                              std::string(expected.sqlstate) + "'; end $$";
      BOOST_TEST(db.fails(sql) == ZIN_E_ERROR);
      BOOST_TEST(db.fault.state() == expected.sqlstate);
      BOOST_TEST(db.fault.category == expected.category);
      BOOST_TEST(db.fault.flags == expected.flags);
    }
  }
  for (const char* state : {"25P03", "57P02", "57P03", "57P04", "57P05"}) {
    Session lost;
    const std::string sql =
        std::string("do $$ begin raise exception using errcode = '") + state + "'; end $$";
    BOOST_TEST(lost.fails(sql) == ZIN_E_CONN_LOST);
    BOOST_TEST(lost.fault.state() == state);
    BOOST_TEST(lost.state() == 0u);
  }
}

BOOST_AUTO_TEST_CASE(sessions_that_idle_too_long_are_lost) {
  Session idle, busy;
  idle.query("set idle_session_timeout = '50ms'");
  busy.query("set idle_in_transaction_session_timeout = '50ms'");
  BOOST_REQUIRE(busy.txn(ZIN_TXN_BEGIN) == ZIN_OK);
  for (Session* const db : {&idle, &busy}) {
    const std::int64_t end = now_ns() + 10 * second;
    while (driver().conn_check(db->handle()) == ZIN_OK && now_ns() < end) ::usleep(10'000);
    BOOST_TEST(db->fails("select 1") == ZIN_E_CONN_LOST);
    BOOST_TEST(db->state() == 0u);
  }
}

BOOST_AUTO_TEST_CASE(a_constraint_is_named_with_table_and_column) {
  Tables db;
  db.fails("insert into users values (2, 'a@x', 'Bob', 30)");
  BOOST_TEST(db.detail("constraint") == "users_email");
  BOOST_TEST(db.detail("table") == "users");
  BOOST_TEST(db.detail("detail") == "Key (email)=(a@x) already exists.");
  // The value stays out of the message.
  BOOST_TEST(db.fault.text().find("a@x") == std::string::npos);
  db.fails("insert into users (id) values (3)");
  BOOST_TEST(db.detail("column") == "name");
  BOOST_TEST(db.detail("constraint") == "");
  db.fails("select nam from users");
  BOOST_TEST(db.detail("hint").find("users.name") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_position_counts_bytes) {
  Session db;
  const std::string sql = "select 'äöü€', nothing_here";
  db.fails(sql);
  BOOST_TEST(db.fault.position == static_cast<std::int64_t>(sql.find("nothing_here")));
  db.fails("selec 1");
  BOOST_TEST(db.fault.position == 0);
}

BOOST_AUTO_TEST_CASE(a_broken_deadlock_asks_for_the_whole_transaction_again) {
  Session one, two;
  one.query("create table if not exists deadlocked (id int primary key, n int)");
  one.query("truncate deadlocked");
  one.query("insert into deadlocked values (1, 0), (2, 0)");
  for (Session* const db : {&one, &two}) BOOST_REQUIRE(db->txn(ZIN_TXN_BEGIN) == ZIN_OK);
  one.query("update deadlocked set n = 1 where id = 1");
  two.query("update deadlocked set n = 2 where id = 2");
  bool first_failed = false;
  std::thread other([&] {
    first_failed = !one.try_exec(Exec{.sql = "update deadlocked set n = 1 where id = 2"});
  });
  const bool second_failed =
      !two.try_exec(Exec{.sql = "update deadlocked set n = 2 where id = 1"}).has_value();
  other.join();
  BOOST_TEST(first_failed != second_failed);
  Session& victim = first_failed ? one : two;
  BOOST_TEST(victim.fault.state() == "40P01");
  BOOST_TEST(victim.fault.category == ZIN_CAT_SERIALIZATION);
  BOOST_TEST(victim.fault.flags == ZIN_ERRF_RETRY_TXN);
  BOOST_TEST(victim.state() == (ZIN_CONN_USABLE | ZIN_CONN_IN_TXN | ZIN_CONN_TXN_FAILED));
  for (Session* const db : {&one, &two}) db->txn(ZIN_TXN_ROLLBACK);
  one.query("drop table deadlocked");
}

BOOST_AUTO_TEST_CASE(a_serialization_failure_asks_for_the_whole_transaction_again) {
  Session one, two;
  one.query("create table if not exists serial (n int)");
  one.query("truncate serial");
  one.query("insert into serial values (0)");
  BOOST_REQUIRE(one.txn(ZIN_TXN_BEGIN, ZIN_TX_REPEATABLE_READ) == ZIN_OK);
  one.query("select * from serial");
  two.query("update serial set n = 1");
  BOOST_TEST(one.fails("update serial set n = 2") == ZIN_E_ERROR);
  BOOST_TEST(one.fault.state() == "40001");
  BOOST_TEST(one.fault.flags == ZIN_ERRF_RETRY_TXN);
  one.txn(ZIN_TXN_ROLLBACK);
  one.query("drop table serial");
}

BOOST_AUTO_TEST_CASE(a_lock_that_is_not_free_is_busy) {
  Session one, two;
  one.query("create table if not exists locked (n int)");
  BOOST_REQUIRE(one.txn(ZIN_TXN_BEGIN) == ZIN_OK);
  one.query("lock table locked");
  BOOST_TEST(two.fails("lock table locked nowait") == ZIN_E_ERROR);  // outside a transaction
  two.query("set lock_timeout to 20");
  BOOST_TEST(two.fails("select * from locked") == ZIN_E_ERROR);
  BOOST_TEST(two.fault.state() == "55P03");
  BOOST_TEST(two.fault.category == ZIN_CAT_BUSY);
  BOOST_TEST(two.fault.flags == (ZIN_ERRF_RETRY_STATEMENT | ZIN_ERRF_RETRY_TXN));
  one.txn(ZIN_TXN_ROLLBACK);
  one.query("drop table locked");
}

BOOST_AUTO_TEST_CASE(a_statement_timeout_of_the_server_is_a_timeout) {
  Session db;
  db.query("set statement_timeout to 20");
  BOOST_TEST(db.fails("select pg_sleep(5)") == ZIN_E_ERROR);
  BOOST_TEST(db.fault.state() == "57014");
  BOOST_TEST(db.fault.category == ZIN_CAT_TIMEOUT);
}

BOOST_AUTO_TEST_CASE(what_is_not_allowed_is_a_permission_error) {
  Session admin;
  admin.query("create table if not exists secrets (n int)");
  Session db(Options{{"username", server_value("LIMITED_USER")}});
  BOOST_TEST(db.fails("select * from secrets") == ZIN_E_ERROR);
  BOOST_TEST(db.fault.state() == "42501");
  BOOST_TEST(db.fault.category == ZIN_CAT_PERMISSION);
  admin.query("drop table secrets");
}

BOOST_AUTO_TEST_CASE(a_write_in_a_read_only_session_is_told_from_other_permissions) {
  Session db(Options{{"options", "-c default_transaction_read_only=on"}});
  BOOST_TEST(db.fails("create table t (n int)") == ZIN_E_ERROR);
  BOOST_TEST(db.fault.state() == "25006");
  BOOST_TEST(db.fault.category == ZIN_CAT_PERMISSION);
}

BOOST_AUTO_TEST_CASE(a_failed_transaction_ignores_what_follows_and_its_commit_says_so) {
  Tables db;
  BOOST_REQUIRE(db.txn(ZIN_TXN_BEGIN) == ZIN_OK);
  db.query("insert into users values (2, 'b@x', 'Bob', 30)");
  db.fails("insert into users values (2, 'c@x', 'Bob', 30)");
  BOOST_TEST((db.state() & ~ZIN_CONN_CHANGED) ==
             (ZIN_CONN_USABLE | ZIN_CONN_IN_TXN | ZIN_CONN_TXN_FAILED));
  db.fails("select 1");
  BOOST_TEST(db.fault.state() == "25P02");
  BOOST_TEST(db.txn(ZIN_TXN_COMMIT) == ZIN_E_TXN_ROLLED_BACK);
  BOOST_TEST((db.state() & ~ZIN_CONN_CHANGED) == ZIN_CONN_USABLE);
  BOOST_TEST(db.value("select count(*) from users") == "i64 1");
  // The same by plain SQL.
  BOOST_REQUIRE(db.txn(ZIN_TXN_BEGIN) == ZIN_OK);
  db.fails("select 1 / 0");
  BOOST_TEST(db.fails("commit") == ZIN_E_TXN_ROLLED_BACK);
}

BOOST_AUTO_TEST_CASE(an_error_at_the_commit_of_a_single_statement_is_its_error) {
  Session db;
  db.query(
      "create temp table late (n int, constraint once unique (n) deferrable initially deferred)");
  db.query("insert into late values (1)");
  BOOST_TEST(db.fails("insert into late values (1)") == ZIN_E_ERROR);
  BOOST_TEST(db.fault.state() == "23505");
  BOOST_TEST(db.detail("constraint") == "once");
  BOOST_TEST(db.fails("insert into late values (1) returning n") == ZIN_E_ERROR);
  BOOST_TEST(db.value("select count(*) from late") == "i64 1");
}

BOOST_AUTO_TEST_CASE(a_session_that_is_terminated_is_a_lost_connection) {
  Session victim, other;
  other.query("select pg_terminate_backend(" + victim.pid() + "::int)");
  BOOST_TEST(victim.fails("select 1") == ZIN_E_CONN_LOST);
  BOOST_TEST((victim.fault.flags & ZIN_ERRF_RECONNECT) != 0u);
  BOOST_TEST(victim.fault.category == ZIN_CAT_CONNECTION);
  BOOST_TEST(victim.state() == 0u);
  BOOST_TEST(victim.fails("select 1") == ZIN_E_CONN_LOST);
  BOOST_TEST((victim.fault.flags & ZIN_ERRF_MAYBE_APPLIED) == 0u);  // nothing was sent
}

BOOST_AUTO_TEST_CASE(an_idle_session_that_is_terminated_fails_its_check) {
  Session victim, other;
  BOOST_TEST(driver().conn_check(victim.handle()) == ZIN_OK);
  other.query("select pg_terminate_backend(" + victim.pid() + "::int)");
  const std::int64_t patience = now_ns() + 10'000'000'000;
  while (driver().conn_check(victim.handle()) == ZIN_OK) BOOST_REQUIRE(now_ns() < patience);
  BOOST_TEST(driver().conn_check(victim.handle()) == ZIN_E_CONN_LOST);
  BOOST_TEST(victim.state() == 0u);
}

BOOST_AUTO_TEST_CASE(a_session_that_dies_in_a_statement_says_what_may_have_happened) {
  for (const std::uint32_t flags : {0u, ZIN_EXEC_READONLY}) {
    Session victim, other;
    const std::string pid = victim.pid();
    std::thread killer([&] {
      const std::int64_t patience = now_ns() + 10'000'000'000;
      while (activity_of(other, pid) != "active" && now_ns() < patience) {
      }
      other.query("select pg_terminate_backend(" + pid + "::int)");
    });
    BOOST_TEST(!victim.try_exec(Exec{.sql = "select pg_sleep(20)", .flags = flags}));
    killer.join();
    BOOST_TEST(victim.fault.status == ZIN_E_CONN_LOST);
    BOOST_TEST(victim.fault.state() == "57P01");
    BOOST_TEST((victim.fault.flags & ZIN_ERRF_RECONNECT) != 0u);
    const bool maybe = (victim.fault.flags & ZIN_ERRF_MAYBE_APPLIED) != 0;
    BOOST_TEST(maybe == (flags == 0));
    BOOST_TEST(victim.state() == 0u);
  }
}

BOOST_AUTO_TEST_CASE(what_was_done_in_a_transaction_is_never_in_doubt) {
  Session victim, other;
  BOOST_REQUIRE(victim.txn(ZIN_TXN_BEGIN) == ZIN_OK);
  other.query("select pg_terminate_backend(" + victim.pid() + "::int)");
  BOOST_TEST(victim.fails("create table never_made (n int)") == ZIN_E_CONN_LOST);
  BOOST_TEST((victim.fault.flags & ZIN_ERRF_MAYBE_APPLIED) == 0u);
  Session again;
  BOOST_REQUIRE(again.txn(ZIN_TXN_BEGIN) == ZIN_OK);
  other.query("select pg_terminate_backend(" + again.pid() + "::int)");
  BOOST_TEST(again.txn(ZIN_TXN_COMMIT) == ZIN_E_CONN_LOST);
  BOOST_TEST((again.fault.flags & ZIN_ERRF_MAYBE_APPLIED) != 0u);
}

BOOST_AUTO_TEST_CASE(a_changed_table_makes_a_statement_gone_and_nothing_else) {
  Session db;
  db.query("create temp table shape (a int)");
  db.query("insert into shape values (1)");
  const auto select = db.prepare("select * from shape");
  BOOST_TEST(db.exec(Exec{.stmt = select.handle()}).all()[0][0] == "i64 1");
  db.query("alter table shape alter a type text");
  BOOST_TEST(!db.try_exec(Exec{.stmt = select.handle()}));
  BOOST_TEST((db.fault.flags & ZIN_ERRF_STMT_GONE) != 0u);
  BOOST_TEST((db.fault.flags & ZIN_ERRF_MAYBE_APPLIED) == 0u);
  BOOST_TEST(!db.try_exec(Exec{.stmt = select.handle()}));
  BOOST_TEST((db.fault.flags & ZIN_ERRF_STMT_GONE) != 0u);
  const auto again = db.prepare("select * from shape");
  BOOST_TEST(db.exec(Exec{.stmt = again.handle()}).all()[0][0] == "text 1");
}

BOOST_AUTO_TEST_CASE(a_statement_whose_parameters_have_other_types_now_is_gone) {
  Session db;
  const auto gone = [&](const Prepared& statement, const zin_cell& value) {
    return !db.try_exec(Exec{.stmt = statement.handle(), .params = {value}}) &&
           (db.fault.flags & ZIN_ERRF_STMT_GONE) != 0;
  };
  db.query("create temp table shape (a text, b int)");
  const auto insert = db.prepare("insert into shape (a) values ($1)");
  const auto find = db.prepare("select a from shape where a = $1");
  const auto refused_here = db.prepare("insert into shape (b) values ($1)");
  const auto unused = db.prepare("insert into shape (a) values ($1 || '')");
  for (const Prepared* const each : {&insert, &find})
    db.exec(Exec{.stmt = each->handle(), .params = {txt("1")}}).all();
  db.exec(Exec{.stmt = refused_here.handle(), .params = {i64(1)}});
  db.query("alter table shape alter a type int using a::int, alter b type bigint");
  BOOST_TEST(gone(insert, txt("2")));
  BOOST_TEST(db.fault.state() == "42804");
  BOOST_TEST(gone(insert, txt("2")));
  BOOST_TEST(gone(find, txt("1")));
  BOOST_TEST(db.fault.state() == "42883");
  // The value does not even fit what was expected, and is not sent.
  BOOST_TEST(gone(refused_here, i64(INT64_MAX)));
  BOOST_TEST(db.fault.state() == "22003");
  // It never worked: nothing speaks for another preparation.
  BOOST_TEST(!gone(unused, txt("2")));
  BOOST_TEST(db.fault.state() == "42804");
  const auto again = db.prepare("insert into shape (a) values ($1)");
  db.exec(Exec{.stmt = again.handle(), .params = {i64(2)}});
  BOOST_TEST(db.value("select count(*) from shape") == "i64 3");
}

BOOST_AUTO_TEST_CASE(an_outdated_statement_that_fails_its_transaction_asks_for_it_again) {
  Session db;
  db.query("create temp table shape (a text)");
  const auto insert = db.prepare("insert into shape values ($1)");
  db.exec(Exec{.stmt = insert.handle(), .params = {txt("1")}});
  db.query("alter table shape alter a type int using a::int");
  BOOST_REQUIRE(db.txn(ZIN_TXN_BEGIN) == ZIN_OK);
  BOOST_TEST(!db.try_exec(Exec{.stmt = insert.handle(), .params = {txt("2")}}));
  BOOST_TEST(db.fault.flags == (ZIN_ERRF_STMT_GONE | ZIN_ERRF_RETRY_TXN));
  BOOST_TEST((db.state() & ZIN_CONN_TXN_FAILED) != 0u);
}

BOOST_AUTO_TEST_CASE(a_statement_that_was_deallocated_is_gone) {
  Session db;
  const auto select = db.prepare("select 1");
  db.query("deallocate all");
  BOOST_TEST(!db.try_exec(Exec{.stmt = select.handle()}));
  BOOST_TEST(db.fault.state() == "26000");
  BOOST_TEST((db.fault.flags & ZIN_ERRF_STMT_GONE) != 0u);
}

BOOST_AUTO_TEST_CASE(notices_go_to_the_log) {
  Session db;
  take_log();
  db.query("do $$ begin raise notice 'mind the gap'; raise warning 'really'; end $$");
  const auto lines = take_log();
  BOOST_REQUIRE(lines.size() == 2u);
  BOOST_TEST(lines[0] == "postgres: mind the gap");
  BOOST_TEST(lines[1] == "postgres: really");
}

BOOST_AUTO_TEST_SUITE_END()
