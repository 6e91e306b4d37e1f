// Parameters: conversions to the type that the server expects, and what is refused.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <limits>

#include "session.hpp"

using namespace zin::test;

namespace {

std::string as(Connection& db, const std::string& type, const zin_cell& cell) {
  return db.value("select $1::" + type, {cell});
}

zin_cell array(const std::vector<zin_cell>& items) {
  zin_cell cell{};
  cell.v.ptr = items.data();
  cell.len = static_cast<std::uint32_t>(items.size());
  cell.type = ZIN_T_ARRAY;
  cell.enc = ZIN_ENC_VIEW;
  return cell;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(postgres_parameters)

BOOST_AUTO_TEST_CASE(values_become_what_the_server_expects) {
  Session db;
  BOOST_TEST(as(db, "int2", i64(7)) == "i64 7");
  BOOST_TEST(as(db, "int4", u64(7)) == "i64 7");
  BOOST_TEST(as(db, "int8", f64(7)) == "i64 7");
  BOOST_TEST(as(db, "int4", view(ZIN_T_DECIMAL, "-12.00")) == "i64 -12");
  BOOST_TEST(as(db, "int4", txt(" 12 ")) == "i64 12");
  BOOST_TEST(as(db, "float8", i64(3)) == "f64 3");
  BOOST_TEST(as(db, "float8", txt("1e3")) == "f64 1000");
  BOOST_TEST(as(db, "numeric", i64(-5)) == "decimal -5");
  BOOST_TEST(as(db, "numeric", f64(0.1)) == "decimal 0.1");
  BOOST_TEST(as(db, "numeric", u64(std::numeric_limits<std::uint64_t>::max())) ==
             "decimal 18446744073709551615");
  BOOST_TEST(as(db, "numeric", txt("1e2")) == "decimal 100");
  BOOST_TEST(as(db, "bool", i64(1)) == "bool 1");
  BOOST_TEST(as(db, "bool", txt("yes")) == "bool 1");
  BOOST_TEST(as(db, "text", i64(5)) == "text 5");
  BOOST_TEST(as(db, "text", f64(0.1)) == "text 0.1");
  BOOST_TEST(as(db, "text", inline_cell(ZIN_T_BOOL, 1)) == "text true");
  BOOST_TEST(as(db, "bytea", txt("a\\b")) == "bytes 615c62");
  BOOST_TEST(as(db, "date", txt("today")) != "null");
  BOOST_TEST(as(db, "date", txt("infinity")) == "wire 11 infinity");
  BOOST_TEST(as(db, "timestamp", inline_cell(ZIN_T_DATE, 1)) == "timestamp 86400000000");
  BOOST_TEST(as(db, "timestamptz", inline_cell(ZIN_T_TIMESTAMP, 5)) == "timestamptz 5");
  BOOST_TEST(as(db, "interval", txt("1 day")) == "interval 0 mons 1 days 0 us");
  BOOST_TEST(as(db, "inet", txt("10.0.0.1")) == "wire 255 10.0.0.1");
  BOOST_TEST(as(db, "jsonb", txt("{\"a\":1}")) == "json {\"a\": 1}");
  BOOST_TEST(as(db, "uuid", txt("01234567-89AB-CDEF-0123-456789ABCDEF")) ==
             "uuid 0123456789abcdef0123456789abcdef");
  BOOST_TEST(as(db, "int4", null()) == "null");
}

BOOST_AUTO_TEST_CASE(a_session_in_another_zone_reads_times_without_one_in_its_own) {
  Session db(Options{{"timezone", "Europe/Berlin"}});
  BOOST_TEST(db.value("show TimeZone") == "text Europe/Berlin");
  BOOST_TEST(as(db, "timestamptz", inline_cell(ZIN_T_TIMESTAMP, 0)) == "timestamptz -3600000000");
  BOOST_TEST(as(db, "timestamptz", inline_cell(ZIN_T_TIMESTAMPTZ, 0)) == "timestamptz 0");
}

BOOST_AUTO_TEST_CASE(values_out_of_range_are_data_errors_before_anything_is_sent) {
  Session db;
  db.query("create temp table log (n int)");
  const struct {
    const char* type;
    zin_cell cell;
  } bad[] = {
      {"int2", i64(32768)},
      {"int4", i64(-2147483649)},
      {"int8", u64(std::numeric_limits<std::uint64_t>::max())},
      {"int4", f64(1.5)},
      {"int4", view(ZIN_T_DECIMAL, "1.5")},
      {"oid", i64(-1)},
      {"float4", f64(1e300)},
      {"bool", i64(2)},
      {"uuid", view(ZIN_T_UUID, "short")},
      {"time", inline_cell(ZIN_T_TIME, -1)},
      {"date", inline_cell(ZIN_T_DATE, INT64_MAX)},
      {"timestamp", inline_cell(ZIN_T_TIMESTAMP, INT64_MIN)},
      {"date", inline_cell(ZIN_T_TIMESTAMP, 1)},
      {"numeric", view(ZIN_T_DECIMAL, "1e5")},
      {"text", view(ZIN_T_BYTES, "x")},
      {"int4", inline_cell(ZIN_T_DATE, 1)},
  };
  BOOST_REQUIRE(db.txn(ZIN_TXN_BEGIN) == ZIN_OK);
  for (const auto& test : bad) {
    const std::string sql = std::string("select $1::") + test.type;
    BOOST_TEST(db.fails(sql, {test.cell}) == ZIN_E_ERROR, sql);
    BOOST_TEST(db.fault.category == ZIN_CAT_DATA, sql);
    BOOST_TEST(db.fault.text().starts_with("parameter 1: "), db.fault.text());
    // The server heard nothing of it: the transaction is whole.
    BOOST_TEST((db.state() & ~ZIN_CONN_CHANGED) == (ZIN_CONN_USABLE | ZIN_CONN_IN_TXN), sql);
  }
}

BOOST_AUTO_TEST_CASE(an_error_names_the_parameter_and_not_its_value) {
  Session db;
  db.fails("select $1::int4, $2::int2", {i64(1), i64(1234567)});
  BOOST_TEST(db.fault.text().starts_with("parameter 2: "));
  BOOST_TEST(db.fault.text().find("1234567") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_text_with_a_zero_byte_is_refused) {
  Session db;
  const std::string_view text("a\0b", 3);
  for (const char* const type : {"text", "int4", "inet"}) {
    BOOST_TEST(db.fails(std::string("select $1::") + type, {txt(text)}) == ZIN_E_ERROR);
    BOOST_TEST(db.fault.category == ZIN_CAT_DATA, db.fault.text());
  }
}

BOOST_AUTO_TEST_CASE(arrays_are_parameters) {
  Session db;
  BOOST_TEST(db.value("select count(*) from generate_series(1, 10) n where n = any($1::int4[])",
                      {array({i64(2), i64(3), i64(99)})}) == "i64 2");
  const std::vector<zin_cell> first{txt("a,\"b"), null()}, second{txt(""), txt("NULL")};
  BOOST_TEST(as(db, "text[]", array({array(first), array(second)})) ==
             "array [array [text a,\"b, null], array [text , text NULL]]");
  BOOST_TEST(as(db, "numeric[]", array({view(ZIN_T_DECIMAL, "1.50"), i64(2)})) ==
             "array [decimal 1.50, decimal 2]");
  BOOST_TEST(as(db, "inet[]", array({txt("10.0.0.1")})) == "array [wire 255 10.0.0.1]");
  BOOST_TEST(as(db, "int4[]", array({})) == "array []");
  db.fails("select $1::int4[]", {array({i64(1), array({})})});
  BOOST_TEST(db.fault.category == ZIN_CAT_DATA);
  db.fails("select $1::int2[]", {array({i64(70000)})});
  BOOST_TEST(db.fault.category == ZIN_CAT_DATA);
}

BOOST_AUTO_TEST_CASE(a_prepared_statement_tells_its_parameters) {
  Session db;
  const auto statement = db.prepare("select $1::int4 + 1, $2::text");
  const zin_stmt_info info = statement.info();
  BOOST_REQUIRE(info.nparams == 2u);
  BOOST_TEST(text(info.params[0].native_type_name) == "int4");
  BOOST_TEST(info.params[1].type == ZIN_T_TEXT);
  BOOST_TEST(info.ncols == 2u);
}

BOOST_AUTO_TEST_CASE(many_rows_are_stored_all_or_none_and_the_failing_one_is_named) {
  Session db;
  db.query("create temp table t (id int primary key, v text)");
  std::vector<zin_cell> rows;
  for (int i = 0; i < 1000; ++i) {
    rows.push_back(i64(i));
    rows.push_back(i % 3 == 0 ? null() : txt("x"));
  }
  auto insert = db.exec(
      Exec{.sql = "insert into t values ($1, $2) returning id", .params = rows, .nrows = 1000});
  BOOST_TEST(insert.info().affected == 1000);
  const auto returned = insert.all();
  BOOST_REQUIRE(returned.size() == 1000u);
  BOOST_TEST(returned[999][0] == "i64 999");
  insert.close();
  rows[2 * 700] = i64(5);  // there already
  for (std::size_t i = 0; i < 700; ++i) rows[2 * i] = i64(static_cast<std::int64_t>(i) + 5000);
  const auto again =
      db.try_exec(Exec{.sql = "insert into t values ($1, $2)", .params = rows, .nrows = 1000});
  BOOST_TEST(!again.has_value());
  BOOST_TEST(db.fault.state() == "23505");
  BOOST_TEST(db.fault.row_index == 700u);
  BOOST_TEST(db.value("select count(*) from t") == "i64 1000");
  rows[2 * 3] = i64(INT64_MAX);
  BOOST_TEST(
      !db.try_exec(Exec{.sql = "insert into t values ($1, $2)", .params = rows, .nrows = 1000}));
  BOOST_TEST(db.fault.row_index == 3u);
  BOOST_TEST(db.fault.category == ZIN_CAT_DATA);
}

BOOST_AUTO_TEST_CASE(
    as_many_as_are_allowed_are_taken_and_more_refused_before_the_server_sees_them) {
  Session db;
  const std::uint32_t most = db.info().max_params;
  BOOST_TEST((most == 65'535u || most == 7'498u));
  const auto list_of = [&](std::uint32_t count) {
    std::string sql = "select sum(n) from unnest(array[$1::int8";
    for (std::uint32_t n = 2; n <= count; ++n) sql += ",$" + std::to_string(n);
    return sql + "]) as n";
  };
  BOOST_TEST(db.value(list_of(most), std::vector<zin_cell>(most, i64(2))) ==
             "decimal " + std::to_string(most * 2));
  BOOST_TEST(db.prepare(list_of(most)).info().nparams == most);
  BOOST_TEST(db.fails(list_of(most + 1), std::vector<zin_cell>(most + 1, i64(2))) == ZIN_E_ERROR);
  if (most == 65'535u) return;  // the server says it then
  BOOST_TEST(db.fault.category == ZIN_CAT_RESOURCE);
  BOOST_TEST(db.fault.sqlstate == "54023");
  BOOST_TEST(db.value("select $1::int4", {i64(7)}) == "i64 7");
  // What only looks like a parameter is none.
  const std::string text(20'000, 'x');
  BOOST_TEST(db.value("select length('$99999" + text +
                      "') + a$99999 from (select 1) t (a$99999)") == "i64 20007");
}

BOOST_AUTO_TEST_SUITE_END()
