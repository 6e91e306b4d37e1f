// Listeners and the log of statements.
// SPDX-License-Identifier: MIT
#include "zin/runtime/observer.hpp"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include "recorded_log.hpp"
#include "router_bench.hpp"

using namespace std::chrono_literals;
using zin::Errc;
using zin::Error;
using zin::Intent;
using zin::QueryEvent;
using zin::test::RecordedLog;
using zin::test::RouterBench;

BOOST_AUTO_TEST_SUITE(observer)

BOOST_AUTO_TEST_CASE(listeners_see_each_statement_before_and_after_it) {
  RouterBench bench;
  bench.server.answer("select ?", {.columns = {zin::test::column("n")}, .rows = {{1}, {2}}});
  std::vector<std::string> told;
  bench.router.observer().before_query([&](const QueryEvent& event) {
    BOOST_TEST(event.connection == "bench");
    BOOST_TEST(event.driver == "stub");
    BOOST_TEST(event.bindings.size() == 1U);
    BOOST_TEST(std::string{event.where.file_name()}.ends_with("observer.cpp"));
    told.push_back("before " + std::string{event.sql});
    BOOST_TEST(bench.server.count("exec") == 0U);
  });
  bench.router.observer().after_query([&](const QueryEvent& event) {
    told.push_back("after " + std::to_string(event.rows) + " rows");
    BOOST_TEST((event.intent == Intent::read));
    BOOST_TEST(event.duration.count() > 0);
    BOOST_TEST((event.error == nullptr));
  });
  static_cast<void>(bench.router.select("select ?", {5}));
  BOOST_TEST(told == (std::vector<std::string>{"before select ?", "after 2 rows"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_listener_that_throws_before_it_stops_the_statement) {
  RouterBench bench;
  bench.warm_up();
  bench.router.observer().before_query(
      [](const QueryEvent&) { throw std::runtime_error("not today"); });
  BOOST_CHECK_THROW(bench.router.execute("delete"), std::runtime_error);
  BOOST_TEST(bench.server.count("exec") == 0U);
  BOOST_TEST(bench.router.primary().stats().active == 0U);
}

BOOST_AUTO_TEST_CASE(failures_are_told_with_their_error) {
  RouterBench bench;
  bench.server.fail("exec", zin::test::faults::deadlock());
  std::vector<Errc> told;
  bench.router.observer().after_query([&](const QueryEvent& event) {
    BOOST_REQUIRE((event.error != nullptr));
    told.push_back(event.error->code());
  });
  BOOST_CHECK_THROW(bench.router.execute("update"), Error);
  BOOST_TEST(told == (std::vector<Errc>{Errc::deadlock}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(statements_are_logged_when_that_was_asked_for) {
  const RecordedLog log;
  RouterBench silent;
  silent.router.execute("quiet");
  BOOST_TEST(log.with("quiet").empty());
}

BOOST_AUTO_TEST_CASE(logged_statements_have_their_place_and_not_their_values) {
  const RecordedLog log;
  RouterBench bench{{}, {.log = {.queries = true}}};
  bench.router.execute("update users set token = ?", {"hunter2"});
  const auto lines = log.with("info query: write on bench took ");
  BOOST_REQUIRE(lines.size() == 1U);
  BOOST_TEST(lines[0].find("1 rows: update users set token = ? at ") != std::string::npos);
  BOOST_TEST(lines[0].find("observer.cpp:") != std::string::npos);
  BOOST_TEST(log.with("hunter2").empty());
}

BOOST_AUTO_TEST_CASE(values_are_logged_only_where_that_was_asked_for) {
  const RecordedLog log;
  RouterBench bench{{}, {.log = {.queries = true, .bindings = true}}};
  bench.router.execute("update users set name = ?", {"Ann"});
  BOOST_TEST(log.with("with 'Ann' at ").size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_statement_over_the_threshold_is_a_warning) {
  const RecordedLog log;
  RouterBench bench{{}, {.log = {.slow_query = 20ms}}};
  bench.server.before_each([](const zin::test::StubCall& call) {
    const auto end = std::chrono::steady_clock::now() + 20ms;
    while (call.text == "heavy" && call.verb == "exec" && std::chrono::steady_clock::now() < end) {
    }
  });
  bench.router.execute("heavy");
  BOOST_TEST(log.with("warn query: slow write on bench took ").size() == 1U);
  BOOST_TEST(log.with("heavy").size() == 1U);
}

BOOST_AUTO_TEST_CASE(messages_below_the_level_of_the_connection_are_dropped) {
  const RecordedLog log;
  RouterBench bench{{}, {.log = {.queries = true, .level = zin::LogLevel::warn}}};
  bench.router.execute("quiet");
  BOOST_TEST(log.with("quiet").empty());
}

BOOST_AUTO_TEST_SUITE_END()
