// Cancels and deadlines, as the server sees them.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <string>
#include <thread>

#include "mysql_fixture.hpp"

using namespace zin::test;

namespace {

/// Cancels `token` from another thread once the server runs the statement.
class Canceller {
 public:
  Canceller(Server& db, std::uint64_t token)
      : thread_([conn = db.handle(), id = db.id(), token] {
          Server watcher;
          wait_for(watcher,
                   "select count(*) from information_schema.processlist where id = " + id +
                       " and state = 'User sleep'",
                   "i64 1");
          Fault fault;
          status = driver().cancel(conn, token, now_ns() + 5000 * ms, &fault);
        }) {}
  Canceller(const Canceller&) = delete;
  Canceller& operator=(const Canceller&) = delete;
  ~Canceller() {
    thread_.join();
    BOOST_TEST(status.load() == ZIN_OK);
  }

 private:
  static inline std::atomic<zin_status> status{ZIN_OK};
  std::thread thread_;
};

/// The server runs nothing of it any more, and it takes other statements.
void lives_on(Server& db) {
  Server watcher;
  // The client may know of the end a moment before the server's own list does.
  wait_for(watcher, statements_of(db.id()), "i64 0");
  for (int i = 0; i < 20; ++i) BOOST_REQUIRE_EQUAL(db.value("select 1"), "i64 1");
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(mysql_interruption)

BOOST_AUTO_TEST_CASE(another_thread_ends_a_running_statement) {
  Server db;
  const std::uint64_t token = new_token();
  {
    const Canceller canceller(db, token);
    BOOST_TEST(!db.try_exec({.sql = "select sleep(60), sleep(60)", .token = token}));
  }
  BOOST_TEST(db.fault.status == ZIN_E_CANCELLED);
  BOOST_TEST(db.fault.category == ZIN_CAT_CANCELLED);
  BOOST_TEST(db.fault.state() == "57014");
  BOOST_TEST(db.fault.flags == 0u);
  lives_on(db);
}

BOOST_AUTO_TEST_CASE(a_cancelled_write_leaves_the_transaction_and_nothing_of_itself) {
  const Table table("id int");
  Server db;
  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_BEGIN), ZIN_OK);
  db.query(table.sql("insert into @ values (1)"));
  const std::uint64_t token = new_token();
  {
    const Canceller canceller(db, token);
    const std::string sql = table.sql("insert into @ select seq + sleep(60) from seq_1_to_9");
    BOOST_TEST(!db.try_exec({.sql = sql, .token = token}));
  }
  BOOST_TEST(db.fault.status == ZIN_E_CANCELLED);
  BOOST_TEST(db.state() == (ZIN_CONN_USABLE | ZIN_CONN_IN_TXN));
  BOOST_REQUIRE_EQUAL(db.txn(ZIN_TXN_COMMIT), ZIN_OK);
  BOOST_TEST(db.query(table.sql("select * from @")) == (std::vector<Row>{{"i64 1"}}));
}

BOOST_AUTO_TEST_CASE(a_deadline_reaches_the_server_and_the_connection_lives) {
  Server db;
  const std::int64_t before = now_ns();
  const zin_op op = patient_operation(new_token(), before + 100 * ms);
  zin_exec exec{};
  exec.struct_size = sizeof(exec);
  exec.sql = str("select sleep(60), sleep(60)");
  zin_cursor* cursor = nullptr;
  const zin_status status =
      finish(db.handle(), op, db.fault, [&](const zin_op* given, zin_wait* wait) {
        return driver().start_exec(db.handle(), &exec, given, &cursor, wait, &db.fault);
      });
  BOOST_TEST(status == ZIN_E_TIMEOUT);
  BOOST_TEST(db.fault.category == ZIN_CAT_TIMEOUT);
  BOOST_TEST(now_ns() - before >= 100 * ms);
  BOOST_TEST(now_ns() - before < 2000 * ms);
  lives_on(db);
}

