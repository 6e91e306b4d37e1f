// Every row of the table of errors that a server can be brought to say.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "mysql_fixture.hpp"

using namespace zin::test;

namespace {

struct Expected {
  std::int64_t number;
  zin_category category;
  const char* sqlstate;
  std::uint32_t flags = 0;
};

void check(const Fault& fault, const Expected& expected) {
  BOOST_TEST(fault.native_code == expected.number, fault.text());
  BOOST_TEST(fault.category == expected.category);
  BOOST_TEST(fault.state() == expected.sqlstate);
  BOOST_TEST(fault.flags == expected.flags);
}

void provoke(Connection& db, const std::string& sql, const Expected& expected) {
  BOOST_TEST_CONTEXT(sql) {
    BOOST_TEST(db.fails(sql) == ZIN_E_ERROR);
    check(db.fault, expected);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(mysql_errors)

BOOST_AUTO_TEST_CASE(constraints_are_named) {
  Server db;
  const Table parent("id int primary key");
  const Table child(
      "id int primary key, email varchar(50), parent_id int, name varchar(9) not null "
      "default '', plain int not null, "
      "unique key users_email (email), constraint fk_parent foreign key (parent_id) "
      "references " +
      parent.name() + " (id), constraint positive check (id > 0)");
  db.query(parent.sql("insert into @ values (1)"));
  db.query(child.sql("insert into @ (id, email, parent_id, plain) values (1, 'a@b', 1, 0)"));

  provoke(db, child.sql("insert into @ (id, email, plain) values (2, 'a@b', 0)"),
          {1062, ZIN_CAT_CONSTRAINT, "23505"});
  BOOST_TEST(db.detail("constraint") == "users_email");
  provoke(db, child.sql("insert into @ (id, plain) values (1, 0)"),
          {1062, ZIN_CAT_CONSTRAINT, "23505"});
  BOOST_TEST(db.detail("constraint") == "PRIMARY");

  provoke(db, child.sql("insert into @ (id, parent_id, plain) values (3, 77, 0)"),
          {1452, ZIN_CAT_CONSTRAINT, "23503"});
  BOOST_TEST(db.detail("constraint") == "fk_parent");
  BOOST_TEST(db.detail("table") == child.name());
  BOOST_TEST(db.detail("column") == "parent_id");
  provoke(db, parent.sql("delete from @"), {1451, ZIN_CAT_CONSTRAINT, "23503"});
  BOOST_TEST(db.detail("constraint") == "fk_parent");

  provoke(db, child.sql("insert into @ (id, name, plain) values (3, null, 0)"),
          {1048, ZIN_CAT_CONSTRAINT, "23502"});
  BOOST_TEST(db.detail("column") == "name");
  provoke(db, child.sql("insert into @ (id) values (3)"), {1364, ZIN_CAT_CONSTRAINT, "23502"});
  BOOST_TEST(db.detail("column") == "plain");

  provoke(db, child.sql("insert into @ (id, plain) values (-1, 0)"),
          {4025, ZIN_CAT_CONSTRAINT, "23514"});
  BOOST_TEST(db.detail("constraint") == "positive");
  BOOST_TEST(db.detail("table") == child.name());
  db.query("select 1");
  BOOST_TEST(db.detail("constraint") == "");
}

BOOST_AUTO_TEST_CASE(a_key_that_a_value_imitates_is_not_believed) {
  Server db;
  db.query("create temporary table k (v varchar(60), unique key real_one (v))");
  const zin_cell value = txt("x' for key 'fake");
  db.query("insert into k values (?)", {value});
  BOOST_TEST(db.fails("insert into k values (?)", {value}) == ZIN_E_ERROR);
  BOOST_TEST(db.detail("constraint") == "real_one");
}

BOOST_AUTO_TEST_CASE(syntax_errors_say_where) {
  Server db;
  const std::string sql = "select 1,\n  2 from from dual";
  provoke(db, sql, {1064, ZIN_CAT_SYNTAX, "42601"});
  BOOST_TEST(db.fault.position == static_cast<std::int64_t>(sql.find("from dual")));
  provoke(db, "select (1", {1064, ZIN_CAT_SYNTAX, "42601"});
  BOOST_TEST(db.fault.position == 9);
  provoke(db, "select 1; select 2", {1064, ZIN_CAT_SYNTAX, "42601"});
  BOOST_TEST(db.fault.position == 10);
  provoke(db, "", {1065, ZIN_CAT_SYNTAX, "42601"});
}

BOOST_AUTO_TEST_CASE(what_is_not_there_is_named) {
  Server db;
  provoke(db, "select * from nowhere", {1146, ZIN_CAT_NOT_FOUND, "42P01"});
  BOOST_TEST(db.detail("table") == "nowhere");
  provoke(db, "select nothing from (select 1 as a) x", {1054, ZIN_CAT_NOT_FOUND, "42703"});
  BOOST_TEST(db.detail("column") == "nothing");
  provoke(db, "drop table nowhere", {1051, ZIN_CAT_NOT_FOUND, "42P01"});
  provoke(db, "use no_such_database", {1049, ZIN_CAT_NOT_FOUND, "3D000"});
  provoke(db, "select no_such_function()", {1305, ZIN_CAT_NOT_FOUND, "42883"});
  provoke(db, "create temporary table a (v int, v int)", {1060, ZIN_CAT_SYNTAX, "42701"});
}

BOOST_AUTO_TEST_CASE(what_is_no_table_and_is_there_already_or_not) {
  Server db;
  const Table table("id int primary key");
  const std::string made[] = {"event zin_event on schedule every 1 day disable do select 1",
                              "procedure zin_procedure() select 1",
                              table.sql("trigger zin_trigger before insert on @ for each row set "
                                        "new.id = new.id + 1")};
  for (const std::string& one : made) db.query("create " + one);
  provoke(db, "create " + made[0], {1537, ZIN_CAT_SYNTAX, "42710"});
  provoke(db, "create " + made[1], {1304, ZIN_CAT_SYNTAX, "42723"});
  provoke(db, "create " + made[2], {1359, ZIN_CAT_SYNTAX, "42710"});
  for (const char* const name :
       {"event zin_event", "procedure zin_procedure", "trigger zin_trigger"})
    db.query(std::string("drop ") + name);
  provoke(db, "drop event zin_event", {1539, ZIN_CAT_NOT_FOUND, "42704"});
  provoke(db, "drop procedure zin_procedure", {1305, ZIN_CAT_NOT_FOUND, "42883"});
  provoke(db, "drop trigger zin_trigger", {1360, ZIN_CAT_NOT_FOUND, "42704"});
}

BOOST_AUTO_TEST_CASE(values_that_do_not_fit_name_their_column) {
  Server db;
  db.query(
      "create temporary table v (word varchar(3), tiny tinyint, num int, day date, deci "
      "decimal(3,1))");
  provoke(db, "insert into v (word) values ('abcd')", {1406, ZIN_CAT_DATA, "22001"});
  BOOST_TEST(db.detail("column") == "word");
  provoke(db, "insert into v (tiny) values (200)", {1264, ZIN_CAT_DATA, "22003"});
  BOOST_TEST(db.detail("column") == "tiny");
  provoke(db, "insert into v (num) values ('abc')", {1366, ZIN_CAT_DATA, "22P02"});
  BOOST_TEST(db.detail("column") == "num");
  BOOST_TEST(db.detail("table") == "v");
  provoke(db, "insert into v (day) values ('2024-13-01')", {1292, ZIN_CAT_DATA, "22007"});
  provoke(db, "insert into v (day) values ('0000-00-00')", {1292, ZIN_CAT_DATA, "22007"});
  provoke(db, "insert into v (num) values ('12x')", {1265, ZIN_CAT_DATA, "22000"});
  provoke(db, "insert into v (num) values (1 / 0)", {1365, ZIN_CAT_DATA, "22012"});
  provoke(db, "select 9223372036854775807 + 1", {1690, ZIN_CAT_DATA, "22003"});
}

BOOST_AUTO_TEST_CASE(a_deadlock_ends_the_transaction_of_one_of_the_two) {
  const Table table("id int primary key, v int");
  Server a, b;
  a.query(table.sql("insert into @ values (1, 0), (2, 0)"));
  for (Connection* db : {static_cast<Connection*>(&a), static_cast<Connection*>(&b)})
    BOOST_REQUIRE_EQUAL(db->txn(ZIN_TXN_BEGIN), ZIN_OK);
  a.query(table.sql("update @ set v = 1 where id = 1"));
  b.query(table.sql("update @ set v = 2 where id = 2"));
  bool b_succeeded = false;
  std::thread other([&] {
    b_succeeded = b.try_exec({.sql = table.sql("update @ set v = 2 where id = 1")}).has_value();
  });
  const std::string sql = table.sql("update @ set v = 1 where id = 2");
  const bool a_succeeded = a.try_exec({.sql = sql}).has_value();
  if (a_succeeded) BOOST_TEST(a.txn(ZIN_TXN_COMMIT) == ZIN_OK);
  other.join();
  BOOST_TEST(a_succeeded != b_succeeded);
  Connection& victim = a_succeeded ? static_cast<Connection&>(b) : a;
  check(victim.fault, {1213, ZIN_CAT_SERIALIZATION, "40P01", ZIN_ERRF_RETRY_TXN});
  // The server has rolled it back: nothing may run on its own until it is ended.
  BOOST_TEST(victim.state() == (ZIN_CONN_USABLE | ZIN_CONN_IN_TXN | ZIN_CONN_TXN_FAILED));
  BOOST_TEST(victim.fails(table.sql("update @ set v = 9")) == ZIN_E_ERROR);
  BOOST_TEST(victim.fault.state() == "25P02");
  BOOST_TEST(victim.txn(ZIN_TXN_COMMIT) == ZIN_E_TXN_ROLLED_BACK);
  BOOST_TEST(victim.state() == ZIN_CONN_USABLE);
}

BOOST_AUTO_TEST_CASE(a_lock_that_is_not_free_is_busy) {
  const Table table("id int primary key");
  Server a, b;
  a.query(table.sql("insert into @ values (1)"));
  BOOST_REQUIRE_EQUAL(a.txn(ZIN_TXN_BEGIN), ZIN_OK);
  a.query(table.sql("select * from @ for update"));
  provoke(b, table.sql("select * from @ for update nowait"),
          {1205, ZIN_CAT_BUSY, "55P03", ZIN_ERRF_RETRY_STATEMENT | ZIN_ERRF_RETRY_TXN});
  // In a transaction only all of it may run again, and it is still there.
  BOOST_REQUIRE_EQUAL(b.txn(ZIN_TXN_BEGIN), ZIN_OK);
  provoke(b, table.sql("select * from @ for update nowait"),
          {1205, ZIN_CAT_BUSY, "55P03", ZIN_ERRF_RETRY_TXN});
  BOOST_TEST(b.state() == (ZIN_CONN_USABLE | ZIN_CONN_IN_TXN));
}

BOOST_AUTO_TEST_CASE(a_statement_limit_of_the_server_is_a_timeout) {
  Server db;
  db.query("set max_statement_time = 0.01");
  provoke(db, "select sleep(30), sleep(30)", {1969, ZIN_CAT_TIMEOUT, "57014"});
}

BOOST_AUTO_TEST_CASE(a_user_without_rights_is_refused) {
  const Table table("id int");
  const std::string database = server_setting("DATABASE");
  const User user("identified by 'pw'", "select on " + database + "." + table.name());
  Connection db(server_options({{"username", user.name()}, {"password", "pw"}}));
  BOOST_REQUIRE_MESSAGE(db.connect() == ZIN_OK, db.fault.text());
  provoke(db, table.sql("insert into @ values (1)"), {1142, ZIN_CAT_PERMISSION, "42501"});
  provoke(db, "create database another", {1044, ZIN_CAT_PERMISSION, "42501"});
  provoke(db, "set global max_connections = 5", {1227, ZIN_CAT_PERMISSION, "42501"});
}

BOOST_AUTO_TEST_CASE(a_login_that_is_refused_says_why) {
  const auto refused = [](const Options& more, const Expected& expected) {
    Connection db(server_options(more));
    BOOST_TEST(db.connect() == ZIN_E_ERROR);
    check(db.fault, expected);
    BOOST_TEST(db.fault.text().find("secret") == std::string::npos);
    BOOST_TEST(db.state() == 0u);
  };
  refused({{"password", "not the secret"}}, {1045, ZIN_CAT_AUTH, "28000"});
  refused({{"username", "nobody"}}, {1045, ZIN_CAT_AUTH, "28000"});
  refused({{"database", "no_such_database"}}, {1049, ZIN_CAT_NOT_FOUND, "3D000"});
  const User poor("identified by 'pw' with max_user_connections 1", "");
  const Options one{{"username", poor.name()}, {"password", "pw"}, {"database", ""}};
  Connection first(server_options(one));
  BOOST_REQUIRE_MESSAGE(first.connect() == ZIN_OK, first.fault.text());
  refused(one, {1226, ZIN_CAT_RESOURCE, "53300", ZIN_ERRF_RETRY_STATEMENT | ZIN_ERRF_RETRY_TXN});
}

BOOST_AUTO_TEST_CASE(a_server_that_is_full_is_a_resource) {
  Server root;
  const std::string before = root.value("select @@global.max_connections");
  // The lowest that the server allows; the connections of an admin do not count.
  const User user("identified by 'pw'", "");
  root.query("set global max_connections = 10");
  std::vector<std::unique_ptr<Connection>> crowd;
  zin_status status = ZIN_OK;
  while (status == ZIN_OK && crowd.size() < 20) {
    crowd.push_back(std::make_unique<Connection>(
        server_options({{"username", user.name()}, {"password", "pw"}, {"database", ""}})));
    status = crowd.back()->connect();
  }
  root.query("set global max_connections = " + before.substr(4));
  BOOST_TEST(status == ZIN_E_ERROR);
  check(crowd.back()->fault,
        {1040, ZIN_CAT_RESOURCE, "53300", ZIN_ERRF_RETRY_STATEMENT | ZIN_ERRF_RETRY_TXN});
}

BOOST_AUTO_TEST_CASE(a_server_for_reading_takes_no_writes) {
  const Table table("id int");
  const std::string database = server_setting("DATABASE");
  const User user("identified by 'pw'", "all on " + database + ".*");
  Connection db(server_options({{"username", user.name()}, {"password", "pw"}}));
  BOOST_REQUIRE_MESSAGE(db.connect() == ZIN_OK, db.fault.text());
  Server root;
  root.query("set global read_only = 1");
  provoke(db, table.sql("insert into @ values (1)"), {1290, ZIN_CAT_PERMISSION, "25006"});
  root.query("set global read_only = 0");
  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_BEGIN, ZIN_TX_READ_ONLY), ZIN_OK);
  provoke(db, table.sql("insert into @ values (1)"), {1792, ZIN_CAT_PERMISSION, "25006"});
}

BOOST_AUTO_TEST_CASE(a_snapshot_that_is_stale_asks_for_the_whole_transaction_again) {
  const Table table("id int primary key, n int");
  Server db, other;
  db.query(table.sql("insert into @ values (1, 1)"));
  db.query("set innodb_snapshot_isolation = on");
  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_BEGIN, ZIN_TX_REPEATABLE_READ), ZIN_OK);
  BOOST_TEST(db.value(table.sql("select n from @")) == "i64 1");
  other.query(table.sql("update @ set n = 2"));
  provoke(db, table.sql("update @ set n = n + 1"),
          {1020, ZIN_CAT_SERIALIZATION, "40001", ZIN_ERRF_RETRY_TXN});
  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_ROLLBACK), ZIN_OK);
  BOOST_TEST(other.value(table.sql("select n from @")) == "i64 2");
}

