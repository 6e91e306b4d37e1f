// Results: buffered, streamed, closed early, and COPY .. TO STDOUT.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>

#include "session.hpp"

using namespace zin::test;

BOOST_AUTO_TEST_SUITE(postgres_cursors)

BOOST_AUTO_TEST_CASE(a_stream_gives_all_rows_once_and_in_order) {
  Session db;
  const std::string sql =
      "select n, 'text ' || n, n::numeric / 4, null::int, repeat('x', n % 300) "
      "from generate_series(1, 5000) n";
  const auto expected = db.query(sql);
  auto stream = db.exec(Exec{.sql = sql, .flags = ZIN_EXEC_STREAM});
  BOOST_TEST((db.state() & ZIN_CONN_BUSY) != 0u);
  const auto seen = stream.all();
  BOOST_REQUIRE(seen.size() == 5000u);
  for (std::size_t i = 0; i < seen.size(); ++i)
    BOOST_TEST(seen[i] == expected[i], boost::test_tools::per_element());
  BOOST_TEST(stream.fetch() == ZIN_END);
  stream.close();
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
}

BOOST_AUTO_TEST_CASE(a_fetch_gives_no_more_than_was_asked) {
  Session db;
  for (const std::uint32_t flags : {0u, ZIN_EXEC_STREAM}) {
    auto result = db.exec(Exec{.sql = "select generate_series(1, 10)", .flags = flags});
    std::size_t rows = 0;
    while (result.fetch(3) == ZIN_OK) {
      BOOST_TEST(result.rows.nrows <= 3u);
      rows += result.rows.nrows;
    }
    BOOST_TEST(rows == 10u);
  }
}

BOOST_AUTO_TEST_CASE(an_error_in_the_middle_of_a_stream_comes_behind_its_rows) {
  Session db;
  auto stream = db.exec(Exec{.sql = "select 100 / (50 - n) from generate_series(1, 100) n",
                             .flags = ZIN_EXEC_STREAM});
  std::size_t rows = 0;
  zin_status status = ZIN_OK;
  while ((status = stream.fetch()) == ZIN_OK) rows += stream.rows.nrows;
  BOOST_TEST(rows == 49u);
  BOOST_TEST(status == ZIN_E_ERROR);
  BOOST_TEST(stream.fault.state() == "22012");
  BOOST_TEST(stream.fetch() == ZIN_END);
  stream.close();
  BOOST_TEST(db.value("select 1") == "i64 1");
}

BOOST_AUTO_TEST_CASE(a_long_stream_that_is_closed_early_is_stopped_on_the_server) {
  Session db, observer;
  const std::string pid = db.pid();
  auto stream = db.exec(Exec{.sql = "select generate_series(1, 100000000), repeat('x', 1000)",
                             .flags = ZIN_EXEC_STREAM | ZIN_EXEC_READONLY});
  BOOST_REQUIRE(stream.fetch() == ZIN_OK);
  stream.close();
  BOOST_TEST((db.state() & ZIN_CONN_DRAINING) != 0u);
  BOOST_REQUIRE_MESSAGE(db.reset(ZIN_RESET_LIGHT) == ZIN_OK, db.fault.text());
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
  BOOST_TEST(activity_of(observer, pid) == "idle");
  BOOST_TEST(db.value("select 7") == "i64 7");
}

BOOST_AUTO_TEST_CASE(closing_a_stream_early_undoes_nothing) {
  Session db;
  db.query("create temp table t (n int)");
  {
    auto stream = db.exec(Exec{.sql = "insert into t select generate_series(1, 20000) returning n",
                               .flags = ZIN_EXEC_STREAM});
    BOOST_REQUIRE(stream.fetch(1) == ZIN_OK);
  }
  BOOST_TEST(db.value("select count(*) from t") == "i64 20000");
  BOOST_REQUIRE(db.txn(ZIN_TXN_BEGIN) == ZIN_OK);
  db.query("insert into t values (0)");
  {
    auto stream =
        db.exec(Exec{.sql = "select * from t", .flags = ZIN_EXEC_STREAM | ZIN_EXEC_READONLY});
    BOOST_REQUIRE(stream.fetch(1) == ZIN_OK);
  }
  BOOST_TEST(db.value("select count(*) from t") == "i64 20001");  // the transaction is whole
  BOOST_TEST(db.txn(ZIN_TXN_COMMIT) == ZIN_OK);
}

BOOST_AUTO_TEST_CASE(rows_that_are_affected_are_counted) {
  Session db;
  db.query("create temp table t (n int)");
  BOOST_TEST(db.exec("insert into t select generate_series(1, 5)").info().affected == 5);
  BOOST_TEST(db.exec("update t set n = 0 where n > 2").info().affected == 3);
  BOOST_TEST(db.exec("delete from t").info().affected == 5);
  BOOST_TEST(db.exec("select 1").info().affected == 0);
  BOOST_TEST(db.exec("create temp table u (n int)").info().affected == 0);
}

BOOST_AUTO_TEST_CASE(copy_out_is_a_result_of_lines) {
  Session db;
  db.query("create temp table t (n int, v text)");
  db.query("insert into t values (1, 'a'), (2, null)");
  auto copy = db.exec("copy t to stdout");
  BOOST_TEST(copy.info().ncols == 1u);
  const auto rows = copy.all();
  BOOST_REQUIRE(rows.size() == 2u);
  BOOST_TEST(rows[0][0] == "text 1\ta\n");
  BOOST_TEST(rows[1][0] == "text 2\t\\N\n");
  copy.close();
  BOOST_TEST((db.state() & ~ZIN_CONN_CHANGED) == ZIN_CONN_USABLE);
  auto binary = db.exec("copy t to stdout (format binary)");
  BOOST_TEST(binary.all()[0][0].starts_with("bytes 5047434f50590a"));
}

BOOST_AUTO_TEST_CASE(copy_out_may_be_closed_early) {
  Session db;
  {
    auto copy =
        db.exec("copy (select repeat('x', 1000) from generate_series(1, 100000)) to stdout");
    BOOST_REQUIRE(copy.fetch(1) == ZIN_OK);
  }
  BOOST_TEST(db.value("select 1") == "i64 1");
}

BOOST_AUTO_TEST_CASE(copy_in_as_a_plain_statement_is_refused_and_the_connection_lives) {
  Session db;
  db.query("create temp table t (n int)");
  BOOST_TEST(db.fails("copy t from stdin") == ZIN_E_UNSUPPORTED);
  BOOST_TEST(db.value("select count(*) from t") == "i64 0");
}

BOOST_AUTO_TEST_CASE(a_closed_statement_is_deallocated_with_a_later_operation) {
  Session db;
  for (int i = 0; i < 5; ++i) db.prepare("select " + std::to_string(i));
  const auto kept =
      db.prepare("select count(*) from pg_prepared_statements where name like 'zin%'");
  BOOST_TEST(db.exec(Exec{.stmt = kept.handle()}).all()[0][0] == "i64 1");
}

BOOST_AUTO_TEST_SUITE_END()
