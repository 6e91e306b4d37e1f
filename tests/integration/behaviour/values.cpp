// Every kind of value goes in and comes out as it was.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "place.hpp"
#include "printing.hpp"
#include "thrown.hpp"

using namespace zin;
using namespace zin::test;
using namespace std::chrono;

namespace {

/// Stores each value in a column of that type, and gives what is read.
std::vector<Value> stored(std::string_view type, const std::vector<Value>& values) {
  static int tables = 0;
  const std::string name = "kept_" + std::to_string(++tables);
  const Table table(name, "n integer primary key, v " + std::string{type});
  int n = 0;
  for (const Value& value : values) {
    shared().execute("insert into " + name + " (n, v) values (?, ?)", {n++, value});
  }
  std::vector<Value> read;
  const Rows rows = shared().select("select v from " + name + " order by n");
  for (const Row& row : rows) read.push_back(row.value(0));
  return read;
}

/// What is read when it is asked for as what was written.
Value asked_as(Type type, const Value& read) {
  switch (type) {
    case Type::int64:
      return read.get<std::int64_t>();
    case Type::float64:
      return read.get<double>();
    case Type::decimal:
      return read.get<Decimal>();
    case Type::date:
      return read.get<Date>();
    case Type::timestamp:
      return read.get<Timestamp>();
    case Type::timestamptz:
      return read.get<TimestampTz>();
    case Type::uuid:
      return read.get<Uuid>();
    default:
      return read;
  }
}

/// They come back equal, of the same type where the database tells types, and NULL among them.
void check_kept(std::string_view type, std::vector<Value> values) {
  values.push_back(nullptr);
  std::vector<Value> read = stored(type, values);
  if (!differences().tells_types) {
    for (std::size_t at = 0; at + 1 < read.size(); ++at)
      read[at] = asked_as(values[at].type(), read[at]);
  }
  BOOST_TEST(read == values, boost::test_tools::per_element());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(values)

BOOST_AUTO_TEST_CASE(null_is_null_in_a_column_of_any_type) {
  const Rows rows = [] {
    const Table table("kept", "a integer, b varchar(9), c " + std::string{differences().binary} +
                                  ", d date, e " + std::string{differences().exact});
    shared().execute("insert into kept values (?, ?, ?, ?, ?)",
                     {nullptr, nullptr, nullptr, nullptr, nullptr});
    return shared().select("select * from kept");
  }();
  BOOST_REQUIRE(rows.size() == 1U);
  for (std::size_t at = 0; at < 5; ++at) {
    BOOST_TEST(rows[0].is_null(at));
    BOOST_TEST(!rows[0].get<std::optional<std::string>>(at).has_value());
    BOOST_TEST(code_of([&] { return rows[0].get<std::string>(at); }) == Errc::type_mismatch);
  }
}

BOOST_AUTO_TEST_CASE(booleans_are_read_as_booleans) {
  const std::vector<Value> read = stored(differences().boolean, {true, false, nullptr});
  BOOST_TEST(read[0].type() == differences().read_boolean);
  BOOST_TEST(read[0].get<bool>());
  BOOST_TEST(!read[1].get<bool>());
  BOOST_TEST(read[2].is_null());
}

BOOST_AUTO_TEST_CASE(integers_are_exact_to_their_extremes) {
  using Limits = std::numeric_limits<std::int64_t>;
  check_kept("bigint", {0, 1, -1, (std::int64_t{1} << 53) - 1, 1 - (std::int64_t{1} << 53)});
  for (const std::int64_t n : {(std::int64_t{1} << 53) + 1, Limits::max(), Limits::min()}) {
    const Table table("kept", "n bigint");
    shared().execute("insert into kept values (?)", {n});
    if (differences().whole_integers) {
      BOOST_TEST(shared().select_one("select n from kept")->get<std::int64_t>(0) == n);
      continue;
    }
    // It was stored as it is; only the way back loses digits, which is told, unless it comes as
    // text.
    BOOST_TEST(code_of([] {
                 return shared().select_one("select n + 0 as n from kept")->get<std::int64_t>(0);
               }) == Errc::precision_lost);
    BOOST_TEST(shared().select_one("select cast(n as text) from kept")->get<std::string>(0) ==
               std::to_string(n));
  }
}

BOOST_AUTO_TEST_CASE(an_integer_is_not_narrowed_silently) {
  const Value read = stored("bigint", {std::int64_t{3'000'000'000}})[0];
  BOOST_TEST(code_of([&] { return read.get<std::int32_t>(); }) == Errc::type_mismatch);
  BOOST_TEST(read.get<std::uint32_t>() == 3'000'000'000U);
}

BOOST_AUTO_TEST_CASE(an_unsigned_integer_is_exact_or_refused) {
  constexpr auto most = std::numeric_limits<std::uint64_t>::max();
  if (differences().keeps_unsigned) {
    BOOST_TEST(stored(differences().unsigned_column, {most})[0].get<std::uint64_t>() == most);
  } else {
    BOOST_TEST(code_of([] { return stored("bigint", {most}); }) == Errc::data_error);
  }
}

BOOST_AUTO_TEST_CASE(reals_keep_every_bit) {
  using Limits = std::numeric_limits<double>;
  check_kept("double precision", {0.0, 0.1, -2.5e-300, 1.0 / 3.0, Limits::max(), Limits::min(),
                                  std::nextafter(1.0, 2.0)});
}

BOOST_AUTO_TEST_CASE(decimals_keep_every_digit) {
  check_kept(differences().exact, {Decimal{"0"}, Decimal{"19.99"}, Decimal{"-0.0000000001"},
                                   Decimal{"1234567890123456789012345678.0123456789"}});
}

BOOST_AUTO_TEST_CASE(texts_come_back_byte_for_byte) {
  check_kept("text", {"", " ", "it's \"quoted\" \\ `so` -- ; /* ? ?? $1 :a */", "äöü € 漢字 😀",
                      "line\r\nline\ttab", std::string(60'000, 'x')});
}

BOOST_AUTO_TEST_CASE(a_text_with_a_nul_byte_is_kept_or_refused) {
  const std::string text("a\0b", 3);
  if (differences().keeps_nul) {
    BOOST_TEST(stored("text", {text})[0].get<std::string>() == text);
  } else {
    BOOST_TEST(code_of([&] { return stored("text", {text}); }) == Errc::data_error);
  }
}

BOOST_AUTO_TEST_CASE(bytes_are_kept_with_nul_among_them) {
  Bytes every(256);
  for (std::size_t at = 0; at < every.size(); ++at) every[at] = static_cast<std::byte>(at);
  check_kept(differences().binary,
             {every, Bytes{}, Bytes{std::byte{0}}, Bytes(300'000, std::byte{0xFF})});
}

BOOST_AUTO_TEST_CASE(dates_are_kept) {
  check_kept("date",
             {Date{2026y / February / 28}, Date{2024y / February / 29}, Date{1970y / January / 1},
              Date{1000y / January / 1}, Date{9999y / December / 31}});
}

BOOST_AUTO_TEST_CASE(timestamps_are_kept_to_the_microsecond) {
  check_kept(differences().timestamp,
             {local_days{2026y / February / 28} + 23h + 59min + 59s + 999'999us,
              local_days{1969y / December / 31} + 1us, local_days{2000y / January / 1} + 0us});
}

BOOST_AUTO_TEST_CASE(instants_are_kept_to_the_microsecond) {
  check_kept(differences().instant,
             {sys_days{2026y / February / 28} + 23h + 59min + 59s + 999'999us,
              sys_days{2000y / January / 1} + 1us});
}

BOOST_AUTO_TEST_CASE(json_is_kept_as_a_document) {
  const Json document =
      Json::object({{"name", "it's \"ä\""}, {"list", Json::array({1, nullptr, true, 2.5})}});
  const std::vector<Value> read = stored("json", {document, Json::array(), nullptr});
  BOOST_TEST((read[0].type() == (differences().tells_types ? Type::json : Type::text)));
  BOOST_TEST(read[0].get<Json>() == document);
  BOOST_TEST(read[1].get<Json>() == Json::array());
  BOOST_TEST(read[2].is_null());
}

BOOST_AUTO_TEST_CASE(uuids_are_kept) {
  check_kept(differences().uuid, {Uuid{"00000000-0000-0000-0000-000000000000"},
                                  Uuid{"f81d4fae-7dec-11d0-a765-00a0c91e6bf6"}});
}

BOOST_AUTO_TEST_CASE(a_value_that_its_column_cannot_hold_is_a_data_error_and_is_not_quoted) {
  const Table table("kept", "n integer primary key, v date");
  const Error error = thrown_by([] {
    return shared().execute("insert into kept (n, v) values (?, ?)", {"secret-number", nullptr});
  });
  BOOST_TEST(error.code() == Errc::data_error);
  BOOST_TEST(!says(error, "secret-number"));
  BOOST_TEST(table.count() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
