// insert_many(): how many, what of a failure, and what is told meanwhile.
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
using namespace std::chrono;

namespace {

using ManyRows = std::vector<std::vector<Value>>;

std::string text_of(std::size_t n) { return "it's \t row\n\\" + std::to_string(n); }

ManyRows numbered(std::size_t count) {
  ManyRows rows;
  rows.reserve(count);
  for (std::size_t n = 0; n < count; ++n) {
    rows.push_back({n, n % 3 == 0 ? Value{} : Value{text_of(n)}});
  }
  return rows;
}

struct Kept : Table {
  Kept() : Table("kept", "n bigint primary key, v varchar(60)") {}
  static std::uint64_t insert(const ManyRows& rows, const InsertOptions& options = {}) {
    return shared().insert_many("kept", {"n", "v"}, rows, options);
  }
  /// Whether the table holds exactly these.
  static void check(const ManyRows& rows) {
    const Rows read = shared().select("select n, v from kept order by n");
    BOOST_REQUIRE(read.size() == rows.size());
    for (std::size_t at = 0; at < rows.size(); ++at) {
      BOOST_REQUIRE(read[at].get<std::size_t>(0) == at);
      BOOST_REQUIRE(read[at].value(1) == rows[at][1]);
    }
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(bulk)

BOOST_FIXTURE_TEST_CASE(no_rows_one_row_and_many_are_all_stored, Kept) {
  for (const std::size_t count : {0U, 1U, 31U, 32U, 5000U}) {
    BOOST_TEST_CONTEXT(count << " rows") {
      shared().execute("delete from kept");
      const ManyRows rows = numbered(count);
      BOOST_TEST(insert(rows) == count);
      check(rows);
    }
  }
}

BOOST_AUTO_TEST_CASE(every_kind_of_value_is_stored_in_bulk) {
  const Differences& words = differences();
  const auto of = [](std::string_view type) { return std::string{type}; };
  const Table table("kinds", "n integer primary key, a " + of(words.boolean) +
                                 ", b double precision, c " + of(words.exact) + ", d " +
                                 of(words.binary) + ", e date, f " + of(words.timestamp) + ", g " +
                                 of(words.uuid) + ", h json");
  const Json document = Json::object({{"a", Json::array({1, "ä"})}});
  ManyRows rows;
  for (int n = 0; n < 100; ++n) {
    if (n % 10 == 9) {
      rows.push_back({n, {}, {}, {}, {}, {}, {}, {}, {}});
      continue;
    }
    rows.push_back({n, n % 2 == 0, n / 3.0, Decimal{"-0.1"}, to_bytes(std::string("\0'\\", 3)),
                    Date{2024y / February / 29}, local_days{2026y / May / 1} + 1us * n,
                    Uuid{"f81d4fae-7dec-11d0-a765-00a0c91e6bf6"}, document});
  }
  BOOST_TEST(shared().insert_many("kinds", {"n", "a", "b", "c", "d", "e", "f", "g", "h"}, rows) ==
             100U);
  const Rows read = shared().select("select * from kinds order by n");
  BOOST_REQUIRE(read.size() == 100U);
  for (std::size_t n = 0; n < 100; ++n) {
    BOOST_REQUIRE(read[n].is_null(1) == (n % 10 == 9));
    if (n % 10 == 9) continue;
    BOOST_REQUIRE(read[n].get<bool>(1) == (n % 2 == 0));
    if (differences().tells_types) {
      for (const std::size_t at : {2U, 3U, 4U, 5U, 6U, 7U}) {
        BOOST_REQUIRE(read[n].value(at) == rows[n][at]);
      }
    }
    BOOST_REQUIRE(read[n].get<Json>(8) == document);
  }
}

BOOST_FIXTURE_TEST_CASE(values_of_mixed_types_are_stored_all_the_same, Kept) {
  ManyRows rows = numbered(200);
  for (std::size_t n = 100; n < 200; ++n)
    rows[n] = {std::to_string(n), static_cast<double>(n) + 0.5};
  BOOST_TEST(insert(rows) == 200U);
  BOOST_TEST(shared().select_one("select v from kept where n = 101")->get<std::string>(0) ==
             "101.5");
  BOOST_TEST(count() == 200);
}

BOOST_FIXTURE_TEST_CASE(a_row_that_fails_is_told_and_nothing_is_stored, Kept) {
  ManyRows rows = numbered(3000);
  rows[1234][0] = 7;  // is there already
  const Error error = thrown_by([&] { return insert(rows); });
  BOOST_TEST(error.code() == Errc::unique_violation);
  // Of several statements that were sent together nobody knows which one failed.
  if (differences().interactive) BOOST_TEST(says(error, "bulk insert into kept"));
  BOOST_TEST(!error.may_be_applied());
  if (differences().names_failing_row) {
    BOOST_REQUIRE(error.row().has_value());
    BOOST_TEST(*error.row() == 1234U);
  } else {
    BOOST_TEST(!error.row().has_value());
  }
  BOOST_TEST(count() == 0);
  BOOST_TEST(insert(numbered(10)) == 10U);
}

BOOST_FIXTURE_TEST_CASE(a_row_of_another_length_is_refused_before_anything_is_sent, Kept) {
  ManyRows rows = numbered(50);
  rows[42] = {1};
  const Error error = thrown_by([&] { return insert(rows); });
  BOOST_TEST(error.code() == Errc::invalid_argument);
  BOOST_TEST(says(error, "row 42 of insert_many() has 1 values for 2 columns"));
  BOOST_TEST(count() == 0);
}

BOOST_FIXTURE_TEST_CASE(a_table_or_column_that_is_not_there_is_told, Kept) {
  const ManyRows rows = numbered(100);
  BOOST_TEST(code_of([&] {
               return shared().insert_many("nowhere", {"n", "v"}, rows);
             }) == Errc::undefined_table);
  BOOST_TEST(code_of([&] {
               return shared().insert_many("kept", {"n", "w"}, rows);
             }) == Errc::undefined_column);
  BOOST_TEST(count() == 0);
}

BOOST_FIXTURE_TEST_CASE(progress_grows_and_ends_with_all_rows, Kept) {
  constexpr std::size_t total = 9000;
  for (const bool atomic : {true, false}) {
    shared().execute("delete from kept");
    std::vector<std::uint64_t> told;
    insert(numbered(total),
           {.atomic = atomic, .progress = [&](std::uint64_t rows) { told.push_back(rows); }});
    BOOST_TEST(told.size() >= 2U);
    for (std::size_t at = 1; at < told.size(); ++at) BOOST_REQUIRE(told[at - 1] < told[at]);
    BOOST_REQUIRE(!told.empty());
    BOOST_TEST(told.back() == total);
    BOOST_TEST(count() == static_cast<int>(total));
  }
}

BOOST_FIXTURE_TEST_CASE(what_progress_throws_ends_the_insert_and_undoes_it, Kept) {
  BOOST_CHECK_THROW(insert(numbered(9000),
                           {.progress = [](std::uint64_t) { throw std::runtime_error("enough"); }}),
                    std::runtime_error);
  BOOST_TEST(count() == 0);
  BOOST_TEST(shared().stats().active == 0U);
}

BOOST_FIXTURE_TEST_CASE(pieces_before_a_failure_stay_where_that_is_allowed, Kept) {
  ManyRows rows = numbered(10'000);
  rows[9000][0] = 7;
  const Error error = thrown_by([&] { return insert(rows, {.atomic = false}); });
  BOOST_TEST(error.code() == Errc::unique_violation);
  if (differences().names_failing_row) {
    BOOST_REQUIRE(error.row().has_value());
    BOOST_TEST(*error.row() == 9000U);
  }
  BOOST_TEST(count() == 8192);  // two pieces of 4,096
  BOOST_TEST(shared().select_one("select max(n) from kept")->get<int>(0) == 8191);
}

BOOST_FIXTURE_TEST_CASE(inside_a_transaction_all_rows_are_part_of_it, Kept,
                        *boost::unit_test::precondition(IsInteractive{})) {
  BOOST_CHECK_THROW(shared().transaction([](Session& tx) {
    BOOST_TEST(tx.insert_many("kept", {"n", "v"}, numbered(5000), {.atomic = false}) == 5000U);
    BOOST_TEST(tx.select_one("select count(*) from kept")->get<int>(0) == 5000);
    throw std::runtime_error("no");
  }),
                    std::runtime_error);
  BOOST_TEST(count() == 0);
  shared().transaction([](Session& tx) { tx.insert_many("kept", {"n", "v"}, numbered(5000)); });
  check(numbered(5000));
}

BOOST_AUTO_TEST_CASE(texts_mean_in_many_rows_what_they_mean_in_few) {
  const bool postgres = on_postgres();
  // What only PostgreSQL has, and reads from texts of many shapes.
  const Table table("texts", postgres ? "n integer, d date, i interval, b boolean, a integer[]"
                                      : "n integer, d date, i integer, b integer, a varchar(9)");
  const std::vector<Value> row =
      postgres ? std::vector<Value>{" 7 ", "28 Feb 2026", "1 day", "yes", "{1,2}"}
               : std::vector<Value>{"7", "2026-02-28", "1", "1", "{1,2}"};
  for (const std::size_t count : {31U, 32U, 300U}) {
    BOOST_TEST_CONTEXT(count << " rows") {
      shared().execute("delete from texts");
      const ManyRows rows(count, row);
      BOOST_TEST(shared().insert_many("texts", {"n", "d", "i", "b", "a"}, rows) == count);
      const std::string same =
          postgres ? "n = 7 and d = '2026-02-28' and i = '1 day' and b and a = '{1,2}'"
                   : "n = 7 and d = '2026-02-28' and i = 1 and b = 1 and a = '{1,2}'";
      BOOST_TEST(
          shared().select_one("select count(*) from texts where " + same)->get<std::size_t>(0) ==
          count);
    }
  }
  ManyRows rows(40, row);
  rows[33][0] = "no number";
  if (!differences().make_user.empty()) {  // a server, whose columns have types
    BOOST_TEST(code_of([&] {
                 return shared().insert_many("texts", {"n", "d", "i", "b", "a"}, rows);
               }) == Errc::data_error);
    BOOST_TEST(table.count() == 300);
  }
}

BOOST_AUTO_TEST_CASE(rules_and_generated_keys_hold_for_many_rows_too) {
  if (!on_postgres()) return;
  const Table kept("kept", "n integer");
  const Table other("other", "n integer");
  const Table counted("counted", "id integer generated always as identity, n integer");
  shared().execute(
      "create rule elsewhere as on insert to kept do instead insert into other "
      "values (new.n)");
  for (const std::size_t count : {31U, 32U}) {
    const ManyRows rows(count, {Value{1}});
    shared().insert_many("kept", {"n"}, rows);
    const ManyRows keyed(count, {Value{1}, Value{2}});
    BOOST_TEST(thrown_by([&] {
                 return shared().insert_many("counted", {"id", "n"}, keyed);
               }).sqlstate() == "428C9");
    BOOST_TEST(shared().insert_many("counted", {"n"}, rows) == count);
  }
  shared().execute("drop rule elsewhere on kept");
  BOOST_TEST(kept.count() == 0);
  BOOST_TEST(other.count() == 63);
  BOOST_TEST(counted.count() == 63);
}

BOOST_AUTO_TEST_CASE(more_values_than_a_statement_takes_are_stored_in_pieces) {
  if (place().name == "d1") return;                  // a table has at most 100 columns there
  constexpr std::size_t columns = 600, count = 130;  // 128 rows would be 76,800 values
  std::string list;
  Names names;
  for (std::size_t n = 0; n < columns; ++n) {
    const std::string name = "c" + std::to_string(n);
    list += (n == 0 ? "" : ", ") + name + " integer";
    names.push_back(name);
  }
  const Table table("wide", list);
  // On PostgreSQL a view is not loaded, and mixed types are no arrays for a MariaDB.
  const bool postgres = on_postgres();
  if (postgres) shared().execute("create view wide_view as select * from wide");
  ManyRows rows(count, std::vector<Value>(columns, Value{1}));
  for (std::size_t n = 0; n < count; ++n) {
    rows[n][0] = n;
    if (n % 2 == 1) rows[n][columns - 1] = "2";
  }
  BOOST_TEST(shared().insert_many(postgres ? "wide_view" : "wide", names, rows) == count);
  BOOST_TEST(shared()
                 .select_one("select count(distinct c0) from wide where c599 < 3")
                 ->get<std::size_t>(0) == count);
  if (postgres) shared().execute("drop view wide_view");
}

BOOST_AUTO_TEST_SUITE_END()
