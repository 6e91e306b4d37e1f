// The asynchronous verbs of sessions.
// SPDX-License-Identifier: MIT
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/system_executor.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <future>
#include <thread>

#include "running.hpp"

namespace zin::test {
namespace {

using Awaitable = asio::awaitable<void>;

// Threads of the system executor, where tokens without one run, end before the process does: what
// OpenSSL keeps for each goes with it, and is no leak.
struct SystemThreadsEnd {
  ~SystemThreadsEnd() {
    auto& context = asio::query(asio::system_executor{}, asio::execution::context);
    context.stop();
    context.join();
  }
};
BOOST_TEST_GLOBAL_FIXTURE(SystemThreadsEnd);

}  // namespace

BOOST_AUTO_TEST_SUITE(async_sessions)

BOOST_AUTO_TEST_CASE(a_select_gives_its_rows) {
  run_all([]() -> Awaitable {
    const std::vector<Value> values{7, "text"};
    const Rows rows =
        co_await shared().async_select("select cast(? as integer), cast(? as char(10))", values);
    BOOST_TEST(rows.size() == 1U);
    BOOST_TEST(rows[0].get<int>(0) == 7);
    BOOST_TEST(rows[0].get<std::string>(1).starts_with("text"));
    const auto one = co_await shared().async_select_one("select 1 where 1 = 0");
    BOOST_TEST(!one.has_value());
  });
}

BOOST_AUTO_TEST_CASE(the_arguments_may_be_gone_when_it_runs) {
  run_all([]() -> Awaitable {
    auto operation = [] {
      const std::string sql = "select ?";
      const std::vector<Value> values{std::string(100, 'x')};
      return shared().async_select(sql, values);
    }();
    const Rows rows = co_await std::move(operation);
    BOOST_TEST(rows[0].get<std::string>(0) == std::string(100, 'x'));
  });
}

BOOST_AUTO_TEST_CASE(writes_are_counted) {
  const Table table{"async_writes", "a integer"};
  run_all([]() -> Awaitable {
    const auto done = co_await shared().async_execute("insert into async_writes values (1), (2)");
    BOOST_TEST(done.affected == 2U);
    const Statement statement{
        .sql = "delete from async_writes where a = ?", .bindings = {1}, .intent = Intent::write};
    co_await shared().async_run(statement);
  });
  BOOST_TEST(table.count() == 1);
}

BOOST_AUTO_TEST_CASE(many_rows_are_inserted_at_once) {
  const Table table{"async_bulk", "a integer, b varchar(20)"};
  run_all([]() -> Awaitable {
    std::vector<std::vector<Value>> rows;
    for (int i = 0; i < 3000; ++i) rows.push_back({i, std::to_string(i)});
    const Names columns{"a", "b"};
    const auto stored = co_await shared().async_insert_many("async_bulk", columns, rows);
    BOOST_TEST(stored == 3000U);
  });
  BOOST_TEST(table.count() == 3000);
}

BOOST_AUTO_TEST_CASE(an_error_of_the_server_is_thrown_where_it_is_awaited) {
  run_all([]() -> Awaitable {
    const auto code = co_await code_of(shared().async_select("select * from no_such_table"));
    BOOST_TEST((code == Errc::undefined_table));
    const Rows rows = co_await shared().async_select("select 1");
    BOOST_TEST(rows.size() == 1U);
  });
}

BOOST_AUTO_TEST_CASE(a_stream_is_read_piece_by_piece) {
  const Table table{"async_stream", "a integer"};
  std::vector<std::vector<Value>> rows;
  for (int i = 0; i < 1000; ++i) rows.push_back({i});
  shared().insert_many("async_stream", {"a"}, rows);
  run_all([]() -> Awaitable {
    auto stream = co_await shared().async_stream("select a from async_stream order by a");
    int next = 0;
    for (;;) {
      const Rows piece = co_await stream.async_next(300);
      if (piece.empty()) break;
      BOOST_TEST(piece.size() <= 300U);
      for (const Row& row : piece) BOOST_REQUIRE(row.get<int>(0) == next++);
    }
    BOOST_TEST(next == 1000);
  });
  BOOST_TEST(shared().stats().active == 0U);
}

BOOST_AUTO_TEST_CASE(a_stream_that_is_given_up_gives_its_connection_back) {
  const Table table{"async_given_up", "a integer"};
  std::vector<std::vector<Value>> rows;
  for (int i = 0; i < 1000; ++i) rows.push_back({i});
  shared().insert_many("async_given_up", {"a"}, rows);
  run_all([]() -> Awaitable {
    auto stream = co_await shared().async_stream("select a from async_given_up order by a");
    const Rows first = co_await stream.async_next(1);
    BOOST_TEST(first[0].get<int>(0) == 0);
    co_await stream.async_close();
    BOOST_TEST(shared().stats().active == 0U);
    auto dropped = co_await shared().async_stream("select a from async_given_up");
    const Rows piece = co_await dropped.async_next(1);
    BOOST_TEST(piece.size() == 1U);
  });
  // The second one ends on a thread of the database.
  while (shared().stats().active != 0) std::this_thread::yield();
}

BOOST_AUTO_TEST_CASE(every_token_is_taken) {
  BOOST_TEST(shared().async_select("select 3", {}, asio::use_future).get()[0].get<int>(0) == 3);

  asio::io_context context;
  int seen = 0;
  shared().async_select(
      "select 4", {},
      asio::bind_executor(context, [&](const std::exception_ptr& error, const Rows& rows) {
        BOOST_TEST(!error);
        BOOST_TEST(context.get_executor().running_in_this_thread());
        seen = rows[0].get<int>(0);
      }));
  BOOST_TEST(seen == 0);
  context.run();
  BOOST_TEST(seen == 4);

  auto failing = shared().async_execute("no sql", {}, asio::use_future);
  BOOST_CHECK_THROW(failing.get(), Error);
}

// Not in the coroutine itself, where clang keeps the address of a thread's variable over a
// co_await.
using Strand = asio::strand<asio::io_context::executor_type>;
[[gnu::noinline]] bool runs_on(const Strand& strand) { return strand.running_in_this_thread(); }

BOOST_AUTO_TEST_CASE(it_goes_on_on_the_executor_of_who_waits) {
  asio::io_context context;
  auto strand = asio::make_strand(context);
  bool done = false;
  asio::co_spawn(
      strand,
      [&]() -> Awaitable {
        for (int i = 0; i < 3; ++i) {
          const Rows rows = co_await shared().async_select("select 1");
          BOOST_TEST(rows.size() == 1U);
          BOOST_TEST(runs_on(strand));
        }
        done = true;
      },
      [](const std::exception_ptr& error) { BOOST_TEST(!error); });
  std::thread other{[&] { context.run(); }};
  context.run();
  other.join();
  BOOST_TEST(done);
}

BOOST_AUTO_TEST_CASE(more_callers_than_connections_all_have_their_turn) {
  asio::thread_pool threads{2};
  std::vector<std::future<int>> sums;
  for (int i = 0; i < 40; ++i) {
    sums.push_back(asio::co_spawn(
        threads,
        [i]() -> asio::awaitable<int> {
          int sum = 0;
          for (int j = 0; j < 5; ++j) {
            const std::vector<Value> values{i};
            const Rows rows = co_await shared().async_select("select cast(? as integer)", values);
            sum += rows[0].get<int>(0);
          }
          co_return sum;
        },
        asio::use_future));
  }
  for (int i = 0; i < 40; ++i) BOOST_TEST(sums[static_cast<std::size_t>(i)].get() == 5 * i);
  threads.join();
  BOOST_TEST(shared().stats().active == 0U);
}

BOOST_AUTO_TEST_CASE(a_context_that_ends_takes_its_operations_along) {
  Fresh db;
  {
    asio::io_context context;
    asio::co_spawn(
        context,
        [&]() -> Awaitable {
          co_await db->async_select(differences().slow_read);
          BOOST_ERROR("a coroutine of a context that has ended goes on");
        },
        asio::detached);
    const auto end = std::chrono::steady_clock::now() + 10s;
    while (db->stats().active == 0 && std::chrono::steady_clock::now() < end) {
      context.run_for(10ms);
    }
    BOOST_TEST(db->stats().active == 1U);
  }

  BOOST_TEST(db->stats().active == 0U);
  BOOST_TEST(db->select("select 1").size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zin::test
