// Deadlines and cancellation of asynchronous operations.
// SPDX-License-Identifier: MIT
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>

#include "running.hpp"

namespace zin::test {
namespace {

using Awaitable = asio::awaitable<void>;
using namespace asio::experimental::awaitable_operators;

asio::awaitable<void> pause(std::chrono::milliseconds span) {
  asio::steady_timer timer{co_await asio::this_coro::executor, span};
  co_await timer.async_wait(asio::use_awaitable);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(async_cancelling)

BOOST_AUTO_TEST_CASE(a_cancelled_statement_ends_and_its_connection_lives) {
  Fresh db;
  run_all([&]() -> Awaitable {
    co_await db->async_select("select 1");
    const auto opened = db->stats().opened;
    const auto started = std::chrono::steady_clock::now();
    const auto first = co_await (db->async_select(differences().slow_read) || pause(100ms));
    BOOST_TEST(first.index() == 1U);
    BOOST_TEST((std::chrono::steady_clock::now() - started < 5s));
    BOOST_TEST(server_stops(differences().slow_read));
    const Rows rows = co_await db->async_select("select 1");
    BOOST_TEST(rows.size() == 1U);
    BOOST_TEST(db->stats().opened == opened);
  });
}

BOOST_AUTO_TEST_CASE(what_is_cancelled_says_so) {
  Fresh db;
  asio::io_context context;
  asio::cancellation_signal signal;
  std::optional<Errc> code;
  db->async_select(
      differences().slow_read, {},
      asio::bind_cancellation_slot(
          signal.slot(),
          asio::bind_executor(context, [&](const std::exception_ptr& error, const Rows&) {
            try {
              std::rethrow_exception(error);
            } catch (const Error& failure) {
              code = failure.code();
            }
          })));
  const auto end = std::chrono::steady_clock::now() + 10s;
  while (db->stats().active == 0 && std::chrono::steady_clock::now() < end) context.run_for(10ms);
  signal.emit(asio::cancellation_type::total);
  context.run_for(10s);
  BOOST_TEST((code == Errc::cancelled));
  BOOST_TEST(server_stops(differences().slow_read));
}

BOOST_AUTO_TEST_CASE(a_deadline_ends_a_statement) {
  DatabaseConfig config = place().config;
  config.query_timeout = 200ms;
  Fresh db{config};
  run_all([&]() -> Awaitable {
    const auto code = co_await code_of(db->async_select(differences().slow_read));
    BOOST_TEST((code == Errc::timeout));
    BOOST_TEST(server_stops(differences().slow_read));
    const Rows rows = co_await db->async_select("select 1");
    BOOST_TEST(rows.size() == 1U);
  });
}

BOOST_AUTO_TEST_CASE(who_waits_for_a_connection_can_be_cancelled_and_times_out) {
  DatabaseConfig config = place().config;
  config.pool.max = 1;
  config.pool.connection_timeout = 300ms;
  Fresh db{config};
  run_all([&]() -> Awaitable {
    const auto hold = [&](Session& tx) -> Awaitable {
      co_await tx.async_select("select 1");
      const auto first = co_await (db->async_select("select 2") || pause(50ms));
      BOOST_TEST(first.index() == 1U);
      const auto code = co_await code_of(db->async_select("select 3"));
      BOOST_TEST((code == Errc::pool_timeout));
    };
    co_await db->async_transaction(hold);
    const Rows rows = co_await db->async_select("select 4");
    BOOST_TEST(rows[0].get<int>(0) == 4);
  });
  BOOST_TEST(db->stats().waiting == 0U);
}

BOOST_AUTO_TEST_CASE(a_blocking_call_that_would_wait_for_its_own_thread_is_refused) {
  DatabaseConfig config = place().config;
  config.pool.max = 1;
  Fresh db{config};
  run_all([&]() -> Awaitable {
    const auto hold = [&](Session& tx) -> Awaitable {
      co_await tx.async_select("select 1");
      try {
        static_cast<void>(db->select("select 2"));
        BOOST_ERROR("it was not refused");
      } catch (const Error& error) {
        BOOST_TEST((error.code() == Errc::invalid_argument));
        BOOST_TEST(std::string{error.what()}.find("co_await") != std::string::npos);
      }
    };
    co_await db->async_transaction(hold);
    BOOST_TEST(db->select("select 3").size() == 1U);
  });
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zin::test
