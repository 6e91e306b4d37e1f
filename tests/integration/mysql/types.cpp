// What each type of the server is read as.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <string>

#include "mysql_fixture.hpp"

using namespace zin::test;

namespace {

/// A value as a column of `type` gives it back.
std::string stored(Connection& db, const std::string& type, const std::string& literal) {
  db.query("create or replace temporary table one (v " + type + ")");
  db.query("insert into one values (" + literal + ")");
  return db.value("select v from one");
}

zin_column column_of(Result& result) {
  const zin_result_info info = result.info();
  BOOST_REQUIRE_EQUAL(info.ncols, 1u);
  return info.columns[0];
}

}  // namespace

BOOST_AUTO_TEST_SUITE(mysql_types)

BOOST_AUTO_TEST_CASE(integers_are_exact_to_their_limits) {
  Server db;
  BOOST_TEST(stored(db, "tinyint", "-128") == "i64 -128");
  BOOST_TEST(stored(db, "tinyint unsigned", "255") == "i64 255");
  BOOST_TEST(stored(db, "smallint", "-32768") == "i64 -32768");
  BOOST_TEST(stored(db, "smallint unsigned", "65535") == "i64 65535");
  BOOST_TEST(stored(db, "mediumint", "-8388608") == "i64 -8388608");
  BOOST_TEST(stored(db, "mediumint unsigned", "16777215") == "i64 16777215");
  BOOST_TEST(stored(db, "int", "-2147483648") == "i64 -2147483648");
  BOOST_TEST(stored(db, "int unsigned", "4294967295") == "i64 4294967295");
  BOOST_TEST(stored(db, "bigint", "-9223372036854775808") == "i64 -9223372036854775808");
  BOOST_TEST(stored(db, "bigint unsigned", "18446744073709551615") == "u64 18446744073709551615");
  BOOST_TEST(stored(db, "year", "2155") == "i64 2155");
}

BOOST_AUTO_TEST_CASE(reals_and_decimals_keep_every_digit) {
  Server db;
  BOOST_TEST(stored(db, "float", "0.1") == "f32 0.100000001");
  BOOST_TEST(stored(db, "double", "0.1") == "f64 0.10000000000000001");
  BOOST_TEST(stored(db, "double", "-1.7976931348623157e308") == "f64 -1.7976931348623157e+308");
  const std::string digits = "12345678901234567890123456789012345.123456789012345678901234567890";
  BOOST_TEST(stored(db, "decimal(65,30)", digits) == "decimal " + digits);
  BOOST_TEST(stored(db, "decimal(65,0)", "-" + std::string(65, '9')) ==
             "decimal -" + std::string(65, '9'));
}

BOOST_AUTO_TEST_CASE(texts_and_bytes_are_told_apart) {
  Server db;
  for (const char* type : {"char(20)", "varchar(20)", "tinytext", "text", "mediumtext", "longtext"})
    BOOST_TEST(stored(db, type, "'Grüße 🦊'") == "text Grüße 🦊", type);
  for (const char* type : {"varbinary(20)", "tinyblob", "blob", "mediumblob", "longblob"})
    BOOST_TEST(stored(db, type, "x'00ff80'") == "bytes 00ff80", type);
  BOOST_TEST(stored(db, "binary(4)", "x'00ff'") == "bytes 00ff0000");
  BOOST_TEST(stored(db, "varchar(20) character set latin1", "'é'") == "text é");
  BOOST_TEST(stored(db, "text", "''") == "text ");
  BOOST_TEST(stored(db, "blob", "''") == "bytes ");
  BOOST_TEST(stored(db, "enum('a','ü')", "'ü'") == "text ü");
  BOOST_TEST(stored(db, "set('a','b','c')", "'c,a'") == "text a,c");
}

BOOST_AUTO_TEST_CASE(a_long_text_is_whole) {
  Server db;
  for (const std::size_t size : {250u, 251u, 65'535u, 65'536u, 5'000'000u}) {
    const std::string found = db.value("select repeat('x', " + std::to_string(size) + ")");
    BOOST_TEST(found.size() == size + 5);
    BOOST_TEST((found == "text " + std::string(size, 'x')));
  }
}