BOOST_AUTO_TEST_CASE(a_deadline_in_the_middle_of_the_rows_ends_the_result) {
  Server db;
  const std::int64_t deadline = now_ns() + 200 * ms;
  const zin_op op = patient_operation(new_token(), deadline);
  zin_exec exec{};
  exec.struct_size = sizeof(exec);
  exec.sql = str("select seq, sleep(0.01) from seq_1_to_100000");
  zin_cursor* cursor = nullptr;
  Fault fault;
  zin_status status = finish(db.handle(), op, fault, [&](const zin_op* given, zin_wait* wait) {
    return driver().start_exec(db.handle(), &exec, given, &cursor, wait, &fault);
  });
  while (status == ZIN_OK) {
    zin_rows rows{};
    rows.struct_size = sizeof(rows);
    status = finish(db.handle(), op, fault, [&](const zin_op* given, zin_wait* wait) {
      return driver().fetch(cursor, 0, given, &rows, wait, &fault);
    });
  }
  BOOST_TEST(status == ZIN_E_TIMEOUT);
  BOOST_TEST(now_ns() - deadline < 1500 * ms);
  if (cursor != nullptr) driver().cursor_close(cursor);
  lives_on(db);
}

BOOST_AUTO_TEST_CASE(a_cancel_between_two_fetches_ends_the_stream) {
  Server db;
  const std::uint64_t token = new_token();
  Result result = db.exec({.sql = "select seq, repeat('x', 1000) from seq_1_to_100000000",
                           .flags = ZIN_EXEC_STREAM,
                           .token = token});
  BOOST_TEST(result.fetch() == ZIN_OK);
  BOOST_REQUIRE_EQUAL(driver().cancel(db.handle(), token, now_ns() + 5000 * ms, nullptr), ZIN_OK);
  zin_status status = ZIN_OK;
  while (status == ZIN_OK) status = result.fetch();
  BOOST_TEST(status == ZIN_E_CANCELLED);
  BOOST_TEST(result.fetch() == ZIN_END);
  result.close();
  lives_on(db);
}

BOOST_AUTO_TEST_CASE(a_cancel_that_comes_too_late_hits_nobody) {
  Server db;
  for (int round = 0; round < 30; ++round) {
    const std::uint64_t token = new_token();
    std::thread late([&] { driver().cancel(db.handle(), token, now_ns() + 5000 * ms, nullptr); });
    const bool succeeded = db.try_exec({.sql = "select 1", .token = token}).has_value();
    // Whatever became of that one, the next must not feel it.
    BOOST_TEST((succeeded || db.fault.status == ZIN_E_CANCELLED));
    late.join();
    BOOST_REQUIRE_EQUAL(db.value("select sleep(0)"), "i64 0");
  }
  BOOST_TEST(driver().cancel(db.handle(), 1, now_ns() + 5000 * ms, nullptr) == ZIN_OK);
  BOOST_TEST(driver().cancel(db.handle(), 0, now_ns() + 5000 * ms, nullptr) == ZIN_OK);
  lives_on(db);
}

BOOST_AUTO_TEST_CASE(the_same_holds_with_tls_and_over_a_socket) {
  for (const Options& options :
       {server_options({{"ssl_mode", "verify-full"}, {"ssl_ca", server_setting("CA")}}),
        socket_options()}) {
    Connection db(options);
    BOOST_REQUIRE_MESSAGE(db.connect() == ZIN_OK, db.fault.text());
    const std::uint64_t token = new_token();
    std::thread canceller([&, id = std::to_string(db.info().server_conn_id)] {
      Server watcher;
      wait_for(watcher,
               "select count(*) from information_schema.processlist where id = " + id +
                   " and state = 'User sleep'",
               "i64 1");
      driver().cancel(db.handle(), token, now_ns() + 5000 * ms, nullptr);
    });
    BOOST_TEST(!db.try_exec({.sql = "select sleep(60), sleep(60)", .token = token}));
    canceller.join();
    BOOST_TEST(db.fault.status == ZIN_E_CANCELLED);
    BOOST_TEST(db.value("select 1") == "i64 1");
  }
}

