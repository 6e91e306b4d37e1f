// Reading rows: by name and index, what does not fit, and how long values live.
// SPDX-License-Identifier: MIT
#include "zin/runtime/row.hpp"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "router_bench.hpp"

using zin::Column;
using zin::Errc;
using zin::Error;
using zin::Row;
using zin::Rows;
using zin::Type;
using zin::Value;
using zin::test::code_of;
using zin::test::column;
using zin::test::RouterBench;
using zin::test::says;
using zin::test::StubAnswer;
using zin::test::thrown_by;

namespace {

const std::vector<Column> user{column("id", Type::int64), column("name", Type::text),
                               column("score", Type::float64)};

/// As many rows as asked, each of a number and a text.
StubAnswer pairs(std::int64_t count) {
  StubAnswer answer{.columns = {column("n", Type::int64), column("t", Type::text)}};
  for (std::int64_t at = 0; at < count; ++at) {
    answer.rows.push_back(
        {at, "a text that is too long to lie inside of a string " + std::to_string(at)});
  }
  return answer;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(row)

BOOST_AUTO_TEST_CASE(values_are_read_by_name_and_by_index) {
  RouterBench bench;
  const Row ann = bench.row(user, {7, "Ann", 1.5});
  BOOST_TEST(ann.get<std::int64_t>("id") == 7);
  BOOST_TEST(ann.get<unsigned short>(0) == 7);
  BOOST_TEST(ann.get<std::string>("name") == "Ann");
  BOOST_TEST(ann.get<std::string_view>(1) == "Ann");
  BOOST_TEST(ann.get<double>("score") == 1.5);
  BOOST_TEST(ann.value("name") == Value{"Ann"});
  BOOST_TEST(ann.size() == 3U);
  BOOST_TEST(ann.has("name"));
  BOOST_TEST(!ann.has("nam"));
}

BOOST_AUTO_TEST_CASE(null_is_an_empty_optional_and_no_value) {
  RouterBench bench;
  const Row row = bench.row(user, {nullptr, "Ann", nullptr});
  BOOST_TEST(!row.get<std::optional<int>>("id").has_value());
  BOOST_TEST(row.get<std::optional<std::string>>("name").value() == "Ann");
  BOOST_TEST(row.is_null("score"));
  BOOST_TEST(!row.is_null(1));
  const Error error = thrown_by([&] { return row.get<double>("score"); });
  BOOST_TEST(error.code() == Errc::type_mismatch);
  BOOST_TEST(says(error, "column \"score\" is NULL, and double was asked for"));
}

BOOST_AUTO_TEST_CASE(a_wrong_type_names_the_column_its_type_and_what_was_asked) {
  RouterBench bench;
  Column name = column("name", Type::text);
  name.native_type = "VARCHAR";
  const Row row = bench.row({name}, {"Ann"});
  const Error error = thrown_by([&] { return row.get<std::int32_t>("name"); });
  BOOST_TEST(error.code() == Errc::type_mismatch);
  BOOST_TEST(says(error, "column \"name\" (VARCHAR) is of type text, and std::int32_t was asked"));
  BOOST_TEST(error.column() == "name");
  BOOST_TEST(!says(error, "Ann"));
}

BOOST_AUTO_TEST_CASE(a_number_that_does_not_fit_is_an_error_and_never_another_number) {
  RouterBench bench;
  const Row row = bench.row({column("n", Type::int64), column("big", Type::int64)},
                            {300, std::int64_t{(1LL << 53) + 1}});
  BOOST_TEST(code_of([&] { return row.get<std::int8_t>("n"); }) == Errc::type_mismatch);
  BOOST_TEST(code_of([&] { return row.get<bool>("n"); }) == Errc::type_mismatch);
  BOOST_TEST(row.get<std::int16_t>("n") == 300);
  BOOST_TEST(code_of([&] { return row.get<double>("big"); }) == Errc::precision_lost);
}

BOOST_AUTO_TEST_CASE(an_unknown_column_lists_the_known_ones) {
  RouterBench bench;
  const Row row = bench.row(user, {7, "Ann", 1.5});
  const Error error = thrown_by([&] { return row.get<int>("ID number"); });
  BOOST_TEST(error.code() == Errc::unknown_column);
  BOOST_TEST(says(error, "no column \"ID number\"; it has id, name, score"));
  BOOST_TEST(says(thrown_by([&] { return row.get<int>(3); }), "no column 3; it has 3"));
  BOOST_TEST(code_of([&] { return row.is_null(-1); }) == Errc::unknown_column);
}

BOOST_AUTO_TEST_CASE(dates_decimals_uuids_documents_and_bytes_are_read_as_such) {
  using namespace std::chrono;
  RouterBench bench;
  const zin::Date day = year{2026} / 2 / 28;
  const auto instant = sys_days{day} + 12h + 30min + 250us;
  const auto uuid = zin::Uuid::parse("6ba7b810-9dad-11d1-80b4-00c04fd430c8").value();
  const Row row =
      bench.row({column("day", Type::date), column("at", Type::timestamptz),
                 column("time", Type::time), column("price", Type::decimal),
                 column("id", Type::uuid), column("doc", Type::json), column("data", Type::bytes)},
                {day, instant, 90min, zin::Decimal{"0.1000000000000000001"}, uuid,
                 zin::Json::object({{"a", 1}}), zin::to_bytes(std::string_view{"a\0b", 3})});
  BOOST_TEST((row.get<year_month_day>("day") == day));
  BOOST_TEST((row.get<sys_time<microseconds>>("at") == instant));
  BOOST_TEST((row.get<microseconds>("time") == 90min));
  BOOST_TEST(row.get<zin::Decimal>("price") == zin::Decimal{"0.1000000000000000001"});
  BOOST_TEST(row.get<zin::Uuid>("id") == uuid);
  BOOST_TEST(row.get<zin::Json>("doc") == zin::Json::object({{"a", 1}}));
  BOOST_TEST((row.get<zin::Bytes>("data") == zin::to_bytes(std::string_view{"a\0b", 3})));
  BOOST_TEST(code_of([&] { return row.get<sys_time<seconds>>("at"); }) == Errc::precision_lost);
}

BOOST_AUTO_TEST_CASE(rows_come_in_order_and_a_missing_one_is_an_error) {
  RouterBench bench;
  bench.server.answer("pairs", pairs(5));
  const Rows rows = bench.router.select("pairs");
  BOOST_TEST(rows.size() == 5U);
  std::int64_t expected = 0;
  for (const Row& row : rows) BOOST_TEST(row.get<std::int64_t>("n") == expected++);
  BOOST_TEST(rows.front().get<int>(0) == 0);
  BOOST_TEST(rows.back().get<int>(0) == 4);
  BOOST_TEST(code_of([&] { return rows[5]; }) == Errc::not_found);
  BOOST_TEST(code_of([] { return Rows{}.front(); }) == Errc::not_found);
  BOOST_TEST(!bench.router.select_one("nothing").has_value());
}

BOOST_AUTO_TEST_CASE(a_copied_row_outlives_its_rows) {
  RouterBench bench;
  bench.server.answer("pairs", pairs(3));
  std::optional<Row> kept;
  std::string_view text;
  {
    const Rows rows = bench.router.select("pairs");
    for (const Row& row : rows) kept = row;
  }
  text = kept->get<std::string_view>("t");
  BOOST_TEST(text.ends_with("string 2"));
}

BOOST_AUTO_TEST_CASE(a_copied_row_outlives_its_stream) {
  RouterBench bench;
  bench.server.answer("pairs", pairs(5));
  std::vector<Row> kept;
  {
    zin::RowStream stream = bench.router.stream("pairs");
    while (const Row* row = stream.next()) kept.push_back(*row);
    BOOST_TEST((stream.next() == nullptr));
  }
  BOOST_TEST(kept.size() == 5U);
  BOOST_TEST(kept[1].get<std::string_view>("t").ends_with("string 1"));
}

BOOST_AUTO_TEST_CASE(a_stream_gives_its_connection_back_at_its_end_or_when_it_is_closed) {
  RouterBench bench;
  bench.server.answer("pairs", pairs(5));
  const auto lent = [&] { return bench.router.primary().stats().active; };
  zin::RowStream whole = bench.router.stream("pairs");
  BOOST_TEST(lent() == 1U);
  while (whole.next() != nullptr) {
  }
  BOOST_TEST(lent() == 0U);
  zin::RowStream part = bench.router.stream("pairs");
  BOOST_TEST((part.next() != nullptr));
  BOOST_TEST(lent() == 1U);
  part.close();
  part.close();
  BOOST_TEST(lent() == 0U);
}

BOOST_AUTO_TEST_CASE(what_fails_in_the_middle_of_a_stream_goes_to_its_reader) {
  RouterBench bench;
  StubAnswer answer = pairs(3);
  answer.fetch_fault = zin::test::faults::broken();
  bench.server.answer("pairs", answer);
  zin::RowStream stream = bench.router.stream("pairs");
  int read = 0;
  BOOST_CHECK_THROW(while (stream.next() != nullptr)++ read, Error);
  BOOST_TEST(read == 3);
  BOOST_TEST(bench.router.primary().stats().active == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
