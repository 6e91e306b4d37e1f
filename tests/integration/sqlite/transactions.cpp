// Transactions: verbs, savepoints, what SQLite rolls back by itself.
// SPDX-License-Identifier: MIT
#include <sqlite3.h>

#include <boost/test/unit_test.hpp>

#include "memory.hpp"

using namespace zin::test;

namespace {

constexpr std::uint32_t in_txn = ZIN_CONN_USABLE | ZIN_CONN_IN_TXN;
constexpr std::uint32_t failed_txn = in_txn | ZIN_CONN_TXN_FAILED;

struct KeyedTable : Memory {
  KeyedTable() { query("CREATE TABLE t (v INTEGER UNIQUE)"); }
  std::string count() { return value("SELECT count(*) FROM t"); }
};

/// Two connections to one file.
struct Pair {
  Folder folder;
  Connection a, b;

  explicit Pair(const std::string& journal_mode = "wal", const std::string& busy_ms = "0")
      : a({{"database", folder.file("db")},
           {"journal_mode", journal_mode},
           {"busy_timeout_ms", busy_ms}}),
        b({{"database", folder.file("db")},
           {"journal_mode", journal_mode},
           {"busy_timeout_ms", busy_ms}}) {
    BOOST_REQUIRE_EQUAL(a.connect(), ZIN_OK);
    a.query("CREATE TABLE t (v INTEGER)");
    BOOST_REQUIRE_EQUAL(b.connect(), ZIN_OK);
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(sqlite_transactions)

BOOST_AUTO_TEST_CASE(a_commit_keeps_and_a_rollback_drops) {
  KeyedTable db;
  BOOST_TEST(db.txn(ZIN_TXN_BEGIN) == ZIN_OK);
  BOOST_TEST(db.state() == in_txn);
  db.query("INSERT INTO t VALUES (1)");
  BOOST_TEST(db.txn(ZIN_TXN_COMMIT) == ZIN_OK);
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
  BOOST_TEST(db.txn(ZIN_TXN_BEGIN) == ZIN_OK);
  db.query("INSERT INTO t VALUES (2)");
  db.query("CREATE TABLE other (v)");
  BOOST_TEST(db.txn(ZIN_TXN_ROLLBACK) == ZIN_OK);
  BOOST_TEST(db.count() == "i64 1");
  db.fails("SELECT * FROM other");
  BOOST_TEST(db.fault.state() == "42P01");
}

BOOST_AUTO_TEST_CASE(a_rollback_outside_a_transaction_is_ok_and_a_commit_is_not) {
  KeyedTable db;
  BOOST_TEST(db.txn(ZIN_TXN_ROLLBACK) == ZIN_OK);
  BOOST_TEST(db.txn(ZIN_TXN_COMMIT) == ZIN_E_ERROR);
  BOOST_TEST(db.fault.state() == "25P01");
}

BOOST_AUTO_TEST_CASE(a_begin_inside_a_transaction_fails_and_leaves_it) {
  KeyedTable db;
  db.txn(ZIN_TXN_BEGIN);
  BOOST_TEST(db.txn(ZIN_TXN_BEGIN) == ZIN_E_ERROR);
  BOOST_TEST(db.fault.state() == "25001");
  BOOST_TEST(db.state() == in_txn);
}

BOOST_AUTO_TEST_CASE(every_isolation_level_is_at_least_met) {
  KeyedTable db;
  for (const std::uint32_t level : {ZIN_TX_DEFAULT, ZIN_TX_READ_COMMITTED, ZIN_TX_REPEATABLE_READ,
                                    ZIN_TX_SERIALIZABLE, ZIN_TX_SERIALIZABLE | ZIN_TX_WRITE_NOW}) {
    BOOST_TEST(db.txn(ZIN_TXN_BEGIN, level) == ZIN_OK);
    BOOST_TEST(db.txn(ZIN_TXN_COMMIT) == ZIN_OK);
  }
}

BOOST_AUTO_TEST_CASE(unknown_verbs_and_modes_change_nothing) {
  KeyedTable db;
  BOOST_TEST(db.txn(ZIN_TXN_BEGIN, 77) == ZIN_E_UNSUPPORTED);
  BOOST_TEST(db.txn(ZIN_TXN_BEGIN, 0x1000) == ZIN_E_UNSUPPORTED);
  BOOST_TEST(db.txn(ZIN_TXN_BEGIN, ZIN_TX_READ_ONLY | ZIN_TX_WRITE_NOW) == ZIN_E_MISUSE);
  BOOST_TEST(db.txn(99) == ZIN_E_UNSUPPORTED);
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
}

BOOST_AUTO_TEST_CASE(a_read_only_transaction_refuses_writes_and_only_those) {
  KeyedTable db;
  db.txn(ZIN_TXN_BEGIN, ZIN_TX_READ_ONLY);
  BOOST_TEST(db.count() == "i64 0");
  BOOST_TEST(db.fails("INSERT INTO t VALUES (1)") == ZIN_E_ERROR);
  BOOST_TEST(db.fault.category == ZIN_CAT_PERMISSION);
  BOOST_TEST(db.fault.state() == "25006");
  BOOST_TEST(db.fails("CREATE TABLE x (v)") == ZIN_E_ERROR);
  BOOST_TEST(db.txn(ZIN_TXN_SAVEPOINT, 0, "s") == ZIN_OK);
  BOOST_TEST(db.txn(ZIN_TXN_RELEASE, 0, "s") == ZIN_OK);
  BOOST_TEST(db.state() == in_txn);
  db.txn(ZIN_TXN_COMMIT);
  db.query("INSERT INTO t VALUES (1)");  // the next transaction may write
  BOOST_TEST(db.count() == "i64 1");
  db.txn(ZIN_TXN_BEGIN, ZIN_TX_READ_ONLY);
  db.query("ROLLBACK");
  db.query("INSERT INTO t VALUES (2)");
}

BOOST_AUTO_TEST_CASE(savepoints_nest_and_their_names_are_quoted) {
  KeyedTable db;
  const std::string_view odd = "it's \"odd\"; DROP TABLE t";
  db.txn(ZIN_TXN_BEGIN);
  db.query("INSERT INTO t VALUES (1)");
  BOOST_TEST(db.txn(ZIN_TXN_SAVEPOINT, 0, odd) == ZIN_OK);
  db.query("INSERT INTO t VALUES (2)");
  BOOST_TEST(db.txn(ZIN_TXN_SAVEPOINT, 0, "inner") == ZIN_OK);
  db.query("INSERT INTO t VALUES (3)");
  BOOST_TEST(db.txn(ZIN_TXN_ROLLBACK_TO, 0, "inner") == ZIN_OK);
  BOOST_TEST(db.txn(ZIN_TXN_RELEASE, 0, "inner") == ZIN_OK);
  BOOST_TEST(db.count() == "i64 2");
  BOOST_TEST(db.txn(ZIN_TXN_ROLLBACK_TO, 0, odd) == ZIN_OK);
  BOOST_TEST(db.count() == "i64 1");
  BOOST_TEST(db.txn(ZIN_TXN_RELEASE, 0, "none") == ZIN_E_ERROR);
  BOOST_TEST(db.fault.state() == "3B001");
  BOOST_TEST(db.txn(ZIN_TXN_SAVEPOINT, 0, "") == ZIN_E_MISUSE);
  BOOST_TEST(db.txn(ZIN_TXN_COMMIT) == ZIN_OK);
  BOOST_TEST(db.count() == "i64 1");
}

BOOST_AUTO_TEST_CASE(a_failed_statement_leaves_the_transaction_usable) {
  KeyedTable db;
  db.txn(ZIN_TXN_BEGIN);
  db.query("INSERT INTO t VALUES (1)");
  db.fails("INSERT INTO t VALUES (1)");
  BOOST_TEST(db.state() == in_txn);
  BOOST_TEST(db.txn(ZIN_TXN_COMMIT) == ZIN_OK);
  BOOST_TEST(db.count() == "i64 1");
}

BOOST_AUTO_TEST_CASE(a_transaction_that_sqlite_rolled_back_takes_no_more_statements) {
  KeyedTable db;
  db.txn(ZIN_TXN_BEGIN);
  db.query("INSERT INTO t VALUES (1)");
  db.txn(ZIN_TXN_SAVEPOINT, 0, "s");
  BOOST_TEST(db.fails("INSERT OR ROLLBACK INTO t VALUES (1)") == ZIN_E_ERROR);
  BOOST_TEST(db.fault.text().find("rolled the whole transaction back") != std::string::npos);
  BOOST_TEST(db.state() == failed_txn);
  BOOST_TEST(db.fails("INSERT INTO t VALUES (2)") == ZIN_E_ERROR);  // would be stored on its own
  BOOST_TEST(db.fault.state() == "25P02");
  BOOST_TEST(db.txn(ZIN_TXN_ROLLBACK_TO, 0, "s") == ZIN_E_ERROR);
  BOOST_TEST(db.txn(ZIN_TXN_BEGIN) == ZIN_E_ERROR);
  BOOST_TEST(db.txn(ZIN_TXN_COMMIT) == ZIN_E_TXN_ROLLED_BACK);
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
  BOOST_TEST(db.count() == "i64 0");
}

BOOST_AUTO_TEST_CASE(a_rollback_ends_a_transaction_that_is_already_rolled_back) {
  KeyedTable db;
  for (const bool as_text : {false, true}) {
    db.txn(ZIN_TXN_BEGIN);
    db.query("INSERT INTO t VALUES (1)");
    db.fails("INSERT OR ROLLBACK INTO t VALUES (1)");
    if (as_text)
      db.query("ROLLBACK");
    else
      BOOST_TEST(db.txn(ZIN_TXN_ROLLBACK) == ZIN_OK);
    BOOST_TEST(db.state() == ZIN_CONN_USABLE);
    BOOST_TEST(db.count() == "i64 0");
  }
}

BOOST_AUTO_TEST_CASE(transactions_in_plain_sql_are_followed_too) {
  KeyedTable db;
  db.query("BEGIN");
  BOOST_TEST(db.state() == in_txn);
  db.query("INSERT INTO t VALUES (1)");
  db.fails("INSERT OR ROLLBACK INTO t VALUES (1)");
  BOOST_TEST(db.state() == failed_txn);
  BOOST_TEST(db.fails("COMMIT") == ZIN_E_TXN_ROLLED_BACK);
  db.query("SAVEPOINT s");
  BOOST_TEST(db.state() == in_txn);
  db.query("RELEASE s");
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
}

BOOST_AUTO_TEST_CASE(a_broken_deferred_foreign_key_keeps_the_transaction_open) {
  Memory db;
  db.query("CREATE TABLE p (id INTEGER PRIMARY KEY)");
  db.query("CREATE TABLE c (p INTEGER REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED)");
  db.txn(ZIN_TXN_BEGIN);
  db.query("INSERT INTO c VALUES (1)");
  BOOST_TEST(db.txn(ZIN_TXN_COMMIT) == ZIN_E_ERROR);
  BOOST_TEST(db.fault.state() == "23503");
  BOOST_TEST(db.state() == in_txn);
  db.query("INSERT INTO p VALUES (1)");
  BOOST_TEST(db.txn(ZIN_TXN_COMMIT) == ZIN_OK);
}

BOOST_AUTO_TEST_CASE(a_writer_that_begins_for_writing_shuts_the_other_out) {
  Pair pair;
  BOOST_TEST(pair.a.txn(ZIN_TXN_BEGIN, ZIN_TX_WRITE_NOW) == ZIN_OK);
  BOOST_TEST(pair.b.txn(ZIN_TXN_BEGIN, ZIN_TX_WRITE_NOW) == ZIN_E_ERROR);
  BOOST_TEST(pair.b.fault.category == ZIN_CAT_BUSY);
  BOOST_TEST(pair.b.fault.state() == "55P03");
  BOOST_TEST(pair.b.fault.flags == (ZIN_ERRF_RETRY_STATEMENT | ZIN_ERRF_RETRY_TXN));
  BOOST_TEST(pair.b.state() == ZIN_CONN_USABLE);
  BOOST_TEST(pair.b.value("SELECT count(*) FROM t") == "i64 0");  // WAL: reading goes on
  BOOST_TEST(pair.a.txn(ZIN_TXN_COMMIT) == ZIN_OK);
  BOOST_TEST(pair.b.txn(ZIN_TXN_BEGIN, ZIN_TX_WRITE_NOW) == ZIN_OK);
}

BOOST_AUTO_TEST_CASE(a_stale_snapshot_asks_for_the_whole_transaction_again) {
  Pair pair;
  pair.a.txn(ZIN_TXN_BEGIN);
  BOOST_TEST(pair.a.value("SELECT count(*) FROM t") == "i64 0");
  pair.b.query("INSERT INTO t VALUES (1)");
  BOOST_TEST(pair.a.fails("INSERT INTO t VALUES (2)") == ZIN_E_ERROR);
  BOOST_TEST(pair.a.fault.category == ZIN_CAT_SERIALIZATION);
  BOOST_TEST(pair.a.fault.state() == "40001");
  BOOST_TEST(pair.a.fault.flags == ZIN_ERRF_RETRY_TXN);
  BOOST_TEST(pair.a.state() == in_txn);
}

BOOST_AUTO_TEST_CASE(a_commit_that_cannot_have_the_lock_may_be_tried_again) {
  Pair pair("delete");
  pair.a.txn(ZIN_TXN_BEGIN);
  pair.a.query("INSERT INTO t VALUES (1)");
  {
    pair.b.txn(ZIN_TXN_BEGIN);
    BOOST_TEST(pair.b.value("SELECT count(*) FROM t") == "i64 0");
    BOOST_TEST(pair.a.txn(ZIN_TXN_COMMIT) == ZIN_E_ERROR);
    BOOST_TEST(pair.a.fault.category == ZIN_CAT_BUSY);
    BOOST_TEST(pair.a.state() == in_txn);
    pair.b.txn(ZIN_TXN_COMMIT);
  }
  BOOST_TEST(pair.a.txn(ZIN_TXN_COMMIT) == ZIN_OK);
  BOOST_TEST(pair.b.value("SELECT count(*) FROM t") == "i64 1");
}

BOOST_AUTO_TEST_CASE(a_light_reset_rolls_back_and_keeps_statements) {
  KeyedTable db;
  const Prepared stmt = db.prepare("INSERT INTO t VALUES (?)");
  db.query("CREATE TEMP TABLE mine (v)");
  db.txn(ZIN_TXN_BEGIN);
  db.exec({.stmt = stmt.handle(), .params = {i64(1)}});
  BOOST_TEST(db.reset(ZIN_RESET_LIGHT) == ZIN_OK);
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
  BOOST_TEST(db.count() == "i64 0");
  db.exec({.stmt = stmt.handle(), .params = {i64(1)}});
  BOOST_TEST(db.value("SELECT count(*) FROM mine") == "i64 0");
}

BOOST_AUTO_TEST_CASE(a_reset_acknowledges_a_lost_transaction) {
  KeyedTable db;
  db.txn(ZIN_TXN_BEGIN);
  db.query("INSERT INTO t VALUES (1)");
  db.fails("INSERT OR ROLLBACK INTO t VALUES (1)");
  BOOST_TEST(db.reset(ZIN_RESET_LIGHT) == ZIN_OK);
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
  db.query("INSERT INTO t VALUES (1)");
}

BOOST_AUTO_TEST_CASE(a_full_reset_brings_the_settings_back_and_drops_what_was_temporary) {
  Folder folder;
  KeyedTable db;
  const Prepared stmt = db.prepare("SELECT count(*) FROM t");
  db.query("CREATE TEMP TABLE mine (v)");
  db.query("CREATE TEMP VIEW \"my view\" AS SELECT * FROM mine");
  db.query("CREATE TEMP TRIGGER trip AFTER INSERT ON t BEGIN SELECT 1; END");
  db.query("ATTACH '" + folder.file("other") + "' AS \"other one\"");
  db.query("PRAGMA foreign_keys = 0");
  db.query("PRAGMA query_only = 1");
  BOOST_REQUIRE_MESSAGE(db.reset(ZIN_RESET_FULL) == ZIN_OK, db.fault.text());
  BOOST_TEST(db.value("PRAGMA foreign_keys") == "i64 1");
  BOOST_TEST(db.value("PRAGMA query_only") == "i64 0");
  BOOST_TEST(db.value("SELECT count(*) FROM sqlite_temp_schema") == "i64 0");
  BOOST_TEST(db.value("SELECT count(*) FROM pragma_database_list WHERE name LIKE 'other%'") ==
             "i64 0");
  BOOST_TEST(db.exec({.stmt = stmt.handle()}).all().at(0)[0] == "i64 0");
}

BOOST_AUTO_TEST_SUITE_END()