BOOST_AUTO_TEST_CASE(bits_json_uuids_and_addresses_have_types_of_their_own) {
  Server db;
  BOOST_TEST(stored(db, "bit(1)", "1") == "u64 1");
  BOOST_TEST(stored(db, "bit(64)", "0xffffffffffffffff") == "u64 18446744073709551615");
  BOOST_TEST(stored(db, "bit(12)", "0xabc") == "u64 2748");
  BOOST_TEST(stored(db, "json", "'{\"a\": [1, null]}'") == "json {\"a\": [1, null]}");
  BOOST_TEST(stored(db, "uuid", "'123e4567-e89b-12d3-a456-426655440000'") ==
             "uuid 123e4567e89b12d3a456426655440000");
  BOOST_TEST(stored(db, "inet6", "'2001:db8::ff00'") == "text 2001:db8::ff00");
  BOOST_TEST(stored(db, "point", "point(1, 2)").starts_with("bytes 000000000101"));
  BOOST_TEST(db.value("select null") == "null");
}

BOOST_AUTO_TEST_CASE(dates_and_times_are_numbers) {
  Server db;
  BOOST_TEST(stored(db, "date", "'1970-01-02'") == "date 1");
  BOOST_TEST(stored(db, "date", "'0001-01-01'") == "date -719162");
  BOOST_TEST(stored(db, "date", "'9999-12-31'") == "date 2932896");
  BOOST_TEST(stored(db, "datetime", "'1970-01-01 00:00:01'") == "timestamp 1000000");
  BOOST_TEST(stored(db, "datetime", "'2024-02-29'") == "timestamp 1709164800000000");
  BOOST_TEST(stored(db, "datetime(6)", "'1969-12-31 23:59:59.999999'") == "timestamp -1");
  BOOST_TEST(stored(db, "timestamp(6) null", "'2038-01-19 03:14:07.999999'") ==
             "timestamptz 2147483647999999");
}

BOOST_AUTO_TEST_CASE(times_reach_838_hours_either_way) {
  Server db;
  BOOST_TEST(stored(db, "time", "'00:00:00'") == "time 0");
  BOOST_TEST(stored(db, "time(6)", "'-00:00:00.000001'") == "time -1");
  BOOST_TEST(stored(db, "time(6)", "'838:59:59.999999'") == "time 3020399999999");
  BOOST_TEST(stored(db, "time(6)", "'-838:59:59.999999'") == "time -3020399999999");
  BOOST_TEST(stored(db, "time", "'25:00:00'") == "time 90000000000");
}

BOOST_AUTO_TEST_CASE(a_timestamp_is_an_instant_whatever_the_servers_zone) {
  Server db;
  BOOST_TEST(db.value("select @@session.time_zone") == "text +00:00");
  Server other;
  other.query("set time_zone = '+05:00'");
  const Table table("v timestamp null");
  other.query(table.sql("insert into @ values ('1970-01-01 05:00:01')"));
  BOOST_TEST(db.value(table.sql("select v from @")) == "timestamptz 1000000");
}

BOOST_AUTO_TEST_CASE(a_zero_date_is_an_error_that_names_column_and_option) {
  const auto with_zero = [](Connection& db) {
    db.query("create temporary table z (id int, day date, at datetime(6))");
    db.query("set sql_mode = ''");
    db.query(
        "insert into z values (1, '0000-00-00', '0000-00-00'), (2, '2024-01-00', '2024-01-01')");
  };
  Server db;
  with_zero(db);
  BOOST_TEST(db.fails("select day from z order by id") == ZIN_E_ERROR);
  BOOST_TEST(db.fault.category == ZIN_CAT_DATA);
  BOOST_TEST(db.fault.text().find("column day holds a date that is no day") == 0u);
  BOOST_TEST(db.fault.text().find("zero_dates=null") != std::string::npos);
  BOOST_TEST(db.value("select count(*) from z") == "i64 2");  // the connection lives on

  Server nulls(Options{{"zero_dates", "null"}});
  with_zero(nulls);
  BOOST_TEST(nulls.query("select day, at from z order by id") ==
             (std::vector<Row>{{"null", "null"}, {"null", "timestamp 1704067200000000"}}));
  Server texts(Options{{"zero_dates", "text"}});
  with_zero(texts);
  BOOST_TEST(texts.query("select day, at from z order by id") ==
             (std::vector<Row>{{"wire 11 0000-00-00", "wire 13 0000-00-00 00:00:00"},
                               {"wire 11 2024-01-00", "timestamp 1704067200000000"}}));
}

