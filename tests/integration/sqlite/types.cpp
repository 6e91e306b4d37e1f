// Values in and out: storage classes, declared types, extremes.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <limits>

#include "memory.hpp"

using namespace zin::test;

namespace {

constexpr std::int64_t us = 1'000'000;
constexpr std::int64_t noon_2024 = 1'709'208'000;  // 2024-02-29 12:00:00 UTC, in seconds

/// What a column declared `type` makes of the literal `stored`.
std::string read_as(const std::string& type, const std::string& stored) {
  Memory db;
  db.query("CREATE TABLE t (v " + type + ")");
  db.query("INSERT INTO t VALUES (" + stored + ")");
  return db.value("SELECT v FROM t");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sqlite_types)

BOOST_AUTO_TEST_CASE(each_storage_class_comes_back_as_it_is) {
  Memory db;
  const auto rows = db.query("SELECT 1, 2.5, 'abc', x'00ff', NULL, '', x''");
  const Row expected = {"i64 1", "f64 2.5", "text abc", "bytes 00ff", "null", "text ", "bytes "};
  BOOST_REQUIRE_EQUAL(rows.size(), 1u);
  BOOST_TEST(rows[0] == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_undeclared_expression_keeps_its_storage_class) {
  Memory db;
  db.query("CREATE TABLE t (d DATE, n DECIMAL)");
  db.query("INSERT INTO t VALUES ('2024-02-29', '1')");
  BOOST_TEST(db.value("SELECT d || '' FROM t") == "text 2024-02-29");
  BOOST_TEST(db.value("SELECT n + 0 FROM t") == "i64 1");
}

BOOST_AUTO_TEST_CASE(integers_are_exact_to_the_last_bit) {
  Memory db;
  db.query("CREATE TABLE t (v INTEGER)");
  for (const std::int64_t value :
       {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max(),
        std::int64_t{9'007'199'254'740'993}, std::int64_t{-1}}) {
    db.query("DELETE FROM t");
    db.query("INSERT INTO t VALUES (?)", {i64(value)});
    BOOST_TEST(db.value("SELECT v FROM t") == "i64 " + std::to_string(value));
    BOOST_TEST(db.value("SELECT count(*) FROM t WHERE v = ?", {i64(value)}) == "i64 1");
  }
}

BOOST_AUTO_TEST_CASE(text_and_bytes_keep_their_nul_bytes) {
  Memory db;
  const std::string odd("a\0b\0", 4);
  db.query("CREATE TABLE t (s TEXT, b BLOB)");
  db.query("INSERT INTO t VALUES (?, ?)", {txt(odd), view(ZIN_T_BYTES, odd)});
  Result result = db.exec("SELECT s, b FROM t");
  BOOST_REQUIRE_EQUAL(result.fetch(), ZIN_OK);
  BOOST_TEST(bytes_of(result.rows.cells[0]) == odd);
  BOOST_TEST(bytes_of(result.rows.cells[1]) == odd);
  BOOST_TEST((result.rows.cells[0].flags & ZIN_CELL_NUL_TERMINATED) != 0);
}

BOOST_AUTO_TEST_CASE(empty_text_and_bytes_are_not_null) {
  Memory db;
  const zin_cell no_text = view(ZIN_T_TEXT, {}), no_bytes = view(ZIN_T_BYTES, {});
  BOOST_REQUIRE(no_text.v.ptr == nullptr);
  const auto rows = db.query("SELECT ?, ?", {no_text, no_bytes});
  BOOST_TEST(rows.at(0) == (Row{"text ", "bytes "}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_utf16_database_comes_back_as_utf8) {
  Memory db;
  db.query("PRAGMA encoding = 'UTF-16'");
  db.query("CREATE TABLE t (s TEXT)");
  db.query("INSERT INTO t VALUES (?)", {txt("gr\xC3\xBC\xC3\x9F")});
  BOOST_TEST(db.value("SELECT s FROM t") == "text gr\xC3\xBC\xC3\x9F");
  BOOST_TEST(db.value("SELECT length(s) FROM t") == "i64 4");
}

BOOST_AUTO_TEST_CASE(a_boolean_column_gives_booleans_for_0_and_1_only) {
  BOOST_TEST(read_as("BOOLEAN", "1") == "bool 1");
  BOOST_TEST(read_as("bool", "0") == "bool 0");
  BOOST_TEST(read_as("BOOLEAN", "2") == "i64 2");
  BOOST_TEST(read_as("BOOLEAN", "'yes'") == "text yes");
  BOOST_TEST(read_as("BOOLEAN", "NULL") == "null");
}

BOOST_AUTO_TEST_CASE(a_date_column_gives_days) {
  BOOST_TEST(read_as("DATE", "'1970-01-01'") == "date 0");
  BOOST_TEST(read_as("date", "'2024-02-29'") == "date 19782");
  BOOST_TEST(read_as("DATE", "'1969-12-31'") == "date -1");
  BOOST_TEST(read_as("DATE", "'0000-01-01'") == "date -719528");
  BOOST_TEST(read_as("DATE", "'9999-12-31'") == "date 2932896");
}

BOOST_AUTO_TEST_CASE(a_date_that_is_none_stays_what_it_is) {
  BOOST_TEST(read_as("DATE", "'2023-02-29'") == "text 2023-02-29");
  BOOST_TEST(read_as("DATE", "'2024-02-29 '") == "text 2024-02-29 ");
  BOOST_TEST(read_as("DATE", "'2024-2-9'") == "text 2024-2-9");
  BOOST_TEST(read_as("DATE", "'2024-13-01'") == "text 2024-13-01");
  BOOST_TEST(read_as("DATE", "20240229") == "i64 20240229");
  BOOST_TEST(read_as("DATE", "x'00'") == "bytes 00");
}

BOOST_AUTO_TEST_CASE(a_time_column_gives_microseconds) {
  BOOST_TEST(read_as("TIME", "'00:00:00'") == "time 0");
  BOOST_TEST(read_as("TIME", "'23:59:59.999999'") == "time " + std::to_string(86'400 * us - 1));
  BOOST_TEST(read_as("TIME", "'01:02'") == "time " + std::to_string(3720 * us));
  BOOST_TEST(read_as("TIME", "'-838:59:59'") == "time " + std::to_string(-3'020'399 * us));
  BOOST_TEST(read_as("TIME", "'24:60:00'") == "text 24:60:00");
  BOOST_TEST(read_as("TIME", "'12'") == "i64 12");
}

BOOST_AUTO_TEST_CASE(a_datetime_column_gives_timestamps) {
  const std::string noon = std::to_string(noon_2024 * us);
  BOOST_TEST(read_as("DATETIME", "'2024-02-29 12:00:00'") == "timestamp " + noon);
  BOOST_TEST(read_as("TIMESTAMP", "'2024-02-29T12:00:00'") == "timestamp " + noon);
  BOOST_TEST(read_as("TIMESTAMP WITHOUT TIME ZONE", "'2024-02-29 12:00'") == "timestamp " + noon);
  BOOST_TEST(read_as("DATETIME", "'2024-02-29 12:00:00.5'") ==
             "timestamp " + std::to_string(noon_2024 * us + us / 2));
  BOOST_TEST(read_as("DATETIME", "'1969-12-31 23:59:59.999999'") == "timestamp -1");
}

BOOST_AUTO_TEST_CASE(a_zone_in_the_text_makes_it_an_instant) {
  const std::string noon = std::to_string(noon_2024 * us);
  BOOST_TEST(read_as("DATETIME", "'2024-02-29 12:00:00Z'") == "timestamptz " + noon);
  BOOST_TEST(read_as("DATETIME", "'2024-02-29T14:30:00+02:30'") == "timestamptz " + noon);
  BOOST_TEST(read_as("DATETIME", "'2024-02-29 07:00:00-0500'") == "timestamptz " + noon);
  BOOST_TEST(read_as("TIMESTAMPTZ", "'2024-02-29 12:00:00'") == "timestamptz " + noon);
  BOOST_TEST(read_as("TIMESTAMP WITH TIME ZONE", "'2024-02-29 12:00:00'") == "timestamptz " + noon);
}

BOOST_AUTO_TEST_CASE(a_timestamp_that_would_lose_something_stays_text) {
  BOOST_TEST(read_as("DATETIME", "'2024-02-29 12:00:00.1234567'") ==
             "text 2024-02-29 12:00:00.1234567");
  BOOST_TEST(read_as("DATETIME", "'2024-02-29 12:00:00.123456000'") ==
             "timestamp " + std::to_string(noon_2024 * us + 123'456));
  BOOST_TEST(read_as("DATETIME", "'2024-02-29'") == "text 2024-02-29");
  BOOST_TEST(read_as("DATETIME", "'2024-02-30 12:00:00'") == "text 2024-02-30 12:00:00");
  BOOST_TEST(read_as("DATETIME", "'2024-02-29 24:00:00'") == "text 2024-02-29 24:00:00");
  BOOST_TEST(read_as("DATETIME", "'2024-02-29 12:00:00 Z'") == "text 2024-02-29 12:00:00 Z");
  BOOST_TEST(read_as("DATETIME", "1709208000") == "i64 1709208000");
}

BOOST_AUTO_TEST_CASE(a_decimal_is_exact_where_sqlite_keeps_text_or_integers) {
  BOOST_TEST(read_as("DECIMAL_TEXT(30,10)", "'12345678901234567890.1234567890'") ==
             "decimal 12345678901234567890.1234567890");
  BOOST_TEST(read_as("DECIMAL TEXT", "'-0.10'") == "decimal -0.10");
  BOOST_TEST(read_as("DECIMAL(10,2)", "9223372036854775807") == "decimal 9223372036854775807");
  BOOST_TEST(read_as("NUMERIC", "'5'") == "decimal 5");
}

BOOST_AUTO_TEST_CASE(a_decimal_that_sqlite_keeps_as_a_double_says_that_it_is_inexact) {
  BOOST_TEST(read_as("DECIMAL(10,2)", "'19.99'") == "inexact 19.99");
  BOOST_TEST(read_as("NUMERIC(10,2)", "0.1") == "inexact 0.1");
  BOOST_TEST(read_as("NUMERIC", "1e21 + 0.5") == "inexact 1000000000000000000000");
  BOOST_TEST(read_as("NUMERIC", "5e-324").size() > 320);
  BOOST_TEST(read_as("NUMERIC", "9e999") == "f64 inf");
}

BOOST_AUTO_TEST_CASE(a_decimal_column_leaves_other_text_alone) {
  BOOST_TEST(read_as("DECIMAL TEXT", "'1e5'") == "text 1e5");
  BOOST_TEST(read_as("DECIMAL TEXT", "'+1'") == "text +1");
  BOOST_TEST(read_as("DECIMAL TEXT", "'.5'") == "text .5");
  BOOST_TEST(read_as("DECIMAL TEXT", "''") == "text ");
}

BOOST_AUTO_TEST_CASE(a_json_column_gives_json) {
  BOOST_TEST(read_as("JSON", "'{\"a\": [1]}'") == "json {\"a\": [1]}");
  BOOST_TEST(read_as("JSONB", "'[]'") == "json []");
  BOOST_TEST(read_as("JSON", "'5'") == "json 5");
  BOOST_TEST(read_as("JSON", "'1.5'") == "json 1.5");
  // The column has numeric affinity: SQLite keeps a double, in which the last digits are lost.
  BOOST_TEST(read_as("JSON", "'12345678901234567890'") == "inexact json 12345678901234567168");
  BOOST_TEST(read_as("JSON", "'[12345678901234567890]'") == "json [12345678901234567890]");
  BOOST_TEST(read_as("JSON_TEXT", "'12345678901234567890'") == "json 12345678901234567890");
  BOOST_TEST(read_as("JSON", "x'00'") == "bytes 00");
}

BOOST_AUTO_TEST_CASE(a_uuid_column_gives_16_bytes) {
  BOOST_TEST(read_as("UUID", "'00112233-4455-6677-8899-AAbbccddeeff'") ==
             "uuid 00112233445566778899aabbccddeeff");
  BOOST_TEST(read_as("UUID", "x'00112233445566778899aabbccddeeff'") ==
             "uuid 00112233445566778899aabbccddeeff");
  BOOST_TEST(read_as("UUID", "'00112233-4455-6677-8899-aabbccddeefg'") ==
             "text 00112233-4455-6677-8899-aabbccddeefg");
  BOOST_TEST(read_as("UUID", "'001122334455-6677-8899-aabbccddeeff-'") ==
             "text 001122334455-6677-8899-aabbccddeeff-");
  BOOST_TEST(read_as("UUID", "x'00'") == "bytes 00");
}

BOOST_AUTO_TEST_CASE(columns_of_one_row_do_not_share_their_scratch_memory) {
  Memory db;
  db.query("CREATE TABLE t (a UUID, b DECIMAL, c UUID, d JSON, e DECIMAL)");
  db.query(
      "INSERT INTO t VALUES ('00000000-0000-0000-0000-000000000001', 1.5, "
      "'00000000-0000-0000-0000-000000000002', 7, 2.5)");
  const Row expected = {"uuid 00000000000000000000000000000001", "inexact 1.5",
                        "uuid 00000000000000000000000000000002", "json 7", "inexact 2.5"};
  BOOST_TEST(db.query("SELECT * FROM t").at(0) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_column_is_described_by_name_table_and_declaration) {
  Memory db;
  db.query("CREATE TABLE prices (id INTEGER PRIMARY KEY, amount DECIMAL(10, 2))");
  const Prepared stmt = db.prepare("SELECT id, amount AS price, 1 + 1 FROM prices");
  const zin_stmt_info info = stmt.info();
  BOOST_REQUIRE_EQUAL(info.ncols, 3u);
  const zin_column& price = *ZIN_AT(const zin_column, info.columns, 1);
  BOOST_TEST(text(price.name) == "price");
  BOOST_TEST(text(price.native_type_name) == "DECIMAL(10, 2)");
  BOOST_TEST(price.precision == 10u);
  BOOST_TEST(price.scale == 2u);
  BOOST_TEST(text(price.table) == "prices");
  BOOST_TEST(text(ZIN_AT(const zin_column, info.columns, 2)->native_type_name) == "");
  BOOST_TEST(info.flags == ZIN_EXEC_READONLY);
}

BOOST_AUTO_TEST_SUITE_END()
