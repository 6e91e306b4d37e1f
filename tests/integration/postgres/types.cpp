// Every type: what is read, and that it can be bound again.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>

#include "session.hpp"

using namespace zin::test;

namespace {

struct TypeCase {
  const char* sql;
  const char* shown;
  zin_type column;
};

// 2000-01-01 is day 10957; 2024-02-29 12:34:56.789012 is 1709210096789012 us.
constexpr TypeCase type_cases[] = {
    {"true", "bool 1", ZIN_T_BOOL},
    {"32767::int2", "i64 32767", ZIN_T_I64},
    {"(-2147483648)::int4", "i64 -2147483648", ZIN_T_I64},
    {"9223372036854775807::int8", "i64 9223372036854775807", ZIN_T_I64},
    {"4294967295::oid", "i64 4294967295", ZIN_T_I64},
    {"1.5::float4", "f32 1.5", ZIN_T_F32},
    {"0.1::float8", "f64 0.10000000000000001", ZIN_T_F64},
    {"'NaN'::float8", "f64 nan", ZIN_T_F64},
    {"'-Infinity'::float8", "f64 -inf", ZIN_T_F64},
    {"0::numeric", "decimal 0", ZIN_T_DECIMAL},
    {"-0.5::numeric", "decimal -0.5", ZIN_T_DECIMAL},
    {"0.000000012::numeric", "decimal 0.000000012", ZIN_T_DECIMAL},
    {"10000::numeric", "decimal 10000", ZIN_T_DECIMAL},
    {"100000000.00010000::numeric", "decimal 100000000.00010000", ZIN_T_DECIMAL},
    {"12345678901234567890.0123456789::numeric", "decimal 12345678901234567890.0123456789",
     ZIN_T_DECIMAL},
    {"1.10::numeric(10,2)", "decimal 1.10", ZIN_T_DECIMAL},
    {"'NaN'::numeric", "wire 6 NaN", ZIN_T_DECIMAL},
    {"'Infinity'::numeric", "wire 6 Infinity", ZIN_T_DECIMAL},
    {"'-Infinity'::numeric", "wire 6 -Infinity", ZIN_T_DECIMAL},
    {"'ä€🐘'::text", "text ä€🐘", ZIN_T_TEXT},
    {"'ab'::varchar(5)", "text ab", ZIN_T_TEXT},
    {"'ab'::char(4)", "text ab  ", ZIN_T_TEXT},
    {"'x'::\"char\"", "text x", ZIN_T_TEXT},
    {"'pg_class'::name", "text pg_class", ZIN_T_TEXT},
    {"''::text", "text ", ZIN_T_TEXT},
    {"'\\x00ff'::bytea", "bytes 00ff", ZIN_T_BYTES},
    {"'{\"a\": [1, 2]}'::json", "json {\"a\": [1, 2]}", ZIN_T_JSON},
    {"'{\"a\":[1,2]}'::jsonb", "json {\"a\": [1, 2]}", ZIN_T_JSON},
    {"'01234567-89ab-cdef-0123-456789abcdef'::uuid", "uuid 0123456789abcdef0123456789abcdef",
     ZIN_T_UUID},
    {"'2000-01-01'::date", "date 10957", ZIN_T_DATE},
    {"'0001-01-01 BC'::date", "date -719528", ZIN_T_DATE},
    {"'5874897-12-31'::date", "date 2145042905", ZIN_T_DATE},
    {"'infinity'::date", "wire 11 infinity", ZIN_T_DATE},
    {"'12:34:56.789012'::time", "time 45296789012", ZIN_T_TIME},
    {"'24:00:00'::time", "time 86400000000", ZIN_T_TIME},
    {"'2024-02-29 12:34:56.789012'::timestamp", "timestamp 1709210096789012", ZIN_T_TIMESTAMP},
    {"'1969-12-31 23:59:59.999999'::timestamp", "timestamp -1", ZIN_T_TIMESTAMP},
    {"'-infinity'::timestamp", "wire 13 -infinity", ZIN_T_TIMESTAMP},
    {"'294276-12-31 23:59:59.999999'::timestamp", "wire 13 294276-12-31 23:59:59.999999",
     ZIN_T_TIMESTAMP},
    {"'2024-02-29 13:34:56.789012+01'::timestamptz", "timestamptz 1709210096789012",
     ZIN_T_TIMESTAMPTZ},
    {"'infinity'::timestamptz", "wire 14 infinity", ZIN_T_TIMESTAMPTZ},
    {"'1 year 2 mons -3 days 04:05:06.7'::interval", "interval 14 mons -3 days 14706700000 us",
     ZIN_T_INTERVAL},
    {"'-00:00:00.000001'::interval", "interval 0 mons 0 days -1 us", ZIN_T_INTERVAL},
    {"'{1,NULL,3}'::int4[]", "array [i64 1, null, i64 3]", ZIN_T_ARRAY},
    {"'{}'::int8[]", "array []", ZIN_T_ARRAY},
    {"'{{1,2},{3,4}}'::int8[]", "array [array [i64 1, i64 2], array [i64 3, i64 4]]", ZIN_T_ARRAY},
    {"'{a,\"b \\\"c\\\\\",NULL,\"NULL\"}'::text[]", "array [text a, text b \"c\\, null, text NULL]",
     ZIN_T_ARRAY},
    {"'[2:3]={7,8}'::int4[]", "wire 16 [2:3]={\"7\",\"8\"}", ZIN_T_ARRAY},
    {"array['1.50','NaN']::numeric[]", "array [decimal 1.50, wire 6 NaN]", ZIN_T_ARRAY},
    {"array['2000-01-01'::date]", "array [date 10957]", ZIN_T_ARRAY},
    {"array['1 day'::interval]", "array [interval 0 mons 1 days 0 us]", ZIN_T_ARRAY},
    {"array[true,false]", "array [bool 1, bool 0]", ZIN_T_ARRAY},
    {"array['{\"a\":1}'::jsonb]", "array [json {\"a\": 1}]", ZIN_T_ARRAY},
    {"'$1.00'::money", "wire 255 $1.00", ZIN_T_NATIVE},
    {"'10.0.0.1/8'::inet", "wire 255 10.0.0.1/8", ZIN_T_NATIVE},
    {"B'101'", "wire 255 101", ZIN_T_NATIVE},
    {"'12:00:00+02'::timetz", "wire 255 12:00:00+02", ZIN_T_NATIVE},
    {"'[1,5)'::int4range", "wire 255 [1,5)", ZIN_T_NATIVE},
    {"'(1,2)'::point", "wire 255 (1,2)", ZIN_T_NATIVE},
    {"row(1,'a')", "wire 255 (1,a)", ZIN_T_NATIVE},
    {"null::int4", "null", ZIN_T_I64},
};

// Beside a column that can only go as text, all columns of the statement do.
std::string in_text_form(const TypeCase& test) {
  const std::string shown = test.shown;
  const auto is = [&](std::string_view start) { return shown.starts_with(start); };
  if (is("wire 16 ")) return "wire 16 [2:3]={7,8}";
  if (is("wire ") || is("text ") || is("null") || is("interval ") || is("array ")) return "";
  return "wire " + std::to_string(test.column) + " ";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(postgres_types)

BOOST_AUTO_TEST_CASE(each_type_is_read_exactly) {
  Session db;
  for (const TypeCase& test : type_cases) {
    const std::string sql = std::string("select ") + test.sql;
    auto result = db.exec(sql);
    BOOST_TEST(result.info().columns[0].type == test.column, sql);
    BOOST_TEST(result.all()[0][0] == test.shown, sql);
  }
}

BOOST_AUTO_TEST_CASE(each_type_is_read_exactly_beside_one_that_only_goes_as_text) {
  Session db;
  for (const TypeCase& test : type_cases) {
    const std::string sql = std::string("select ") + test.sql + ", '1'::money";
    const std::string seen = db.query(sql)[0][0];
    const std::string expected = in_text_form(test);
    if (expected.empty() && !std::string(test.shown).starts_with("array"))
      BOOST_TEST(seen == test.shown, sql << " gave " << seen);
    else
      BOOST_TEST(seen.starts_with(expected), sql << " gave " << seen);
  }
}

BOOST_AUTO_TEST_CASE(text_arrays_are_arrays_in_text_form_too) {
  Session db;
  BOOST_TEST(
      db.query("select '{1,NULL,{}}'::text::text, '{{1,NULL},{3,4}}'::int4[], '1'::money")[0][1] ==
      "array [array [wire 2 1, null], array [wire 2 3, wire 2 4]]");
  BOOST_TEST(db.query("select array['a','b \"c\\'], '1'::money")[0][0] ==
             "array [text a, text b \"c\\]");
}

BOOST_AUTO_TEST_CASE(what_was_read_can_be_bound_again) {
  Session db;
  for (const TypeCase& test : type_cases) {
    const std::string value = test.sql;
    if (value.starts_with("row(")) continue;  // there is no input of anonymous rows
    auto result = db.exec("select " + value);
    BOOST_REQUIRE(result.fetch() == ZIN_OK);
    const zin_cell cell = result.rows.cells[0];
    const std::string type{text(result.info().columns[0].native_type_name)};
    // The cell is a view of the result, which shuts out other operations: a session of its own.
    static Session other;
    const std::string quoted = type == "char" ? "\"char\"" : type == "bit" ? "varbit" : type;
    const auto again = other.query("select $1::" + quoted, {cell});
    const std::string shown = value == "'ab'::char(4)" ? "text ab  " : test.shown;
    BOOST_TEST(again[0][0] == shown, value << " as " << quoted);
  }
}

BOOST_AUTO_TEST_CASE(enums_and_domains_are_texts_and_their_base) {
  Session db;
  db.query("create type pg_temp.mood as enum ('sad', 'so so')");
  db.query("create domain pg_temp.positive as int4 check (value > 0)");
  db.query("create domain pg_temp.tiny as pg_temp.positive check (value < 10)");
  db.query("create temp table people (m pg_temp.mood, ms pg_temp.mood[], n pg_temp.tiny)");
  auto insert = db.prepare("insert into people values ($1, $2, $3)");
  const zin_cell moods[] = {txt("sad"), null()};
  zin_cell list{};
  list.v.ptr = moods;
  list.len = 2;
  list.type = ZIN_T_ARRAY;
  list.enc = ZIN_ENC_VIEW;
  db.exec(Exec{.stmt = insert.handle(), .params = {txt("so so"), list, i64(7)}});
  auto result = db.exec("select * from people");
  BOOST_TEST(text(result.info().columns[0].native_type_name) == "mood");
  BOOST_TEST(text(result.info().columns[1].native_type_name) == "mood[]");
  const Row expected{"text so so", "array [text sad, null]", "i64 7"};
  BOOST_TEST(result.all()[0] == expected, boost::test_tools::per_element());
  result.close();
  BOOST_TEST(db.fails("insert into people (n) values ($1)", {i64(-1)}) == ZIN_E_ERROR);
  BOOST_TEST(db.fault.state() == "23514");
}

BOOST_AUTO_TEST_CASE(composite_types_are_native_text_with_their_name) {
  Session db;
  db.query("create type pg_temp.pair as (a int, b text)");
  auto result = db.exec("select row(1, 'x y')::pg_temp.pair, array[row(1,'z')::pg_temp.pair]");
  BOOST_TEST(text(result.info().columns[0].native_type_name) == "pair");
  BOOST_TEST(result.info().columns[0].type == ZIN_T_NATIVE);
  const auto row = result.all()[0];
  BOOST_TEST(row[0] == "wire 255 (1,\"x y\")");
  BOOST_TEST(row[1] == "array [wire 255 (1,z)]");
}

BOOST_AUTO_TEST_CASE(precision_and_scale_are_told) {
  Session db;
  const auto result = db.exec("select 1::numeric(10,2), 'a'::varchar(7)");
  BOOST_TEST(result.info().columns[0].precision == 10u);
  BOOST_TEST(result.info().columns[0].scale == 2u);
  BOOST_TEST(result.info().columns[1].precision == 7u);
}

BOOST_AUTO_TEST_CASE(a_column_mask_skips_the_other_columns) {
  Session db;
  auto result = db.exec(Exec{.sql = "select 1, 'a', 2.5::numeric", .column_mask = 4});
  const Row expected{"skipped", "skipped", "decimal 2.5"};
  BOOST_TEST(result.all()[0] == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(bytes_are_the_same_in_either_of_the_servers_texts) {
  // money has no binary form that is known, so that the whole row comes as text.
  const char* const sql =
      "select '\\x00ff5c41'::bytea, ''::bytea, array['\\x0001'::bytea], '1'::money is not null, "
      "'1'::money";
  const auto bytes = [&](Connection& db) {
    Result result = db.exec(sql);
    BOOST_REQUIRE(result.fetch() == ZIN_OK);
    const zin_cell& cell = result.rows.cells[0];
    BOOST_TEST(cell.type == ZIN_T_BYTES);
    return bytes_of(cell);
  };
  Session db;
  db.query("alter role current_user set bytea_output to 'escape'");
  {
    Session other;
    BOOST_TEST(other.value("show bytea_output") == "text hex");
    BOOST_TEST(bytes(other) == "\\x00ff5c41");
  }
  db.query("alter role current_user reset bytea_output");
  // Who asks for the other form gets the bytes all the same.
  db.query("set bytea_output to 'escape'");
  BOOST_TEST(bytes(db) == std::string("\0\377\\A", 4));
}

BOOST_AUTO_TEST_SUITE_END()
