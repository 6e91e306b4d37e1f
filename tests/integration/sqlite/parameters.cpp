// Parameters: how each type is stored, what is refused, what is not copied.
// SPDX-License-Identifier: MIT
#include <sqlite3.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "memory.hpp"

using namespace zin::test;

namespace {

/// How SQLite keeps a parameter: its storage class and text.
std::string stored_as(const zin_cell& cell) {
  Memory db;
  db.query("CREATE TABLE t (v)");
  db.query("INSERT INTO t VALUES (?)", {cell});
  return db.value("SELECT typeof(v) || ' ' || quote(v) FROM t").substr(5);
}

std::int64_t sqlite_memory() { return sqlite3_memory_used(); }

}  // namespace

BOOST_AUTO_TEST_SUITE(sqlite_parameters)

BOOST_AUTO_TEST_CASE(each_type_is_stored_in_its_own_form) {
  BOOST_TEST(stored_as(null()) == "null NULL");
  BOOST_TEST(stored_as(inline_cell(ZIN_T_BOOL, 1)) == "integer 1");
  BOOST_TEST(stored_as(i64(-5)) == "integer -5");
  BOOST_TEST(stored_as(u64(7)) == "integer 7");
  BOOST_TEST(stored_as(f64(0.5)) == "real 0.5");
  BOOST_TEST(stored_as(txt("it's")) == "text 'it''s'");
  BOOST_TEST(stored_as(view(ZIN_T_BYTES, "\x01\x02")) == "blob X'0102'");
  BOOST_TEST(stored_as(view(ZIN_T_JSON, "[1]")) == "text '[1]'");
  BOOST_TEST(stored_as(view(ZIN_T_DECIMAL, "-1.50")) == "text '-1.50'");
  BOOST_TEST(stored_as(inline_cell(ZIN_T_DATE, 19'782)) == "text '2024-02-29'");
  BOOST_TEST(stored_as(inline_cell(ZIN_T_TIME, 1)) == "text '00:00:00.000001'");
  BOOST_TEST(stored_as(inline_cell(ZIN_T_TIME, -3'600'000'000)) == "text '-01:00:00'");
  BOOST_TEST(stored_as(inline_cell(ZIN_T_TIMESTAMP, -1)) == "text '1969-12-31 23:59:59.999999'");
  BOOST_TEST(stored_as(inline_cell(ZIN_T_TIMESTAMPTZ, 0)) == "text '1970-01-01 00:00:00+00:00'");
  BOOST_TEST(stored_as(view(ZIN_T_UUID, std::string_view("\0\x11\x22\x33\x44\x55\x66\x77\x88\x99"
                                                         "\xAA\xBB\xCC\xDD\xEE\xFF",
                                                         16))) ==
             "text '00112233-4455-6677-8899-aabbccddeeff'");
}

BOOST_AUTO_TEST_CASE(the_text_of_a_type_is_taken_as_it_is) {
  BOOST_TEST(stored_as(view(ZIN_T_DATE, "2024-02-29", ZIN_ENC_WIRE_TEXT)) == "text '2024-02-29'");
  BOOST_TEST(stored_as(view(ZIN_T_I64, "-12", ZIN_ENC_WIRE_TEXT)) == "integer -12");
  BOOST_TEST(stored_as(view(ZIN_T_F64, "0.25", ZIN_ENC_WIRE_TEXT)) == "real 0.25");
  BOOST_TEST(stored_as(view(ZIN_T_BOOL, "1", ZIN_ENC_WIRE_TEXT)) == "integer 1");
  BOOST_TEST(stored_as(view(ZIN_T_DECIMAL, "9.90", ZIN_ENC_WIRE_TEXT)) == "text '9.90'");
}

BOOST_AUTO_TEST_CASE(every_cell_that_was_read_can_be_bound_again) {
  Memory db;
  const char* const table =
      "(b BOOLEAN, d DATE, t TIME, ts DATETIME, tz TIMESTAMPTZ, n DECIMAL_TEXT, j JSON, u UUID, "
      "i INTEGER, r REAL, s TEXT, x BLOB)";
  db.query(std::string("CREATE TABLE a ") + table);
  db.query(std::string("CREATE TABLE z ") + table);
  db.query(
      "INSERT INTO a VALUES (1, '2024-02-29', '12:00:00.25', '2024-02-29 12:00:00', "
      "'2024-02-29 12:00:00+00:00', '1.10', '{\"k\":1}', "
      "'00112233-4455-6677-8899-aabbccddeeff', -7, 2.5, 'x', x'00')");
  {
    Result read = db.exec("SELECT * FROM a");
    BOOST_REQUIRE_EQUAL(read.fetch(), ZIN_OK);
    db.query("INSERT INTO z VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
             {read.rows.cells, read.rows.cells + read.rows.ncols});
  }
  BOOST_TEST(db.query("SELECT * FROM a").at(0) == db.query("SELECT * FROM z").at(0),
             boost::test_tools::per_element());
  BOOST_TEST(db.value("SELECT count(*) FROM a JOIN z USING (b, d, ts, tz, n, j, u, i, r, s, x)") ==
             "i64 1");
}

BOOST_AUTO_TEST_CASE(what_sqlite_cannot_store_is_refused_before_anything_happens) {
  Memory db;
  db.query("CREATE TABLE t (v)");
  const char* const insert = "INSERT INTO t VALUES (?)";
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::int64_t year_10000 = 2'932'897;
  for (const zin_cell& bad :
       {u64(std::uint64_t{1} << 63), f64(nan), inline_cell(ZIN_T_DATE, year_10000),
        inline_cell(ZIN_T_TIMESTAMP, std::numeric_limits<std::int64_t>::min()),
        inline_cell(ZIN_T_TIME, std::numeric_limits<std::int64_t>::max()),
        view(ZIN_T_DECIMAL, "1,5"), view(ZIN_T_UUID, "short"),
        view(ZIN_T_I64, "9223372036854775808", ZIN_ENC_WIRE_TEXT),
        view(ZIN_T_F64, "nan", ZIN_ENC_WIRE_TEXT)}) {
    BOOST_TEST(db.fails(insert, {bad}) == ZIN_E_ERROR);
    BOOST_TEST(db.fault.category == ZIN_CAT_DATA);
    BOOST_TEST(db.fault.text().find("parameter 1: ") == 0u);
  }
  BOOST_TEST(db.value("SELECT count(*) FROM t") == "i64 0");
}

BOOST_AUTO_TEST_CASE(types_that_sqlite_does_not_have_are_unsupported) {
  Memory db;
  for (const unsigned type : {ZIN_T_INTERVAL, ZIN_T_ARRAY, ZIN_T_DEFAULT, ZIN_T_NATIVE})
    BOOST_TEST(db.fails("SELECT ?", {view(static_cast<zin_type>(type), {})}) == ZIN_E_UNSUPPORTED);
}

BOOST_AUTO_TEST_CASE(the_number_of_parameters_must_be_right) {
  Memory db;
  BOOST_TEST(db.fails("SELECT ?, ?", {i64(1)}) == ZIN_E_ERROR);
  BOOST_TEST(db.fault.state() == "07001");
  BOOST_TEST(db.fault.text() == "the statement takes 2 parameters, but 1 were given");
  BOOST_TEST(db.fails("SELECT 1", {i64(1)}) == ZIN_E_ERROR);
  BOOST_TEST(db.value("SELECT ?2", {i64(1), i64(2)}) == "i64 2");
}

BOOST_AUTO_TEST_CASE(no_parameter_keeps_the_value_of_the_execution_before) {
  Memory db;
  const Prepared stmt = db.prepare("SELECT ?, ?");
  BOOST_TEST(db.exec({.stmt = stmt.handle(), .params = {i64(1), txt("old")}}).all().at(0) ==
                 (Row{"i64 1", "text old"}),
             boost::test_tools::per_element());
  BOOST_TEST(db.exec({.stmt = stmt.handle(), .params = {null(), null()}}).all().at(0) ==
                 (Row{"null", "null"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_reading_statement_does_not_need_its_parameters_after_start_exec) {
  Memory db;
  db.query("CREATE TABLE t (v TEXT)");
  db.query("INSERT INTO t VALUES ('a'), ('b'), ('c')");
  std::string text(100, 'x');
  Result result = db.exec("SELECT v || ? FROM t", {txt(text)});
  std::fill(text.begin(), text.end(), '?');
  const std::string expected(100, 'x');
  const auto rows = result.all();
  BOOST_REQUIRE_EQUAL(rows.size(), 3u);
  BOOST_TEST(rows[2][0] == "text c" + expected);
}

BOOST_AUTO_TEST_CASE(a_blob_of_100_megabytes_is_bound_and_read_without_a_copy) {
  constexpr std::size_t size = 100'000'000;
  Memory db;
  db.query("CREATE TABLE t (v BLOB)");
  const std::string big(size, '\x5A');
  const std::int64_t before = sqlite_memory();
  sqlite3_memory_highwater(1);
  db.exec("INSERT INTO t VALUES (?)", {view(ZIN_T_BYTES, big)});
  // The database itself, in memory, holds it once; a copied parameter would be a second time.
  // SQLite's own record of the row is another.
  const std::int64_t once = static_cast<std::int64_t>(size);
  BOOST_TEST(sqlite3_memory_highwater(0) - before < 5 * once / 2);
  Result result = db.exec("SELECT v FROM t");
  BOOST_REQUIRE_EQUAL(result.fetch(1), ZIN_OK);
  const std::int64_t reading = sqlite_memory();
  BOOST_TEST(result.rows.cells[0].len == size);
  BOOST_TEST(result.rows.bytes == size);
  BOOST_TEST((bytes_of(result.rows.cells[0]) == big));
  BOOST_TEST(reading - before < 5 * once / 2);
  result.close();
  BOOST_TEST(db.value("SELECT length(?)", {view(ZIN_T_BYTES, big)}) == "i64 100000000");
}

BOOST_AUTO_TEST_CASE(a_value_beyond_sqlites_limit_is_told_as_a_limit) {
  Memory db;
  BOOST_TEST(db.fails("SELECT zeroblob(2000000000)") == ZIN_E_ERROR);
  BOOST_TEST(db.fault.category == ZIN_CAT_RESOURCE);
}

BOOST_AUTO_TEST_SUITE_END()
