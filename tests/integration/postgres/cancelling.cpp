// Deadlines and cancels reach the server, and hit nothing else.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <thread>

#include "session.hpp"

using namespace zin::test;

namespace {

constexpr std::int64_t ms = 1'000'000;

std::uint64_t new_token() {
  static std::atomic<std::uint64_t> last{1000};
  return ++last;
}

zin_op patient(std::uint64_t token, std::int64_t deadline_ns) {
  zin_op op = operation(token, deadline_ns);
  op.give_up_ns = deadline_ns + 5000 * ms;
  return op;
}

// Executes with a deadline that leaves the connection time to recover.
zin_status execute(Connection& db, std::string_view sql, const zin_op& op, zin_cursor** cursor) {
  zin_exec exec{};
  exec.struct_size = sizeof exec;
  exec.sql = str(sql);
  zin_wait wait = empty_wait();
  db.fault = Fault();
  const zin_status first = driver().start_exec(db.handle(), &exec, &op, cursor, &wait, &db.fault);
  return complete(db.handle(), op, wait, first, &db.fault);
}

void wait_until_active(Connection& observer, const std::string& pid) {
  const std::int64_t patience = now_ns() + 10'000 * ms;
  while (activity_of(observer, pid) != "active") BOOST_REQUIRE(now_ns() < patience);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(postgres_cancelling)

BOOST_AUTO_TEST_CASE(a_deadline_ends_the_statement_on_the_server_and_the_connection_lives) {
  Session db, observer;
  const std::string pid = db.pid();
  zin_cursor* cursor = nullptr;
  const std::int64_t start = now_ns();
  BOOST_TEST(execute(db, "select pg_sleep(30)", patient(0, start + 50 * ms), &cursor) ==
             ZIN_E_TIMEOUT);
  BOOST_TEST(now_ns() - start < 5000 * ms);
  BOOST_TEST(db.fault.category == ZIN_CAT_TIMEOUT);
  BOOST_TEST(activity_of(observer, pid) == "idle");
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
  BOOST_TEST(db.value("select 1") == "i64 1");
}

BOOST_AUTO_TEST_CASE(a_timeout_in_a_transaction_fails_it) {
  Session db;
  BOOST_REQUIRE(db.txn(ZIN_TXN_BEGIN) == ZIN_OK);
  zin_cursor* cursor = nullptr;
  BOOST_TEST(execute(db, "select pg_sleep(30)", patient(0, now_ns() + 50 * ms), &cursor) ==
             ZIN_E_TIMEOUT);
  BOOST_TEST(db.state() == (ZIN_CONN_USABLE | ZIN_CONN_IN_TXN | ZIN_CONN_TXN_FAILED));
  BOOST_TEST(db.reset(ZIN_RESET_LIGHT) == ZIN_OK);
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
}

BOOST_AUTO_TEST_CASE(a_connection_is_given_up_when_the_server_does_not_answer) {
  Session db, observer;
  const std::string pid = db.pid();
  // Stopped, the server process sees no cancel; the signal needs no right but being its parent's
  // user, so the tests look at give_up_ns alone.
  zin_op op = operation(0, now_ns() + 50 * ms);
  op.give_up_ns = op.deadline_ns;
  zin_cursor* cursor = nullptr;
  BOOST_TEST(execute(db, "select pg_sleep(30)", op, &cursor) == ZIN_E_TIMEOUT);
  BOOST_TEST((db.fault.flags & ZIN_ERRF_RECONNECT) != 0u);
  BOOST_TEST((db.fault.flags & ZIN_ERRF_MAYBE_APPLIED) != 0u);
  BOOST_TEST(db.state() == 0u);
  BOOST_TEST(db.fails("select 1") == ZIN_E_CONN_LOST);
}

BOOST_AUTO_TEST_CASE(a_cancel_from_another_thread_ends_the_statement_it_names) {
  Session db, observer;
  const std::string pid = db.pid();
  const std::uint64_t token = new_token();
  std::thread canceller([&] {
    wait_until_active(observer, pid);
    Fault fault;
    BOOST_TEST(driver().cancel(db.handle(), token + 1'000'000, now_ns() + 5000 * ms, &fault) ==
               ZIN_OK);  // another one: nothing happens
    BOOST_TEST(activity_of(observer, pid) == "active");
    BOOST_TEST(driver().cancel(db.handle(), token, now_ns() + 5000 * ms, &fault) == ZIN_OK);
  });
  zin_cursor* cursor = nullptr;
  BOOST_TEST(execute(db, "select pg_sleep(30)", operation(token), &cursor) == ZIN_E_CANCELLED);
  canceller.join();
  BOOST_TEST(db.fault.category == ZIN_CAT_CANCELLED);
  BOOST_TEST(db.value("select 1") == "i64 1");
}

BOOST_AUTO_TEST_CASE(a_late_cancel_never_hits_the_next_statement) {
  Session db;
  for (int i = 0; i < 60; ++i) {
    const std::uint64_t token = new_token();
    std::atomic<bool> started{false};
    std::thread canceller([&] {
      started = true;
      Fault fault;
      BOOST_TEST(driver().cancel(db.handle(), token, now_ns() + 5000 * ms, &fault) == ZIN_OK);
    });
    while (!started) std::this_thread::yield();
    zin_cursor* cursor = nullptr;
    const zin_status status = execute(db, "select 1", operation(token), &cursor);
    if (status == ZIN_OK) driver().cursor_close(cursor);
    BOOST_TEST((status == ZIN_OK || status == ZIN_E_CANCELLED));
    const auto next = db.try_exec(Exec{.sql = "select pg_sleep(0.002)"});
    BOOST_TEST(next.has_value(), db.fault.text());
    canceller.join();
  }
}

BOOST_AUTO_TEST_CASE(a_stream_is_cancelled_between_its_fetches) {
  Session db;
  const std::uint64_t token = new_token();
  auto stream = db.exec(Exec{.sql = "select generate_series(1, 100000000), repeat('x', 1000)",
                             .flags = ZIN_EXEC_STREAM,
                             .token = token});
  BOOST_REQUIRE(stream.fetch() == ZIN_OK);
  Fault fault;
  BOOST_TEST(driver().cancel(db.handle(), token, now_ns() + 5000 * ms, &fault) == ZIN_OK);
  zin_status status = ZIN_OK;
  while ((status = stream.fetch()) == ZIN_OK) {
  }
  BOOST_TEST(status == ZIN_E_CANCELLED);
  stream.close();
  BOOST_TEST(db.value("select 1") == "i64 1");
}

BOOST_AUTO_TEST_CASE(a_deadline_that_has_passed_sends_nothing) {
  Session db;
  db.query("create temp table t (n int)");
  zin_cursor* cursor = nullptr;
  BOOST_TEST(execute(db, "insert into t values (1)", patient(0, now_ns() - 1), &cursor) ==
             ZIN_E_TIMEOUT);
  BOOST_TEST(db.value("select count(*) from t") == "i64 0");
}

BOOST_AUTO_TEST_CASE(stepping_too_often_is_harmless) {
  Session db;
  zin_op op = operation(new_token());
  op.flags = 0;
  zin_exec exec{};
  exec.struct_size = sizeof exec;
  exec.sql = str("select 5 from pg_sleep(0.05)");
  zin_cursor* cursor = nullptr;
  zin_wait wait = empty_wait();
  zin_status status = driver().start_exec(db.handle(), &exec, &op, &cursor, &wait, &db.fault);
  const std::int64_t patience = now_ns() + 10'000 * ms;
  while (status == ZIN_PENDING) {
    BOOST_TEST(wait.nfds >= 1u);
    BOOST_REQUIRE(now_ns() < patience);
    status = driver().op_step(db.handle(), op.token, 0, &wait, &db.fault);
  }
  BOOST_REQUIRE_MESSAGE(status == ZIN_OK, db.fault.text());
  driver().cursor_close(cursor);
}

BOOST_AUTO_TEST_CASE(the_descriptors_stay_the_same_from_operation_to_operation) {
  Session db;
  std::uint32_t generation = 0;
  for (int i = 0; i < 5; ++i) {
    zin_op op = operation(new_token());
    op.flags = 0;
    zin_exec exec{};
    exec.struct_size = sizeof exec;
    exec.sql = str("select 5 from pg_sleep(0.005)");
    zin_cursor* cursor = nullptr;
    zin_wait wait = empty_wait();
    zin_status status = driver().start_exec(db.handle(), &exec, &op, &cursor, &wait, &db.fault);
    BOOST_REQUIRE(status == ZIN_PENDING);
    if (i != 0) BOOST_TEST(wait.fd_generation == generation);
    generation = wait.fd_generation;
    status = complete(db.handle(), op, wait, status, &db.fault);
    BOOST_REQUIRE(status == ZIN_OK);
    driver().cursor_close(cursor);
  }
}

BOOST_AUTO_TEST_CASE(closing_a_connection_in_the_middle_of_an_operation_is_allowed) {
  zin_op op = operation(new_token());
  op.flags = 0;
  Session db;
  zin_exec exec{};
  exec.struct_size = sizeof exec;
  exec.sql = str("select pg_sleep(1)");
  zin_cursor* cursor = nullptr;
  zin_wait wait = empty_wait();
  BOOST_TEST(driver().start_exec(db.handle(), &exec, &op, &cursor, &wait, &db.fault) ==
             ZIN_PENDING);
  BOOST_TEST((db.state() & ZIN_CONN_BUSY) != 0u);
}

BOOST_AUTO_TEST_SUITE_END()
