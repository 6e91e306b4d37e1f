// Servers that take no writes, or no more connections.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "place.hpp"
#include "printing.hpp"
#include "thrown.hpp"

using namespace zin;
using namespace zin::test;

namespace {

void run_all(std::string_view statements) {
  while (!statements.empty()) {
    const std::size_t end = std::min(statements.find(';'), statements.size());
    shared().execute(statements.substr(0, end));
    statements.remove_prefix(std::min(end + 1, statements.size()));
  }
}

/// A user without privileges of its own but on the table `kept`.
struct Limited {
  Limited() {
    run_all(differences().make_user);
    run_all(differences().grant_kept);
  }
  Limited(const Limited&) = delete;
  Limited& operator=(const Limited&) = delete;
  ~Limited() {
    try {
      run_all(differences().many_logins);
      run_all(differences().read_write);
      run_all(differences().drop_user);
    } catch (const Error& error) {
      BOOST_ERROR(error.what());
    }
  }
  [[nodiscard]] static DatabaseConfig config(std::uint32_t connections = 1) {
    DatabaseConfig config = place().config;
    config.username = "behaviour_user";
    config.password = "pw";
    config.pool.max = connections;
    return config;
  }

  Table table{"kept", "n integer primary key"};
};

}  // namespace

BOOST_AUTO_TEST_SUITE(limits, *boost::unit_test::precondition(HasServer{}))

BOOST_FIXTURE_TEST_CASE(a_server_for_reading_takes_no_writes, Limited) {
  {
    Fresh before{config()};
    before->execute("insert into kept values (1)");
  }
  run_all(differences().read_only);
  Fresh db{config()};
  BOOST_TEST(db->select_one("select count(*) from kept")->get<int>(0) == 1);
  const Error error = thrown_by([&] { return db->execute("insert into kept values (2)"); });
  BOOST_TEST(error.code() == Errc::read_only);
  BOOST_TEST(error.sqlstate() == "25006");
  BOOST_TEST(!error.may_be_applied());
  std::vector<std::vector<Value>> rows;
  for (int n = 100; n < 200; ++n) rows.push_back({n});
  BOOST_TEST(code_of([&] { return db->insert_many("kept", {"n"}, rows); }) == Errc::read_only);
  BOOST_TEST(code_of([&] {
               db->transaction([](Session& tx) { tx.execute("delete from kept"); });
             }) == Errc::read_only);
  BOOST_TEST(table.count() == 1);
  run_all(differences().read_write);
  db->evict();
  BOOST_TEST(db->execute("insert into kept values (2)").affected == 1U);
}

BOOST_FIXTURE_TEST_CASE(a_user_who_may_not_log_in_once_more_is_told, Limited) {
  run_all(differences().one_login);
  Fresh db{config(2)};
  RowStream held = db->stream("select 1 union all select 2");
  BOOST_REQUIRE(held.next() != nullptr);
  const Error error = thrown_by([&] { return db->select("select 1"); });
  BOOST_TEST(error.code() == Errc::resource_exhausted);
  BOOST_TEST(error.sqlstate() == "53300");
  BOOST_TEST(error.retryable());
  held.close();
  BOOST_TEST(db->select_one("select 5")->get<int>(0) == 5);
}

BOOST_FIXTURE_TEST_CASE(a_server_that_is_full_is_told, Limited) {
  run_all(differences().few_logins);
  Fresh db{config(250)};
  std::vector<RowStream> crowd;
  std::optional<Error> error;
  while (!error && crowd.size() < 250) {
    try {
      crowd.push_back(db->stream("select 1 union all select 2"));
    } catch (const Error& failure) {
      error = failure;
    }
  }
  BOOST_REQUIRE(error.has_value());
  BOOST_TEST(error->code() == Errc::resource_exhausted, error->what());
  BOOST_TEST(error->sqlstate() == "53300");
  BOOST_TEST(error->retryable());
  BOOST_TEST(db->stats().active == crowd.size());
  crowd.clear();
  BOOST_TEST(db->select_one("select 5")->get<int>(0) == 5);
  BOOST_TEST(db->stats().active == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
