// A database: its pool, bulk inserts, and SQLite's database in memory.
// SPDX-License-Identifier: MIT
#include "zin/runtime/router.hpp"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "router_bench.hpp"

using namespace std::chrono_literals;
using zin::Errc;
using zin::Error;
using zin::Value;
using zin::test::code_of;
using zin::test::RouterBench;
using zin::test::says;
using zin::test::StubTraits;
using zin::test::thrown_by;
using Table = std::vector<std::vector<Value>>;

BOOST_AUTO_TEST_SUITE(router)

BOOST_AUTO_TEST_CASE(nothing_is_opened_before_the_first_statement) {
  RouterBench bench;
  BOOST_TEST(bench.server.connections() == 0U);
  bench.router.execute("first");
  bench.router.execute("second");
  BOOST_TEST(bench.server.connections() == 1U);
}

BOOST_AUTO_TEST_CASE(a_database_in_memory_is_one_connection_that_never_expires) {
  RouterBench bench{{}, {.database = ":memory:", .pool = {.min = 0, .max = 8, .enabled = false}}};
  bench.server.answer("numbers", {.columns = {zin::test::column("n")}, .rows = {{1}, {2}, {3}}});
  {
    zin::RowStream held = bench.router.stream("numbers");
    const Error error = thrown_by([&] { bench.router.execute("second"); });
    BOOST_TEST(error.code() == Errc::pool_timeout);
    BOOST_TEST(says(error, "of at most 1, 1 are lent"));
    BOOST_TEST(says(error, "router.cpp:"));
  }
  bench.clock.advance(240h);
  static_cast<void>(bench.router.primary().maintain());
  bench.router.execute("second");
  const auto stats = bench.router.primary().stats();
  BOOST_TEST(stats.opened == 1U);
  BOOST_TEST(stats.closed == 0U);
}

BOOST_AUTO_TEST_CASE(a_bulk_insert_is_one_transaction_of_few_statements) {
  RouterBench bench;
  bench.warm_up();
  Table rows;
  for (int at = 0; at < 300; ++at) rows.push_back({at, "row " + std::to_string(at)});
  BOOST_TEST(bench.router.insert_many("users", {"id", "name"}, rows) == 300U);
  const auto calls = bench.server.calls();
  BOOST_TEST(bench.server.count("begin") == 1U);
  BOOST_TEST(bench.server.count("commit") == 1U);
  BOOST_TEST(bench.server.count("exec") == 3U);
  std::vector<Value> bound;
  for (const auto& call : calls) {
    if (call.verb != "exec") continue;
    BOOST_TEST(
        call.text.starts_with(R"(insert into "users" ("id", "name") values (?, ?), (?, ?))"));
    bound.insert(bound.end(), call.params.begin(), call.params.end());
  }
  BOOST_REQUIRE(bound.size() == 600U);
  for (std::size_t at = 0; at < 300; ++at) {
    BOOST_TEST(bound[2 * at] == rows[at][0]);
    BOOST_TEST(bound[2 * at + 1] == rows[at][1]);
  }
}

BOOST_AUTO_TEST_CASE(the_parameters_of_a_statement_stay_below_the_servers_limit) {
  RouterBench bench{StubTraits{.max_params = 10}};
  Table rows(12, {1, 2, 3});
  static_cast<void>(bench.router.insert_many("t", {"a", "b", "c"}, rows));
  BOOST_TEST(bench.server.count("exec") == 4U);
  for (const auto& call : bench.server.calls()) BOOST_TEST(call.params.size() <= 10U);
}

BOOST_AUTO_TEST_CASE(a_bulk_insert_that_fails_leaves_nothing_and_says_among_which_rows) {
  RouterBench bench;
  bench.warm_up();
  bench.server.fail("exec", zin::test::faults::broken());
  const Table rows(3, {1});
  const Error error = thrown_by([&] { bench.router.insert_many("t", {"a"}, rows); });
  BOOST_TEST(says(error, "among rows 0 to 2 of the bulk insert into t"));
  BOOST_TEST(bench.steps().back() == "rollback");
}

BOOST_AUTO_TEST_CASE(a_bulk_insert_tells_how_far_it_is) {
  RouterBench bench;
  const Table rows(300, {1});
  std::vector<std::uint64_t> told;
  const zin::InsertOptions options{.progress = [&](std::uint64_t done) { told.push_back(done); }};
  BOOST_TEST(bench.router.insert_many("t", {"a"}, rows, options) == 300U);
  BOOST_TEST(told == (std::vector<std::uint64_t>{128, 256, 300}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_progress_throws_undoes_the_insert) {
  RouterBench bench;
  bench.warm_up();
  const Table rows(300, {1});
  const zin::InsertOptions options{
      .progress = [](std::uint64_t) { throw std::runtime_error("enough"); }};
  BOOST_CHECK_THROW(bench.router.insert_many("t", {"a"}, rows, options), std::runtime_error);
  BOOST_TEST(bench.server.count("exec") == 1U);
  BOOST_TEST(bench.steps().back() == "rollback");
}

BOOST_AUTO_TEST_CASE(pieces_before_a_failure_stay_when_that_was_asked_for) {
  RouterBench bench;
  bench.warm_up();
  const Table rows(4096 + 10, {1});
  std::uint64_t told = 0;
  const zin::InsertOptions options{.atomic = false, .progress = [&](std::uint64_t done) {
                                     told = done;
                                     if (done == 4096)
                                       bench.server.fail("exec", zin::test::faults::broken());
                                   }};
  const Error error = thrown_by([&] { bench.router.insert_many("t", {"a"}, rows, options); });
  BOOST_TEST(told == 4096U);
  BOOST_TEST(says(error, "among rows 4096 to 4105 of the bulk insert into t"));
  BOOST_TEST(bench.server.count("begin") == 2U);
  BOOST_TEST(bench.server.count("commit") == 1U);
  BOOST_TEST(bench.server.count("rollback") == 1U);
}

BOOST_AUTO_TEST_CASE(rows_of_another_width_are_refused_before_anything_is_sent) {
  RouterBench bench;
  const Error error = thrown_by([&] { bench.router.insert_many("t", {"a", "b"}, {{1, 2}, {3}}); });
  BOOST_TEST(error.code() == Errc::invalid_argument);
  BOOST_TEST(says(error, "row 1 of insert_many() has 1 values for 2 columns"));
  BOOST_TEST(code_of([&] { bench.router.insert_many("t", {}, {{1}}); }) == Errc::invalid_argument);
  BOOST_TEST(bench.server.log().empty());
}

BOOST_AUTO_TEST_SUITE_END()
