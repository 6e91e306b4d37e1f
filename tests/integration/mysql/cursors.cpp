// Results: streamed row by row, several of one statement, closed early.
// SPDX-License-Identifier: MIT
#include <malloc.h>

#include <boost/test/unit_test.hpp>
#include <string>

#include "mysql_fixture.hpp"

using namespace zin::test;

namespace {

constexpr const char* million = "select seq, repeat('x', 100) from seq_1_to_1000000";

}  // namespace

BOOST_AUTO_TEST_SUITE(mysql_cursors)

BOOST_AUTO_TEST_CASE(a_long_result_is_streamed_in_flat_memory) {
  Server db;
  Result result = db.exec({.sql = million, .flags = ZIN_EXEC_STREAM});
  const std::size_t before = mallinfo2().uordblks;
  std::size_t most = before;
  std::int64_t count = 0, sum = 0;
  while (result.fetch() == ZIN_OK) {
    for (std::uint32_t row = 0; row < result.rows.nrows; ++row)
      sum += result.rows.cells[std::size_t{row} * result.rows.ncols].v.i;
    count += result.rows.nrows;
    if (count % 1000 == 0) most = std::max(most, mallinfo2().uordblks);
  }
  BOOST_TEST(count == 1'000'000);
  BOOST_TEST(sum == 500'000'500'000);
  BOOST_TEST(most - before < 1'000'000u);
  BOOST_TEST(result.fetch() == ZIN_END);
}

BOOST_AUTO_TEST_CASE(an_empty_result_ends_at_once) {
  Server db;
  Result result = db.exec("select 1 from dual where false");
  BOOST_TEST(result.info().ncols == 1u);
  BOOST_TEST(result.fetch() == ZIN_END);
  BOOST_TEST(result.fetch() == ZIN_END);
  BOOST_TEST(driver().next_result(result.handle(), nullptr, nullptr, nullptr, nullptr) == ZIN_END);
}

BOOST_AUTO_TEST_CASE(rows_of_nulls_alone_and_in_between_are_read) {
  Server db;
  BOOST_TEST(db.query("select null as a, null as b union all select 1, null union all select null, "
                      "'x' union all select null, null") ==
             (std::vector<Row>{
                 {"null", "null"}, {"i64 1", "null"}, {"null", "text x"}, {"null", "null"}}));
}

BOOST_AUTO_TEST_CASE(a_result_of_many_columns_is_read) {
  Server db;
  std::string sql = "select 0";
  for (int i = 1; i < 1000; ++i) sql += i % 7 == 0 ? ", null" : ", " + std::to_string(i);
  const auto rows = db.query(sql);
  BOOST_REQUIRE_EQUAL(rows.at(0).size(), 1000u);
  for (int i = 0; i < 1000; ++i)
    BOOST_TEST(rows[0][static_cast<std::size_t>(i)] ==
               (i % 7 == 0 && i != 0 ? "null" : "i64 " + std::to_string(i)));
}

BOOST_AUTO_TEST_CASE(an_open_result_shuts_out_other_statements) {
  Server db;
  Result result = db.exec("select seq from seq_1_to_3");
  BOOST_TEST((db.state() & ZIN_CONN_BUSY) != 0u);
  BOOST_TEST(db.fails("select 1") == ZIN_E_MISUSE);
  BOOST_TEST(result.all().size() == 3u);  // it has not been disturbed
  result.close();
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
  BOOST_TEST(db.value("select 1") == "i64 1");
}

BOOST_AUTO_TEST_CASE(a_long_result_that_is_closed_early_costs_the_next_statement_little) {
  Server db;
  const std::string id = db.id();
  {
    Result result = db.exec("select seq, repeat('x', 1000) from seq_1_to_1000000000");
    BOOST_TEST(result.fetch() == ZIN_OK);
  }
  BOOST_TEST((db.state() & ZIN_CONN_DRAINING) != 0u);
  const std::int64_t before = now_ns();
  BOOST_TEST(db.value("select 7") == "i64 7");
  BOOST_TEST(now_ns() - before < 5'000'000'000);  // reading it all would take minutes
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
  BOOST_TEST(db.id() == id);
}

BOOST_AUTO_TEST_CASE(a_short_rest_is_read_and_the_statement_lives_on) {
  Server db;
  const Prepared stmt = db.prepare("select seq from seq_1_to_100");
  for (int round = 0; round < 3; ++round) {
    Result result = db.exec(Exec{.stmt = stmt.handle()});
    BOOST_TEST(result.fetch() == ZIN_OK);
  }
  BOOST_TEST(db.exec(Exec{.stmt = stmt.handle()}).all().size() == 100u);
}

BOOST_AUTO_TEST_CASE(a_statement_may_be_closed_while_its_rows_are_unread) {
  Server db;
  {
    const Prepared stmt = db.prepare("select seq from seq_1_to_1000");
    Result result = db.exec(Exec{.stmt = stmt.handle()});
    BOOST_TEST(result.fetch() == ZIN_OK);
  }
  BOOST_TEST(db.value("select 1") == "i64 1");
  BOOST_TEST(db.value("select variable_value from information_schema.session_status where "
                      "variable_name = 'Prepared_stmt_count'") != "null");
}

BOOST_AUTO_TEST_CASE(a_procedure_gives_one_result_after_another) {
  Server db;
  db.query(
      "create or replace procedure two_results() begin select 1 as a; select 'x' as b, 2 as c; "
      "end");
  Result result = db.exec("call two_results()");
  BOOST_TEST((result.info().flags & ZIN_RES_LAST) == 0u);
  BOOST_TEST(result.all() == (std::vector<Row>{{"i64 1"}}));
  const auto next = [&] {
    return finish(db.handle(), operation(0), result.fault, [&](const zin_op* op, zin_wait* wait) {
      return driver().next_result(result.handle(), nullptr, op, wait, &result.fault);
    });
  };
  BOOST_REQUIRE_EQUAL(next(), ZIN_OK);
  BOOST_TEST(result.info().ncols == 2u);
  BOOST_TEST(result.all() == (std::vector<Row>{{"text x", "i64 2"}}));
  BOOST_REQUIRE_EQUAL(next(), ZIN_OK);  // what CALL itself answers
  BOOST_TEST(result.info().ncols == 0u);
  BOOST_TEST(next() == ZIN_END);
  BOOST_TEST(next() == ZIN_END);
  result.close();
  // Rows that are not read are skipped, results that are not asked for are drained.
  {
    Result again = db.exec("call two_results()");
    BOOST_TEST(again.fetch() == ZIN_OK);
  }
  BOOST_TEST(db.value("select 5") == "i64 5");
  db.query("drop procedure two_results");
}

BOOST_AUTO_TEST_CASE(an_error_in_the_middle_of_the_rows_ends_the_result) {
  Server db;
  Result result = db.exec(
      "select (select a.seq from seq_1_to_2 b where a.seq > 5000 or b.seq = 1) from seq_1_to_9000 "
      "a");
  zin_status status = ZIN_OK;
  int rows = 0;
  while ((status = result.fetch()) == ZIN_OK) ++rows;
  BOOST_TEST(status == ZIN_E_ERROR);
  BOOST_TEST(result.fault.native_code == 1242);  // the subquery gives more than one row
  BOOST_TEST(rows == 5000);
  BOOST_TEST(result.fetch() == ZIN_END);
  result.close();
  BOOST_TEST(db.value("select 1") == "i64 1");
}

BOOST_AUTO_TEST_CASE(what_a_write_returns_is_complete_before_it_is_read) {
  Server db;
  db.query("create temporary table r (id int auto_increment primary key, v int)");
  Result result = db.exec("insert into r (v) values (5), (6), (7) returning id, v");
  BOOST_TEST(result.info().affected == 3);
  BOOST_TEST((result.info().flags & ZIN_RES_LOCAL) != 0u);
  BOOST_TEST(result.all() ==
             (std::vector<Row>{{"i64 1", "i64 5"}, {"i64 2", "i64 6"}, {"i64 3", "i64 7"}}));
  result.close();
  Result gone = db.exec("delete from r where v > 5 returning id");
  BOOST_TEST(gone.info().affected == 2);
  BOOST_TEST(gone.all() == (std::vector<Row>{{"i64 2"}, {"i64 3"}}));
}

BOOST_AUTO_TEST_CASE(affected_rows_are_those_that_matched) {
  Server db;
  db.query("create temporary table m (id bigint auto_increment primary key, v int)");
  Result inserted = db.exec("insert into m (v) values (1), (1)");
  BOOST_TEST(inserted.info().affected == 2);
  BOOST_TEST(show(inserted.info().last_id) == "i64 1");
  inserted.close();
  Result updated = db.exec("update m set v = 1");
  BOOST_TEST(updated.info().affected == 2);  // although nothing has changed
  BOOST_TEST(show(updated.info().last_id) == "null");
  updated.close();
  BOOST_TEST(db.exec("delete from m where v = 9").info().affected == 0);
  Result warned = db.exec("drop table if exists no_such_table");
  BOOST_TEST(warned.info().warnings == 1u);
}

BOOST_AUTO_TEST_CASE(a_statement_that_cannot_be_prepared_runs_as_text) {
  Server db;
  db.query("prepare own from 'select 1 as a, ''x'' as b'");
  const auto rows = db.query("execute own");
  BOOST_TEST(rows == (std::vector<Row>{{"wire 2 1", "text x"}}));
  BOOST_TEST(db.exec("deallocate prepare own").info().ncols == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
