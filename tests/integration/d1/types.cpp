// What each kind of value becomes on its way there and back.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <string>

#include "engine.hpp"

using namespace zin::test;

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();

struct Types : Open {
  Types() : Open(engine_options(0)) {}

  /// The cell itself, of a query of one.
  zin_cell cell(std::string_view sql) {
    Result result = exec(sql);
    BOOST_REQUIRE_EQUAL(result.fetch(), ZIN_OK);
    return result.rows.cells[0];
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(d1_types)

BOOST_FIXTURE_TEST_CASE(integers_go_there_whole_and_of_64_bits, Types) {
  BOOST_TEST(value("SELECT typeof(?)", {i64(5)}) == "text integer");
  BOOST_TEST(value("SELECT ? / 2", {i64(5)}) == "i64 2");
  BOOST_TEST(value("SELECT 3 - ?", {i64(-2)}) == "i64 5");
  for (const std::int64_t n :
       {std::int64_t{0}, std::int64_t{-1}, (std::int64_t{1} << 53) + 1, most, least}) {
    BOOST_TEST(value("SELECT CAST(? AS TEXT)", {i64(n)}) == "text " + std::to_string(n));
    make("kept", "i INTEGER, u, t TEXT");
    query("INSERT INTO kept VALUES (?1, ?1, ?1)", {i64(n)});
    BOOST_TEST(value("SELECT i || ' ' || typeof(i) || ' ' || u || ' ' || typeof(u) || ' ' || t "
                     "FROM kept") == "text " + std::to_string(n) + " integer " + std::to_string(n) +
                                         " integer " + std::to_string(n));
    BOOST_TEST(value("SELECT count(*) FROM kept WHERE i = ?", {i64(n)}) == "i64 1");
  }
}

BOOST_FIXTURE_TEST_CASE(an_integer_that_comes_back_beyond_2_53_is_marked, Types) {
  for (const char* const exact : {"9007199254740991", "-9007199254740991", "0"})
    BOOST_TEST((cell("SELECT " + std::string(exact)).flags & ZIN_CELL_INEXACT) == 0);
  for (const char* const lost : {"9007199254740993", "9007199254740992", "9223372036854775807",
                                 "-9223372036854775807 - 1", "-9007199254740995"})
    BOOST_TEST((cell("SELECT " + std::string(lost)).flags & ZIN_CELL_INEXACT) != 0);
  // As text it is whole.
  BOOST_TEST(value("SELECT CAST(9223372036854775807 AS TEXT)") == "text 9223372036854775807");
}

BOOST_FIXTURE_TEST_CASE(reals_keep_every_bit, Types) {
  for (const double n : {0.1, -2.5e-300, 1.0 / 3, 1e20, 1e300, std::numeric_limits<double>::min(),
                         std::numeric_limits<double>::max()}) {
    make("kept", "r REAL");
    query("INSERT INTO kept VALUES (?)", {f64(n)});
    const zin_cell read = cell("SELECT r FROM kept");
    BOOST_TEST(read.type == ZIN_T_F64);
    BOOST_TEST(read.v.f == n);
    BOOST_TEST(read.flags == 0);
  }
  BOOST_TEST(value("SELECT typeof(?)", {f64(5)}) == "text real");
  BOOST_TEST(value("SELECT 1.0") == "i64 1");  // JSON does not tell them apart
}

BOOST_FIXTURE_TEST_CASE(what_is_no_number_is_not_sent, Types) {
  Gate gate;
  for (const double n : {std::nan(""), HUGE_VAL, -HUGE_VAL}) {
    BOOST_TEST(fails("SELECT ?", {f64(n)}) == ZIN_E_ERROR);
    BOOST_TEST(fault.category == ZIN_CAT_DATA);
    BOOST_TEST(fault.state() == "22003");
  }
  BOOST_TEST(fails("SELECT ?", {u64(UINT64_MAX)}) == ZIN_E_ERROR);
  BOOST_TEST(fault.category == ZIN_CAT_DATA);
  BOOST_TEST(gate.requests() == 0u);
}

BOOST_FIXTURE_TEST_CASE(texts_come_back_byte_for_byte, Types) {
  make("kept", "t TEXT");
  const std::string control("\0\x01\x1f\x7f\t\r\n", 7);
  for (const std::string& text : {std::string(), std::string("it's \"quoted\" \\ ? :a"),
                                  std::string("äöü € 漢字 😀"), control, std::string(60'000, 'x')}) {
    query("DELETE FROM kept");
    query("INSERT INTO kept VALUES (?)", {txt(text)});
    BOOST_TEST(value("SELECT t FROM kept") == "text " + text);
    BOOST_TEST(value("SELECT typeof(t) FROM kept") == "text text");
  }
  Gate gate;
  BOOST_TEST(fails("SELECT ?", {txt("\xff\xfe")}) == ZIN_E_ERROR);
  BOOST_TEST(fault.state() == "22021");
  BOOST_TEST(gate.requests() == 0u);
}

BOOST_FIXTURE_TEST_CASE(blobs_come_back_byte_for_byte, Types) {
  make("kept", "b BLOB");
  std::string every(256, '\0');
  for (std::size_t i = 0; i < every.size(); ++i) every[i] = static_cast<char>(i);
  for (const std::string& bytes : {every, std::string(), std::string(300'000, '\xff')}) {
    query("DELETE FROM kept");
    query("INSERT INTO kept VALUES (?)", {view(ZIN_T_BYTES, bytes)});
    BOOST_TEST(value("SELECT typeof(b) || length(b) FROM kept") ==
               "text blob" + std::to_string(bytes.size()));
    const zin_cell read = cell("SELECT b FROM kept");
    BOOST_TEST(read.type == ZIN_T_BYTES);
    BOOST_TEST(read.len == bytes.size());
  }
  query("DELETE FROM kept");
  query("INSERT INTO kept VALUES (?)", {view(ZIN_T_BYTES, every)});
  BOOST_TEST(value("SELECT b FROM kept") == show(view(ZIN_T_BYTES, every)));
}

BOOST_FIXTURE_TEST_CASE(the_rest_goes_as_the_driver_for_sqlite_sends_it, Types) {
  BOOST_TEST(value("SELECT ?", {null()}) == "null");
  BOOST_TEST(value("SELECT typeof(?1) || ?1", {inline_cell(ZIN_T_BOOL, 1)}) == "text integer1");
  BOOST_TEST(value("SELECT ?", {inline_cell(ZIN_T_DATE, 0)}) == "text 1970-01-01");
  BOOST_TEST(value("SELECT ?", {inline_cell(ZIN_T_TIMESTAMP, 1)}) ==
             "text 1970-01-01 00:00:00.000001");
  BOOST_TEST(value("SELECT ?", {view(ZIN_T_DECIMAL, "19.99")}) == "text 19.99");
  BOOST_TEST(value("SELECT ?", {view(ZIN_T_JSON, "{\"a\": 1}")}) == "text {\"a\": 1}");
  BOOST_TEST(value("SELECT ?", {view(ZIN_T_UUID, std::string(16, '\x11'))}) ==
             "text 11111111-1111-1111-1111-111111111111");
  BOOST_TEST(value("SELECT typeof(?)", {view(ZIN_T_I64, "7", ZIN_ENC_WIRE_TEXT)}) ==
             "text integer");
  BOOST_TEST(fails("SELECT ?", {view(ZIN_T_NATIVE, "x")}) == ZIN_E_UNSUPPORTED);
}

BOOST_FIXTURE_TEST_CASE(infinity_comes_back_as_null, Types) {
  BOOST_TEST(value("SELECT 1e999") == "null");
}

BOOST_FIXTURE_TEST_CASE(columns_of_one_name_are_both_there, Types) {
  Result result = exec("SELECT 1 AS a, 2 AS a, 'x' AS b");
  BOOST_TEST(result.info().ncols == 3u);
  BOOST_TEST(text(result.info().columns[1].name) == "a");
  BOOST_TEST(result.all().at(0) == (Row{"i64 1", "i64 2", "text x"}),
             boost::test_tools::per_element());
}

BOOST_FIXTURE_TEST_CASE(an_empty_result_has_its_columns, Types) {
  Result result = exec("SELECT 1 AS a, 2 AS b WHERE 0");
  BOOST_TEST(result.info().ncols == 2u);
  BOOST_TEST(text(result.info().columns[1].name) == "b");
  BOOST_TEST(result.fetch() == ZIN_END);
  BOOST_TEST(result.fetch() == ZIN_END);
  BOOST_TEST(result.next() == ZIN_END);
}

BOOST_FIXTURE_TEST_CASE(rows_come_in_pieces_of_the_wanted_size, Types) {
  Result result = exec(
      "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < "
      "10) SELECT i, 'row ' || i FROM n");
  BOOST_TEST(result.fetch(3) == ZIN_OK);
  BOOST_TEST(result.rows.nrows == 3u);
  const zin_cell kept = result.rows.cells[1];
  BOOST_TEST(result.fetch(4) == ZIN_OK);
  BOOST_TEST(show(result.rows.cells[0]) == "i64 4");
  BOOST_TEST((result.rows.flags & ZIN_ROWS_STABLE) != 0u);
  BOOST_TEST(bytes_of(kept) == "row 1");
  BOOST_TEST(result.fetch() == ZIN_OK);
  BOOST_TEST(result.rows.nrows == 3u);
  BOOST_TEST((result.rows.flags & ZIN_ROWS_LAST) != 0u);
  BOOST_TEST(result.fetch() == ZIN_END);
}

BOOST_FIXTURE_TEST_CASE(changes_and_ids_are_those_of_the_statement, Types) {
  make("kept", "id INTEGER PRIMARY KEY AUTOINCREMENT, n INTEGER UNIQUE");
  const auto told = [&](std::string_view sql) {
    const auto info = exec(sql).info();
    return std::to_string(info.affected) + " " + show(info.last_id);
  };
  BOOST_TEST(told("INSERT INTO kept (n) VALUES (10), (20)") == "2 i64 2");
  BOOST_TEST(told("INSERT INTO kept (id, n) VALUES (77, 30)") == "1 i64 77");
  BOOST_TEST(told("INSERT OR IGNORE INTO kept (n) VALUES (10)") == "0 null");
  BOOST_TEST(told("UPDATE kept SET n = n + 1") == "3 null");
  BOOST_TEST(told("INSERT INTO kept (n) VALUES (11) ON CONFLICT (n) DO UPDATE SET n = 12") ==
             "1 null");
  BOOST_TEST(told("SELECT * FROM kept") == "0 null");
  BOOST_TEST(told("DELETE FROM kept") == "3 null");
  BOOST_TEST(told("CREATE INDEX IF NOT EXISTS kept_n ON kept (n)") == "0 null");
  Result made = exec("INSERT INTO kept (n) VALUES (1), (2) RETURNING n, id");
  BOOST_TEST(made.info().affected == 2);
  BOOST_TEST(made.all().size() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
