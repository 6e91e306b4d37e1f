// Value: what converts to it, what must not, its type, comparison and display.
// SPDX-License-Identifier: MIT
#include "zin/base/value.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "printing.hpp"
#include "thrown.hpp"

using namespace std::chrono_literals;
using zin::Bytes;
using zin::Decimal;
using zin::Errc;
using zin::Interval;
using zin::Json;
using zin::Type;
using zin::Uuid;
using zin::Value;
using zin::test::code_of;

namespace {

struct Opaque {};
enum class Colour : std::uint8_t { red, green };

// Other pointers, characters and braces would silently become something else.
static_assert(!std::is_constructible_v<Value, int*>);
static_assert(!std::is_constructible_v<Value, const int*>);
static_assert(!std::is_constructible_v<Value, void*>);
static_assert(!std::is_constructible_v<Value, const void*>);
static_assert(!std::is_constructible_v<Value, Opaque*>);
static_assert(!std::is_constructible_v<Value, const Opaque*>);
static_assert(!std::is_constructible_v<Value, bool*>);
static_assert(!std::is_constructible_v<Value, unsigned char*>);
static_assert(!std::is_constructible_v<Value, const signed char*>);
static_assert(!std::is_constructible_v<Value, const wchar_t*>);
static_assert(!std::is_constructible_v<Value, const char8_t*>);
static_assert(!std::is_constructible_v<Value, const char16_t*>);
static_assert(!std::is_constructible_v<Value, const char32_t*>);
static_assert(!std::is_constructible_v<Value, void (*)()>);
static_assert(!std::is_constructible_v<Value, int Opaque::*>);
static_assert(!std::is_constructible_v<Value, std::nullptr_t*>);
static_assert(!std::is_constructible_v<Value, Value*>);
static_assert(!std::is_convertible_v<int*, Value>);
static_assert(!std::is_constructible_v<Value, char>);
static_assert(!std::is_constructible_v<Value, wchar_t>);
static_assert(!std::is_constructible_v<Value, char8_t>);
static_assert(!std::is_constructible_v<Value, char16_t>);
static_assert(!std::is_constructible_v<Value, char32_t>);
static_assert(!std::is_constructible_v<Value, std::optional<char>>);
static_assert(!std::is_constructible_v<Value, std::optional<int*>>);
static_assert(!std::is_constructible_v<Value, Opaque>);
static_assert(!std::is_constructible_v<Value, Colour>);
static_assert(!std::is_constructible_v<Value, std::vector<bool>::reference>);
static_assert(!std::is_constructible_v<Value, std::vector<int>>);
static_assert(!std::is_constructible_v<Value, int, int>);
static_assert(!std::is_constructible_v<Value, std::initializer_list<Value>>);
static_assert(!std::is_constructible_v<Value, std::initializer_list<int>>);
// What Json converts from is no document.
static_assert(!std::is_constructible_v<Value, Json::Array>);
static_assert(!std::is_constructible_v<Value, Json::Object>);

template <class T = Value>
constexpr bool takes_braces() {
  return requires { T({1, 2}); }
  || requires { T({1, 2, 3}); }
  || requires { T({1, 2, 3, 4, 5}); }
  || requires { T({"a", "b"}); }
  || requires { T({"a", "b", "c"}); }
  || requires { T({"a", 1}); }
  || requires { T({T(1), T(2)}); }
  || requires { T({'a', 'b', 'c', 'd'}); }
  || requires { T({std::byte{1}, std::byte{2}}); }
  || requires { T({1.5, 2.5}); }
  || requires { T({true, false}); };
}
static_assert(!takes_braces());

// What it does take, it takes without a cast.
static_assert(std::is_convertible_v<std::nullptr_t, Value>);
static_assert(std::is_convertible_v<bool, Value>);
static_assert(std::is_convertible_v<int, Value>);
static_assert(std::is_convertible_v<unsigned long long, Value>);
static_assert(std::is_convertible_v<std::int8_t, Value>);
static_assert(std::is_convertible_v<float, Value>);
static_assert(std::is_convertible_v<double, Value>);
static_assert(std::is_convertible_v<long double, Value>);
static_assert(std::is_convertible_v<const char*, Value>);
static_assert(std::is_convertible_v<char*, Value>);
static_assert(std::is_convertible_v<const char (&)[4], Value>);
static_assert(std::is_convertible_v<std::string, Value>);
static_assert(std::is_convertible_v<const std::string&, Value>);
static_assert(std::is_convertible_v<std::string_view, Value>);
static_assert(std::is_convertible_v<Bytes, Value>);
static_assert(std::is_convertible_v<const Bytes&, Value>);
static_assert(std::is_convertible_v<Decimal, Value>);
static_assert(std::is_convertible_v<Uuid, Value>);
static_assert(std::is_convertible_v<Json, Value>);
static_assert(std::is_convertible_v<const Json&, Value>);
static_assert(std::is_convertible_v<Interval, Value>);
static_assert(std::is_convertible_v<std::chrono::year_month_day, Value>);
static_assert(std::is_convertible_v<std::chrono::microseconds, Value>);
static_assert(std::is_convertible_v<std::chrono::hours, Value>);
static_assert(std::is_convertible_v<std::chrono::local_seconds, Value>);
static_assert(std::is_convertible_v<std::chrono::system_clock::time_point, Value>);
static_assert(std::is_convertible_v<std::optional<int>, Value>);
static_assert(std::is_convertible_v<std::optional<std::string>, Value>);
static_assert(std::is_convertible_v<const std::optional<bool>&, Value>);
static_assert(std::is_convertible_v<Value::Array, Value>);
static_assert(std::is_nothrow_move_constructible_v<Value>);

}  // namespace

