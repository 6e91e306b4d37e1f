// Transactions: what they keep, what they undo, and what they refuse.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "place.hpp"
#include "printing.hpp"
#include "thrown.hpp"

using namespace zin;
using namespace zin::test;

namespace {

struct KeptNumbers : Table {
  KeptNumbers() : Table("kept", "n integer primary key") {}
  [[nodiscard]] std::vector<int> numbers() const {
    std::vector<int> out;
    for (const Row& row : shared().select("select n from kept order by n"))
      out.push_back(row.get<int>(0));
    return out;
  }
};

void insert(Session& session, int n) { session.execute("insert into kept values (?)", {n}); }

using Numbers = std::vector<int>;

}  // namespace

BOOST_AUTO_TEST_SUITE(transactions)

BOOST_FIXTURE_TEST_CASE(what_the_function_returns_comes_back_after_the_commit, KeptNumbers,
                        *boost::unit_test::precondition(IsInteractive{})) {
  const int result = shared().transaction([](Session& tx) {
    insert(tx, 1);
    insert(tx, 2);
    return tx.select_one("select count(*) from kept")->get<int>(0);
  });
  BOOST_TEST(result == 2);
  BOOST_TEST(numbers() == (Numbers{1, 2}), boost::test_tools::per_element());
}

BOOST_FIXTURE_TEST_CASE(an_exception_rolls_back_and_goes_on, KeptNumbers) {
  try {
    shared().transaction([](Session& tx) {
      insert(tx, 1);
      throw std::out_of_range("the caller's own");
    });
    BOOST_ERROR("nothing was thrown");
  } catch (const std::out_of_range& error) {
    BOOST_TEST(std::string{error.what()} == "the caller's own");
  }
  BOOST_TEST(numbers().empty());
  BOOST_TEST(shared().stats().active == 0U);
}

BOOST_FIXTURE_TEST_CASE(an_inner_transaction_rolls_back_on_its_own, KeptNumbers) {
  shared().transaction([](Session& tx) {
    insert(tx, 1);
    BOOST_CHECK_THROW(tx.transaction([](Session& inner) {
      insert(inner, 2);
      inner.transaction([](Session& innermost) { insert(innermost, 3); });
      throw std::runtime_error("no");
    }),
                      std::runtime_error);
    tx.transaction([](Session& inner) { insert(inner, 4); });
    insert(tx, 5);
  });
  BOOST_TEST(numbers() == (Numbers{1, 4, 5}), boost::test_tools::per_element());
}

BOOST_FIXTURE_TEST_CASE(a_failed_statement_of_an_inner_transaction_leaves_the_outer_one_whole,
                        KeptNumbers, *boost::unit_test::precondition(IsInteractive{})) {
  shared().transaction([](Session& tx) {
    insert(tx, 1);
    BOOST_TEST(code_of([&] { tx.transaction([](Session& inner) { insert(inner, 1); }); }) ==
               Errc::unique_violation);
    insert(tx, 2);
  });
  BOOST_TEST(numbers() == (Numbers{1, 2}), boost::test_tools::per_element());
}

BOOST_FIXTURE_TEST_CASE(after_a_failed_statement_nothing_is_stored_half, KeptNumbers,
                        *boost::unit_test::precondition(IsInteractive{})) {
  const auto outcome = attempt([] {
    shared().transaction([](Session& tx) {
      insert(tx, 1);
      BOOST_TEST(code_of([&] { insert(tx, 1); }) == Errc::unique_violation);
      insert(tx, 2);
    });
  });
  if (differences().goes_on_after_error) {
    BOOST_TEST(outcome.has_value());
    BOOST_TEST(numbers() == (Numbers{1, 2}), boost::test_tools::per_element());
  } else {
    BOOST_REQUIRE(!outcome.has_value());
    BOOST_TEST(outcome.error().code() == Errc::cancelled);
    BOOST_TEST(numbers().empty());
  }
}

BOOST_FIXTURE_TEST_CASE(an_exception_of_the_outer_one_undoes_what_the_inner_one_released,
                        KeptNumbers) {
  BOOST_CHECK_THROW(shared().transaction([](Session& tx) {
    tx.transaction([](Session& inner) { insert(inner, 1); });
    throw std::runtime_error("no");
  }),
                    std::runtime_error);
  BOOST_TEST(numbers().empty());
}

BOOST_FIXTURE_TEST_CASE(a_transaction_for_reading_takes_no_writes, KeptNumbers) {
  insert(shared(), 1);
  const Error error = thrown_by([] {
    shared().transaction(
        [](Session& tx) {
          BOOST_TEST(tx.select_one("select count(*) from kept")->get<int>(0) == 1);
          insert(tx, 2);
        },
        {.read_only = true});
  });
  BOOST_TEST(error.code() == Errc::read_only);
  BOOST_TEST(numbers() == (Numbers{1}), boost::test_tools::per_element());
  // The next transaction of the same connection writes.
  shared().transaction([](Session& tx) { insert(tx, 2); });
  BOOST_TEST(count() == 2);
}