BOOST_AUTO_TEST_CASE(columns_are_described) {
  Server db;
  db.query(
      "create temporary table c (id bigint unsigned auto_increment primary key, flag tinyint(1), "
      "price decimal(10,2) not null, doc json, word varchar(7))");
  Result result = db.exec("select id, flag, price, doc, word as w from c");
  const zin_result_info info = result.info();
  BOOST_REQUIRE_EQUAL(info.ncols, 5u);
  const auto* const c = info.columns;
  BOOST_TEST(c[0].type == ZIN_T_U64);
  BOOST_TEST(c[0].flags == (ZIN_COL_UNSIGNED | ZIN_COL_AUTO_ID | ZIN_COL_KEY));
  BOOST_TEST(text(c[0].native_type_name) == "bigint");
  BOOST_TEST(int{c[0].nullable} == 0);
  BOOST_TEST(text(c[0].table) == "c");
  BOOST_TEST(c[1].type == ZIN_T_I64);
  BOOST_TEST(c[1].flags == ZIN_COL_BOOLISH);
  BOOST_TEST(int{c[1].nullable} == 1);
  BOOST_TEST(c[2].type == ZIN_T_DECIMAL);
  BOOST_TEST(c[2].precision == 10u);
  BOOST_TEST(c[2].scale == 2u);
  BOOST_TEST(c[3].type == ZIN_T_JSON);
  BOOST_TEST(text(c[4].name) == "w");
  BOOST_TEST(c[4].precision == 7u);
}

BOOST_AUTO_TEST_CASE(the_same_columns_keep_their_id_and_others_get_another) {
  Server db;
  const Table table("a int");
  const Prepared all = db.prepare(table.sql("select * from @"));
  const auto id = [&] {
    Result result = db.exec(Exec{.stmt = all.handle()});
    BOOST_TEST(column_of(result).type == ZIN_T_I64);
    return result.info().columns_id;
  };
  const std::uint64_t first = id();
  BOOST_TEST(first != 0u);
  BOOST_TEST(id() == first);
  Server other;
  other.query(table.sql("alter table @ modify a varchar(9)"));
  Result changed = db.exec(Exec{.stmt = all.handle()});
  BOOST_TEST(column_of(changed).type == ZIN_T_TEXT);
  BOOST_TEST(changed.info().columns_id != first);
}

BOOST_AUTO_TEST_CASE(columns_that_have_changed_are_described_as_they_are_now) {
  Server db;
  const Table table("a longtext, b int");
  const Prepared all = db.prepare(table.sql("select * from @"));
  db.query(table.sql("insert into @ values ('{}', 1)"));
  db.exec(Exec{.stmt = all.handle()}).all();
  db.query(table.sql("alter table @ modify a json, rename column b to renamed"));
  {
    Result changed = db.exec(Exec{.stmt = all.handle()});
    BOOST_TEST(text(changed.info().columns[1].name) == "renamed");
    BOOST_TEST(changed.all() == (std::vector<Row>{{"json {}", "i64 1"}}));
  }
  // The connector would go back to the old names: it is to be prepared again.
  BOOST_TEST(!db.try_exec(Exec{.stmt = all.handle()}));
  BOOST_TEST(db.fault.flags == ZIN_ERRF_STMT_GONE);
  const Prepared again = db.prepare(table.sql("select * from @"));
  for (int round = 0; round < 3; ++round) {
    Result result = db.exec(Exec{.stmt = again.handle()});
    BOOST_TEST(text(result.info().columns[1].name) == "renamed");
    BOOST_TEST(result.all() == (std::vector<Row>{{"json {}", "i64 1"}}));
  }
}

BOOST_AUTO_TEST_CASE(a_result_whose_type_goes_with_its_parameter_stays_prepared) {
  Server db;
  const Prepared echo = db.prepare("select ? as a");
  for (int round = 0; round < 3; ++round) {
    BOOST_TEST(db.exec(Exec{.stmt = echo.handle(), .params = {i64(7)}}).all()[0][0] == "i64 7");
    BOOST_TEST(db.exec(Exec{.stmt = echo.handle(), .params = {txt("x")}}).all()[0][0] == "text x");
  }
}

BOOST_AUTO_TEST_SUITE_END()
