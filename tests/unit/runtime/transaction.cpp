// Transactions: their end, savepoints, retries, and use of the database beside them.
// SPDX-License-Identifier: MIT
#include "zin/runtime/transaction.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "router_bench.hpp"

using zin::Errc;
using zin::Error;
using zin::Isolation;
using zin::Session;
using zin::TransactionOptions;
using zin::test::code_of;
using zin::test::RouterBench;
using zin::test::says;
using zin::test::StubTraits;
using zin::test::thrown_by;
namespace faults = zin::test::faults;
using Steps = std::vector<std::string>;

#define CHECK_STEPS(bench, ...)                                                \
  do {                                                                         \
    const Steps expected{__VA_ARGS__};                                         \
    BOOST_TEST((bench).steps() == expected, boost::test_tools::per_element()); \
  } while (false)

namespace {

void insert(Session& tx) { tx.execute("insert"); }

}  // namespace

BOOST_AUTO_TEST_SUITE(transaction)

BOOST_AUTO_TEST_CASE(what_returns_is_committed_and_its_result_handed_on) {
  RouterBench bench;
  bench.warm_up();
  const int result = bench.router.transaction([](Session& tx) {
    insert(tx);
    return 7;
  });
  BOOST_TEST(result == 7);
  CHECK_STEPS(bench, "begin", "exec insert", "commit");
}

BOOST_AUTO_TEST_CASE(what_throws_is_rolled_back_and_the_exception_goes_on) {
  RouterBench bench;
  bench.warm_up();
  BOOST_CHECK_THROW(bench.router.transaction([](Session& tx) {
    insert(tx);
    throw std::runtime_error("of the application");
  }),
                    std::runtime_error);
  CHECK_STEPS(bench, "begin", "exec insert", "rollback");
  BOOST_TEST(bench.router.primary().stats().idle == 1U);
}

BOOST_AUTO_TEST_CASE(rolling_back_has_a_moment_when_the_deadline_has_passed) {
  RouterBench bench;
  bench.warm_up();
  const auto soon = std::chrono::steady_clock::now() + std::chrono::seconds{1};
  const auto roll_back = [&](zin::Deadline deadline) {
    bench.server.forget_calls();
    BOOST_CHECK_THROW(
        bench.router.transaction([&](Session&) { throw std::runtime_error("of the application"); },
                                 {.deadline = deadline}),
        std::runtime_error);
    return bench.server.calls().back();
  };
  const auto in_time = roll_back(soon);
  BOOST_TEST(in_time.verb == "rollback");
  BOOST_TEST((in_time.deadline == soon + zin::host::grace));
  const auto late = roll_back(std::chrono::steady_clock::now() + std::chrono::microseconds{1});
  BOOST_TEST(late.verb == "rollback");
  BOOST_TEST((*late.deadline >= soon - std::chrono::seconds{1} + zin::host::grace));
  BOOST_TEST((*late.deadline <= std::chrono::steady_clock::now() + zin::host::grace));
}

BOOST_AUTO_TEST_CASE(a_nested_transaction_is_a_savepoint_that_is_released) {
  RouterBench bench;
  bench.warm_up();
  bench.router.transaction([](Session& tx) {
    tx.transaction([](Session& inner) { inner.transaction(insert); });
    tx.transaction(insert);
  });
  CHECK_STEPS(bench, "begin", "savepoint zin_1", "savepoint zin_2", "exec insert", "release zin_2",
              "release zin_1", "savepoint zin_1", "exec insert", "release zin_1", "commit");
}

BOOST_AUTO_TEST_CASE(a_nested_failure_takes_back_its_own_part_alone) {
  RouterBench bench;
  bench.warm_up();
  bench.server.fail("exec", faults::broken(), 1, "bad");
  bench.router.transaction([](Session& tx) {
    insert(tx);
    BOOST_CHECK_THROW(tx.transaction([](Session& inner) { inner.execute("bad"); }), Error);
    insert(tx);
  });
  CHECK_STEPS(bench, "begin", "exec insert", "savepoint zin_1", "exec bad", "rollback_to zin_1",
              "release zin_1", "exec insert", "commit");
}

