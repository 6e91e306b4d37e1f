// Many transactions at once that lock the same rows in any order.
// SPDX-License-Identifier: MIT
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <random>
#include <string>

#include "on_threads.hpp"
#include "place.hpp"
#include "printing.hpp"
#include "thrown.hpp"

using namespace zin;
using namespace zin::test;
using namespace std::chrono_literals;

namespace {

constexpr unsigned threads = 32;
constexpr int accounts = 4;
constexpr int balance = 1000;

/// For each thread; more in `tools/test --long`.
unsigned transfers() { return std::getenv("ZIN_TEST_LONG") != nullptr ? 100 : 2; }

struct Bank : Table {
  Bank()
      : Table("bank", "id integer primary key, amount integer not null"),
        log("transfers", "n integer primary key") {
    for (int id = 0; id < accounts; ++id) {
      shared().execute("insert into bank values (?, ?)", {id, balance});
    }
  }
  Table log;
};

DatabaseConfig crowded() {
  DatabaseConfig config = place().config;
  config.pool.max = 16;
  config.pool.connection_timeout = 120s;
  config.busy_timeout = 20ms;  // so that SQLite is busy now and then
  return config;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(storms)

BOOST_FIXTURE_TEST_CASE(each_transaction_is_stored_once_and_the_sum_is_kept, Bank) {
  Fresh db{crowded()};
  const unsigned each = transfers();
  std::atomic<unsigned> attempts{0}, failed{0}, stored{0}, told{0};
  on_threads(threads, [&](unsigned thread) {
    std::minstd_rand random{thread + 1};
    std::uniform_int_distribution<int> account{0, accounts - 1};
    for (unsigned at = 0; at < each; ++at) {
      const int from = account(random);
      const int to = (from + 1 + account(random) % (accounts - 1)) % accounts;
      try {
        db->transaction(
            [&](Session& tx) {
              ++attempts;
              tx.execute("update bank set amount = amount - 1 where id = ?", {from});
              tx.execute("update bank set amount = amount + 1 where id = ?", {to});
              tx.execute("insert into transfers values (?)",
                         {static_cast<int>(thread * each + at)});
              tx.after_commit([&] { ++told; });
            },
            {.attempts = 100});
        ++stored;
      } catch (const Error&) {
        ++failed;
      }
    }
  });
  BOOST_TEST(failed == 0U);
  BOOST_TEST(stored == threads * each);
  BOOST_TEST(told == stored);
  const auto row = shared().select_one("select sum(amount), min(id), count(*) from bank");
  BOOST_TEST(row->get<int>(0) == accounts * balance);
  BOOST_TEST(shared().select_one("select count(*) from transfers")->get<unsigned>(0) == stored);
  BOOST_TEST_MESSAGE(attempts << " attempts of " << stored << " transactions");
}

BOOST_FIXTURE_TEST_CASE(what_reads_and_then_writes_loses_no_update, Bank) {
  Fresh db{crowded()};
  const unsigned each = transfers() / 2;
  std::atomic<unsigned> failed{0}, attempts{0};
  on_threads(threads, [&](unsigned) {
    for (unsigned at = 0; at < each; ++at) {
      try {
        db->transaction(
            [&](Session& tx) {
              ++attempts;
              auto query = tx.table("bank");
              const int now = query.where("id", 0).lock_for_update().value<int>("amount").value();
              tx.execute("update bank set amount = ? where id = 0", {now + 1});
            },
            {.attempts = 100});
      } catch (const Error&) {
        ++failed;
      }
    }
  });
  BOOST_TEST(failed == 0U);
  BOOST_TEST(shared().select_one("select amount from bank where id = 0")->get<unsigned>(0) ==
             balance + threads * each);
}

BOOST_AUTO_TEST_SUITE_END()
