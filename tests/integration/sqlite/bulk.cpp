// One statement with many rows of parameters.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>

#include "memory.hpp"

using namespace zin::test;

namespace {

struct Table : Memory {
  Table() { query("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT NOT NULL)"); }
  std::string count() { return value("SELECT count(*) FROM t"); }
};

const char* const insert = "INSERT INTO t VALUES (?, ?)";

/// Rows 1, 2, 3; the last may be spoilt.
std::vector<zin_cell> three(const zin_cell& last) {
  return {i64(1), txt("a"), i64(2), txt("b"), i64(3), last};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sqlite_bulk)

BOOST_AUTO_TEST_CASE(all_rows_are_stored_and_counted) {
  Table db;
  Result result = db.exec({.sql = insert, .params = three(txt("c")), .nrows = 3});
  BOOST_TEST(result.info().affected == 3);
  BOOST_TEST(result.fetch() == ZIN_END);
  BOOST_TEST(db.value("SELECT group_concat(id || v) FROM t") == "text 1a,2b,3c");
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
}

BOOST_AUTO_TEST_CASE(outside_a_transaction_it_is_all_or_nothing) {
  Table db;
  BOOST_TEST(!db.try_exec({.sql = insert, .params = three(null()), .nrows = 3}));
  BOOST_TEST(db.fault.state() == "23502");
  BOOST_TEST(db.fault.row_index == 2u);
  BOOST_TEST((db.fault.flags & ZIN_ERRF_PARTIAL) == 0);
  BOOST_TEST(db.count() == "i64 0");
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
}

BOOST_AUTO_TEST_CASE(rows_before_a_failing_one_may_stay_when_that_is_allowed) {
  Table db;
  BOOST_TEST(!db.try_exec(
      {.sql = insert, .params = three(null()), .nrows = 3, .flags = ZIN_EXEC_PARTIAL}));
  BOOST_TEST(db.fault.row_index == 2u);
  BOOST_TEST((db.fault.flags & ZIN_ERRF_PARTIAL) != 0);
  BOOST_TEST(db.count() == "i64 2");
}

BOOST_AUTO_TEST_CASE(inside_a_transaction_the_owner_hears_that_rows_stay) {
  Table db;
  db.txn(ZIN_TXN_BEGIN);
  BOOST_TEST(!db.try_exec({.sql = insert, .params = three(null()), .nrows = 3}));
  BOOST_TEST((db.fault.flags & ZIN_ERRF_PARTIAL) != 0);
  BOOST_TEST(db.count() == "i64 2");
  BOOST_TEST(db.txn(ZIN_TXN_ROLLBACK) == ZIN_OK);
  BOOST_TEST(db.count() == "i64 0");
}

BOOST_AUTO_TEST_CASE(a_value_that_cannot_be_stored_is_found_before_the_first_row_is) {
  Table db;
  const std::uint64_t too_big = std::uint64_t{1} << 63;
  BOOST_TEST(!db.try_exec({.sql = insert,
                           .params = {u64(1), txt("a"), u64(too_big), txt("b")},
                           .nrows = 2,
                           .flags = ZIN_EXEC_PARTIAL}));
  BOOST_TEST(db.fault.category == ZIN_CAT_DATA);
  BOOST_TEST(db.fault.row_index == 1u);
  BOOST_TEST(db.count() == "i64 0");
}

BOOST_AUTO_TEST_CASE(a_column_of_parameters_keeps_its_type) {
  Table db;
  BOOST_TEST(
      !db.try_exec({.sql = insert, .params = {i64(1), txt("a"), txt("2"), txt("b")}, .nrows = 2}));
  BOOST_TEST(db.fault.status == ZIN_E_MISUSE);
  BOOST_TEST(db.fault.row_index == 1u);
  db.exec({.sql = insert, .params = {null(), txt("a"), i64(2), txt("b")}, .nrows = 2});
}

BOOST_AUTO_TEST_CASE(returned_rows_come_in_the_order_of_the_parameters) {
  Table db;
  Result result = db.exec({.sql = "INSERT INTO t VALUES (?, ?) RETURNING v, id",
                           .params = three(txt("c")),
                           .nrows = 3});
  BOOST_TEST(result.info().affected == 3);
  const auto rows = result.all();
  BOOST_REQUIRE_EQUAL(rows.size(), 3u);
  BOOST_TEST(rows[0] == (Row{"text a", "i64 1"}), boost::test_tools::per_element());
  BOOST_TEST(rows[2] == (Row{"text c", "i64 3"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_query_runs_once_for_each_row_of_parameters) {
  Table db;
  const auto rows =
      db.exec({.sql = "SELECT ? UNION ALL SELECT 0", .params = {i64(1), i64(2)}, .nrows = 2}).all();
  BOOST_REQUIRE_EQUAL(rows.size(), 4u);
  BOOST_TEST(rows[0][0] == "i64 1");
  BOOST_TEST(rows[2][0] == "i64 2");
}

BOOST_AUTO_TEST_CASE(an_open_cursor_survives_a_bulk_insert_that_fails) {
  Table db;
  db.query("INSERT INTO t VALUES (10, 'x'), (11, 'y')");
  Result open = db.exec("SELECT id FROM t ORDER BY id");
  BOOST_REQUIRE_EQUAL(open.fetch(), ZIN_OK);
  BOOST_TEST(!db.try_exec({.sql = insert, .params = three(null()), .nrows = 3}));
  BOOST_REQUIRE_EQUAL(open.fetch(), ZIN_OK);
  BOOST_TEST(show(open.rows.cells[0]) == "i64 11");
  BOOST_TEST(open.fetch() == ZIN_END);
}

BOOST_AUTO_TEST_CASE(a_large_bulk_insert_reads_its_parameters_in_place) {
  Table db;
  constexpr std::uint32_t nrows = 20'000;
  std::vector<zin_cell> params;
  for (std::uint32_t i = 0; i < nrows; ++i) {
    params.push_back(i64(i));
    params.push_back(txt("value"));
  }
  BOOST_TEST(db.exec({.sql = insert, .params = params, .nrows = nrows}).info().affected == nrows);
  BOOST_TEST(db.value("SELECT count(*) FROM t WHERE v = 'value'") == "i64 20000");
}

BOOST_AUTO_TEST_SUITE_END()