BOOST_AUTO_TEST_CASE(a_nested_transaction_runs_again_as_often_as_was_asked) {
  RouterBench bench;
  bench.warm_up();
  bench.server.fail("exec", faults::busy(), 2, "insert");
  int runs = 0;
  bench.router.transaction([&](Session& tx) {
    tx.transaction(
        [&](Session& inner) {
          ++runs;
          insert(inner);
        },
        {.attempts = 3});
  });
  BOOST_TEST(runs == 3);
  CHECK_STEPS(bench, "begin", "savepoint zin_1", "exec insert", "rollback_to zin_1",
              "release zin_1", "savepoint zin_1", "exec insert", "rollback_to zin_1",
              "release zin_1", "savepoint zin_1", "exec insert", "release zin_1", "commit");
  for (const std::uint32_t attempts : {0U, 1U, 2U}) {
    bench.server.fail("exec", faults::busy(), std::max(attempts, 1U), "again");
    bench.server.forget_calls();
    bench.router.transaction(
        [&](Session& tx) {
          const Errc code = code_of([&] {
            tx.transaction([](Session& inner) { inner.execute("again"); }, {.attempts = attempts});
          });
          BOOST_TEST(code == Errc::busy);
        },
        {.attempts = 1});
    BOOST_TEST(bench.server.count("savepoint") == std::max(attempts, 1U));
  }
}

BOOST_AUTO_TEST_CASE(one_that_is_ended_by_hand_tells_whether_it_may_run_again) {
  RouterBench bench;
  bench.warm_up();
  bench.server.fail("exec", faults::busy(), 1, "insert");
  bench.router.transaction([](Session& tx) {
    const auto nested = tx.begin({.attempts = 2}, {});
    const Error error = thrown_by([&] { return insert(nested->session()), 0; });
    nested->roll_back();
    BOOST_TEST(nested->may_run_again(error, 1));
    BOOST_TEST(!nested->may_run_again(error, 2));
    BOOST_TEST(!nested->may_run_again(Error{Errc::syntax, "for good"}, 1));
    BOOST_TEST(!tx.begin({}, {})->may_run_again(error, 1));
  });
}

BOOST_AUTO_TEST_CASE(a_nested_transaction_is_not_run_again_when_the_outer_one_is_over) {
  RouterBench bench;
  bench.warm_up();
  bench.server.fail("exec", faults::deadlock(), 1, "insert");
  int runs = 0;
  const Errc code = code_of([&] {
    bench.router.transaction(
        [&](Session& tx) {
          tx.transaction(
              [&](Session& inner) {
                ++runs;
                insert(inner);
              },
              {.attempts = 5});
        },
        {.attempts = 1});
  });
  BOOST_TEST(code == Errc::deadlock);
  BOOST_TEST(runs == 1);
}

BOOST_AUTO_TEST_CASE(terms_that_the_outer_transaction_does_not_have_are_refused) {
  RouterBench bench;
  bench.warm_up();
  const auto refused = [](Session& tx, const TransactionOptions& options) {
    return code_of([&] { tx.transaction(insert, options); }) == Errc::invalid_argument;
  };
  bench.router.transaction([&](Session& tx) {
    BOOST_TEST(refused(tx, {.read_only = true}));
    BOOST_TEST(refused(tx, {.isolation = Isolation::serializable}));
    BOOST_CHECK_THROW(static_cast<void>(tx.begin({.read_only = true}, {})), Error);
  });
  CHECK_STEPS(bench, "begin", "commit");
  bench.server.forget_calls();
  bench.router.transaction(
      [&](Session& tx) {
        tx.transaction([](Session&) {},
                       {.isolation = Isolation::repeatable_read, .read_only = true});
        tx.transaction([](Session&) {});
        BOOST_TEST(refused(tx, {.isolation = Isolation::serializable}));
      },
      {.isolation = Isolation::repeatable_read, .read_only = true});
  CHECK_STEPS(bench, "begin", "savepoint zin_1", "release zin_1", "savepoint zin_1",
              "release zin_1", "commit");
}