BOOST_AUTO_TEST_SUITE(value)

BOOST_AUTO_TEST_CASE(each_type_of_cpp_becomes_the_sql_type_of_its_kind) {
  BOOST_TEST(Value{}.type() == Type::null);
  BOOST_TEST(Value{nullptr}.type() == Type::null);
  BOOST_TEST(Value{true}.type() == Type::boolean);
  BOOST_TEST(Value{std::int8_t{1}}.type() == Type::int64);
  BOOST_TEST(Value{std::uint8_t{1}}.type() == Type::int64);
  BOOST_TEST(Value{short{1}}.type() == Type::int64);
  BOOST_TEST(Value{1}.type() == Type::int64);
  BOOST_TEST(Value{1U}.type() == Type::int64);
  BOOST_TEST(Value{1L}.type() == Type::int64);
  BOOST_TEST(Value{1LL}.type() == Type::int64);
  BOOST_TEST(Value{1UL}.type() == Type::uint64);
  BOOST_TEST(Value{1ULL}.type() == Type::uint64);
  BOOST_TEST(Value{1.5F}.type() == Type::float32);
  BOOST_TEST(Value{1.5}.type() == Type::float64);
  BOOST_TEST(Value{1.5L}.type() == Type::float64);
  BOOST_TEST(Value{"text"}.type() == Type::text);
  BOOST_TEST(Value{std::string{"text"}}.type() == Type::text);
  BOOST_TEST(Value{std::string_view{"text"}}.type() == Type::text);
  BOOST_TEST(Value{Bytes{}}.type() == Type::bytes);
  BOOST_TEST(Value{Decimal{"1.5"}}.type() == Type::decimal);
  BOOST_TEST(Value{Uuid{}}.type() == Type::uuid);
  BOOST_TEST(Value{Json{1}}.type() == Type::json);
  BOOST_TEST(Value{2026y / 2 / 28}.type() == Type::date);
  BOOST_TEST(Value{5us}.type() == Type::time);
  BOOST_TEST(Value{5min}.type() == Type::time);
  BOOST_TEST(Value{std::chrono::local_seconds{5s}}.type() == Type::timestamp);
  BOOST_TEST(Value{std::chrono::sys_seconds{5s}}.type() == Type::timestamptz);
  BOOST_TEST(Value{std::chrono::system_clock::now()}.type() == Type::timestamptz);
  BOOST_TEST(Value{Interval{.days = 1}}.type() == Type::interval);
  BOOST_TEST(Value{Value::Array{Value{1}}}.type() == Type::array);
}

BOOST_AUTO_TEST_CASE(a_null_pointer_to_text_is_null) {
  const char* const none = nullptr;
  BOOST_TEST(Value{none}.is_null());
  BOOST_TEST(!Value{""}.is_null());
}