BOOST_FIXTURE_TEST_CASE(a_repeatable_read_does_not_see_what_others_commit_meanwhile, KeptNumbers,
                        *boost::unit_test::precondition(IsInteractive{})) {
  insert(shared(), 1);
  for (const Isolation isolation : {Isolation::repeatable_read, Isolation::serializable}) {
    const int before = count();
    shared().transaction(
        [&](Session& tx) {
          const auto seen = [&] { return tx.select_one("select count(*) from kept")->get<int>(0); };
          BOOST_TEST(seen() == before);
          // A serializable read of MariaDB locks what it has read.
          if (isolation == Isolation::repeatable_read) {
            insert(shared().outside_transaction(), before + 1);
          }
          BOOST_TEST(seen() == before);
        },
        {.isolation = isolation, .read_only = true});
  }
  BOOST_TEST(count() == 2);
}

BOOST_FIXTURE_TEST_CASE(what_is_not_committed_is_seen_by_nobody_else, KeptNumbers) {
  shared().transaction([&](Session& tx) {
    insert(tx, 1);
    Session& other = shared().outside_transaction();
    BOOST_TEST(other.select("select * from kept").empty());
    BOOST_TEST(shared().stats().active == 1U);
  });
  BOOST_TEST(numbers() == (Numbers{1}), boost::test_tools::per_element());
}

BOOST_FIXTURE_TEST_CASE(actions_run_in_order_after_the_commit_and_those_undone_never, KeptNumbers) {
  std::vector<std::string> told;
  const auto tell = [&](Session& session, std::string word) {
    session.after_commit([&told, word = std::move(word)] {
      told.push_back(word + " " + std::to_string(Table{"seen", "n integer"}.count()));
    });
  };
  shared().transaction([&](Session& tx) {
    tell(tx, "first");
    insert(tx, 1);
    BOOST_CHECK_THROW(tx.transaction([&](Session& inner) {
      tell(inner, "undone");
      throw std::runtime_error("no");
    }),
                      std::runtime_error);
    tx.transaction([&](Session& inner) { tell(inner, "second"); });
    tell(tx, "third");
    BOOST_TEST(told.empty());
  });
  BOOST_TEST(told == (std::vector<std::string>{"first 0", "second 0", "third 0"}),
             boost::test_tools::per_element());
  told.clear();
  BOOST_CHECK_THROW(shared().transaction([&](Session& tx) {
    tell(tx, "undone");
    throw std::runtime_error("no");
  }),
                    std::runtime_error);
  BOOST_TEST(told.empty());
  tell(shared(), "at once");
  BOOST_TEST(told.size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(the_database_inside_of_its_own_transaction_is_refused, KeptNumbers) {
  shared().transaction([](Session&) {
    BOOST_TEST(code_of([] { return shared().select("select 1"); }) == Errc::outside_transaction);
    BOOST_TEST(code_of([] { insert(shared(), 1); }) == Errc::outside_transaction);
    BOOST_TEST(code_of([] { return shared().stream("select 1"); }) == Errc::outside_transaction);
    BOOST_TEST(code_of([] { shared().transaction([](Session&) {}); }) == Errc::outside_transaction);
    BOOST_TEST(code_of([] { return shared().insert_many("kept", {"n"}, {{1}}); }) ==
               Errc::outside_transaction);
  });
  BOOST_TEST(numbers().empty());
}

BOOST_FIXTURE_TEST_CASE(ddl_is_undone_with_its_transaction_where_the_server_can, KeptNumbers) {
  BOOST_CHECK_THROW(shared().transaction([](Session& tx) {
    tx.execute("create table made_inside (n integer)");
    throw std::runtime_error("no");
  }),
                    std::runtime_error);
  const auto there = attempt([] { return shared().select("select * from made_inside"); });
  BOOST_TEST(there.has_value() == !differences().ddl_rolls_back);
  shared().execute("drop table if exists made_inside");
}

BOOST_FIXTURE_TEST_CASE(a_transaction_that_others_hinder_is_run_again, KeptNumbers) {
  int runs = 0;
  shared().transaction(
      [&](Session& tx) {
        insert(tx, ++runs);
        if (runs == 3) return;
        ErrorInfo info;
        info.code = Errc::serialization_failure;
        info.message = "as a server would say";
        info.retryable = true;
        throw Error(std::move(info));
      },
      {.attempts = 3});
  BOOST_TEST(runs == 3);
  BOOST_TEST(numbers() == (Numbers{3}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
