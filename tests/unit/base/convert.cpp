// From cells to C++ types: every type against every other, ranges, NULL, texts and lost bits.
// SPDX-License-Identifier: MIT
#include "zin/base/convert.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "printing.hpp"
#include "zin/base/value.hpp"

using namespace std::chrono_literals;
using zin::Bytes;
using zin::Date;
using zin::Decimal;
using zin::Interval;
using zin::Json;
using zin::Time;
using zin::Timestamp;
using zin::TimestampTz;
using zin::Type;
using zin::Uuid;
using zin::Value;
using zin::detail::Cell;
using zin::detail::Encoding;
using zin::detail::Outcome;

namespace {

template <class T>
Outcome outcome_of(const Cell& cell) {
  T out{};
  return zin::detail::read(cell, out);
}

template <class T>
Outcome outcome_of(const Value& value) {
  zin::detail::CellStore items;
  return outcome_of<T>(value.cell(items));
}

char letter(Outcome outcome) {
  constexpr std::string_view letters = "onwrmi";  // ok, null, wrong type, range, malformed, inexact
  return letters[static_cast<std::size_t>(outcome)];
}

template <class... Ts>
std::string outcomes(const Cell& cell) {
  return std::string{letter(outcome_of<Ts>(cell))...};
}

// One letter for each C++ type, in this order.
std::string all_outcomes(const Value& value) {
  zin::detail::CellStore items;
  const Cell cell = value.cell(items);
  return outcomes<bool, int, std::int64_t, std::uint64_t, float, double>(cell) + ' ' +
         outcomes<std::string, std::string_view, Bytes>(cell) + ' ' +
         outcomes<Decimal, Uuid, Json>(cell) + ' ' +
         outcomes<Date, Time, Timestamp, TimestampTz, Interval>(cell) + ' ' +
         outcomes<std::vector<int>, std::optional<int>, Value>(cell);
}

Cell wire(Type type, std::string_view text) {
  Cell cell;
  cell.type = type;
  cell.encoding = Encoding::wire_text;
  cell.v.ptr = text.data();
  cell.len = static_cast<std::uint32_t>(text.size());
  return cell;
}

Cell number(Type type, std::int64_t value, std::uint16_t flags = 0) {
  Cell cell;
  cell.type = type;
  cell.v.i = value;
  cell.flags = flags;
  return cell;
}

template <class T>
T value_of(const Cell& cell) {
  T out{};
  BOOST_TEST(zin::detail::read(cell, out) == Outcome::ok);
  return out;
}

template <class T>
T value_of(const Value& value) {
  zin::detail::CellStore items;
  return value_of<T>(value.cell(items));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(convert)

BOOST_AUTO_TEST_CASE(each_type_is_read_as_what_can_hold_it_and_as_nothing_else) {
  BOOST_TEST(all_outcomes(Value{}) == "nnnnnn nnn nnn nnnnn noo");
  BOOST_TEST(all_outcomes(Value{true}) == "ooooww www www wwwww woo");
  BOOST_TEST(all_outcomes(Value{1}) == "oooooo www oww wwwww woo");
  BOOST_TEST(all_outcomes(Value{1UL}) == "oooooo www oww wwwww woo");
  BOOST_TEST(all_outcomes(Value{1.5F}) == "wwwwoo www www wwwww wwo");
  BOOST_TEST(all_outcomes(Value{1.5}) == "wwwwoo www www wwwww wwo");
  BOOST_TEST(all_outcomes(Value{Decimal{1}}) == "wooooo oow oww wwwww woo");
  BOOST_TEST(all_outcomes(Value{"x"}) == "wwwwww oow mmm mmmmw wwo");
  BOOST_TEST(all_outcomes(Value{Json{1}}) == "wwwwww oow wwo wwwww wwo");
  BOOST_TEST(all_outcomes(Value{Bytes(3)}) == "wwwwww wwo www wwwww wwo");
  BOOST_TEST(all_outcomes(Value{Bytes(16)}) == "wwwwww wwo wow wwwww wwo");
  BOOST_TEST(all_outcomes(Value{Uuid{}}) == "wwwwww oww wow wwwww wwo");
  BOOST_TEST(all_outcomes(Value{2026y / 2 / 28}) == "wwwwww oww www owwww wwo");
  BOOST_TEST(all_outcomes(Value{5us}) == "wwwwww oww www wowww wwo");
  BOOST_TEST(all_outcomes(Value{Timestamp{5us}}) == "wwwwww oww www wwoww wwo");
  BOOST_TEST(all_outcomes(Value{TimestampTz{5us}}) == "wwwwww oww www wwwow wwo");
  BOOST_TEST(all_outcomes(Value{Interval{}}) == "wwwwww www www wwwwo wwo");
  BOOST_TEST(all_outcomes(Value{Value::Array{1}}) == "wwwwww www www wwwww owo");
}

BOOST_AUTO_TEST_CASE(integers_are_checked_against_the_range_of_what_was_asked) {
  BOOST_TEST(value_of<std::int8_t>(Value{-128}) == -128);
  BOOST_TEST(outcome_of<std::int8_t>(Value{128}) == Outcome::out_of_range);
  BOOST_TEST(outcome_of<std::int8_t>(Value{-129}) == Outcome::out_of_range);
  BOOST_TEST(value_of<std::uint8_t>(Value{255}) == 255);
  BOOST_TEST(outcome_of<std::uint8_t>(Value{-1}) == Outcome::out_of_range);
  BOOST_TEST(outcome_of<std::uint16_t>(Value{65536}) == Outcome::out_of_range);
  BOOST_TEST(outcome_of<int>(Value{2147483648LL}) == Outcome::out_of_range);
  BOOST_TEST(outcome_of<unsigned>(Value{4294967296LL}) == Outcome::out_of_range);
  BOOST_TEST(outcome_of<std::uint64_t>(Value{-1}) == Outcome::out_of_range);
  const auto most = std::numeric_limits<std::uint64_t>::max();
  BOOST_TEST(outcome_of<std::int64_t>(Value{most}) == Outcome::out_of_range);
  BOOST_TEST(value_of<std::uint64_t>(Value{most}) == most);
  BOOST_TEST(value_of<long long>(Value{-5}) == -5);
  BOOST_TEST(outcome_of<bool>(Value{2}) == Outcome::out_of_range);
  BOOST_TEST(value_of<bool>(Value{0UL}) == false);
}

BOOST_AUTO_TEST_CASE(enums_are_read_as_their_number) {
  enum class Small : std::uint8_t { none, one };
  BOOST_TEST((value_of<Small>(Value{1}) == Small::one));
  BOOST_TEST(outcome_of<Small>(Value{256}) == Outcome::out_of_range);
  BOOST_TEST(outcome_of<std::optional<Small>>(Value{}) == Outcome::ok);
}

BOOST_AUTO_TEST_CASE(an_integer_is_a_double_only_where_that_is_exact) {
  const std::int64_t limit = std::int64_t{1} << 53;
  BOOST_TEST(value_of<double>(Value{limit}) == 9007199254740992.0);
  BOOST_TEST(outcome_of<double>(Value{limit + 1}) == Outcome::inexact);
  BOOST_TEST(outcome_of<double>(Value{-limit - 1}) == Outcome::inexact);
  BOOST_TEST(outcome_of<double>(Value{static_cast<std::uint64_t>(limit) + 1}) == Outcome::inexact);
  BOOST_TEST(value_of<float>(Value{16777216}) == 16777216.0F);
  BOOST_TEST(outcome_of<float>(Value{16777217}) == Outcome::inexact);
}

BOOST_AUTO_TEST_CASE(a_float_of_a_double_or_decimal_is_the_nearest_one_in_range) {
  BOOST_TEST(value_of<float>(Value{0.1}) == 0.1F);
  BOOST_TEST(value_of<float>(Value{Decimal{"0.1"}}) == 0.1F);
  BOOST_TEST(value_of<double>(Value{Decimal{"0.1"}}) == 0.1);
  BOOST_TEST(outcome_of<float>(Value{1e39}) == Outcome::out_of_range);
  BOOST_TEST(outcome_of<float>(Value{-1e39}) == Outcome::out_of_range);
  const double infinity = std::numeric_limits<double>::infinity();
  BOOST_TEST(value_of<float>(Value{infinity}) == std::numeric_limits<float>::infinity());
  BOOST_TEST(std::isnan(value_of<float>(Value{std::numeric_limits<double>::quiet_NaN()})));
}

BOOST_AUTO_TEST_CASE(a_decimal_is_an_integer_only_when_it_is_whole) {
  BOOST_TEST(value_of<int>(Value{Decimal{"12.00"}}) == 12);
  BOOST_TEST(outcome_of<int>(Value{Decimal{"12.5"}}) == Outcome::inexact);
  BOOST_TEST(outcome_of<std::uint64_t>(Value{Decimal{"0.1"}}) == Outcome::inexact);
  BOOST_TEST(outcome_of<std::int64_t>(Value{Decimal{"9223372036854775808"}}) ==
             Outcome::out_of_range);
  BOOST_TEST(value_of<std::uint64_t>(Value{Decimal{"18446744073709551615"}}) ==
             18446744073709551615ULL);
  BOOST_TEST(outcome_of<std::uint64_t>(Value{Decimal{"-1"}}) == Outcome::out_of_range);
}

BOOST_AUTO_TEST_CASE(bits_that_a_driver_lost_are_told) {
  constexpr auto lost = zin::detail::cell_inexact;
  BOOST_TEST(outcome_of<std::int64_t>(number(Type::int64, 5, lost)) == Outcome::inexact);
  BOOST_TEST(outcome_of<int>(number(Type::int64, 5, lost)) == Outcome::inexact);
  BOOST_TEST(outcome_of<bool>(number(Type::int64, 1, lost)) == Outcome::inexact);
}

BOOST_AUTO_TEST_CASE(null_is_read_by_optionals_and_values_alone) {
  BOOST_TEST(outcome_of<std::int64_t>(Value{}) == Outcome::is_null);
  BOOST_TEST(!value_of<std::optional<std::string>>(Value{}).has_value());
  BOOST_TEST((value_of<std::optional<Time>>(Value{}) == std::nullopt));
  BOOST_TEST(value_of<Value>(Value{}).is_null());
  BOOST_TEST(value_of<std::optional<Value>>(Value{5}).value() == Value{5});
}

BOOST_AUTO_TEST_CASE(coarser_times_are_read_only_where_nothing_is_lost) {
  using std::chrono::milliseconds;
  using std::chrono::seconds;
  BOOST_TEST((value_of<milliseconds>(Value{5000us}) == 5ms));
  BOOST_TEST(outcome_of<milliseconds>(Value{5001us}) == Outcome::inexact);
  BOOST_TEST(outcome_of<seconds>(Value{-1us}) == Outcome::inexact);
  BOOST_TEST((value_of<std::chrono::hours>(Value{2h}) == 2h));
  const std::chrono::sys_seconds point{1'700'000'000s};
  BOOST_TEST((value_of<std::chrono::sys_seconds>(Value{point}) == point));
  BOOST_TEST(outcome_of<std::chrono::sys_seconds>(Value{TimestampTz{1us}}) == Outcome::inexact);
  BOOST_TEST((value_of<std::chrono::sys_days>(Value{std::chrono::sys_days{2026y / 2 / 28}}) ==
              std::chrono::sys_days{2026y / 2 / 28}));
  BOOST_TEST((value_of<std::chrono::local_seconds>(Value{Timestamp{3s}}) ==
              std::chrono::local_seconds{3s}));
}

BOOST_AUTO_TEST_CASE(finer_times_are_read_only_where_they_fit) {
  using std::chrono::nanoseconds;
  using std::chrono::sys_days;
  using NanoPoint = std::chrono::sys_time<nanoseconds>;
  BOOST_TEST((value_of<nanoseconds>(Value{5us}) == 5000ns));
  BOOST_TEST((value_of<NanoPoint>(Value{sys_days{2262y / 4 / 11}}) == sys_days{2262y / 4 / 11}));
  BOOST_TEST(outcome_of<NanoPoint>(Value{sys_days{9999y / 12 / 31}}) == Outcome::out_of_range);
  BOOST_TEST(outcome_of<NanoPoint>(Value{sys_days{1600y / 1 / 1}}) == Outcome::out_of_range);
  BOOST_TEST(outcome_of<std::chrono::local_time<nanoseconds>>(
                 Value{std::chrono::local_days{9999y / 12 / 31}}) == Outcome::out_of_range);
  BOOST_TEST(outcome_of<nanoseconds>(Value{Time::max()}) == Outcome::out_of_range);
  BOOST_TEST(outcome_of<nanoseconds>(Value{Time::min()}) == Outcome::out_of_range);
  using Short = std::chrono::duration<std::int16_t>;
  BOOST_TEST((value_of<Short>(Value{32767s}) == Short{32767}));
  BOOST_TEST(outcome_of<Short>(Value{32768s}) == Outcome::out_of_range);
  BOOST_TEST(outcome_of<std::chrono::duration<unsigned>>(Value{-1s}) == Outcome::out_of_range);
}

BOOST_AUTO_TEST_CASE(a_duration_of_doubles_is_the_nearest_one) {
  using Seconds = std::chrono::duration<double>;
  for (const std::int64_t micros : {1LL, 3LL, 7LL, 100001LL, 999999LL, 123456789LL}) {
    const auto seconds = value_of<Seconds>(Value{std::chrono::microseconds{micros}});
    BOOST_TEST(std::llround(seconds.count() * 1e6) == micros);
  }
}

BOOST_AUTO_TEST_CASE(times_print_as_iso_text) {
  BOOST_TEST(value_of<std::string>(Value{2026y / 2 / 28}) == "2026-02-28");
  BOOST_TEST(value_of<std::string>(Value{-(1h + 500ms)}) == "-01:00:00.500000");
  BOOST_TEST(value_of<std::string>(Value{std::chrono::local_days{2026y / 2 / 28} + 1h}) ==
             "2026-02-28 01:00:00");
  BOOST_TEST(value_of<std::string>(Value{std::chrono::sys_days{2026y / 2 / 28}}) ==
             "2026-02-28 00:00:00+00:00");
}

BOOST_AUTO_TEST_CASE(times_outside_the_calendar_are_out_of_range) {
  const auto most = std::numeric_limits<std::int64_t>::max();
  const auto least = std::numeric_limits<std::int64_t>::min();
  BOOST_TEST(outcome_of<Date>(number(Type::date, most)) == Outcome::out_of_range);
  BOOST_TEST(outcome_of<std::string>(number(Type::date, least)) == Outcome::out_of_range);
  // PostgreSQL's infinities lie there.
  for (const Type type : {Type::timestamp, Type::timestamptz}) {
    BOOST_TEST(outcome_of<std::string>(number(type, most)) == Outcome::out_of_range);
    BOOST_TEST(outcome_of<std::string>(number(type, least)) == Outcome::out_of_range);
  }
  BOOST_TEST((value_of<TimestampTz>(number(Type::timestamptz, most)) == TimestampTz::max()));
  BOOST_TEST(value_of<std::string>(number(Type::time, least)) == "-2562047788:00:54.775808");
}

BOOST_AUTO_TEST_CASE(text_is_parsed_where_a_driver_has_no_type_of_its_own) {
  BOOST_TEST((value_of<Date>(Value{"2026-02-28"}) == 2026y / 2 / 28));
  BOOST_TEST((value_of<Time>(Value{"10:20:30.5"}) == 10h + 20min + 30500ms));
  BOOST_TEST((value_of<Timestamp>(Value{"2026-02-28 10:20:30"}) ==
              std::chrono::local_days{2026y / 2 / 28} + 10h + 20min + 30s));
  BOOST_TEST((value_of<TimestampTz>(Value{"2026-02-28T10:20:30+02:00"}) ==
              std::chrono::sys_days{2026y / 2 / 28} + 8h + 20min + 30s));
  BOOST_TEST(value_of<Decimal>(Value{"1.50"}).to_string() == "1.50");
  BOOST_TEST(value_of<Uuid>(Value{"00112233-4455-6677-8899-AABBCCDDEEFF"}).to_string() ==
             "00112233-4455-6677-8899-aabbccddeeff");
  BOOST_TEST(value_of<Json>(Value{"[1]"}).size() == 1U);
  BOOST_TEST(outcome_of<Date>(Value{"2026-02-30"}) == Outcome::malformed);
  BOOST_TEST(outcome_of<Json>(Value{"{"}) == Outcome::malformed);
}

BOOST_AUTO_TEST_CASE(wire_text_is_parsed_as_its_type_says) {
  BOOST_TEST(value_of<bool>(wire(Type::boolean, "t")) == true);
  BOOST_TEST(value_of<bool>(wire(Type::boolean, "f")) == false);
  BOOST_TEST(outcome_of<bool>(wire(Type::boolean, "yes")) == Outcome::malformed);
  BOOST_TEST(value_of<std::int64_t>(wire(Type::int64, "-9223372036854775808")) ==
             std::numeric_limits<std::int64_t>::min());
  BOOST_TEST(value_of<int>(wire(Type::int64, "12")) == 12);
  BOOST_TEST(outcome_of<int>(wire(Type::int64, "12x")) == Outcome::malformed);
  BOOST_TEST(outcome_of<int>(wire(Type::int64, "")) == Outcome::malformed);
  BOOST_TEST(outcome_of<int>(wire(Type::int64, "99999999999")) == Outcome::out_of_range);
  BOOST_TEST(value_of<std::uint64_t>(wire(Type::uint64, "18446744073709551615")) ==
             18446744073709551615ULL);
  BOOST_TEST(value_of<double>(wire(Type::float64, "1e-3")) == 0.001);
  BOOST_TEST(std::isnan(value_of<double>(wire(Type::float64, "NaN"))));
  BOOST_TEST(std::isinf(value_of<double>(wire(Type::float64, "Infinity"))));
  BOOST_TEST(value_of<Decimal>(wire(Type::decimal, "1.50")).to_string() == "1.50");
  BOOST_TEST(outcome_of<Decimal>(wire(Type::decimal, "NaN")) == Outcome::malformed);
  BOOST_TEST((value_of<Date>(wire(Type::date, "2026-02-28")) == 2026y / 2 / 28));
  BOOST_TEST(outcome_of<Date>(wire(Type::date, "infinity")) == Outcome::malformed);
  BOOST_TEST(outcome_of<Date>(wire(Type::date, "0000-00-00")) == Outcome::malformed);
  BOOST_TEST(
      (value_of<Bytes>(wire(Type::bytes, "\\x00ff")) == Bytes{std::byte{0}, std::byte{255}}));
  BOOST_TEST((value_of<Bytes>(wire(Type::bytes, "raw")) == zin::to_bytes("raw")));
  BOOST_TEST(outcome_of<Bytes>(wire(Type::bytes, "\\x0")) == Outcome::malformed);
  BOOST_TEST(outcome_of<Bytes>(wire(Type::bytes, "\\xzz")) == Outcome::malformed);
  BOOST_TEST(value_of<Uuid>(wire(Type::uuid, "00112233-4455-6677-8899-aabbccddeeff")).to_string() ==
             "00112233-4455-6677-8899-aabbccddeeff");
  BOOST_TEST(value_of<Json>(wire(Type::json, "{\"a\":1}")).size() == 1U);
}

BOOST_AUTO_TEST_CASE(wire_text_can_always_be_seen_as_text) {
  for (const Type type : {Type::boolean, Type::int64, Type::float64, Type::date, Type::interval,
                          Type::array, Type::native, Type::uuid, Type::timestamptz}) {
    BOOST_TEST(value_of<std::string>(wire(type, "infinity")) == "infinity");
    BOOST_TEST(value_of<std::string_view>(wire(type, "infinity")) == "infinity");
  }
  BOOST_TEST(value_of<Value>(wire(Type::native, "(1,2)")) == Value{"(1,2)"});
}

BOOST_AUTO_TEST_CASE(a_value_of_wire_text_has_the_type_of_the_column) {
  BOOST_TEST(value_of<Value>(wire(Type::int64, "5")) == Value{5});
  BOOST_TEST(value_of<Value>(wire(Type::boolean, "t")) == Value{true});
  BOOST_TEST(value_of<Value>(wire(Type::float32, "0.1")) == Value{0.1F});
  BOOST_TEST(value_of<Value>(wire(Type::date, "2026-02-28")) == Value{2026y / 2 / 28});
  BOOST_TEST(outcome_of<Value>(wire(Type::date, "infinity")) == Outcome::malformed);
}

BOOST_AUTO_TEST_CASE(a_value_comes_back_as_it_was_bound) {
  const Value values[] = {nullptr,
                          true,
                          -5,
                          5UL,
                          0.1F,
                          0.1,
                          Decimal{"1.50"},
                          "text",
                          Json::parse("{\"a\":[1,2.5]}"),
                          Bytes{std::byte{0}, std::byte{1}},
                          Uuid{"00112233-4455-6677-8899-aabbccddeeff"},
                          2026y / 2 / 28,
                          -5us,
                          Timestamp{-1us},
                          TimestampTz{1us},
                          Interval{.microseconds = 1, .days = 2, .months = 3},
                          Value::Array{1, nullptr, Value::Array{"x"}}};
  for (const Value& value : values) BOOST_TEST(value_of<Value>(value) == value);
}

BOOST_AUTO_TEST_CASE(arrays_are_read_item_by_item) {
  const Value numbers{Value::Array{1, 2, 3}};
  BOOST_TEST((value_of<std::vector<int>>(numbers) == std::vector<int>{1, 2, 3}));
  BOOST_TEST((value_of<std::vector<std::int8_t>>(numbers) == std::vector<std::int8_t>{1, 2, 3}));
  BOOST_TEST(outcome_of<std::vector<std::string>>(numbers) == Outcome::wrong_type);
  const Value gaps{Value::Array{1, nullptr}};
  BOOST_TEST(outcome_of<std::vector<int>>(gaps) == Outcome::is_null);
  BOOST_TEST((value_of<std::vector<std::optional<int>>>(gaps) ==
              std::vector<std::optional<int>>{1, std::nullopt}));
  BOOST_TEST((value_of<std::vector<bool>>(Value{Value::Array{true, false}}) ==
              std::vector<bool>{true, false}));
  BOOST_TEST(value_of<std::vector<int>>(Value{Value::Array{}}).empty());
}

BOOST_AUTO_TEST_CASE(messages_name_the_type_what_was_asked_and_the_next_step) {
  zin::detail::CellStore items;
  const Cell cell = Value{5}.cell(items);
  using zin::detail::describe;
  BOOST_TEST(describe(Outcome::wrong_type, cell, "std::string") ==
             "is of type int64, and std::string was asked for; ask for a type that holds int64, "
             "or cast the column in the SQL");
  BOOST_TEST(describe(Outcome::is_null, Cell{}, "double") ==
             "is NULL, and double was asked for; ask for std::optional<double>");
  BOOST_TEST(zin::detail::type_name<std::optional<unsigned char>>() == "std::uint8_t");
  BOOST_TEST(zin::detail::type_name<long long>() == "std::int64_t");
  BOOST_TEST(zin::detail::type_name<std::chrono::sys_seconds>() == "sys_time");
  BOOST_TEST(zin::detail::type_name<std::vector<int>>() == "a list");
}

BOOST_AUTO_TEST_SUITE_END()