BOOST_AUTO_TEST_CASE(what_another_option_of_the_server_forbids_is_not_called_read_only) {
  Server db;
  provoke(db, "select 1 into outfile '/tmp/zin-not-there/a'", {1290, ZIN_CAT_PERMISSION, "42501"});
  BOOST_TEST(db.fault.text().find("secure-file-priv") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_connection_that_was_killed_while_idle_is_lost) {
  Server root, db;
  BOOST_TEST(driver().conn_check(db.handle()) == ZIN_OK);
  const std::string id = db.id();
  root.query("kill connection " + id);
  wait_for(root, "select count(*) from information_schema.processlist where id = " + id, "i64 0");
  BOOST_TEST(driver().conn_check(db.handle()) == ZIN_E_CONN_LOST);
  BOOST_TEST(db.state() == 0u);
}

BOOST_AUTO_TEST_CASE(a_write_on_a_killed_connection_has_not_happened) {
  const Table table("id int");
  Server root, db;
  const Prepared insert = db.prepare(table.sql("insert into @ values (1)"));
  const std::string id = db.id();
  root.query("kill connection " + id);
  wait_for(root, "select count(*) from information_schema.processlist where id = " + id, "i64 0");
  BOOST_TEST(!db.try_exec({.stmt = insert.handle()}));
  BOOST_TEST(db.fault.status == ZIN_E_CONN_LOST);
  BOOST_TEST(db.fault.category == ZIN_CAT_CONNECTION);
  BOOST_TEST((db.fault.flags & ZIN_ERRF_RECONNECT) != 0u);
  BOOST_TEST(db.state() == 0u);
  BOOST_TEST(driver().conn_check(db.handle()) == ZIN_E_CONN_LOST);
  BOOST_TEST(root.value(table.sql("select count(*) from @")) == "i64 0");
  BOOST_TEST(!db.try_exec({.sql = "select 1"}));
  BOOST_TEST(db.fault.status == ZIN_E_CONN_LOST);
}

BOOST_AUTO_TEST_CASE(a_write_that_was_killed_half_way_is_told_as_such) {
  const Table table("id int");
  Server root, db;
  std::thread killer([&] {
    const std::string id = db.id();
    Server watcher;
    wait_for(watcher,
             "select count(*) from information_schema.processlist where id = " + id +
                 " and state = 'User sleep'",
             "i64 1");
    watcher.query("kill connection " + id);
  });
  BOOST_TEST(db.fails(table.sql("insert into @ select sleep(30)")) == ZIN_E_CONN_LOST);
  killer.join();
  BOOST_TEST((db.fault.native_code == 2013 || db.fault.native_code == 1927));
  const bool may_be = (db.fault.flags & ZIN_ERRF_MAYBE_APPLIED) != 0;
  BOOST_TEST(may_be == (db.fault.native_code == 2013));
  BOOST_TEST(db.state() == 0u);
}

BOOST_AUTO_TEST_CASE(a_read_whose_answer_is_lost_has_changed_nothing) {
  Server db;
  std::thread killer([&] {
    const std::string id = db.id();
    Server watcher;
    wait_for(watcher,
             "select count(*) from information_schema.processlist where id = " + id +
                 " and state = 'User sleep'",
             "i64 1");
    watcher.query("kill connection " + id);
  });
  BOOST_TEST(db.fails("select sleep(30)") == ZIN_E_CONN_LOST);
  killer.join();
  BOOST_TEST((db.fault.flags & ZIN_ERRF_MAYBE_APPLIED) == 0u);
}

BOOST_AUTO_TEST_CASE(nobody_at_the_port_is_a_failed_connection) {
  Connection db(server_options({{"port", "1"}}));
  BOOST_TEST(db.connect() == ZIN_E_CONN_LOST);
  BOOST_TEST(db.fault.category == ZIN_CAT_CONNECTION);
  BOOST_TEST(db.fault.state() == "08001");
  Connection socket(socket_options({{"socket", "/nonexistent/s.sock"}}));
  BOOST_TEST(socket.connect() == ZIN_E_CONN_LOST);
  Connection name(server_options({{"host", "no-such-host.invalid"}}));
  BOOST_TEST(name.connect() == ZIN_E_CONN_LOST);
  BOOST_TEST(name.fault.native_code == 2005);
}

BOOST_AUTO_TEST_SUITE_END()
