// Many rows of parameters in one execution.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <string>

#include "mysql_fixture.hpp"

using namespace zin::test;

namespace {

std::vector<zin_cell> numbers(std::int64_t count) {
  std::vector<zin_cell> out;
  for (std::int64_t i = 1; i <= count; ++i) {
    out.push_back(i64(i));
    out.push_back(i % 3 == 0 ? null() : txt("abc"));
  }
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(mysql_bulk)

BOOST_AUTO_TEST_CASE(rows_are_inserted_in_one_execution) {
  Server db;
  db.query("create temporary table b (id int primary key, v varchar(9))");
  Result result =
      db.exec({.sql = "insert into b values (?, ?)", .params = numbers(1000), .nrows = 1000});
  BOOST_TEST(result.info().affected == 1000);
  BOOST_TEST(result.info().ncols == 0u);
  result.close();
  BOOST_TEST(db.query("select count(*), sum(id), count(v) from b") ==
             (std::vector<Row>{{"i64 1000", "decimal 500500", "i64 667"}}));
}

BOOST_AUTO_TEST_CASE(every_kind_of_value_goes_through_an_array) {
  Server db;
  db.query(
      "create temporary table k (n int primary key, a bigint unsigned, b double, c decimal(9,3), d "
      "text, e blob, f date, g time(6), h datetime(6), i uuid, j float)");
  const std::string_view uuid("0123456789abcdef", 16);
  std::vector<zin_cell> params;
  for (std::int64_t row = 1; row <= 2; ++row) {
    zin_cell real = f64(0.5);
    real.type = ZIN_T_F32;
    for (const zin_cell& cell :
         {i64(row), u64(UINT64_MAX), f64(-0.25), view(ZIN_T_DECIMAL, "1.5"), txt("text"),
          view(ZIN_T_BYTES, std::string_view("\0\x01", 2)), inline_cell(ZIN_T_DATE, 1),
          inline_cell(ZIN_T_TIME, -3'020'399'999'999), inline_cell(ZIN_T_TIMESTAMP, 1),
          view(ZIN_T_UUID, uuid), real})
      params.push_back(row == 2 && cell.type != ZIN_T_I64 ? null() : cell);
  }
  db.exec({.sql = "insert into k values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
           .params = params,
           .nrows = 2});
  const auto rows = db.query("select * from k order by n");
  BOOST_TEST(rows.at(0) ==
             (Row{"i64 1", "u64 18446744073709551615", "f64 -0.25", "decimal 1.500", "text text",
                  "bytes 0001", "date 1", "time -3020399999999", "timestamp 1",
                  "uuid 30313233343536373839616263646566", "f32 0.5"}));
  for (std::size_t i = 1; i < 11; ++i) BOOST_TEST(rows.at(1).at(i) == "null");
}

BOOST_AUTO_TEST_CASE(a_failing_row_undoes_the_whole_insert) {
  Server db;
  const Table table("id int primary key, v varchar(9)");
  auto params = numbers(100);
  params[2 * 70] = i64(5);  // row 70 repeats row 4
  BOOST_TEST(!db.try_exec(
      {.sql = table.sql("insert into @ values (?, ?)"), .params = params, .nrows = 100}));
  BOOST_TEST(db.fault.native_code == 1062);
  BOOST_TEST((db.fault.flags & ZIN_ERRF_PARTIAL) == 0u);
  BOOST_TEST(db.value(table.sql("select count(*) from @")) == "i64 0");
}

BOOST_AUTO_TEST_CASE(an_update_of_many_rows_wants_a_transaction) {
  Server db;
  const Table table("id int primary key, v int unique");
  db.query(table.sql("insert into @ values (1, 1), (2, 2), (3, 3)"));
  const std::string sql = table.sql("update @ set v = ? where id = ?");
  const std::vector<zin_cell> params{i64(10), i64(1), i64(20), i64(2), i64(10), i64(3)};
  BOOST_TEST(!db.try_exec({.sql = sql, .params = params, .nrows = 3}));
  BOOST_TEST(db.fault.status == ZIN_E_UNSUPPORTED);
  BOOST_TEST(db.value(table.sql("select sum(v) from @")) == "decimal 6");

  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_BEGIN), ZIN_OK);
  BOOST_TEST(!db.try_exec({.sql = sql, .params = params, .nrows = 3}));
  BOOST_TEST(db.fault.native_code == 1062);
  BOOST_TEST((db.fault.flags & ZIN_ERRF_PARTIAL) != 0u);
  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_ROLLBACK), ZIN_OK);
  BOOST_TEST(db.value(table.sql("select sum(v) from @")) == "decimal 6");

  BOOST_TEST(!db.try_exec({.sql = sql, .params = params, .nrows = 3, .flags = ZIN_EXEC_PARTIAL}));
  BOOST_TEST(db.value(table.sql("select sum(v) from @")) == "decimal 33");
}

