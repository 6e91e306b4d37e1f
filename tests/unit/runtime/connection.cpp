// One connection: preparing, counting, executing, fetching, and statements that the server forgot.
// SPDX-License-Identifier: MIT
#include "zin/runtime/connection.hpp"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "connection_bench.hpp"

using namespace std::chrono_literals;
using zin::Deadline;
using zin::Dialect;
using zin::Errc;
using zin::Error;
using zin::Row;
using zin::Rows;
using zin::Type;
using zin::Value;
using zin::runtime::ConnectionSettings;
using zin::test::code_of;
using zin::test::column;
using zin::test::ConnectionBench;
using zin::test::numbers;
using zin::test::says;
using zin::test::StubAnswer;
using zin::test::StubFault;
using zin::test::StubTraits;
using zin::test::thrown_by;
using Log = std::vector<std::string>;

#define CHECK_LOG(server, ...)                                                \
  do {                                                                        \
    const Log expected{__VA_ARGS__};                                          \
    BOOST_TEST((server).log() == expected, boost::test_tools::per_element()); \
  } while (false)

BOOST_AUTO_TEST_SUITE(connection)

BOOST_AUTO_TEST_CASE(a_statement_is_prepared_once_and_run_again) {
  ConnectionBench bench;
  bench.server.answer("select ?", numbers(1));
  for (int at = 0; at < 3; ++at) BOOST_TEST(bench.select("select ?", {at}).size() == 1U);
  CHECK_LOG(bench.server, "1 prepare select ?", "1 exec select ?", "1 exec select ?",
            "1 exec select ?");
  BOOST_TEST(bench.server.calls()[3].params == (std::vector<Value>{2}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_least_recently_used_statement_is_closed) {
  ConnectionBench bench{{}, {.statement_cache = 2}};
  for (const char* sql : {"a", "b", "a", "c", "a", "b"}) bench.execute(sql);
  CHECK_LOG(bench.server, "1 prepare a", "1 exec a", "1 prepare b", "1 exec b", "1 exec a",
            "1 prepare c", "1 unprepare b", "1 exec c", "1 exec a", "1 prepare b", "1 unprepare c",
            "1 exec b");
}

BOOST_AUTO_TEST_CASE(without_a_cache_each_statement_is_closed_after_its_run) {
  ConnectionBench bench{{}, {.statement_cache = 0}};
  bench.execute("a");
  bench.execute("a");
  CHECK_LOG(bench.server, "1 prepare a", "1 exec a", "1 unprepare a", "1 prepare a", "1 exec a",
            "1 unprepare a");
}

BOOST_AUTO_TEST_CASE(a_statement_that_a_stream_uses_is_not_closed_but_doubled) {
  ConnectionBench bench{{}, {.statement_cache = 1}};
  bench.server.answer("a", numbers(3));
  auto stream = bench.stream("a");
  BOOST_TEST(stream.next()->get<int>(0) == 0);
  BOOST_TEST(bench.select("a").size() == 3U);
  bench.execute("b");
  BOOST_TEST(stream.next()->get<int>(0) == 1);
  CHECK_LOG(bench.server, "1 prepare a", "1 exec a", "1 prepare a", "1 exec a", "1 unprepare a",
            "1 prepare b", "1 exec b");
}

BOOST_AUTO_TEST_CASE(a_driver_that_prepares_nothing_gets_the_text) {
  StubTraits traits;
  traits.capabilities &= ~ZIN_CAP_PREPARE;
  ConnectionBench bench{traits};
  bench.execute("insert ?, ?", {1, "x"});
  bench.execute("insert ?, ?", {2, "y"});
  CHECK_LOG(bench.server, "1 exec insert ?, ?", "1 exec insert ?, ?");
}

BOOST_AUTO_TEST_CASE(a_dollar_driver_gets_dollars) {
  ConnectionBench bench{{.param_style = ZIN_PARAM_DOLLAR, .dialect = "postgres"}};
  bench.execute("insert ?, ? where a ?? 'b'", {1, 2});
  bench.execute("insert $2, $1", {1, 2});
  CHECK_LOG(bench.server, "1 prepare insert $1, $2 where a ? 'b'",
            "1 exec insert $1, $2 where a ? 'b'", "1 prepare insert $2, $1",
            "1 exec insert $2, $1");
  BOOST_TEST(bench.connection->dialect() == Dialect::postgres);
}

BOOST_AUTO_TEST_CASE(a_driver_says_what_differs_from_its_dialect) {
  const ConnectionBench bench{{.param_style = ZIN_PARAM_DOLLAR,
                               .dialect = "sqlite",
                               .name_quotes = "[]",
                               .max_params = 12}};
  zin::DialectTraits expected = zin::DialectTraits::of(Dialect::sqlite);
  expected.open_quote = '[';
  expected.close_quote = ']';
  expected.numbers_parameters = true;
  expected.max_parameters = 12;
  expected.returns_inserted = expected.returns_updated = expected.returns_deleted = false;
  BOOST_TEST((bench.connection->traits() == expected));
  // What is no pair of characters says nothing.
  const ConnectionBench odd{{.dialect = "mysql", .name_quotes = "\""}};
  BOOST_TEST(odd.connection->traits().open_quote == '`');
}

BOOST_AUTO_TEST_CASE(a_wrong_number_of_values_is_refused_before_anything_is_sent) {
  for (const bool dollar : {false, true}) {
    ConnectionBench bench{{.param_style = dollar ? ZIN_PARAM_DOLLAR : ZIN_PARAM_QMARK,
                           .dialect = dollar ? "postgres" : "mysql"}};
    const Error error = thrown_by([&] { bench.execute("insert ?, ?", {"secret"}); });
    BOOST_TEST(error.code() == Errc::invalid_argument);
    BOOST_TEST(says(error, "2 placeholders and 1 values"));
    BOOST_TEST(!says(error, "secret"));
    BOOST_TEST(error.statement() == "insert ?, ?");
    BOOST_TEST(code_of([&] { bench.execute("insert ?", {1, 2}); }) == Errc::invalid_argument);
    BOOST_TEST(code_of([&] { bench.execute("insert 1", {1}); }) == Errc::invalid_argument);
    BOOST_TEST(bench.server.calls().empty());
    bench.execute("insert ?, ?", {1, 2});
    bench.server.forget_calls();
    BOOST_TEST(code_of([&] { bench.execute("insert ?, ?", {1}); }) == Errc::invalid_argument);
    BOOST_TEST(bench.server.calls().empty());
  }
}

BOOST_AUTO_TEST_CASE(mixed_placeholders_are_refused_before_anything_is_sent) {
  ConnectionBench bench{{.param_style = ZIN_PARAM_DOLLAR, .dialect = "postgres"}};
  BOOST_TEST(code_of([&] { bench.execute("insert ?, $1", {1}); }) == Errc::invalid_argument);
  BOOST_TEST(bench.server.calls().empty());
}

BOOST_AUTO_TEST_CASE(results_say_how_many_rows_and_which_id) {
  ConnectionBench bench;
  bench.server.answer("insert", {.affected = 3, .last_id = 42});
  const auto result = bench.execute("insert");
  BOOST_TEST(result.affected == 3U);
  BOOST_TEST(result.last_insert_id == 42);
  bench.server.answer("large", {.affected = 1, .last_id = 9223372036854775807ULL});
  BOOST_TEST(bench.execute("large").last_insert_id == 9223372036854775807LL);
  bench.server.answer("unknown", {.affected = -1, .last_id = "text"});
  BOOST_TEST(bench.execute("unknown").affected == 0U);
  BOOST_TEST(bench.execute("unknown").last_insert_id == 0);
}

BOOST_AUTO_TEST_CASE(rows_of_many_batches_arrive_in_order) {
  for (const std::uint32_t batch : {1U, 2U, 3U, 7U, 64U, 1000U}) {
    for (const bool flagged : {false, true}) {
      ConnectionBench bench{{.batch_rows = batch, .flags_last = flagged}};
      bench.server.answer("numbers", numbers(128));
      const Rows rows = bench.select("numbers");
      BOOST_REQUIRE(rows.size() == 128U);
      std::int64_t expected = 0;
      for (const Row& row : rows) BOOST_TEST(row.get<std::int64_t>("n") == expected++);
      BOOST_TEST(bench.execute("numbers").affected == 0U);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_result_without_columns_has_no_rows) {
  ConnectionBench bench;
  const Rows rows = bench.select("update");
  BOOST_TEST(rows.empty());
  BOOST_TEST(rows.names().empty());
}

BOOST_AUTO_TEST_CASE(columns_of_an_older_driver_are_read_as_far_as_they_go) {
  zin::Column given = column("price", Type::decimal);
  given.table = "items";
  given.native_type = "numeric(10,2)";
  given.nullable = false;
  given.precision = 10;
  given.scale = 2;
  given.is_unsigned = true;
  const StubAnswer answer{.columns = {given, given}, .rows = {{1, 2}}};
  const auto columns_at = [&](std::size_t size) {
    ConnectionBench bench{{.column_size = static_cast<std::uint32_t>(size)}};
    bench.server.answer("select", answer);
    return bench.select("select").columns();
  };
  for (const std::size_t size : {sizeof(zin_column), sizeof(zin_column) + 24}) {
    const auto columns = columns_at(size);
    BOOST_REQUIRE(columns.size() == 2U);
    BOOST_TEST(columns[1].name == "price");
    BOOST_TEST(columns[1].type == Type::decimal);
    BOOST_TEST(columns[1].table == "items");
    BOOST_TEST(columns[1].native_type == "numeric(10,2)");
    BOOST_TEST((columns[1].nullable == false));
    BOOST_TEST(columns[1].precision == 10U);
    BOOST_TEST(columns[1].scale == 2U);
    BOOST_TEST(columns[1].is_unsigned);
  }
  const auto cut = columns_at(offsetof(zin_column, type));
  BOOST_TEST(cut[1].name == "price");
  BOOST_TEST(cut[1].native_type == "numeric(10,2)");
  BOOST_TEST(cut[1].type == Type::native);
  BOOST_TEST(!cut[1].nullable.has_value());
  BOOST_TEST(cut[1].precision == 0U);
  BOOST_TEST(!cut[1].is_unsigned);
}

BOOST_AUTO_TEST_CASE(columns_are_read_anew_when_the_driver_says_that_they_changed) {
  for (const bool named : {false, true}) {
    ConnectionBench bench{{.names_columns = named}};
    bench.server.answer("select", {.columns = {column("a")}, .rows = {{1}}});
    const Rows before = bench.select("select");
    bench.server.answer("select", {.columns = {column("b"), column("c")}, .rows = {{1, 2}}});
    bench.server.change_columns();
    const Rows after = bench.select("select");
    BOOST_TEST((after.names() == zin::Names{"b", "c"}));
    BOOST_TEST((before.names() == zin::Names{"a"}));
    BOOST_TEST(before[0].get<int>("a") == 1);
  }
}

BOOST_AUTO_TEST_CASE(a_statement_that_the_server_forgot_is_prepared_again) {
  ConnectionBench bench;
  bench.execute("insert ?", {1});
  bench.server.forget_statements();
  bench.server.forget_calls();
  bench.execute("insert ?", {2});
  CHECK_LOG(bench.server, "1 exec insert ?", "1 unprepare insert ?", "1 prepare insert ?",
            "1 exec insert ?");
}

BOOST_AUTO_TEST_CASE(a_statement_is_prepared_again_only_once) {
  ConnectionBench bench;
  const StubFault gone{.flags = ZIN_ERRF_STMT_GONE};
  bench.server.fail("exec", gone, 2);
  BOOST_CHECK_THROW(bench.execute("insert"), Error);
  BOOST_TEST(bench.server.count("exec") == 2U);
  bench.server.forget_calls();
  bench.execute("insert");  // it was dropped
  CHECK_LOG(bench.server, "1 prepare insert", "1 exec insert");
}

BOOST_AUTO_TEST_CASE(a_forgotten_statement_is_prepared_again_in_a_transaction_that_stands) {
  ConnectionBench bench;
  bench.begin();
  bench.execute("insert ?", {1});
  bench.server.forget_statements();
  bench.server.forget_calls();
  bench.execute("insert ?", {2});
  CHECK_LOG(bench.server, "1 exec insert ?", "1 unprepare insert ?", "1 prepare insert ?",
            "1 exec insert ?");
}

BOOST_AUTO_TEST_CASE(a_forgotten_statement_is_not_run_again_where_that_may_be_twice) {
  ConnectionBench bench;
  bench.server.fail("exec", {.flags = ZIN_ERRF_STMT_GONE | ZIN_ERRF_MAYBE_APPLIED});
  const Error error = thrown_by([&] { bench.execute("insert"); });
  BOOST_TEST(error.may_be_applied());
  BOOST_TEST(bench.server.count("exec") == 1U);
  // In a transaction that it has failed.
  bench.begin();
  bench.server.fail("exec",
                    {.flags = ZIN_ERRF_STMT_GONE, .leaves = StubFault::Leaves::failed_transaction});
  BOOST_CHECK_THROW(bench.execute("insert"), Error);
  BOOST_TEST(bench.server.count("exec") == 2U);
  // On a dead connection there is nowhere to prepare.
  bench.server.fail("exec", zin::test::faults::connection_lost(ZIN_ERRF_STMT_GONE));
  BOOST_TEST(code_of([&] { bench.execute("insert"); }) == Errc::connection_lost);
  BOOST_TEST(bench.server.count("exec") == 3U);
}

BOOST_AUTO_TEST_CASE(errors_tell_everything_but_the_values) {
  ConnectionBench bench;
  bench.server.fail(
      "exec",
      {.category = ZIN_CAT_CONSTRAINT,
       .sqlstate = "23505",
       .native_code = 2067,
       .message = "duplicate key (email)=(ann@example.com)",
       .details = {{"constraint", "users_email"}, {"table", "users"}, {"column", "email"}}});
  const auto where = std::source_location::current();
  const std::vector<Value> values{"ann@example.com"};
  const Error error = thrown_by(
      [&] { bench.connection->execute({.sql = "insert ?", .bindings = values, .where = where}); });
  BOOST_TEST(error.code() == Errc::unique_violation);
  BOOST_TEST(error.sqlstate() == "23505");
  BOOST_TEST(error.native_code() == 2067);
  BOOST_TEST(error.constraint() == "users_email");
  BOOST_TEST(error.table() == "users");
  BOOST_TEST(error.column() == "email");
  BOOST_TEST(error.driver() == "stub");
  BOOST_TEST(error.statement() == "insert ?");
  BOOST_TEST(error.where()->line() == where.line());
  BOOST_TEST(!says(error, "ann@"));
  BOOST_TEST(error.server_message() == "duplicate key (email)=(ann@example.com)");
}

BOOST_AUTO_TEST_CASE(a_position_is_one_in_the_text_as_it_was_written) {
  ConnectionBench bench{{.param_style = ZIN_PARAM_DOLLAR, .dialect = "postgres"}};
  const std::string sql = "select ? ?? ? frm x";
  const std::string sent = "select $1 ? $2 frm x";
  const StubFault fault{.category = ZIN_CAT_SYNTAX,
                        .sqlstate = "42601",
                        .position = static_cast<std::int64_t>(sent.find("frm"))};
  bench.server.fail("prepare", fault, 1, sent);
  for (const std::string_view at : {"prepare", "exec"}) {
    if (at == "exec") bench.server.fail("exec", fault, 1, sent);
    const Error error = thrown_by([&] { bench.execute(sql, {1, 2}); });
    BOOST_TEST(error.code() == Errc::syntax);
    BOOST_TEST(error.statement() == sql);
    BOOST_REQUIRE(error.position().has_value());
    BOOST_TEST(*error.position() == sql.find("frm"));
    BOOST_TEST(!says(error, "$1"));
  }
}

BOOST_AUTO_TEST_CASE(a_failure_while_fetching_goes_to_the_caller) {
  ConnectionBench bench;
  StubAnswer answer = numbers(3);
  answer.fetch_fault = StubFault{.status = ZIN_E_TIMEOUT, .category = ZIN_CAT_TIMEOUT};
  bench.server.answer("select", answer);
  const Error error = thrown_by([&] { return bench.select("select"); });
  BOOST_TEST(error.code() == Errc::timeout);
  BOOST_TEST(error.statement() == "select");
  bench.server.answer("select", numbers(1));
  BOOST_TEST(bench.select("select").size() == 1U);  // the statement is free again
}

BOOST_AUTO_TEST_CASE(a_connection_that_is_lost_behind_the_deadline_is_a_matter_of_time) {
  StubAnswer lost = numbers(3);
  lost.fetch_fault = zin::test::faults::connection_lost();
  {
    ConnectionBench bench{{}, {.query_timeout = 1ms}};
    bench.server.answer("select", lost);
    bench.server.before_each([](const zin::test::StubCall& call) {
      // The deadline passes while the server is at it.
      while (call.verb == "exec" && call.deadline &&
             std::chrono::steady_clock::now() < *call.deadline) {
      }
    });
    BOOST_TEST(thrown_by([&] { return bench.select("select"); }).code() == Errc::timeout);
  }
  ConnectionBench bench{{}, {.query_timeout = 1h}};
  bench.server.answer("select", lost);
  BOOST_TEST(thrown_by([&] { return bench.select("select"); }).code() == Errc::connection_lost);
}

BOOST_AUTO_TEST_CASE(each_statement_has_one_deadline_for_all_its_calls) {
  ConnectionBench bench{{}, {.query_timeout = 2s}};
  bench.server.answer("select", numbers(5));
  const auto before = std::chrono::steady_clock::now();
  static_cast<void>(bench.select("select"));
  const auto after = std::chrono::steady_clock::now();
  const auto exec = bench.server.calls().back();
  BOOST_TEST(exec.verb == "exec");
  BOOST_TEST(exec.token != 0U);  // the stub compares that of each fetch
  BOOST_REQUIRE(exec.deadline.has_value());
  BOOST_TEST((*exec.deadline >= before + 2s - 1us));
  BOOST_TEST((*exec.deadline <= after + 2s + 1us));
}

BOOST_AUTO_TEST_CASE(the_earlier_deadline_counts) {
  ConnectionBench bench{{}, {.query_timeout = 10s}};
  const auto soon = std::chrono::steady_clock::now() + 1s;
  bench.connection->execute({.sql = "a", .bindings = {}, .deadline = soon});
  BOOST_TEST((bench.server.calls().back().deadline == soon));
  const auto late = soon + 1h;
  bench.connection->execute({.sql = "a", .bindings = {}, .deadline = late});
  BOOST_TEST((*bench.server.calls().back().deadline < late));
}

BOOST_AUTO_TEST_CASE(without_deadlines_the_driver_gets_none) {
  ConnectionBench bench;
  bench.execute("a");
  BOOST_TEST(!bench.server.calls().back().deadline.has_value());
}

BOOST_AUTO_TEST_CASE(a_clean_connection_is_ready_without_a_call) {
  ConnectionBench bench;
  BOOST_TEST(bench.connection->make_ready());
  BOOST_TEST(bench.server.calls().empty());
  bench.begin();
  BOOST_TEST(bench.connection->make_ready());
  BOOST_TEST(bench.server.count("reset") == 1U);
  BOOST_TEST(bench.connection->state() == ZIN_CONN_USABLE);
}

BOOST_AUTO_TEST_CASE(the_verbs_of_a_transaction_have_the_deadline_of_statements) {
  ConnectionBench bench{{}, {.query_timeout = 2s}};
  const auto before = std::chrono::steady_clock::now();
  bench.begin();
  const auto begun = bench.server.calls().back();
  BOOST_TEST(begun.verb == "begin");
  BOOST_REQUIRE(begun.deadline.has_value());
  BOOST_TEST((*begun.deadline >= before + 2s - 1us));
  BOOST_TEST((*begun.deadline <= std::chrono::steady_clock::now() + 2s));
}

// Else a caller whose time is over would wait on, for a server that does not answer.
BOOST_AUTO_TEST_CASE(clearing_up_has_a_moment_beyond_the_last_deadline) {
  ConnectionBench bench{{}, {.query_timeout = 2s}};
  const auto before = std::chrono::steady_clock::now();
  bench.begin();
  const auto begun = std::chrono::steady_clock::now();
  BOOST_TEST(bench.connection->make_ready());
  const auto reset = bench.server.calls().back();
  BOOST_TEST(reset.verb == "reset");
  BOOST_REQUIRE(reset.deadline.has_value());
  BOOST_TEST((*reset.deadline >= before + 2s));
  BOOST_TEST((*reset.deadline <= begun + 2s + zin::host::grace));
}

BOOST_AUTO_TEST_CASE(what_a_refused_connection_says_is_why) {
  zin::test::StubServer server;
  server.fail("connect", zin::test::faults::refused());
  const Error error = thrown_by([&] {
    const zin::runtime::Connection connection{server.driver(), {}, {}, Deadline{}};
  });
  BOOST_TEST(error.code() == Errc::connection_failed);
  BOOST_TEST(says(error, "nobody listens there"));
  BOOST_TEST(server.connections() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
