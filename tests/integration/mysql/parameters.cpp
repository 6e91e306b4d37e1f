// Cells as parameters: each kind arrives as what it is, or is refused.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <limits>
#include <string>

#include "mysql_fixture.hpp"

using namespace zin::test;

namespace {

std::string through(Connection& db, const std::string& type, const zin_cell& cell) {
  db.query("create or replace temporary table p (v " + type + ")");
  db.query("insert into p values (?)", {cell});
  return db.value("select v from p");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(mysql_parameters)

BOOST_AUTO_TEST_CASE(each_kind_of_cell_is_stored) {
  Server db;
  BOOST_TEST(through(db, "int", null()) == "null");
  BOOST_TEST(through(db, "tinyint(1)", inline_cell(ZIN_T_BOOL, 1)) == "i64 1");
  BOOST_TEST(through(db, "bigint", i64(INT64_MIN)) == "i64 -9223372036854775808");
  BOOST_TEST(through(db, "bigint unsigned", u64(UINT64_MAX)) == "u64 18446744073709551615");
  BOOST_TEST(through(db, "double", f64(0.1)) == "f64 0.10000000000000001");
  BOOST_TEST(through(db, "decimal(20,5)", view(ZIN_T_DECIMAL, "-12.34567")) == "decimal -12.34567");
  BOOST_TEST(through(db, "text", txt("naïve ✓")) == "text naïve ✓");
  BOOST_TEST(through(db, "text", txt("")) == "text ");
  BOOST_TEST(through(db, "blob", view(ZIN_T_BYTES, std::string_view("\0\xff", 2))) == "bytes 00ff");
  BOOST_TEST(through(db, "json", view(ZIN_T_JSON, "[1,2]")) == "json [1,2]");
  const std::string_view uuid("\x12\x3e\x45\x67\xe8\x9b\x12\xd3\xa4\x56\x42\x66\x55\x44\x00\x00",
                              16);
  BOOST_TEST(through(db, "uuid", view(ZIN_T_UUID, uuid)) ==
             "uuid 123e4567e89b12d3a456426655440000");
  BOOST_TEST(through(db, "binary(16)", view(ZIN_T_UUID, uuid)) ==
             "bytes 123e4567e89b12d3a456426655440000");
  BOOST_TEST(through(db, "date", inline_cell(ZIN_T_DATE, -719'162)) == "date -719162");
  BOOST_TEST(through(db, "datetime(6)", inline_cell(ZIN_T_TIMESTAMP, -1)) == "timestamp -1");
  BOOST_TEST(through(db, "timestamp(6) null", inline_cell(ZIN_T_TIMESTAMPTZ, 1'000'001)) ==
             "timestamptz 1000001");
  BOOST_TEST(through(db, "int", view(ZIN_T_I64, "-5", ZIN_ENC_WIRE_TEXT)) == "i64 -5");
}

BOOST_AUTO_TEST_CASE(long_and_negative_times_are_stored) {
  Server db;
  constexpr std::int64_t longest = 3'020'399'999'999;
  for (const std::int64_t us : {std::int64_t{0}, std::int64_t{-1}, longest, -longest,
                                std::int64_t{90'000'000'000}, std::int64_t{-86'400'000'000}})
    BOOST_TEST(through(db, "time(6)", inline_cell(ZIN_T_TIME, us)) == "time " + std::to_string(us));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_sent_is_refused_without_its_value) {
  Server db;
  db.query("create temporary table p (v text)");
  const auto refused = [&](const zin_cell& cell) {
    BOOST_TEST(db.fails("insert into p values (?)", {cell}) == ZIN_E_ERROR);
    BOOST_TEST(db.fault.category == ZIN_CAT_DATA);
    BOOST_TEST(db.fault.text().find("parameter 1: ") == 0u);
    BOOST_TEST(db.fault.text().find("838:59:59.999999 ") == std::string::npos);
  };
  refused(f64(std::numeric_limits<double>::quiet_NaN()));
  refused(f64(std::numeric_limits<double>::infinity()));
  refused(view(ZIN_T_DECIMAL, "1e5"));
  refused(view(ZIN_T_UUID, "short"));
  refused(inline_cell(ZIN_T_DATE, 3'000'000));
  refused(inline_cell(ZIN_T_TIME, 3'020'400'000'000));
  refused(inline_cell(ZIN_T_TIMESTAMP, INT64_MAX / 2));
  BOOST_TEST(db.fails("insert into p values (?)", {inline_cell(ZIN_T_ARRAY, 0)}) ==
             ZIN_E_UNSUPPORTED);
  BOOST_TEST(db.fails("insert into p values (?)", {inline_cell(200, 0)}) == ZIN_E_UNSUPPORTED);
  BOOST_TEST(db.value("select count(*) from p") == "i64 0");
}

BOOST_AUTO_TEST_CASE(a_wrong_number_of_parameters_is_an_error_before_anything_is_sent) {
  Server db;
  BOOST_TEST(db.fails("select ?, ?", {i64(1)}) == ZIN_E_ERROR);
  BOOST_TEST(db.fault.state() == "07001");
  BOOST_TEST(db.fails("select 1", {i64(1)}) == ZIN_E_ERROR);
  BOOST_TEST(db.value("select ? + ?", {i64(1), i64(2)}) == "i64 3");
}

BOOST_AUTO_TEST_CASE(a_statement_takes_other_types_and_lengths_each_time) {
  Server db;
  const Prepared echo = db.prepare("select concat(?, '')");
  const auto said = [&](const zin_cell& cell) {
    return db.exec(Exec{.stmt = echo.handle(), .params = {cell}}).all().at(0).at(0);
  };
  BOOST_TEST(said(txt("a")) == "text a");
  BOOST_TEST(said(i64(42)) == "text 42");
  BOOST_TEST(said(null()) == "null");
  const std::string longer(100'000, 'z');
  BOOST_TEST((said(txt(longer)) == "text " + longer));
  BOOST_TEST(said(txt("b")) == "text b");
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_an_error_not_another_value) {
  Server db;
  db.query("create temporary table p (v tinyint, t varchar(3))");
  BOOST_TEST(db.fails("insert into p (v) values (?)", {i64(300)}) == ZIN_E_ERROR);
  BOOST_TEST(db.fault.state() == "22003");
  BOOST_TEST(db.fails("insert into p (t) values (?)", {txt("abcd")}) == ZIN_E_ERROR);
  BOOST_TEST(db.fault.state() == "22001");
  BOOST_TEST(db.fails("insert into p (t) values (?)", {txt("\xff")}) == ZIN_E_ERROR);
  BOOST_TEST(db.fault.category == ZIN_CAT_DATA);
  BOOST_TEST(db.value("select count(*) from p") == "i64 0");
}

BOOST_AUTO_TEST_SUITE_END()
