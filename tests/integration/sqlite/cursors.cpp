// Cursors: rows, ends, several at a time, what an execution changed.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>

#include "memory.hpp"

using namespace zin::test;

namespace {

const char* const one_to_three =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT i FROM n";

}  // namespace

BOOST_AUTO_TEST_SUITE(sqlite_cursors)

BOOST_AUTO_TEST_CASE(rows_come_one_by_one_and_the_end_is_latched) {
  Memory db;
  Result result = db.exec(one_to_three);
  for (int i = 1; i <= 3; ++i) {
    BOOST_REQUIRE_EQUAL(result.fetch(100), ZIN_OK);
    BOOST_TEST(result.rows.nrows == 1u);
    BOOST_TEST(show(result.rows.cells[0]) == "i64 " + std::to_string(i));
  }
  for (int i = 0; i < 3; ++i) {  // another step of SQLite's would begin anew
    BOOST_TEST(result.fetch() == ZIN_END);
    BOOST_TEST(result.rows.nrows == 0u);
  }
}

BOOST_AUTO_TEST_CASE(an_empty_result_has_columns_and_ends_at_once) {
  Memory db;
  Result result = db.exec("SELECT 1 AS a, 2 AS b WHERE 0");
  BOOST_TEST(result.info().ncols == 2u);
  BOOST_TEST(text(result.info().columns->name) == "a");
  BOOST_TEST(result.fetch() == ZIN_END);
  BOOST_TEST(result.fetch() == ZIN_END);
}

BOOST_AUTO_TEST_CASE(there_is_exactly_one_result) {
  Memory db;
  Result result = db.exec(one_to_three);
  BOOST_TEST(result.info().flags & ZIN_RES_LAST);
  BOOST_TEST(driver().next_result(result.handle(), nullptr, nullptr, nullptr, nullptr) == ZIN_END);
  BOOST_TEST(result.fetch() == ZIN_END);
  BOOST_TEST(driver().next_result(result.handle(), nullptr, nullptr, nullptr, nullptr) == ZIN_END);
}

BOOST_AUTO_TEST_CASE(several_cursors_advance_independently_of_each_other) {
  Memory db;
  db.query("CREATE TABLE t (v INTEGER)");
  Result a = db.exec(one_to_three);
  Result b = db.exec(one_to_three);
  BOOST_REQUIRE_EQUAL(a.fetch(), ZIN_OK);
  BOOST_REQUIRE_EQUAL(a.fetch(), ZIN_OK);
  BOOST_REQUIRE_EQUAL(b.fetch(), ZIN_OK);
  db.query("INSERT INTO t VALUES (1)");
  BOOST_TEST(show(b.rows.cells[0]) == "i64 1");
  BOOST_TEST(show(a.rows.cells[0]) == "i64 2");
  a.close();
  BOOST_TEST(b.all().size() == 2u);
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
}

BOOST_AUTO_TEST_CASE(a_statement_has_one_open_cursor_at_a_time) {
  Memory db;
  const Prepared stmt = db.prepare(one_to_three);
  {
    Result first = db.exec({.stmt = stmt.handle()});
    BOOST_TEST(!db.try_exec({.stmt = stmt.handle()}));
    BOOST_TEST(db.fault.status == ZIN_E_MISUSE);
    BOOST_TEST(first.all().size() == 3u);
  }
  BOOST_TEST(db.exec({.stmt = stmt.handle()}).all().size() == 3u);
}

BOOST_AUTO_TEST_CASE(a_cursor_closed_early_frees_the_statement_and_its_locks) {
  Memory db;
  db.query("CREATE TABLE t (v)");
  db.query("INSERT INTO t VALUES (1), (2), (3)");
  const Prepared stmt = db.prepare("SELECT v FROM t");
  for (int i = 0; i < 3; ++i) {
    Result result = db.exec({.stmt = stmt.handle()});
    BOOST_REQUIRE_EQUAL(result.fetch(), ZIN_OK);
    BOOST_TEST(show(result.rows.cells[0]) == "i64 1");
  }
  db.query("DROP TABLE t");
}

