// Cancels, deadlines and waits for locks.
// SPDX-License-Identifier: MIT
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <thread>

#include "memory.hpp"

using namespace zin::test;

namespace {

constexpr std::int64_t ms = 1'000'000;

/// Never ends by itself.
const char* const endless =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
/// Gives rows without end.
const char* const stream =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";

std::uint64_t new_token() {
  static std::uint64_t last = 1000;
  return ++last;
}

void cancel(Connection& db, std::uint64_t token) {
  BOOST_TEST(driver().cancel(db.handle(), token, now_ns() + 1000 * ms, nullptr) == ZIN_OK);
}

/// Cancels `token` again and again until it is destroyed: the statement may not have begun yet.
class Canceller {
 public:
  Canceller(Connection& db, std::uint64_t token)
      : thread_([this, conn = db.handle(), token] {
          while (!done_) {
            driver().cancel(conn, token, ZIN_NEVER, nullptr);
            std::this_thread::yield();
          }
        }) {}
  Canceller(const Canceller&) = delete;
  Canceller& operator=(const Canceller&) = delete;
  ~Canceller() {
    done_ = true;
    thread_.join();
  }

 private:
  std::atomic<bool> done_ = false;
  std::thread thread_;
};

struct TwoConnections {
  Folder folder;
  Connection a, b;
  explicit TwoConnections(const std::string& busy_ms)
      : a(Options{{"database", folder.file("db")}}),
        b({{"database", folder.file("db")}, {"busy_timeout_ms", busy_ms}}) {
    BOOST_REQUIRE_EQUAL(a.connect(), ZIN_OK);
    a.query("CREATE TABLE t (v)");
    BOOST_REQUIRE_EQUAL(b.connect(), ZIN_OK);
    BOOST_REQUIRE_EQUAL(a.txn(ZIN_TXN_BEGIN, ZIN_TX_WRITE_NOW), ZIN_OK);
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(sqlite_interruption)

BOOST_AUTO_TEST_CASE(another_thread_ends_a_running_statement) {
  Memory db;
  const std::uint64_t token = new_token();
  {
    const Canceller canceller(db, token);
    BOOST_TEST(!db.try_exec({.sql = endless, .token = token}));
  }
  BOOST_TEST(db.fault.status == ZIN_E_CANCELLED);
  BOOST_TEST(db.fault.category == ZIN_CAT_CANCELLED);
  BOOST_TEST(db.fault.state() == "57014");
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
  BOOST_TEST(db.value("SELECT 1") == "i64 1");
}

BOOST_AUTO_TEST_CASE(a_cancel_that_comes_first_ends_the_statement_when_it_begins) {
  Memory db;
  const std::uint64_t token = new_token();
  db.exec({.sql = "SELECT 1", .token = new_token()}).all();
  cancel(db, token);
  BOOST_TEST(!db.try_exec({.sql = endless, .token = token, .deadline_ns = now_ns() + 20'000 * ms}));
  BOOST_TEST(db.fault.status == ZIN_E_CANCELLED);
  BOOST_TEST(db.value("SELECT 1") == "i64 1");
}

// Asked once, at any moment of the beginning.
BOOST_AUTO_TEST_CASE(cancels_that_race_with_the_beginning_are_not_lost) {
  Memory db;
  const char* const long_enough =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20000000) SELECT "
      "count(*) FROM n";
  for (int i = 0; i < 200; ++i) {
    const std::uint64_t token = new_token();
    std::atomic<bool> go = false;
    std::thread canceller([&] {
      while (!go) {
      }
      for (int turn = 0; turn < i * 10; ++turn) static_cast<void>(go.load());
      driver().cancel(db.handle(), token, ZIN_NEVER, nullptr);
    });
    go = true;
    const bool ended = db.try_exec({.sql = long_enough, .token = token}).has_value();
    canceller.join();
    BOOST_REQUIRE(!ended);
    BOOST_REQUIRE_EQUAL(db.fault.status, ZIN_E_CANCELLED);
  }
}

BOOST_AUTO_TEST_CASE(a_cancel_of_another_statement_does_nothing) {
  Memory db;
  const std::uint64_t before = new_token(), token = new_token(), after = new_token();
  db.exec({.sql = "SELECT 1", .token = before});
  Result result = db.exec({.sql = stream, .token = token});
  for (const std::uint64_t other : {before, after, std::uint64_t{0}}) cancel(db, other);
  for (int i = 0; i < 10; ++i) BOOST_REQUIRE_EQUAL(result.fetch(), ZIN_OK);
}

BOOST_AUTO_TEST_CASE(a_late_cancel_does_not_hit_the_next_statement) {
  Memory db;
  for (int i = 0; i < 200; ++i) {
    const std::uint64_t token = new_token();
    db.exec({.sql = "SELECT 1", .token = token}).all();
    cancel(db, token);
    BOOST_REQUIRE_MESSAGE(db.try_exec({.sql = "SELECT 2", .token = new_token()}), db.fault.text());
    cancel(db, token);
    BOOST_TEST(db.value("SELECT 3") == "i64 3");
  }
}

BOOST_AUTO_TEST_CASE(cancels_that_race_with_the_end_never_hit_the_next_statement) {
  Memory db;
  db.query("CREATE TABLE t (v)");
  for (int i = 0; i < 300; ++i) {
    const std::uint64_t token = new_token();
    {
      const Canceller canceller(db, token);
      db.try_exec({.sql = "SELECT 1", .token = token});
      // The canceller is still at it.
      BOOST_REQUIRE_MESSAGE(db.try_exec({.sql = "INSERT INTO t VALUES (1)", .token = new_token()}),
                            db.fault.text());
    }
  }
  BOOST_TEST(db.value("SELECT count(*) FROM t") == "i64 300");
}

BOOST_AUTO_TEST_CASE(a_cancel_between_two_fetches_ends_the_next) {
  Memory db;
  const std::uint64_t token = new_token();
  Result result = db.exec({.sql = stream, .token = token});
  BOOST_REQUIRE_EQUAL(result.fetch(), ZIN_OK);
  cancel(db, token);
  BOOST_TEST(result.fetch() == ZIN_E_CANCELLED);
  BOOST_TEST(result.fetch() == ZIN_END);
  BOOST_TEST(db.value("SELECT 1") == "i64 1");
}

BOOST_AUTO_TEST_CASE(a_cancel_between_two_fetches_does_not_hit_what_runs_in_between) {
  Memory db;
  const std::uint64_t token = new_token();
  Result result = db.exec({.sql = stream, .token = token});
  BOOST_REQUIRE_EQUAL(result.fetch(), ZIN_OK);
  cancel(db, token);
  BOOST_TEST(db.value("SELECT 1") == "i64 1");
  BOOST_TEST(result.fetch() == ZIN_E_CANCELLED);
  BOOST_TEST(result.fetch() == ZIN_END);
}

BOOST_AUTO_TEST_CASE(a_cancel_leaves_other_open_cursors_alone) {
  Memory db;
  Result other = db.exec({.sql = stream, .token = new_token()});
  BOOST_REQUIRE_EQUAL(other.fetch(), ZIN_OK);
  const std::uint64_t token = new_token();
  {
    const Canceller canceller(db, token);
    BOOST_TEST(!db.try_exec({.sql = endless, .token = token}));
    BOOST_TEST(db.fault.status == ZIN_E_CANCELLED);
  }
  for (std::int64_t i = 2; i < 10; ++i) {
    BOOST_REQUIRE_EQUAL(other.fetch(), ZIN_OK);
    BOOST_TEST(show(other.rows.cells[0]) == "i64 " + std::to_string(i));
  }
}

BOOST_AUTO_TEST_CASE(an_interrupted_write_says_that_the_whole_transaction_is_gone) {
  Memory db;
  db.query("CREATE TABLE t (v)");
  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_BEGIN), ZIN_OK);
  db.query("INSERT INTO t VALUES (1)");
  const std::uint64_t token = new_token();
  {
    const Canceller canceller(db, token);
    BOOST_TEST(!db.try_exec({.sql = "INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
                                    "SELECT i + 1 FROM n) SELECT i FROM n",
                             .token = token}));
  }
  BOOST_TEST(db.fault.status == ZIN_E_CANCELLED);
  BOOST_TEST(db.fault.text().find("rolled the whole transaction back") != std::string::npos);
  BOOST_TEST(db.state() == (ZIN_CONN_USABLE | ZIN_CONN_IN_TXN | ZIN_CONN_TXN_FAILED));
  BOOST_TEST(db.fails("INSERT INTO t VALUES (2)") == ZIN_E_ERROR);
  BOOST_TEST(db.txn(ZIN_TXN_COMMIT) == ZIN_E_TXN_ROLLED_BACK);
  BOOST_TEST(db.value("SELECT count(*) FROM t") == "i64 0");
}

BOOST_AUTO_TEST_CASE(an_interrupted_read_leaves_the_transaction_open) {
  Memory db;
  db.query("CREATE TABLE t (v)");
  db.txn(ZIN_TXN_BEGIN);
  db.query("INSERT INTO t VALUES (1)");
  const std::uint64_t token = new_token();
  {
    const Canceller canceller(db, token);
    BOOST_TEST(!db.try_exec({.sql = endless, .token = token}));
  }
  BOOST_TEST(db.state() == (ZIN_CONN_USABLE | ZIN_CONN_IN_TXN));
  BOOST_TEST(db.txn(ZIN_TXN_COMMIT) == ZIN_OK);
  BOOST_TEST(db.value("SELECT count(*) FROM t") == "i64 1");
}

BOOST_AUTO_TEST_CASE(a_statement_ends_at_its_deadline) {
  Memory db;
  const std::int64_t deadline = now_ns() + 50 * ms;
  BOOST_TEST(!db.try_exec({.sql = endless, .token = new_token(), .deadline_ns = deadline}));
  BOOST_TEST(now_ns() >= deadline);
  BOOST_TEST(db.fault.status == ZIN_E_TIMEOUT);
  BOOST_TEST(db.fault.category == ZIN_CAT_TIMEOUT);
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
  BOOST_TEST(db.value("SELECT 1") == "i64 1");
}

BOOST_AUTO_TEST_CASE(a_deadline_needs_no_token_and_does_not_outlive_its_operation) {
  Memory db;
  BOOST_TEST(!db.try_exec({.sql = endless, .deadline_ns = now_ns() + 10 * ms}));
  BOOST_TEST(db.fault.status == ZIN_E_TIMEOUT);
  // Long enough for the old deadline to show, were it still in force.
  BOOST_TEST(db.value("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE "
                      "i < 100000) SELECT count(*) FROM n") == "i64 100000");
}

BOOST_AUTO_TEST_CASE(a_deadline_that_has_passed_stops_a_statement_before_it_begins) {
  Memory db;
  db.query("CREATE TABLE t (v)");
  BOOST_TEST(!db.try_exec({.sql = "INSERT INTO t VALUES (1)", .deadline_ns = now_ns() - 1}));
  BOOST_TEST(db.fault.status == ZIN_E_TIMEOUT);
  BOOST_TEST(db.value("SELECT count(*) FROM t") == "i64 0");
}

BOOST_AUTO_TEST_CASE(a_deadline_ends_a_fetch) {
  Memory db;
  Result result = db.exec(
      "SELECT 1 UNION ALL SELECT * FROM (WITH RECURSIVE n(i) AS (SELECT 1 "
      "UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n)");
  BOOST_REQUIRE_EQUAL(result.fetch(), ZIN_OK);
  zin_rows rows{};
  rows.struct_size = sizeof(rows);
  Fault fault;
  const zin_op op = operation(new_token(), now_ns() + 20 * ms);
  BOOST_TEST(driver().fetch(result.handle(), 0, &op, &rows, nullptr, &fault) == ZIN_E_TIMEOUT);
  BOOST_TEST(driver().fetch(result.handle(), 0, &op, &rows, nullptr, &fault) == ZIN_END);
}

BOOST_AUTO_TEST_CASE(a_cancel_before_the_deadline_is_a_cancel_and_one_after_it_a_timeout) {
  Memory db;
  const std::uint64_t early = new_token(), late = new_token();
  {
    const Canceller canceller(db, early);
    BOOST_TEST(
        !db.try_exec({.sql = endless, .token = early, .deadline_ns = now_ns() + 60'000 * ms}));
    BOOST_TEST(db.fault.status == ZIN_E_CANCELLED);
  }
  const std::int64_t deadline = now_ns() + 20 * ms;
  Result result = db.exec({.sql = stream, .token = late, .deadline_ns = deadline});
  while (now_ns() <= deadline) std::this_thread::yield();
  cancel(db, late);
  const zin_op op = operation(late, deadline);
  zin_rows rows{};
  rows.struct_size = sizeof(rows);
  BOOST_TEST(driver().fetch(result.handle(), 0, &op, &rows, nullptr, nullptr) == ZIN_OK);
  BOOST_TEST(driver().fetch(result.handle(), 0, &op, &rows, nullptr, nullptr) == ZIN_E_TIMEOUT);
}

BOOST_AUTO_TEST_CASE(a_lock_is_waited_for_no_longer_than_the_busy_timeout) {
  TwoConnections both("30");
  const std::int64_t begin = now_ns();
  BOOST_TEST(both.b.fails("INSERT INTO t VALUES (1)") == ZIN_E_ERROR);
  BOOST_TEST(both.b.fault.category == ZIN_CAT_BUSY);
  BOOST_TEST(now_ns() - begin >= 30 * ms);
}

BOOST_AUTO_TEST_CASE(a_lock_that_is_given_back_in_time_is_taken) {
  TwoConnections both("60000");
  zin_status committed = ZIN_PENDING;
  std::thread other([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    committed = both.a.txn(ZIN_TXN_COMMIT);
  });
  BOOST_TEST(both.b.try_exec({.sql = "INSERT INTO t VALUES (1)"}).has_value());
  other.join();
  BOOST_TEST(committed == ZIN_OK);
}

BOOST_AUTO_TEST_CASE(a_deadline_ends_the_wait_for_a_lock) {
  TwoConnections both("60000");
  BOOST_TEST(
      !both.b.try_exec({.sql = "INSERT INTO t VALUES (1)", .deadline_ns = now_ns() + 30 * ms}));
  BOOST_TEST(both.b.fault.status == ZIN_E_TIMEOUT);
  BOOST_TEST(both.b.fault.text().find("held the lock") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_cancel_ends_the_wait_for_a_lock) {
  TwoConnections both("60000");
  const std::uint64_t token = new_token();
  const Canceller canceller(both.b, token);
  BOOST_TEST(!both.b.try_exec({.sql = "INSERT INTO t VALUES (1)", .token = token}));
  BOOST_TEST(both.b.fault.status == ZIN_E_CANCELLED);
}

BOOST_AUTO_TEST_SUITE_END()
