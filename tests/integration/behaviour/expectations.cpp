// Transactions that hold only if a write changed as many rows as expected: the same code on drivers
// with transactions and on those that send a batch.
// SPDX-License-Identifier: MIT
#include "place.hpp"
#include "printing.hpp"
#include "thrown.hpp"

using zin::Errc;
using zin::Error;
using zin::Session;
using zin::test::code_of;
using zin::test::shared;
using zin::test::Table;
using zin::test::thrown_by;

namespace {

struct Swapped : Table {
  Swapped() : Table("swapped", "id integer primary key, balance integer not null") {
    shared().insert_many("swapped", {"id", "balance"}, {{1, 100}, {2, 0}});
  }
  [[nodiscard]] static int balance(int id) {
    return shared().select_one("select balance from swapped where id = ?", {id})->get<int>(0);
  }
  static void swap(Session& tx, int id, int seen, int wanted) {
    tx.execute("update swapped set balance = ? where id = ? and balance = ?", {wanted, id, seen});
    tx.expect_affected(1);
  }
};

BOOST_FIXTURE_TEST_SUITE(expectations, Swapped)

BOOST_AUTO_TEST_CASE(that_are_met_let_all_of_it_stand) {
  bool told = false;
  shared().transaction([&told](Session& tx) {
    swap(tx, 1, 100, 70);
    swap(tx, 2, 0, 30);
    tx.execute("delete from swapped where id > 10");
    tx.expect_affected(0);
    tx.after_commit([&told] { told = true; });
  });
  BOOST_TEST(told);
  BOOST_TEST(balance(1) == 70);
  BOOST_TEST(balance(2) == 30);
}

BOOST_AUTO_TEST_CASE(that_are_not_met_undo_what_was_written_before_and_behind) {
  bool told = false;
  const Error failure = thrown_by([&told] {
    shared().transaction([&told](Session& tx) {
      tx.after_commit([&told] { told = true; });
      swap(tx, 1, 100, 70);
      swap(tx, 2, 5, 30);  // it is 0
      tx.execute("insert into swapped (id, balance) values (3, 3)");
    });
  });
  BOOST_TEST(failure.code() == Errc::stale_version);
  BOOST_TEST(!failure.retryable());
  BOOST_TEST(!told);
  BOOST_TEST(balance(1) == 100);
  BOOST_TEST(balance(2) == 0);
  BOOST_TEST(count() == 2);
}

BOOST_AUTO_TEST_CASE(are_about_the_last_write_however_often_they_are_said) {
  shared().transaction([](Session& tx) {
    tx.execute("update swapped set balance = balance + 1");
    tx.expect_affected(2);
    tx.expect_affected(2);
    tx.table("swapped").where("id", 1).update({{"balance", 5}});
    tx.expect_affected(1);
    tx.insert_many("swapped", {"id", "balance"}, {{7, 7}, {8, 8}, {9, 9}});
    tx.expect_affected(3);
  });
  BOOST_TEST(balance(1) == 5);
  BOOST_TEST(balance(2) == 1);
  BOOST_TEST((code_of([] {
                shared().transaction([](Session& tx) {
                  tx.execute("update swapped set balance = 9");
                  tx.expect_affected(3);
                });
              }) == Errc::stale_version));
  BOOST_TEST(balance(1) == 5);
}

BOOST_AUTO_TEST_CASE(need_a_write_and_a_transaction) {
  BOOST_TEST((code_of([] { shared().expect_affected(1); }) == Errc::invalid_argument));
  BOOST_TEST((code_of([] { shared().transaction([](Session& tx) { tx.expect_affected(1); }); }) ==
              Errc::invalid_argument));
}

BOOST_AUTO_TEST_CASE(of_an_inner_transaction_that_fails_are_forgotten_with_it) {
  shared().transaction([](Session& tx) {
    tx.execute("update swapped set balance = 50 where id = 1");
    BOOST_CHECK_THROW(tx.transaction([](Session& inner) {
      inner.execute("update swapped set balance = 60 where id = 1");
      inner.execute("delete from swapped where id = 2");
      throw std::runtime_error("no");
    }),
                      std::runtime_error);
    tx.execute("insert into swapped (id, balance) values (4, 4)");
    tx.expect_affected(1);
  });
  BOOST_TEST(balance(1) == 50);
  BOOST_TEST(balance(2) == 0);
  BOOST_TEST(balance(4) == 4);
}

BOOST_AUTO_TEST_CASE(a_failing_statement_undoes_what_came_before) {
  BOOST_TEST((code_of([] {
                shared().transaction([](Session& tx) {
                  tx.execute("update swapped set balance = 50 where id = 1");
                  tx.execute("insert into swapped (id, balance) values (2, 2)");
                });
              }) == Errc::unique_violation));
  BOOST_TEST(balance(1) == 100);
}

BOOST_AUTO_TEST_CASE(rows_that_were_committed_are_read_before_the_first_write) {
  const int seen = shared().transaction([](Session& tx) {
    const int balance = tx.select_one("select balance from swapped where id = 1")->get<int>(0);
    swap(tx, 1, balance, balance - 1);
    return balance;
  });
  BOOST_TEST(seen == 100);
  BOOST_TEST(balance(1) == 99);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
