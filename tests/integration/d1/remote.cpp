// The signed proxy: SQL and statement ids, and what it refuses.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>

#include "cloudflare/signing.hpp"
#include "engine.hpp"

using namespace zin::test;

namespace {

struct Remote : Open {
  explicit Remote(std::string_view mode = "sql") : Open(proxy_options(0, mode)) {}
};

}  // namespace

BOOST_AUTO_TEST_SUITE(d1_remote)

BOOST_AUTO_TEST_CASE(sql_is_run_as_it_is) {
  Remote db;
  db.make("kept", "n INTEGER PRIMARY KEY, v, b BLOB");
  const auto info = db.exec("INSERT INTO kept VALUES (?, ?, ?)",
                            {i64(INT64_MAX), txt("it's"), view(ZIN_T_BYTES, "\x01\xff")})
                        .info();
  BOOST_TEST(info.affected == 1);
  BOOST_TEST(db.query("SELECT CAST(n AS TEXT), v, b FROM kept").at(0) ==
                 (Row{"text 9223372036854775807", "text it's", "bytes 01ff"}),
             boost::test_tools::per_element());
  BOOST_TEST(db.exec("UPDATE kept SET v = 'x'").info().affected == 1);
  BOOST_TEST(db.query("INSERT INTO kept (v) SELECT 'y' WHERE 0 RETURNING n").empty());
  BOOST_TEST(db.query("SELECT * FROM kept WHERE 0").empty());
}

BOOST_AUTO_TEST_CASE(errors_are_those_of_the_engine) {
  Remote db;
  db.make("kept", "n INTEGER PRIMARY KEY");
  db.query("INSERT INTO kept VALUES (1)");
  BOOST_TEST(db.fails("INSERT INTO kept VALUES (1)") == ZIN_E_ERROR);
  BOOST_TEST(db.fault.state() == "23505", db.fault.text());
  BOOST_TEST(db.detail("column") == "n");
  db.fails("SELECT * FROM nowhere");
  BOOST_TEST(db.fault.state() == "42P01");
}

BOOST_AUTO_TEST_CASE(there_are_no_batches_and_no_transactions) {
  Remote db;
  BOOST_TEST((driver().start_batch == nullptr));
  BOOST_TEST((db.info().capabilities & (ZIN_CAP_BATCH | ZIN_CAP_BATCH_ATOMIC | ZIN_CAP_TXN)) == 0u);
  BOOST_TEST(!db.try_exec({.sql = "SELECT ?", .params = {i64(1), i64(2)}, .nrows = 2}));
  BOOST_TEST(db.fault.status == ZIN_E_UNSUPPORTED);
}

BOOST_AUTO_TEST_CASE(a_registry_knows_statements_by_the_hash_of_their_text) {
  Gate gate;
  const std::string sql = "SELECT ? + 0 AS a, ? AS b";
  gate.proxy(R"({"statements":{")" + zin::cloudflare::sha256_hex(sql) + R"(":")" + sql + R"("}})");
  Remote db("registry");
  BOOST_TEST(db.query(sql, {i64(5), txt("x")}).at(0) == (Row{"i64 5", "text x"}),
             boost::test_tools::per_element());
  BOOST_TEST(gate.seen().find("SELECT ?") == std::string::npos);
  BOOST_TEST(db.fails("SELECT 1") == ZIN_E_ERROR);
  BOOST_TEST(db.fault.category == ZIN_CAT_PERMISSION);
  BOOST_TEST(db.fault.text().find("d1:learn") != std::string::npos);
  BOOST_TEST(db.fails(sql, {i64(INT64_MAX), txt("x")}) == ZIN_E_ERROR);
  BOOST_TEST(db.fault.category == ZIN_CAT_DATA);
  gate.proxy(R"({"statements":null})");
  BOOST_TEST(db.fails(sql, {i64(5), txt("x")}) == ZIN_E_ERROR);
  BOOST_TEST(db.fault.category == ZIN_CAT_PERMISSION);
  BOOST_TEST(db.fault.text().find("the proxy has no registry of statements") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_signature_is_made_anew_for_each_attempt) {
  Gate gate;
  Remote db;
  gate.fault(
      R"({"status":500,"body":"{\"code\":\"D1_ERROR\",\"message\":\"Network connection lost\"}"})");
  BOOST_TEST(db.value("SELECT 3 AS a") == "i64 3");
  BOOST_TEST(gate.requests() == 2u);
}

BOOST_AUTO_TEST_CASE(a_wrong_secret_or_clock_is_told) {
  auto options = proxy_options(0, "sql");
  options[2].second = "another";
  Open stranger(options);
  BOOST_TEST(stranger.fails("SELECT 1") == ZIN_E_ERROR);
  BOOST_TEST(stranger.fault.category == ZIN_CAT_AUTH);
  BOOST_TEST(stranger.fault.text().find("INVALID_SIGNATURE") != std::string::npos);
  Gate gate;
  gate.proxy(R"({"skew_ms":120000})");
  Remote late;
  late.fails("SELECT 1");
  BOOST_TEST(late.fault.text().find("clock") != std::string::npos, late.fault.text());
  gate.proxy(R"({"skew_ms":0})");
}

BOOST_AUTO_TEST_CASE(what_is_missing_is_named) {
  const auto refused = [](std::size_t without) {
    auto options = proxy_options(0, "sql");
    options.erase(options.begin() + static_cast<std::ptrdiff_t>(without));
    try {
      Connection made(options);
    } catch (const std::runtime_error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  BOOST_TEST(refused(0).starts_with("D1_REMOTE_URL is not set"));
  BOOST_TEST(refused(1).starts_with("D1_REMOTE_KEY_ID is not set"));
  BOOST_TEST(refused(2).starts_with("D1_REMOTE_SECRET is not set"));
}

BOOST_AUTO_TEST_SUITE_END()
