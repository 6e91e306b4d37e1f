// Asynchronous transactions.
// SPDX-License-Identifier: MIT
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