BOOST_AUTO_TEST_CASE(an_optional_is_its_value_or_null) {
  BOOST_TEST(Value{std::optional<int>{}}.is_null());
  BOOST_TEST(Value{std::optional<int>{7}} == Value{7});
  BOOST_TEST(Value{std::optional<bool>{false}} == Value{false});
  BOOST_TEST(Value{std::optional<std::string>{"x"}} == Value{"x"});
  const std::optional<const char*> text{"y"};
  BOOST_TEST(Value{text} == Value{"y"});
  BOOST_TEST((Value{std::optional<std::optional<int>>{std::optional<int>{}}}.is_null()));
}

BOOST_AUTO_TEST_CASE(numbers_keep_their_value_at_the_limits) {
  BOOST_TEST(Value{std::numeric_limits<std::int64_t>::min()}.get<std::int64_t>() ==
             std::numeric_limits<std::int64_t>::min());
  BOOST_TEST(Value{std::numeric_limits<std::uint64_t>::max()}.get<std::uint64_t>() ==
             std::numeric_limits<std::uint64_t>::max());
  BOOST_TEST(Value{std::int8_t{-128}}.get<int>() == -128);
  BOOST_TEST(Value{std::uint32_t{4294967295U}}.get<std::int64_t>() == 4294967295);
}

BOOST_AUTO_TEST_CASE(text_keeps_nul_bytes) {
  const std::string text{"a\0b", 3};
  BOOST_TEST(Value{text}.get<std::string>() == text);
  BOOST_TEST(Value{std::string_view{text}}.get<std::string_view>() == text);
}

BOOST_AUTO_TEST_CASE(finer_times_are_rounded_down_to_the_microsecond) {
  using std::chrono::nanoseconds;
  BOOST_TEST((Value{nanoseconds{1999}} == Value{1us}));
  BOOST_TEST((Value{nanoseconds{-1}} == Value{-1us}));
  const std::chrono::sys_time<nanoseconds> before_epoch{nanoseconds{-1}};
  BOOST_TEST((Value{before_epoch}.get<zin::TimestampTz>() == zin::TimestampTz{-1us}));
  const std::chrono::local_time<nanoseconds> local{nanoseconds{1001}};
  BOOST_TEST((Value{local}.get<zin::Timestamp>() == zin::Timestamp{1us}));
}