BOOST_AUTO_TEST_CASE(columns_outside_the_mask_are_skipped) {
  Memory db;
  Result result = db.exec({.sql = "SELECT 1, 'two', 3.0", .column_mask = 0b101});
  BOOST_TEST(result.all().at(0) == (Row{"i64 1", "skipped", "f64 3"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_mask_of_one_execution_does_not_outlive_it) {
  Memory db;
  const Prepared stmt = db.prepare("SELECT 1, 2");
  BOOST_TEST(db.exec({.stmt = stmt.handle(), .column_mask = 1}).all().at(0)[1] == "skipped");
  BOOST_TEST(db.exec({.stmt = stmt.handle()}).all().at(0)[1] == "i64 2");
}

BOOST_AUTO_TEST_CASE(changed_columns_have_another_id) {
  Memory db;
  db.query("CREATE TABLE t (a INTEGER)");
  db.query("INSERT INTO t VALUES (1)");
  const Prepared stmt = db.prepare("SELECT * FROM t");
  std::uint64_t id = 0;
  {
    Result result = db.exec({.stmt = stmt.handle()});
    id = result.info().columns_id;
    BOOST_TEST(id != 0u);
    BOOST_TEST(result.info().ncols == 1u);
  }
  BOOST_TEST(db.exec({.stmt = stmt.handle()}).info().columns_id == id);
  db.query("ALTER TABLE t ADD COLUMN b BOOLEAN DEFAULT 1");
  Result result = db.exec({.stmt = stmt.handle()});
  BOOST_TEST(result.info().columns_id != id);
  BOOST_TEST(result.info().ncols == 2u);
  BOOST_TEST(text(ZIN_AT(const zin_column, result.info().columns, 1)->name) == "b");
  BOOST_TEST(result.all().at(0) == (Row{"i64 1", "bool 1"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(affected_counts_rows_of_this_statement_only) {
  Memory db;
  BOOST_TEST(db.exec("CREATE TABLE t (id INTEGER PRIMARY KEY, v INTEGER)").info().affected == 0);
  BOOST_TEST(db.exec("INSERT INTO t (v) VALUES (1), (2), (3)").info().affected == 3);
  BOOST_TEST(db.exec("UPDATE t SET v = v WHERE v > 1").info().affected == 2);
  // changes() still says 2 here.
  BOOST_TEST(db.exec("CREATE TABLE u (v)").info().affected == 0);
  BOOST_TEST(db.exec("UPDATE t SET v = 0 WHERE v > 100").info().affected == 0);
  BOOST_TEST(db.exec("SELECT 1").info().affected == 0);
  BOOST_TEST(db.exec("DELETE FROM t").info().affected == 3);
}

BOOST_AUTO_TEST_CASE(the_generated_id_is_that_of_this_insert) {
  Memory db;
  db.query("CREATE TABLE a (id INTEGER PRIMARY KEY, v)");
  db.query("CREATE TABLE b (id INTEGER PRIMARY KEY, v)");
  db.query("CREATE TABLE w (k TEXT PRIMARY KEY) WITHOUT ROWID");
  const auto id = [&](std::string_view sql) { return show(db.exec(sql).info().last_id); };
  BOOST_TEST(id("INSERT INTO a (v) VALUES (1)") == "i64 1");
  BOOST_TEST(id("INSERT INTO b (v) VALUES (1)") == "i64 1");  // the same number in another table
  BOOST_TEST(id("INSERT INTO w VALUES ('k')") == "null");
  BOOST_TEST(id("UPDATE a SET v = 2") == "null");
  BOOST_TEST(id("INSERT OR IGNORE INTO a (id, v) VALUES (1, 1)") == "null");
  BOOST_TEST(id("INSERT INTO main.\"a\" (id) VALUES (42)") == "i64 42");
  BOOST_TEST(id("INSERT INTO a (id) VALUES (42) ON CONFLICT DO UPDATE SET v = 9") == "null");
  BOOST_TEST(id("INSERT INTO a (v) VALUES (5) ON CONFLICT DO UPDATE SET v = 9") == "i64 43");
  BOOST_TEST(id("WITH x(v) AS (SELECT 1) INSERT INTO a (v) SELECT v FROM x") == "i64 44");
  BOOST_TEST(id("REPLACE INTO a (id, v) VALUES (7, 1)") == "i64 7");
  BOOST_TEST(id("CREATE TABLE c (v)") == "null");
  BOOST_TEST(id("SELECT 1") == "null");
}

BOOST_AUTO_TEST_CASE(an_upsert_tells_the_id_of_a_row_that_it_made_and_of_no_other) {
  Memory db;
  db.query("CREATE TABLE a (id INTEGER PRIMARY KEY, v)");
  db.query("CREATE TABLE b (id INTEGER PRIMARY KEY, k UNIQUE, v)");
  db.query("CREATE TABLE log (id INTEGER PRIMARY KEY, v)");
  const auto id = [&](std::string_view sql) { return show(db.exec(sql).info().last_id); };
  const std::string into_b = "INSERT INTO B (k, v) VALUES ";
  BOOST_TEST(id("INSERT INTO a (v) VALUES (1)") == "i64 1");
  // The same number as in the other table.
  BOOST_TEST(id(into_b + "('x', 1) ON CONFLICT (k) DO UPDATE SET v = excluded.v") == "i64 1");
  BOOST_TEST(id(into_b + "('x', 2) ON CONFLICT (k) DO UPDATE SET v = excluded.v") == "null");
  BOOST_TEST(id("INSERT INTO a (id) VALUES (2)") == "i64 2");
  BOOST_TEST(id(into_b + "('y', 1) ON CONFLICT (k) DO NOTHING") == "i64 2");
  BOOST_TEST(id(into_b + "('y', 1) ON CONFLICT (k) DO NOTHING") == "null");
  // Of several rows the one that was made last, though another was updated behind it.
  BOOST_TEST(id(into_b + "('z', 1), ('x', 3) ON CONFLICT (k) DO UPDATE SET v = excluded.v") ==
             "i64 3");
  // What a trigger inserts elsewhere does not count.
  db.query("CREATE TRIGGER logs AFTER UPDATE ON b BEGIN INSERT INTO log (v) VALUES (1); END");
  BOOST_TEST(id("INSERT INTO a (id) VALUES (7)") == "i64 7");
  BOOST_TEST(id(into_b + "('x', 9) ON CONFLICT (k) DO UPDATE SET v = excluded.v") == "null");
  BOOST_TEST(id("INSERT INTO a (v) VALUES (last_insert_rowid())") == "i64 8");
  BOOST_TEST(db.value("SELECT v FROM a WHERE id = 8") == "i64 7");
}

BOOST_AUTO_TEST_CASE(a_writing_statement_is_done_before_its_rows_are_read) {
  Memory db;
  db.query("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)");
  {
    Result result = db.exec("INSERT INTO t (v) VALUES ('a'), ('b'), ('c') RETURNING id, v");
    BOOST_TEST(db.value("SELECT count(*) FROM t") == "i64 3");
    BOOST_TEST(result.info().affected == 3);
    BOOST_TEST(show(result.info().last_id) == "i64 3");
    BOOST_TEST((result.info().flags & ZIN_RES_LOCAL) != 0);
    BOOST_REQUIRE_EQUAL(result.fetch(2), ZIN_OK);
    BOOST_TEST(result.rows.nrows == 2u);
    BOOST_TEST((result.rows.flags & ZIN_ROWS_LAST) == 0);
    const zin_cell* const first = result.rows.cells;
    BOOST_TEST(show(first[1]) == "text a");
    BOOST_TEST(show(first[3]) == "text b");
    BOOST_REQUIRE_EQUAL(result.fetch(2), ZIN_OK);
    BOOST_TEST(result.rows.nrows == 1u);
    BOOST_TEST((result.rows.flags & ZIN_ROWS_LAST) != 0);
    BOOST_TEST(show(first[1]) == "text a");  // ROWS_STABLE
    BOOST_TEST(result.fetch() == ZIN_END);
  }
  BOOST_TEST(db.value("SELECT count(*) FROM t") == "i64 3");
}

BOOST_AUTO_TEST_CASE(returned_rows_keep_large_and_declared_values) {
  Memory db;
  db.query("CREATE TABLE t (s TEXT, u UUID, n DECIMAL)");
  const std::string large(100'000, 'L');
  const auto rows = db.query(
      "INSERT INTO t VALUES (?, '00000000-0000-0000-0000-000000000001', 1.5), ('s', "
      "'00000000-0000-0000-0000-000000000002', 2.5) RETURNING s, u, n",
      {txt(large)});
  BOOST_REQUIRE_EQUAL(rows.size(), 2u);
  BOOST_TEST(rows[0][0].size() == large.size() + 5);
  BOOST_TEST(rows[0][1] == "uuid 00000000000000000000000000000001");
  BOOST_TEST(rows[1] == (Row{"text s", "uuid 00000000000000000000000000000002", "inexact 2.5"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(one_text_is_one_statement) {
  Memory db;
  BOOST_TEST(db.fails("SELECT 1; SELECT 2") == ZIN_E_ERROR);
  BOOST_TEST(db.fault.state() == "42601");
  BOOST_TEST(db.fault.position == 9);
  BOOST_TEST(db.fault.text().find("after the first statement") != std::string::npos);
  const std::string with_nul("SELECT 1\0; DROP TABLE t", 23);
  BOOST_TEST(db.fails(with_nul) == ZIN_E_ERROR);
  BOOST_TEST(db.value("SELECT 1; -- and a remark\n /* another */ ;; \n") == "i64 1");
  BOOST_TEST(db.value("SELECT 1 /* not closed") == "i64 1");
}

BOOST_AUTO_TEST_CASE(a_text_without_a_statement_is_an_error) {
  Memory db;
  for (const char* const sql : {"", "  ", ";", "-- only a remark", "/* */;"}) {
    BOOST_TEST(db.fails(sql) == ZIN_E_ERROR);
    BOOST_TEST(db.fault.text() == "the statement is empty");
  }
}

BOOST_AUTO_TEST_CASE(a_statement_closed_while_another_is_open_leaves_it_alone) {
  Memory db;
  Result open = db.exec(one_to_three);
  { const Prepared stmt = db.prepare("SELECT 1"); }
  BOOST_TEST(open.all().size() == 3u);
}

BOOST_AUTO_TEST_CASE(closing_the_connection_frees_what_is_open) {
  auto* const db = new Memory;
  zin_stmt* stmt = nullptr;
  BOOST_REQUIRE_EQUAL(
      driver().start_prepare(db->handle(), str(one_to_three), nullptr, &stmt, nullptr, nullptr),
      ZIN_OK);
  zin_exec exec{};
  exec.struct_size = sizeof(exec);
  exec.stmt = stmt;
  zin_cursor* cursor = nullptr;
  BOOST_REQUIRE_EQUAL(driver().start_exec(db->handle(), &exec, nullptr, &cursor, nullptr, nullptr),
                      ZIN_OK);
  delete db;  // LeakSanitizer sees what is left
}

BOOST_AUTO_TEST_SUITE_END()