BOOST_AUTO_TEST_CASE(without_savepoints_a_nested_transaction_is_refused) {
  RouterBench bench{StubTraits{.capabilities = ZIN_CAP_PREPARE | ZIN_CAP_TXN}};
  bench.warm_up();
  bench.router.transaction([](Session& tx) {
    BOOST_TEST(code_of([&] { tx.transaction(insert); }) == Errc::unsupported);
  });
  CHECK_STEPS(bench, "begin", "commit");
}

BOOST_AUTO_TEST_CASE(without_transactions_nothing_is_sent) {
  RouterBench bench{StubTraits{.capabilities = ZIN_CAP_PREPARE}};
  bench.warm_up();
  BOOST_TEST(code_of([&] { bench.router.transaction(insert); }) == Errc::unsupported);
  CHECK_STEPS(bench);
}

BOOST_AUTO_TEST_CASE(isolation_and_reading_only_reach_the_driver) {
  RouterBench bench;
  bench.warm_up();
  const auto mode_of = [&](const TransactionOptions& options) {
    bench.server.forget_calls();
    bench.router.transaction([](Session&) {}, options);
    return bench.server.calls().front().flags;
  };
  BOOST_TEST(mode_of({}) == (ZIN_TX_DEFAULT | ZIN_TX_WRITE_NOW));
  BOOST_TEST(mode_of({.isolation = Isolation::serializable, .read_only = true}) ==
             (ZIN_TX_SERIALIZABLE | ZIN_TX_READ_ONLY));
  BOOST_TEST(mode_of({.isolation = Isolation::read_committed}) ==
             (ZIN_TX_READ_COMMITTED | ZIN_TX_WRITE_NOW));
  BOOST_TEST(mode_of({.isolation = Isolation::repeatable_read}) ==
             (ZIN_TX_REPEATABLE_READ | ZIN_TX_WRITE_NOW));
}

BOOST_AUTO_TEST_CASE(a_retryable_failure_runs_all_of_it_again) {
  RouterBench bench;
  bench.warm_up();
  bench.server.fail("exec", faults::deadlock(), 1, "insert");
  bench.server.fail("commit", faults::busy());
  int runs = 0;
  bench.router.transaction([&](Session& tx) {
    ++runs;
    insert(tx);
  });
  BOOST_TEST(runs == 3);
  BOOST_TEST(bench.server.count("begin") == 3U);
  BOOST_TEST(bench.steps().back() == "commit");
}

BOOST_AUTO_TEST_CASE(it_runs_no_more_often_than_was_asked) {
  RouterBench bench;
  bench.warm_up();
  bench.server.fail("exec", faults::deadlock(), 8, "insert");
  for (const std::uint32_t attempts : {1U, 2U, 5U}) {
    bench.server.forget_calls();
    BOOST_TEST(code_of([&] { bench.router.transaction(insert, {.attempts = attempts}); }) ==
               Errc::deadlock);
    BOOST_TEST(bench.server.count("begin") == attempts);
  }
}

BOOST_AUTO_TEST_CASE(what_is_not_retryable_runs_once) {
  RouterBench bench;
  bench.warm_up();
  bench.server.fail("exec", faults::broken(), 1, "insert");
  BOOST_CHECK_THROW(bench.router.transaction(insert), Error);
  CHECK_STEPS(bench, "begin", "exec insert", "rollback");
}

