// Transactions that get into each other's way, and what users may not do or values cannot be.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "place.hpp"
#include "printing.hpp"
#include "thrown.hpp"

using namespace zin;
using namespace zin::test;
using namespace std::chrono_literals;

namespace {

DatabaseConfig two_connections() {
  DatabaseConfig config = place().config;
  config.pool.max = 2;
  return config;
}

struct Accounts : Table {
  Accounts() : Table("accounts", "id integer primary key, amount integer") {
    shared().execute("insert into accounts values (1, 100), (2, 100)");
  }
  static int amount(int id) {
    return shared().select_one("select amount from accounts where id = ?", {id})->get<int>(0);
  }
};

void add_one(Session& tx, int id) {
  tx.execute("update accounts set amount = amount + 1 where id = ?", {id});
}

/// Two who wait for each other, for ten seconds at most.
class Meeting {
 public:
  void meet() {
    std::unique_lock lock{mutex_};
    ++here_;
    come_.notify_all();
    BOOST_REQUIRE(come_.wait_for(lock, 10s, [this] { return here_ >= 2; }));
  }

 private:
  std::mutex mutex_;
  std::condition_variable come_;
  int here_ = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(collisions, *boost::unit_test::precondition(HasServer{}))

BOOST_FIXTURE_TEST_CASE(a_deadlock_is_run_again_and_both_are_stored, Accounts) {
  Fresh db{two_connections()};
  Meeting meeting;
  std::atomic<int> attempts{0};
  std::atomic<bool> failed{false};
  const auto move = [&](int first, int second) {
    try {
      int mine = 0;
      db->transaction(
          [&](Session& tx) {
            ++attempts;
            add_one(tx, first);
            if (++mine == 1) meeting.meet();
            add_one(tx, second);
          },
          {.attempts = 5});
    } catch (...) {
      failed = true;
    }
  };
  std::thread other([&] { move(2, 1); });
  move(1, 2);
  other.join();
  BOOST_TEST(!failed);
  BOOST_TEST(attempts >= 3);  // those that run again may meet again
  BOOST_TEST(amount(1) == 102);
  BOOST_TEST(amount(2) == 102);
}

BOOST_FIXTURE_TEST_CASE(a_deadlock_says_so_where_it_is_not_run_again, Accounts) {
  Fresh db{two_connections()};
  Meeting meeting;
  std::mutex mutex;
  std::vector<Error> errors;
  const auto move = [&](int first, int second) {
    try {
      db->transaction(
          [&](Session& tx) {
            add_one(tx, first);
            meeting.meet();
            add_one(tx, second);
          },
          {.attempts = 1});
    } catch (const Error& error) {
      const std::lock_guard lock{mutex};
      errors.push_back(error);
    }
  };
  std::thread other([&] { move(2, 1); });
  move(1, 2);
  other.join();
  BOOST_REQUIRE(errors.size() == 1U);
  BOOST_TEST(errors[0].code() == Errc::deadlock);
  BOOST_TEST(errors[0].sqlstate() == "40P01");
  BOOST_TEST(errors[0].retryable());
  BOOST_TEST(!errors[0].may_be_applied());
  BOOST_TEST(amount(1) + amount(2) == 202);
}

BOOST_FIXTURE_TEST_CASE(a_snapshot_that_is_stale_is_a_serialization_failure_and_run_again,
                        Accounts) {
  Fresh db{two_connections()};
  int attempts = 0;
  std::vector<Errc> codes;
  const auto raise = [&](Session& tx) {
    ++attempts;
    if (!on_postgres()) tx.execute("set innodb_snapshot_isolation = on");
    const int seen = tx.select_one("select amount from accounts where id = 1")->get<int>(0);
    if (attempts == 1) shared().execute("update accounts set amount = 500 where id = 1");
    try {
      tx.execute("update accounts set amount = ? where id = 1", {seen + 1});
    } catch (const Error& error) {
      codes.push_back(error.code());
      BOOST_TEST(error.sqlstate() == "40001");
      BOOST_TEST(error.retryable());
      throw;
    }
  };
  db->transaction(raise, {.attempts = 3, .isolation = Isolation::repeatable_read});
  BOOST_TEST(attempts == 2);
  BOOST_TEST((codes == std::vector<Errc>{Errc::serialization_failure}));
  BOOST_TEST(amount(1) == 501);
}

BOOST_FIXTURE_TEST_CASE(a_lock_that_is_not_given_in_time_is_busy, Accounts) {
  Fresh db{two_connections()};
  db->transaction([&](Session& holder) {
    add_one(holder, 1);
    Fresh other{two_connections()};
    const Error error = thrown_by([&] {
      other->transaction(
          [](Session& tx) {
            tx.execute(on_postgres() ? "set local lock_timeout = '100ms'"
                                     : "set innodb_lock_wait_timeout = 1");
            add_one(tx, 1);
          },
          {.attempts = 1});
    });
    BOOST_TEST(error.code() == Errc::busy);
    BOOST_TEST(error.sqlstate() == "55P03");
    BOOST_TEST(error.retryable());
    BOOST_TEST(!error.may_be_applied());
  });
  BOOST_TEST(amount(1) == 101);
}

BOOST_AUTO_TEST_CASE(the_servers_own_limit_of_time_is_a_timeout) {
  Fresh db{two_connections()};
  const Error error = thrown_by([&] {
    db->transaction([](Session& tx) {
      tx.execute(on_postgres() ? "set local statement_timeout = '100ms'"
                               : "set max_statement_time = 0.1");
      static_cast<void>(tx.select(differences().slow_read));
    });
  });
  BOOST_TEST(error.code() == Errc::timeout);
  BOOST_TEST(error.sqlstate() == "57014");
  BOOST_TEST(db->select_one("select 5")->get<int>(0) == 5);
}

BOOST_AUTO_TEST_CASE(values_that_do_not_fit_are_data_errors_and_are_not_stored) {
  const Table table("narrow", "n smallint, v varchar(3)");
  const auto refused = [](std::string_view sql, Bindings values) {
    const Error error = thrown_by([&] { return shared().execute(sql, values); });
    BOOST_TEST(error.code() == Errc::data_error);
    BOOST_TEST(!error.retryable());
    BOOST_TEST(!says(error, "abcde"));
    return std::string{error.sqlstate()};
  };
  BOOST_TEST(refused("insert into narrow (n) values (?)", {100000}) == "22003");
  BOOST_TEST(refused("insert into narrow (v) values (?)", {"abcde"}) == "22001");
  BOOST_TEST(refused("insert into narrow (n) values (1 / (? - 1))", {1}) == "22012");
  BOOST_TEST(table.count() == 0);
}

BOOST_AUTO_TEST_CASE(who_may_not_is_denied) {
  const auto run = [](std::string_view statements) {
    while (!statements.empty()) {
      const std::size_t end = std::min(statements.find(';'), statements.size());
      shared().execute(statements.substr(0, end));
      statements.remove_prefix(std::min(end + 1, statements.size()));
    }
  };
  const Table mine("kept", "n integer primary key");
  const Table secret("secret", "n integer");
  run(differences().make_user);
  run(differences().grant_kept);
  DatabaseConfig config = place().config;
  config.username = "behaviour_user";
  config.password = "pw";
  {
    Fresh db{config};
    BOOST_TEST(db->execute("insert into kept values (1)").affected == 1U);
    for (const std::string_view sql : {"select * from secret", "insert into secret values (1)",
                                       "drop table secret", "create table behaviour_own (n int)"}) {
      // In PostgreSQL 14 everybody may make tables.
      if (on_postgres() && sql.starts_with("create")) continue;
      const Error error = thrown_by([&] { return db->execute(sql); });
      BOOST_TEST(error.code() == Errc::permission_denied);
      BOOST_TEST(error.sqlstate() == "42501");
      BOOST_TEST(!error.may_be_applied());
    }
    std::vector<std::vector<Value>> rows(100, std::vector<Value>{1});
    BOOST_TEST(code_of([&] { return db->insert_many("secret", {"n"}, rows); }) ==
               Errc::permission_denied);
  }
  run(differences().drop_user);
  BOOST_TEST(secret.count() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
