// Asynchronous transactions.
// SPDX-License-Identifier: MIT
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/use_future.hpp>
#include <future>
#include <optional>
#include <stdexcept>

#include "running.hpp"

namespace zin::test {
namespace {

using Awaitable = asio::awaitable<void>;

}  // namespace

BOOST_AUTO_TEST_SUITE(async_transactions)

BOOST_AUTO_TEST_CASE(it_commits_and_gives_the_result_of_its_function) {
  const Table table{"async_commits", "a integer"};
  run_all([]() -> Awaitable {
    bool committed = false;
    const auto body = [&](Session& tx) -> asio::awaitable<int> {
      tx.after_commit([&] { committed = true; });
      co_await tx.async_execute("insert into async_commits values (1)");
      BOOST_TEST(!committed);
      const Rows rows = co_await tx.async_select("select count(*) from async_commits");
      co_return rows[0].get<int>(0);
    };
    const int count = co_await shared().async_transaction(body);
    BOOST_TEST(count == 1);
    BOOST_TEST(committed);
  });
  BOOST_TEST(table.count() == 1);
  BOOST_TEST(shared().stats().active == 0U);
}

BOOST_AUTO_TEST_CASE(any_token_is_told_of_its_end_on_its_executor) {
  const Table table{"async_token", "a integer"};
  asio::io_context context;
  std::optional<int> given;
  const auto body = [](Session& tx) -> asio::awaitable<int> {
    co_await tx.async_execute("insert into async_token values (1)");
    co_return 7;
  };
  shared().async_transaction(
      body, {}, asio::bind_executor(context, [&](const std::exception_ptr& error, int result) {
        BOOST_TEST(!error);
        BOOST_TEST(context.get_executor().running_in_this_thread());
        given = result;
      }));
  BOOST_TEST(!given.has_value());
  context.run_for(60s);
  BOOST_TEST(given.value_or(0) == 7);
  BOOST_TEST(table.count() == 1);

  const auto failing = [](Session& tx) -> Awaitable {
    co_await tx.async_execute("insert into async_token values (2)");
    throw std::runtime_error("no");
  };
  auto ended =
      shared().async_transaction(failing, {}, asio::bind_executor(context, asio::use_future));
  context.restart();
  context.run_for(60s);
  BOOST_REQUIRE((ended.wait_for(0s) == std::future_status::ready));
  BOOST_CHECK_THROW(ended.get(), std::runtime_error);
  BOOST_TEST(table.count() == 1);
}

BOOST_AUTO_TEST_CASE(the_cancellation_slot_of_its_token_rolls_it_back) {
  const Table table{"async_token_slot", "a integer"};
  Fresh db;
  asio::io_context context;
  asio::cancellation_signal signal;
  std::optional<Errc> code;
  bool begun = false;
  const auto body = [&](Session& tx) -> Awaitable {
    co_await tx.async_execute("insert into async_token_slot values (1)");
    begun = true;
    co_await tx.async_select(differences().slow_read);
  };
  db->async_transaction(
      body, {},
      asio::bind_cancellation_slot(
          signal.slot(), asio::bind_executor(context, [&](const std::exception_ptr& error) {
            try {
              std::rethrow_exception(error);
            } catch (const Error& failure) {
              code = failure.code();
            }
          })));
  const auto end = std::chrono::steady_clock::now() + 10s;
  while (!begun && std::chrono::steady_clock::now() < end) context.run_for(10ms);
  signal.emit(asio::cancellation_type::total);
  context.restart();
  context.run_for(60s);
  BOOST_TEST((code == Errc::cancelled));
  BOOST_TEST(db->stats().active == 0U);
  BOOST_TEST(table.count() == 0);
}

BOOST_AUTO_TEST_CASE(an_exception_rolls_back_and_goes_on) {
  const Table table{"async_rolls_back", "a integer"};
  run_all([]() -> Awaitable {
    const auto body = [](Session& tx) -> Awaitable {
      co_await tx.async_execute("insert into async_rolls_back values (1)");
      throw std::runtime_error("no");
    };
    try {
      co_await shared().async_transaction(body);
      BOOST_ERROR("nothing was thrown");
    } catch (const std::runtime_error& error) {
      BOOST_TEST(error.what() == "no");
    }
  });
  BOOST_TEST(table.count() == 0);
}

BOOST_AUTO_TEST_CASE(a_nested_one_is_undone_on_its_own) {
  const Table table{"async_nested", "a integer"};
  run_all([]() -> Awaitable {
    const auto inner = [](Session& tx) -> Awaitable {
      co_await tx.async_execute("insert into async_nested values (2)");
      throw std::runtime_error("inner");
    };
    const auto outer = [&](Session& tx) -> Awaitable {
      co_await tx.async_execute("insert into async_nested values (1)");
      try {
        co_await tx.async_transaction(inner);
      } catch (const std::runtime_error&) {
      }
      co_await tx.async_execute("insert into async_nested values (3)");
    };
    co_await shared().async_transaction(outer);
  });
  const auto found = shared().table("async_nested").order_by("a").pluck<int>("a");
  BOOST_TEST(found == (std::vector<int>{1, 3}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_retryable_failure_runs_it_again) {
  run_all([]() -> Awaitable {
    int runs = 0;
    const auto body = [&](Session&) -> Awaitable {
      ++runs;
      ErrorInfo info;
      info.code = Errc::deadlock;
      info.message = "made up";
      info.retryable = true;
      if (runs < 3) throw Error(std::move(info));
      co_return;
    };
    const TransactionOptions options{.attempts = 3};
    co_await shared().async_transaction(body, options);
    BOOST_TEST(runs == 3);
  });
}

BOOST_AUTO_TEST_CASE(two_statements_at_once_are_refused) {
  run_all([]() -> Awaitable {
    const auto body = [](Session& tx) -> Awaitable {
      const auto executor = co_await asio::this_coro::executor;
      std::optional<std::exception_ptr> first;
      tx.async_select("select 1", {},
                      asio::bind_executor(
                          executor, [&](std::exception_ptr error, const Rows&) { first = error; }));
      const auto second = co_await code_of(tx.async_select("select 2"));
      // The first one may have been so fast that they did not meet.
      if (second) BOOST_TEST((second == Errc::invalid_argument));
      while (!first) co_await asio::post(executor, asio::use_awaitable);
      BOOST_TEST(!*first);
    };
    co_await shared().async_transaction(body);
  });
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zin::test
