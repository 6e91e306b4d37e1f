// D1's limits: as the engine enforces them, and those that are told before anything is sent.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <string>

#include "engine.hpp"

using namespace zin::test;

namespace {

struct Limits : Open {
  Limits() : Open(engine_options(2)) {}

  void is_beyond(std::string_view sql, std::vector<zin_cell> params = {}) {
    BOOST_TEST_CONTEXT(sql.substr(0, 60)) {
      BOOST_TEST(fails(sql, std::move(params)) == ZIN_E_ERROR);
      BOOST_TEST(fault.category == ZIN_CAT_RESOURCE, fault.text());
      BOOST_TEST(fault.state() == "54000");
    }
  }
};

std::string repeated(std::string_view text, std::size_t count, std::string_view between) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) out += between;
    out += text;
  }
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(d1_limits)

BOOST_FIXTURE_TEST_CASE(are_told_of_the_connection, Limits) {
  const auto told = info();
  BOOST_TEST(told.max_params == 100u);
  BOOST_TEST(told.max_sql_bytes == 100'000u);
  BOOST_TEST(told.max_value_bytes == 2'000'000u);
  BOOST_TEST((told.capabilities & ZIN_CAP_TXN) == 0u);
  BOOST_TEST((told.capabilities & ZIN_CAP_SAVEPOINT) == 0u);
  BOOST_TEST((told.capabilities & ZIN_CAP_BATCH_ATOMIC) != 0u);
  BOOST_TEST(text(told.dialect) == "sqlite");
}

BOOST_FIXTURE_TEST_CASE(a_hundred_values_are_bound_and_no_more, Limits) {
  const std::string sql = "SELECT coalesce(" + repeated("?", 10, ", ") + ") WHERE 'x' IN (";
  std::vector<zin_cell> values(100, txt("x"));
  BOOST_TEST(value(sql + repeated("?", 90, ", ") + ")", values) == "text x");
  Gate gate;
  values.push_back(txt("x"));
  is_beyond(sql + repeated("?", 91, ", ") + ")", values);
  BOOST_TEST(fault.text().find("json_each") != std::string::npos);
  BOOST_TEST(gate.requests() == 0u);
  // One text carries as many as it likes.
  BOOST_TEST(value("SELECT sum(value) FROM json_each(?)",
                   {txt("[" + repeated("2", 5000, ",") + "]")}) == "i64 10000");
}

BOOST_FIXTURE_TEST_CASE(a_statement_has_at_most_100000_bytes, Limits) {
  const std::string fits = "SELECT 1 /*" + std::string(100'000 - 13, 'x') + "*/";
  BOOST_REQUIRE_EQUAL(fits.size(), 100'000u);
  BOOST_TEST(value(fits) == "i64 1");
  Gate gate;
  is_beyond(fits + " ");
  BOOST_TEST(gate.requests() == 0u);
}

BOOST_FIXTURE_TEST_CASE(a_value_has_at_most_two_million_bytes, Limits) {
  make("kept", "v");
  query("INSERT INTO kept VALUES (?)", {txt(std::string(1'900'000, 'x'))});
  BOOST_TEST(value("SELECT length(v) FROM kept") == "i64 1900000");
  is_beyond("INSERT INTO kept VALUES (?)", {txt(std::string(2'200'000, 'x'))});
  const std::string million(1'000'000, '\x01');
  query("INSERT INTO kept VALUES (?)", {view(ZIN_T_BYTES, million.substr(1000))});
  Gate gate;
  is_beyond("INSERT INTO kept VALUES (?)", {view(ZIN_T_BYTES, million + "x")});
  BOOST_TEST(gate.requests() == 0u);
}

BOOST_FIXTURE_TEST_CASE(of_the_shape_of_statements_are_the_engines_own, Limits) {
  query("DROP TABLE IF EXISTS wide");
  is_beyond("CREATE TABLE wide (" + [] {
    std::string columns;
    for (int i = 0; i < 101; ++i) columns += (i > 0 ? ", c" : "c") + std::to_string(i);
    return columns;
  }() + ")");
  is_beyond("SELECT " + repeated("1", 101, ", "));
  is_beyond("SELECT 'x' LIKE '" + std::string(51, 'a') + "'");
  BOOST_TEST(value("SELECT 'x' LIKE '" + std::string(50, 'a') + "'") == "i64 0");
  is_beyond(repeated("SELECT 1", 10, " UNION ALL "));
  is_beyond("SELECT " + repeated("1", 150, " + "));
  make("kept", "n");
  query("INSERT INTO kept VALUES " + repeated("(1)", 1000, ", "));
  BOOST_TEST(value("SELECT count(*) FROM kept") == "i64 1000");
}

BOOST_FIXTURE_TEST_CASE(a_large_answer_is_read_whole, Limits) {
  Result result = exec(
      "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 50000) SELECT i, "
      "i * 0.5, 'row ' || i FROM n");
  const auto rows = result.all();
  BOOST_REQUIRE_EQUAL(rows.size(), 50'000u);
  BOOST_TEST(rows[49'998] == (Row{"i64 49999", "f64 24999.5", "text row 49999"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_answer_beyond_the_limit_is_refused) {
  auto options = engine_options(2);
  options.emplace_back("max_response_bytes", "100000");
  Open small(options);
  BOOST_TEST(small.fails("SELECT hex(zeroblob(100000))") == ZIN_E_ERROR);
  BOOST_TEST(small.fault.category == ZIN_CAT_RESOURCE);
  BOOST_TEST(small.fault.text().find("CLOUDFLARE_MAX_RESPONSE_BYTES") != std::string::npos);
  BOOST_TEST(small.value("SELECT 1") == "i64 1");
}

BOOST_AUTO_TEST_SUITE_END()