BOOST_AUTO_TEST_CASE(a_connection_may_be_closed_in_the_middle_of_anything) {
  Server watcher;
  for (const char* sql : {"select seq, repeat('x', 1000) from seq_1_to_100000000", "select 1"}) {
    const Unowned connection;
    Server& db = connection.db;
    zin_exec exec{};
    exec.struct_size = sizeof(exec);
    exec.flags = ZIN_EXEC_STREAM;
    exec.sql = str(sql);
    zin_cursor* cursor = nullptr;  // which the connection frees
    BOOST_REQUIRE_EQUAL(finish(db.handle(), operation(0), db.fault,
                               [&](const zin_op* op, zin_wait* wait) {
                                 return driver().start_exec(db.handle(), &exec, op, &cursor, wait,
                                                            &db.fault);
                               }),
                        ZIN_OK);
    const std::string id = db.id();
    driver().conn_close(db.handle());
    wait_for(watcher, "select count(*) from information_schema.processlist where id = " + id,
             "i64 0");
  }
}

BOOST_AUTO_TEST_CASE(a_pending_operation_may_be_closed_or_given_up) {
  if (!stepped()) return;
  for (const bool give_up : {false, true}) {
    const Unowned connection;
    Server& db = connection.db;
    zin_op op = operation(new_token());
    zin_wait wait{};
    wait.struct_size = sizeof(wait);
    zin_exec exec{};
    exec.struct_size = sizeof(exec);
    exec.sql = str("do sleep(60)");
    zin_cursor* cursor = nullptr;
    Fault fault;
    zin_status status = driver().start_exec(db.handle(), &exec, &op, &cursor, &wait, &fault);
    BOOST_REQUIRE_EQUAL(status, ZIN_PENDING);
    BOOST_TEST(wait.nfds == 1u);
    BOOST_TEST((db.state() & ZIN_CONN_BUSY) != 0u);
    BOOST_TEST(driver().op_step(db.handle(), op.token + 1, 0, &wait, &fault) == ZIN_E_MISUSE);
    BOOST_TEST(db.fails("select 1") == ZIN_E_MISUSE);
    BOOST_TEST(driver().op_step(db.handle(), op.token, 0, &wait, &fault) == ZIN_PENDING);
    if (give_up) {
      status = driver().op_step(db.handle(), op.token, ZIN_READY_TIMER | ZIN_READY_TIMEOUT, &wait,
                                &fault);
      BOOST_TEST(status < 0);
      BOOST_TEST(db.state() == 0u);
    }
    driver().conn_close(db.handle());
  }
}

BOOST_AUTO_TEST_CASE(descriptors_keep_their_generation_while_nothing_changes) {
  if (!stepped()) return;
  Server db;
  std::uint32_t generation = 0;
  for (int round = 0; round < 5; ++round) {
    zin_op op = operation(new_token());
    zin_wait wait{};
    wait.struct_size = sizeof(wait);
    zin_exec exec{};
    exec.struct_size = sizeof(exec);
    exec.sql = str("do sleep(0.01)");
    zin_cursor* cursor = nullptr;
    Fault fault;
    zin_status status = driver().start_exec(db.handle(), &exec, &op, &cursor, &wait, &fault);
    BOOST_REQUIRE_EQUAL(status, ZIN_PENDING);
    if (round > 0) BOOST_TEST(wait.fd_generation == generation);
    generation = wait.fd_generation;
    BOOST_REQUIRE_EQUAL(complete(db.handle(), op, wait, status, &fault), ZIN_OK);
    driver().cursor_close(cursor);
  }
}

BOOST_AUTO_TEST_SUITE_END()