BOOST_AUTO_TEST_CASE(rows_beyond_one_request_want_a_transaction) {
  Server root;
  const std::string before = root.value("select @@global.max_allowed_packet");
  root.query("set global max_allowed_packet = 1048576");
  Server db;
  root.query("set global max_allowed_packet = " + before.substr(4));
  BOOST_TEST(db.info().max_request_bytes == 1048576u);
  db.query("create temporary table big (id int primary key, v longtext)");
  const std::string text(100'000, 'y');
  std::vector<zin_cell> params;
  for (std::int64_t i = 0; i < 40; ++i) {
    params.push_back(i64(i));
    params.push_back(txt(text));
  }
  const Exec insert{.sql = "insert into big values (?, ?)", .params = params, .nrows = 40};
  BOOST_TEST(!db.try_exec(insert));
  BOOST_TEST(db.fault.status == ZIN_E_UNSUPPORTED);
  BOOST_TEST(db.value("select count(*) from big") == "i64 0");
  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_BEGIN), ZIN_OK);
  BOOST_TEST(db.exec(insert).info().affected == 40);
  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_COMMIT), ZIN_OK);
  BOOST_TEST(db.query("select count(*), min(length(v)) from big") ==
             (std::vector<Row>{{"i64 40", "i64 100000"}}));
}

BOOST_AUTO_TEST_CASE(a_column_keeps_one_type_and_reads_take_one_row) {
  Server db;
  db.query("create temporary table b (v text)");
  BOOST_TEST(
      !db.try_exec({.sql = "insert into b values (?)", .params = {i64(1), txt("x")}, .nrows = 2}));
  BOOST_TEST(db.fault.status == ZIN_E_MISUSE);
  BOOST_TEST(db.fault.row_index == 1u);
  BOOST_TEST(!db.try_exec({.sql = "select ?", .params = {i64(1), i64(2)}, .nrows = 2}));
  BOOST_TEST(db.fault.status == ZIN_E_UNSUPPORTED);
  BOOST_TEST(!db.try_exec(
      {.sql = "insert into b values (?)", .params = {f64(1), f64(1.0 / 0.0)}, .nrows = 2}));
  BOOST_TEST(db.fault.row_index == 1u);
  BOOST_TEST(db.value("select count(*) from b") == "i64 0");
}

BOOST_AUTO_TEST_CASE(spoken_to_as_mysql_the_rows_go_one_by_one_and_all_or_none) {
  Server db(Options{{"dialect", "mysql"}});
  BOOST_TEST(text(db.info().dialect) == "mysql");
  BOOST_TEST((db.info().capabilities & (ZIN_CAP_BULK | ZIN_CAP_RETURNING)) == 0u);
  const Table table("id int primary key, v varchar(9)");
  const std::string sql = table.sql("insert into @ values (?, ?)");
  BOOST_TEST(db.exec({.sql = sql, .params = numbers(50), .nrows = 50}).info().affected == 50);
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
  db.query(table.sql("delete from @"));
  auto params = numbers(50);
  params[2 * 30] = i64(5);
  BOOST_TEST(!db.try_exec({.sql = sql, .params = params, .nrows = 50}));
  BOOST_TEST(db.fault.row_index == 30u);
  BOOST_TEST(db.detail("constraint") == "PRIMARY");
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
  BOOST_TEST(db.value(table.sql("select count(*) from @")) == "i64 0");
}

BOOST_AUTO_TEST_SUITE_END()
