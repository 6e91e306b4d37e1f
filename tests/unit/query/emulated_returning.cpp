// Rows that come back where the server gives none: MySQL's way, on a MariaDB.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>

#include "printing.hpp"
#include "server_database.hpp"
#include "thrown.hpp"

namespace {

struct Emulated {
  ServerDatabase server;
  bool emulates = !server->traits().returns_inserted;

  Emulated() {
    server.make_tables();
    server->execute("drop table if exists zin_texts, zin_codes");
  }
  ~Emulated() { server->execute("drop table if exists zin_texts, zin_codes"); }

  void refuses(const auto& insert, std::string_view table, std::uint64_t rows) {
    const zin::Error error = zin::test::thrown_by(insert);
    BOOST_TEST(error.code() == zin::Errc::unsupported, error.what());
    BOOST_TEST(server->table(table).count() == rows);
  }
};

BOOST_FIXTURE_TEST_SUITE(golden_on_server, Emulated)

BOOST_AUTO_TEST_CASE(more_rows_than_a_statement_takes_come_back) {
  if (!emulates) return;
  std::vector<zin::Attributes> rows;
  for (int at = 0; at < 30'000; ++at) {
    rows.push_back({{"level", "many"}, {"message", std::to_string(at)}, {"id", nullptr}});
  }
  const zin::Rows stored = server->table("logs").returning("id", "message").insert(rows);
  BOOST_REQUIRE(stored.size() == 30'000U);
  for (std::size_t at = 0; at < stored.size(); ++at) {
    if (stored[at].get<std::string>(1) != std::to_string(at)) {
      BOOST_FAIL("row " << at << " is " << stored[at].get<std::string>(1));
    }
  }
  std::vector<zin::Attributes> given;
  for (int at = 0; at < 40'000; ++at)
    given.push_back({{"id", 100 + at}, {"name", std::to_string(at)}});
  BOOST_TEST(server->table("tags").returning("id").insert(given).size() == 40'000U);
}

BOOST_AUTO_TEST_CASE(rows_without_a_generated_key_are_refused_and_not_stored) {
  if (!emulates) return;
  server->execute(
      "create table zin_texts (id varchar(36) primary key default (uuid()), n integer)");
  server->table("zin_texts").insert({{"id", "zero"}, {"n", 0}});
  refuses(
      [&] {
        return server->table("zin_texts").returning({}).insert({{"n", 1}});
      },
      "zin_texts", 1);
  server->execute(
      "create table zin_codes (number integer auto_increment primary key, code integer default 7)");
  refuses(
      [&] {
        return server->table("zin_codes")
            .returning({})
            .keyed_by("code")
            .insert({{"number", nullptr}});
      },
      "zin_codes", 0);
  // By the column that is generated it is told.
  const auto made =
      server->table("zin_codes").returning({}).keyed_by("number").insert({{"code", 3}});
  BOOST_REQUIRE(made.size() == 1U);
  BOOST_TEST(made[0].get<int>("code") == 3);
}

BOOST_AUTO_TEST_CASE(given_and_generated_keys_in_one_insert_are_refused) {
  if (!emulates) return;
  const auto insert = [&](const zin::Value& first, const zin::Value& second) {
    return [&, first, second] {
      return server->table("logs").returning("id").insert(
          {{{"id", first}, {"level", "a"}}, {{"id", second}, {"level", "b"}}});
    };
  };
  refuses(insert(nullptr, 77), "logs", 3);
  refuses(insert(77, nullptr), "logs", 3);
  refuses(insert(0, 77), "logs", 3);
  refuses(
      [&] {
        return server->table("logs").returning("id").insert({{"id", zin::raw("90 + 1")}});
      },
      "logs", 3);
  BOOST_TEST(insert(nullptr, nullptr)().size() == 2U);
  BOOST_TEST(insert(0, 0)().size() == 2U);
  BOOST_TEST(insert(91, 90)().size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
