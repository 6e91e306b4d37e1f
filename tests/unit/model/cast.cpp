// Casts: what is read from each kind of stored value, and what is refused.
// SPDX-License-Identifier: MIT
#include "zin/model/cast.hpp"

#include <boost/test/unit_test.hpp>

#include "printing.hpp"
#include "thrown.hpp"

namespace zin {
namespace {

using namespace zin::test;
using std::chrono::sys_days;

Value read(const char* cast, const Value& stored) { return Cast{cast}.read(stored); }
Value written(const char* cast, const Value& given) { return Cast{cast}.write(given); }

BOOST_AUTO_TEST_SUITE(casts)

BOOST_AUTO_TEST_CASE(null_stays_null) {
  for (const char* const cast : {"bool", "int", "double", "decimal:2", "string", "date", "datetime",
                                 "timestamp", "json", "uuid", "enum:a", "encrypted"}) {
    BOOST_TEST(read(cast, nullptr).is_null());
    BOOST_TEST(written(cast, nullptr).is_null());
  }
}

BOOST_AUTO_TEST_CASE(booleans_come_as_numbers_and_texts) {
  for (const Value& yes : {Value{true}, Value{1}, Value{"1"}, Value{"true"}, Value{"t"}}) {
    BOOST_TEST((read("boolean", yes) == Value{true}));
  }
  for (const Value& no : {Value{false}, Value{0}, Value{"0"}, Value{"false"}, Value{""}}) {
    BOOST_TEST((read("bool", no) == Value{false}));
  }
  BOOST_TEST((code_of([] { return read("bool", "perhaps"); }) == Errc::data_error));
}

BOOST_AUTO_TEST_CASE(numbers_come_as_texts) {
  BOOST_TEST((read("int", "42") == Value{42}));
  BOOST_TEST((read("integer", true) == Value{1}));
  BOOST_TEST((read("double", "2.5") == Value{2.5}));
  BOOST_TEST((read("decimal:2", 1.005) == Value{Decimal{"1.01"}}));
  BOOST_TEST((read("decimal:2", "7") == Value{Decimal{"7.00"}}));
  BOOST_TEST((read("decimal:0", 3) == Value{Decimal{"3"}}));
  BOOST_TEST((code_of([] { return read("int", "4 2"); }) == Errc::data_error));
  BOOST_TEST((code_of([] { return read("int", "99999999999999999999"); }) == Errc::data_error));
}

BOOST_AUTO_TEST_CASE(times_come_as_texts_and_as_each_other) {
  const Date day{std::chrono::year{2026}, std::chrono::March, std::chrono::day{4}};
  const TimestampTz instant = sys_days{day} + std::chrono::hours{5};
  const Timestamp moment{instant.time_since_epoch()};
  BOOST_TEST((read("date", "2026-03-04 05:00:00") == Value{day}));
  BOOST_TEST((read("date", moment) == Value{day}));
  BOOST_TEST((read("datetime", "2026-03-04T05:00:00") == Value{moment}));
  BOOST_TEST((read("datetime", "2026-03-04 07:00:00+02:00") == Value{moment}));
  BOOST_TEST((read("timestamp", moment) == Value{instant}));
  BOOST_TEST((read("timestamp", instant.time_since_epoch().count() / 1'000'000) == Value{instant}));
  BOOST_TEST((written("timestamp", instant) == Value{moment}));
  BOOST_TEST((code_of([] { return read("date", "soon"); }) == Errc::data_error));
}

BOOST_AUTO_TEST_CASE(documents_are_read_from_texts_and_made_of_values) {
  BOOST_TEST((read("json", R"({"a":1})").get<Json>().at("a") == Json{1}));
  BOOST_TEST((written("json", "text").get<Json>() == Json{"text"}));
  BOOST_TEST((written("array", Json::array({1, 2})).get<Json>().size() == 2U));
  BOOST_TEST((code_of([] { return read("json", "{"); }) == Errc::data_error));
}

BOOST_AUTO_TEST_CASE(of_a_list_each_other_text_is_refused) {
  BOOST_TEST((written("enum:a,b", "b") == Value{"b"}));
  const Error refused = thrown_by([] { return written("enum:a,b", "c"); });
  BOOST_TEST(refused.code() == Errc::data_error);
  BOOST_TEST(says(refused, "none of a, b"));
}

BOOST_AUTO_TEST_CASE(of_your_own_are_two_functions) {
  const Cast cents{[](const Value& stored) { return Value{stored.get<double>() / 100}; },
                   [](const Value& given) {
                     return Value{static_cast<std::int64_t>(given.get<double>() * 100)};
                   }};
  BOOST_TEST((cents.read(250) == Value{2.5}));
  BOOST_TEST((cents.write(2.5) == Value{250}));
  BOOST_TEST(cents.read(nullptr).is_null());
  BOOST_TEST(cents.name() == "custom");
}

BOOST_AUTO_TEST_CASE(that_are_not_known_are_refused_with_those_that_are) {
  const Error refused = thrown_by([] { return Cast{"boolen"}; });
  BOOST_TEST(refused.code() == Errc::invalid_argument);
  BOOST_TEST(says(refused, "no cast \"boolen\"; there are bool, int"));
  BOOST_TEST((code_of([] { return Cast{"decimal:x"}; }) == Errc::invalid_argument));
  BOOST_TEST((code_of([] { return Cast{"enum:"}; }) == Errc::invalid_argument));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace zin
