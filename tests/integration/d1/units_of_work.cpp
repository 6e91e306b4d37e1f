// Units of work through the public API: what is sent when, and what becomes of it.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <string>
#include <thread>
#include <vector>

#include "engine.hpp"
#include "on_threads.hpp"
#include "printing.hpp"
#include "thrown.hpp"
#include "zin/zin.hpp"

using zin::Errc;
using zin::Session;
using zin::test::code_of;
using zin::test::engine_options;
using zin::test::Gate;
using zin::test::says;
using zin::test::thrown_by;

namespace {

zin::DatabaseConfig config() {
  zin::DatabaseConfig config;
  config.driver = "d1";
  for (auto& [key, value] : engine_options(5)) config.options.emplace(key, value);
  config.database = config.options.extract("database").mapped();
  config.pool.max = 4;
  return config;
}

struct Accounts {
  Accounts() {
    db.execute("drop table if exists accounts");
    db.execute("create table accounts (id integer primary key, balance integer not null)");
    db.execute("insert into accounts values (1, 100), (2, 0)");
    gate.forget();
  }
  [[nodiscard]] int balance(int id) const {
    return db.select_one("select balance from accounts where id = ?", {id})->get<int>(0);
  }

  zin::Manager manager;
  zin::Database& db = manager.use_database(config());
  Gate gate;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(d1_units_of_work, Accounts)

BOOST_AUTO_TEST_CASE(all_writes_are_one_request) {
  db.transaction([](Session& tx) {
    tx.execute("update accounts set balance = balance - 30 where id = 1");
    tx.expect_affected(1);
    tx.execute("update accounts set balance = balance + 30 where id = 2");
    tx.expect_affected(1);
  });
  BOOST_TEST(gate.requests() == 1u);
  BOOST_TEST(balance(1) == 70);
  BOOST_TEST(balance(2) == 30);
}

BOOST_AUTO_TEST_CASE(nothing_is_sent_for_what_was_given_up) {
  BOOST_CHECK_THROW(db.transaction([](Session& tx) {
    tx.execute("delete from accounts");
    throw std::runtime_error("no");
  }),
                    std::runtime_error);
  BOOST_TEST(gate.requests() == 0u);
  BOOST_TEST(balance(1) == 100);
}

BOOST_AUTO_TEST_CASE(a_read_of_what_is_not_sent_yet_is_refused_with_a_reason) {
  const zin::Error error = thrown_by([this] {
    db.transaction([](Session& tx) {
      BOOST_TEST(tx.select_one("select balance from accounts where id = 1")->get<int>(0) == 100);
      tx.execute("update accounts set balance = 0");
      static_cast<void>(tx.select("select balance from accounts"));
    });
  });
  BOOST_TEST(error.code() == Errc::unsupported);
  BOOST_TEST(says(error, "accounts"));
  BOOST_TEST(balance(1) == 100);
}

BOOST_AUTO_TEST_CASE(an_isolation_is_refused) {
  BOOST_TEST((code_of([this] {
                db.transaction([](Session&) {}, {.isolation = zin::Isolation::serializable});
              }) == Errc::unsupported));
}

BOOST_AUTO_TEST_CASE(compare_and_swap_counts_right_from_many_threads) {
  constexpr int threads = 4, each = 5;
  zin::test::on_threads(threads, [this](int) {
    for (int done = 0; done < each;) {
      try {
        db.transaction([](Session& tx) {
          const int seen = tx.select_one("select balance from accounts where id = 2")->get<int>(0);
          tx.execute("update accounts set balance = ? where id = 2 and balance = ?",
                     {seen + 1, seen});
          tx.expect_affected(1);
        });
        ++done;
      } catch (const zin::Error& error) {
        if (error.code() != Errc::stale_version) throw;
      }
    }
  });
  BOOST_TEST(balance(2) == threads * each);
}

BOOST_AUTO_TEST_CASE(an_answer_that_was_lost_leaves_it_in_doubt) {
  gate.fault(R"({"answer":false,"end":"close","forward":true})");
  const zin::Error error = thrown_by([this] {
    db.transaction([](Session& tx) { tx.execute("update accounts set balance = 5 where id = 1"); });
  });
  BOOST_TEST(error.code() == Errc::in_doubt);
  BOOST_TEST(gate.requests() == 1u);
  BOOST_TEST(balance(1) == 5);
}

BOOST_AUTO_TEST_CASE(a_bulk_insert_is_whole_or_not_there) {
  std::vector<std::vector<zin::Value>> rows;
  for (int n = 10; n < 500; ++n) rows.push_back({n, n});
  rows.push_back({1, 1});
  BOOST_TEST((code_of([&] {
                return db.insert_many("accounts", {"id", "balance"}, rows);
              }) == Errc::unique_violation));
  BOOST_TEST(db.select_one("select count(*) from accounts")->get<int>(0) == 2);
  rows.pop_back();
  gate.forget();
  BOOST_TEST(db.insert_many("accounts", {"id", "balance"}, rows) == 490u);
  BOOST_TEST(gate.requests() == 1u);
}

BOOST_AUTO_TEST_CASE(a_missing_token_is_a_wrong_configuration) {
  zin::DatabaseConfig without = config();
  without.options.erase("api_token");
  zin::Manager other;
  const zin::Error error =
      thrown_by([&] { return other.use_database(without).select("select 1"); });
  BOOST_TEST(error.code() == Errc::invalid_config);
  BOOST_TEST(says(error, "CLOUDFLARE_API_TOKEN is not set"), error.what());
  BOOST_TEST(gate.requests() == 0u);
}

BOOST_AUTO_TEST_CASE(integers_beyond_2_53_are_told_as_lost) {
  const auto row = db.select_one(
      "select 9223372036854775807 as lost, "
      "cast(9223372036854775807 as text) as whole");
  BOOST_TEST((code_of([&] { return row->get<std::int64_t>("lost"); }) == Errc::precision_lost));
  BOOST_TEST(row->get<std::string>("whole") == "9223372036854775807");
}

BOOST_AUTO_TEST_SUITE_END()