BOOST_AUTO_TEST_CASE(a_time_beyond_the_microseconds_of_64_bits_is_refused) {
  BOOST_TEST(code_of([] { return Value{std::chrono::hours::max()}; }) == Errc::data_error);
  BOOST_TEST(code_of([] { return Value{std::chrono::hours::min()}; }) == Errc::data_error);
  BOOST_TEST(code_of([] {
               return Value{std::chrono::sys_days{std::chrono::days{1'000'000'000}}};
             }) == Errc::data_error);
  BOOST_TEST(code_of([] {
               return Value{std::chrono::local_days{std::chrono::days{-1'000'000'000}}};
             }) == Errc::data_error);
}

BOOST_AUTO_TEST_CASE(equality_is_of_type_and_value) {
  BOOST_TEST(Value{1} == Value{1L});
  BOOST_TEST(Value{1} != Value{1.0});
  BOOST_TEST(Value{1} != Value{1ULL});
  BOOST_TEST(Value{1} != Value{true});
  BOOST_TEST(Value{"1"} != Value{1});
  BOOST_TEST(Value{} == Value{nullptr});
  BOOST_TEST(Value{Decimal{"1.0"}} == Value{Decimal{"1.00"}});
  BOOST_TEST(Value{Json{1}} == Value{Json{1}});
  BOOST_TEST(Value{Json{1}} != Value{Json{2}});
  BOOST_TEST((Value{Value::Array{1, "a"}} == Value{Value::Array{1, "a"}}));
  BOOST_TEST((Value{Value::Array{1, Json{"a"}}} == Value{Value::Array{1, Json{"a"}}}));
  BOOST_TEST((Value{Value::Array{1}} != Value{Value::Array{1, 2}}));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  BOOST_TEST(Value{nan} != Value{nan});
}

BOOST_AUTO_TEST_CASE(to_string_is_for_people) {
  BOOST_TEST(Value{}.to_string() == "NULL");
  BOOST_TEST(Value{true}.to_string() == "true");
  BOOST_TEST(Value{-42}.to_string() == "-42");
  BOOST_TEST(Value{18446744073709551615ULL}.to_string() == "18446744073709551615");
  BOOST_TEST(Value{1.5}.to_string() == "1.5");
  BOOST_TEST(Value{0.1F}.to_string() == "0.1");
  BOOST_TEST(Value{"it's"}.to_string() == "'it''s'");
  BOOST_TEST((Value{Bytes{std::byte{0}, std::byte{255}}}.to_string() == "x'00ff'"));
  BOOST_TEST(Value{Decimal{"1.50"}}.to_string() == "1.50");
  BOOST_TEST(Value{Json{"a"}}.to_string() == "'\"a\"'");
  BOOST_TEST(Value{2026y / 2 / 28}.to_string() == "'2026-02-28'");
  BOOST_TEST(Value{1h + 2min + 3s + 4us}.to_string() == "'01:02:03.000004'");
  BOOST_TEST(Value{std::chrono::sys_seconds{0s}}.to_string() == "'1970-01-01 00:00:00+00:00'");
  BOOST_TEST((Value{Value::Array{1, nullptr, "x"}}.to_string() == "[1, NULL, 'x']"));
}

BOOST_AUTO_TEST_CASE(a_copy_of_a_document_shares_it) {
  const Value first{Json::parse(R"({"a":[1,2]})")};
  const Value second{first};
  zin::detail::CellStore items;
  BOOST_TEST(first.cell(items).v.ptr == second.cell(items).v.ptr);
  BOOST_TEST(second.get<Json>() == first.get<Json>());
}

BOOST_AUTO_TEST_CASE(cells_view_the_value_in_the_forms_of_the_abi) {
  zin::detail::CellStore items;
  const Value text{"abc"};
  const auto view = text.cell(items);
  BOOST_TEST(view.type == Type::text);
  BOOST_TEST((view.encoding == zin::detail::Encoding::view));
  BOOST_TEST(view.text() == "abc");
  const Value date{2000y / 1 / 1};
  BOOST_TEST(date.cell(items).v.i == 10957);
  const Value single{1.5F};
  BOOST_TEST(single.cell(items).v.f == 1.5);
  const Uuid id{"00112233-4455-6677-8899-aabbccddeeff"};
  const Value uuid{id};
  BOOST_TEST(uuid.cell(items).len == 16U);
}

BOOST_AUTO_TEST_CASE(nested_arrays_keep_their_items_while_the_store_lives) {
  zin::detail::CellStore items;
  const Value matrix{Value::Array{Value::Array{1, 2}, Value::Array{3}, Value::Array{}}};
  const auto cell = matrix.cell(items);
  BOOST_TEST(cell.len == 3U);
  const auto* const rows = static_cast<const zin::detail::Cell*>(cell.v.ptr);
  BOOST_TEST(rows[0].len == 2U);
  BOOST_TEST(static_cast<const zin::detail::Cell*>(rows[0].v.ptr)[1].v.i == 2);
  BOOST_TEST(rows[2].len == 0U);
  BOOST_TEST((matrix.get<std::vector<std::vector<int>>>() ==
              std::vector<std::vector<int>>{{1, 2}, {3}, {}}));
}

BOOST_AUTO_TEST_CASE(a_date_that_does_not_exist_is_not_sent) {
  zin::detail::CellStore items;
  const Value date{2023y / 2 / 30};
  const zin::Error error = zin::test::thrown_by([&] { return date.cell(items); });
  BOOST_TEST(error.code() == Errc::data_error);
  BOOST_TEST(!zin::test::says(error, "2023"));
}

BOOST_AUTO_TEST_CASE(get_follows_the_rules_of_rows) {
  BOOST_TEST(Value{7}.get<std::uint8_t>() == 7);
  BOOST_TEST(Value{"x"}.get<std::string>() == "x");
  BOOST_TEST(!Value{}.get<std::optional<int>>().has_value());
  BOOST_TEST(Value{7}.get<Value>() == Value{7});
  BOOST_TEST(code_of([] { return Value{300}.get<std::uint8_t>(); }) == Errc::type_mismatch);
  BOOST_TEST(code_of([] { return Value{"7"}.get<int>(); }) == Errc::type_mismatch);
  BOOST_TEST(code_of([] { return Value{}.get<int>(); }) == Errc::type_mismatch);
  const zin::Error error = zin::test::thrown_by([] { return Value{"secret"}.get<int>(); });
  BOOST_TEST(!zin::test::says(error, "secret"));
}

BOOST_AUTO_TEST_SUITE_END()