BOOST_AUTO_TEST_CASE(a_commit_without_an_answer_is_in_doubt_and_not_run_again) {
  RouterBench bench;
  bench.warm_up();
  bench.server.fail("commit", faults::connection_lost(ZIN_ERRF_MAYBE_APPLIED));
  const Error error = thrown_by([&] { bench.router.transaction(insert); });
  BOOST_TEST(error.code() == Errc::in_doubt);
  BOOST_TEST(error.may_be_applied());
  BOOST_TEST(bench.server.count("begin") == 1U);
}

BOOST_AUTO_TEST_CASE(the_database_inside_its_own_transaction_is_refused) {
  RouterBench bench;
  bench.warm_up();
  bench.router.transaction([&](Session&) {
    const Error error = thrown_by([&] { bench.router.execute("delete"); });
    BOOST_TEST(error.code() == Errc::outside_transaction);
    BOOST_TEST(says(error, "\"bench\" was used while this thread is inside a transaction"));
    BOOST_TEST(error.where().has_value());
    BOOST_TEST(code_of([&] { static_cast<void>(bench.router.select("x")); }) ==
               Errc::outside_transaction);
    BOOST_TEST(code_of([&] { static_cast<void>(bench.router.stream("x")); }) ==
               Errc::outside_transaction);
    BOOST_TEST(code_of([&] { bench.router.transaction(insert); }) == Errc::outside_transaction);
    BOOST_TEST(code_of([&] { bench.router.insert_many("t", {"a"}, {{1}}); }) ==
               Errc::outside_transaction);
    BOOST_TEST(code_of([&] { bench.router.after_commit([] {}); }) == Errc::outside_transaction);
  });
  CHECK_STEPS(bench, "begin", "commit");
  bench.router.execute("delete");
}

BOOST_AUTO_TEST_CASE(said_aloud_it_runs_beside_the_transaction) {
  RouterBench bench;
  bench.warm_up();
  bench.router.transaction([&](Session&) { bench.router.outside_transaction().execute("delete"); });
  const auto calls = bench.server.calls();
  BOOST_TEST(calls.front().verb == "begin");
  BOOST_TEST(calls.back().verb == "commit");
  for (const auto& call : calls) {
    if (call.text == "delete") BOOST_TEST(call.connection != calls.front().connection);
  }
  BOOST_TEST(bench.server.connections() == 2U);
}

BOOST_AUTO_TEST_CASE(what_is_to_follow_a_commit_follows_it_once_and_in_order) {
  RouterBench bench;
  bench.warm_up();
  bench.server.fail("exec", faults::deadlock(), 1, "insert");
  std::string told;
  bench.router.transaction([&](Session& tx) {
    tx.after_commit([&] { told += 'a'; });
    tx.transaction([&](Session& inner) { inner.after_commit([&] { told += 'b'; }); });
    try {
      tx.transaction([&](Session& inner) {
        inner.after_commit([&] { told += 'x'; });
        throw std::runtime_error("taken back");
      });
    } catch (const std::runtime_error&) {
    }
    insert(tx);
    BOOST_TEST(told.empty());
  });
  BOOST_TEST(told == "ab");
  BOOST_CHECK_THROW(bench.router.transaction([&](Session& tx) {
    tx.after_commit([&] { told += 'y'; });
    throw std::runtime_error("rolled back");
  }),
                    std::runtime_error);
  BOOST_TEST(told == "ab");
  bench.router.after_commit([&] { told += 'c'; });
  BOOST_TEST(told == "abc");
}

BOOST_AUTO_TEST_CASE(what_comes_after_the_server_ended_it_is_not_sent) {
  RouterBench bench;
  bench.warm_up();
  bench.server.fail("exec", faults::deadlock(), 1, "insert");
  BOOST_CHECK_THROW(bench.router.transaction(
                        [](Session& tx) {
                          BOOST_CHECK_THROW(insert(tx), Error);
                          tx.execute("later");
                        },
                        {.attempts = 1}),
                    Error);
  for (const std::string& step : bench.steps()) BOOST_TEST(step != "exec later");
}

BOOST_AUTO_TEST_SUITE_END()
