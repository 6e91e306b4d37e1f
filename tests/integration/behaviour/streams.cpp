// Streams: many rows, early ends, and how long they hold their connection.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <optional>
#include <string>
#include <vector>

#include "place.hpp"
#include "printing.hpp"
#include "thrown.hpp"

using namespace zin;
using namespace zin::test;

namespace {

constexpr int many = 10'000;

std::string text_of(int n) { return "row " + std::to_string(n * 7919); }

/// A table of ten thousand rows, filled once.
struct Filled : Table {
  Filled() : Table("many_rows", "n integer primary key, v varchar(40)") {
    std::vector<std::vector<Value>> rows;
    for (int n = 0; n < many; ++n) rows.push_back({n, text_of(n)});
    shared().insert_many("many_rows", {"n", "v"}, rows);
  }
};

constexpr std::string_view all = "select n, v from many_rows order by n";

}  // namespace

BOOST_AUTO_TEST_SUITE(streams)

BOOST_FIXTURE_TEST_CASE(every_row_comes_once_and_in_order, Filled) {
  int n = 0;
  for (const Row& row : shared().stream(all)) {
    BOOST_REQUIRE(row.get<int>("n") == n);
    BOOST_REQUIRE(row.get<std::string_view>("v") == text_of(n));
    ++n;
  }
  BOOST_TEST(n == many);
  BOOST_TEST(shared().stats().active == 0U);
}

BOOST_FIXTURE_TEST_CASE(after_an_early_end_the_connection_takes_the_next_statement, Filled) {
  DatabaseConfig config = place().config;
  config.pool.max = 1;
  Fresh db{config};
  for (int round = 0; round < 3; ++round) {
    int n = 0;
    for (const Row& row : db->stream(all)) {
      BOOST_TEST(row.get<int>(0) == n);
      if (++n == 10) break;
    }
    BOOST_TEST(db->select_one("select count(*) from many_rows")->get<int>(0) == many);
  }
  BOOST_TEST(db->stats().opened == 1U);
}

BOOST_FIXTURE_TEST_CASE(a_row_of_a_stream_can_be_kept, Filled) {
  std::optional<Row> kept;
  RowStream stream = shared().stream(all);
  for (int n = 0; n < 5000; ++n) {
    const Row* const row = stream.next();
    BOOST_REQUIRE(row != nullptr);
    if (n == 100) kept = *row;
  }
  stream.close();
  BOOST_TEST(kept->get<std::string>(1) == text_of(100));
}

BOOST_AUTO_TEST_CASE(a_stream_holds_its_connection_until_it_is_closed) {
  RowStream stream = shared().stream("select 1 union all select 2 union all select 3");
  BOOST_REQUIRE(stream.next() != nullptr);
  BOOST_TEST(shared().stats().active == 1U);
  stream.close();
  stream.close();
  BOOST_TEST(shared().stats().active == 0U);
}

BOOST_AUTO_TEST_CASE(the_end_of_a_stream_comes_again_and_again) {
  RowStream stream = shared().stream("select 1 as a");
  BOOST_TEST(stream.names() == (Names{"a"}), boost::test_tools::per_element());
  BOOST_REQUIRE(stream.next() != nullptr);
  for (int again = 0; again < 3; ++again) BOOST_TEST(stream.next() == nullptr);
}

BOOST_FIXTURE_TEST_CASE(the_end_of_its_transaction_closes_a_stream, Filled) {
  std::optional<RowStream> left;
  shared().transaction([&](Session& tx) {
    left.emplace(tx.stream(all));
    BOOST_REQUIRE(left->next() != nullptr);
  });
  const Error error = thrown_by([&] {
    while (left->next() != nullptr) continue;
  });
  BOOST_TEST(error.code() == Errc::closed);
  BOOST_TEST(says(error, "the stream's transaction has ended"));
  left.reset();
  BOOST_TEST(shared().stats().active == 0U);
}

BOOST_FIXTURE_TEST_CASE(a_rolled_back_transaction_closes_its_streams_too, Filled,
                        *boost::unit_test::precondition(IsInteractive{})) {
  std::optional<RowStream> left;
  BOOST_CHECK_THROW(shared().transaction([&](Session& tx) {
    tx.execute("delete from many_rows where n >= 5000");
    left.emplace(tx.stream(all));
    BOOST_REQUIRE(left->next() != nullptr);
    throw std::runtime_error("no");
  }),
                    std::runtime_error);
  BOOST_TEST(code_of([&] {
               while (left->next() != nullptr) continue;
             }) == Errc::closed);
  BOOST_TEST(count() == many);
}

BOOST_FIXTURE_TEST_CASE(a_statement_beside_an_open_stream_runs_or_is_refused_by_name, Filled) {
  shared().transaction([&](Session& tx) {
    RowStream stream = tx.stream(all);
    BOOST_REQUIRE(stream.next() != nullptr);
    const auto beside = attempt([&] { return tx.select_one("select 5")->get<int>(0); });
    if (differences().streams_side_by_side) {
      BOOST_REQUIRE(beside.has_value());
      BOOST_TEST(beside.value() == 5);
    } else {
      BOOST_REQUIRE(!beside.has_value());
      BOOST_TEST(beside.error().code() == Errc::invalid_argument);
      BOOST_TEST(says(beside.error(), "a stream is still open"));
    }
    // It has done no harm.
    int rest = 1;
    while (stream.next() != nullptr) ++rest;
    BOOST_TEST(rest == many);
  });
}

BOOST_AUTO_TEST_CASE(an_error_in_the_midst_of_a_stream_ends_it) {
  const Table table("kept", "n integer primary key, v varchar(40)");
  BOOST_TEST(code_of([] { return shared().stream("select no_such_column from kept"); }) ==
             Errc::undefined_column);
  BOOST_TEST(shared().stats().active == 0U);
  BOOST_TEST(shared().select("select * from kept").empty());
}

BOOST_AUTO_TEST_SUITE_END()
