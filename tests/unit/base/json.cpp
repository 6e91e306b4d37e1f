// Json: the edges of RFC 8259, numbers of every size, depth, keys, and the way back.
// SPDX-License-Identifier: MIT
#include "zin/base/json.hpp"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "printing.hpp"
#include "thrown.hpp"

using zin::Decimal;
using zin::Errc;
using zin::Json;
using zin::test::code_of;
using Kind = zin::Json::Kind;

static_assert(!std::is_constructible_v<Json, char>);
static_assert(!std::is_constructible_v<Json, int*>);
static_assert(!std::is_constructible_v<Json, void*>);

namespace {

std::string round_trip(std::string_view text) { return Json::parse(text).dump(); }

}  // namespace

BOOST_AUTO_TEST_SUITE(json)

BOOST_AUTO_TEST_CASE(documents_of_each_kind_are_read) {
  BOOST_TEST(Json::parse("null").kind() == Kind::null);
  BOOST_TEST(Json::parse("true").as_bool());
  BOOST_TEST(Json::parse("-1").kind() == Kind::int64);
  BOOST_TEST(Json::parse("1.5").as_double() == 1.5);
  BOOST_TEST(Json::parse("\"a\"").as_string() == "a");
  BOOST_TEST(Json::parse("[]").kind() == Kind::array);
  BOOST_TEST(Json::parse("{}").kind() == Kind::object);
  BOOST_TEST(Json::parse(" \t\r\n[ 1 , 2 ] \n").size() == 2U);
}

BOOST_AUTO_TEST_CASE(what_comes_back_is_what_was_read) {
  for (const std::string_view text : {"null",
                                      "true",
                                      "false",
                                      "0",
                                      "-1",
                                      "1.5",
                                      "-0.25",
                                      "\"\"",
                                      "\"a\\\"b\\\\c/\"",
                                      "[]",
                                      "{}",
                                      "[1,2.5,\"x\",null,true]",
                                      "{\"b\":1,\"a\":{\"c\":[{}]}}",
                                      "[[[]]]",
                                      "\"\\u0000\\u001f\"",
                                      "\"\\n\\r\\t\\b\\f\"",
                                      "9223372036854775807",
                                      "-9223372036854775808",
                                      "18446744073709551615",
                                      "123456789012345678901234567890",
                                      "1.0000000000000000000001",
                                      "0.1",
                                      "0.30000000000000004"}) {
    BOOST_TEST(round_trip(text) == text);
  }
}

BOOST_AUTO_TEST_CASE(escapes_are_decoded_to_utf_8) {
  BOOST_TEST(Json::parse(R"("\u00e9")").as_string() == "\xC3\xA9");
  BOOST_TEST(Json::parse(R"("\ud83d\ude00")").as_string() == "\xF0\x9F\x98\x80");
  BOOST_TEST(Json::parse(R"("\/\b\f\n\r\t\\\"")").as_string() == "/\b\f\n\r\t\\\"");
  const std::string nul{"a\0b", 3};
  BOOST_TEST(Json::parse(R"("a\u0000b")").as_string() == nul);
}

BOOST_AUTO_TEST_CASE(what_rfc_8259_does_not_allow_is_refused) {
  for (const std::string_view text : {"",
                                      " ",
                                      "nul",
                                      "True",
                                      "01",
                                      "-",
                                      "+1",
                                      ".5",
                                      "1.",
                                      "1e",
                                      "1e+",
                                      "0x10",
                                      "NaN",
                                      "Infinity",
                                      "-Infinity",
                                      "'a'",
                                      "\"a",
                                      "\"\n\"",
                                      "\"\\x\"",
                                      "\"\\u12\"",
                                      "\"\\ud800\"",
                                      "\"\\ud800\\u0041\"",
                                      "\"\\udc00\"",
                                      "[1,]",
                                      "[,1]",
                                      "[1 2]",
                                      "[",
                                      "]",
                                      "{\"a\"}",
                                      "{\"a\":}",
                                      "{\"a\":1,}",
                                      "{a:1}",
                                      "{1:2}",
                                      "1 2",
                                      "[] []",
                                      "// c\n1",
                                      "/* c */ 1",
                                      "\xEF\xBB\xBF"
                                      "1",
                                      "\"\xFF\"",
                                      "\"\xC0\x80\"",
                                      "\"\xED\xA0\x80\"",
                                      "\"\xF4\x90\x80\x80\"",
                                      "nullx"}) {
    BOOST_TEST_CONTEXT(text) {
      BOOST_TEST(code_of([&] { return Json::parse(text); }) == Errc::data_error);
    }
  }
  BOOST_TEST(code_of([] { return Json::parse(std::string_view{"1\0", 2}); }) == Errc::data_error);
}

BOOST_AUTO_TEST_CASE(the_error_names_the_byte_and_quotes_nothing) {
  const zin::Error error =
      zin::test::thrown_by([] { return Json::parse(R"({"password":"secret",})"); });
  BOOST_TEST(zin::test::says(error, "at byte 21"));
  BOOST_TEST(!zin::test::says(error, "secret"));
}

BOOST_AUTO_TEST_CASE(numbers_keep_their_value) {
  BOOST_TEST(Json::parse("9223372036854775808").kind() == Kind::uint64);
  BOOST_TEST(Json::parse("9223372036854775808").as_uint64() == 9223372036854775808ULL);
  BOOST_TEST(Json::parse("-9223372036854775808").as_int64() ==
             std::numeric_limits<std::int64_t>::min());
  BOOST_TEST(Json::parse("18446744073709551616").kind() == Kind::decimal);
  BOOST_TEST(Json::parse("-9223372036854775809").kind() == Kind::decimal);
  BOOST_TEST(Json::parse("-9223372036854775809").as_decimal() == Decimal{"-9223372036854775809"});
  BOOST_TEST(Json::parse("0.1").kind() == Kind::float64);
  BOOST_TEST(Json::parse("0.1").as_double() == 0.1);
  BOOST_TEST(Json::parse("0.1234567890123456789").as_decimal() == Decimal{"0.1234567890123456789"});
  BOOST_TEST(Json::parse("1e2").as_double() == 100.0);
  BOOST_TEST(Json::parse("1E-2").as_double() == 0.01);
  BOOST_TEST(Json::parse("5e-324").as_double() == 5e-324);
  BOOST_TEST(Json::parse("1.7976931348623157e308").as_double() ==
             std::numeric_limits<double>::max());
}

BOOST_AUTO_TEST_CASE(a_whole_number_with_an_exponent_that_a_double_would_change_is_an_integer) {
  BOOST_TEST(Json::parse("785785277898943814e0") == Json{785785277898943814});
  BOOST_TEST(Json::parse("-78578527789894381.4e1") == Json{-785785277898943814});
  BOOST_TEST(Json::parse("1844674407370955161.5E1") ==
             Json{std::numeric_limits<std::uint64_t>::max()});
  BOOST_TEST(Json::parse("1844674407370955161.7e1").kind() == Kind::decimal);
}

BOOST_AUTO_TEST_CASE(a_number_with_an_exponent_that_a_double_would_change_is_a_decimal) {
  BOOST_TEST(Json::parse("1.2345678901234567891e5").as_decimal() ==
             Decimal{"123456.78901234567891"});
  BOOST_TEST(Json::parse("1e400").kind() == Kind::decimal);
  BOOST_TEST(Json::parse("1e400").as_decimal() == Decimal{"1e400"});
  BOOST_TEST(Json::parse("-1e-400").as_decimal() == Decimal{"-1e-400"});
  // A few bytes must not grow to as many digits.
  BOOST_TEST(code_of([] { return Json::parse("1e99999"); }) == Errc::data_error);
  BOOST_TEST(code_of([] { return Json::parse("[1e999999999999]"); }) == Errc::data_error);
}

BOOST_AUTO_TEST_CASE(the_sign_of_zero_is_kept) {
  BOOST_TEST(std::signbit(Json::parse("-0.0").as_double()));
  BOOST_TEST(round_trip("-0.0") == "-0.0");
}

BOOST_AUTO_TEST_CASE(a_double_is_written_so_that_it_reads_back_the_same) {
  for (const double number : {0.1, 1.0 / 3, 1e21, 5e-324, 1.7976931348623157e308, -1e-7, 100.0}) {
    BOOST_TEST(Json::parse(Json{number}.dump()).as_double() == number);
    BOOST_TEST(Json::parse(Json{number}.dump()).kind() == Kind::float64);
  }
  BOOST_TEST(Json{100.0}.dump() == "100.0");
  BOOST_TEST(Json{std::numeric_limits<double>::quiet_NaN()}.dump() == "null");
  BOOST_TEST(Json{std::numeric_limits<double>::infinity()}.dump() == "null");
}

BOOST_AUTO_TEST_CASE(nesting_is_read_down_to_512_levels) {
  const auto nested = [](std::size_t depth, const char* open, const char* close) {
    std::string text;
    for (std::size_t at = 0; at < depth; ++at) text += open;
    text += "1";
    for (std::size_t at = 0; at < depth; ++at) text += close;
    return text;
  };
  BOOST_TEST(round_trip(nested(512, "[", "]")) == nested(512, "[", "]"));
  BOOST_TEST(round_trip(nested(512, "{\"a\":", "}")) == nested(512, "{\"a\":", "}"));
  BOOST_TEST(code_of([&] { return Json::parse(nested(513, "[", "]")); }) == Errc::data_error);
  BOOST_TEST(code_of([&] { return Json::parse(std::string(1'000'000, '[')); }) == Errc::data_error);
}

BOOST_AUTO_TEST_CASE(a_key_that_comes_twice_keeps_its_last_value) {
  const Json document = Json::parse(R"({"a":1,"b":2,"a":{"a":3,"a":4}})");
  BOOST_TEST(document.size() == 2U);
  BOOST_TEST(document.at("a").at("a").as_int64() == 4);
  BOOST_TEST(document.dump() == R"({"b":2,"a":{"a":4}})");
}

BOOST_AUTO_TEST_CASE(many_keys_do_not_make_reading_quadratic) {
  std::string text = "{";
  for (int at = 0; at < 200'000; ++at) text += "\"key" + std::to_string(at) + "\":1,";
  text += "\"key0\":2}";
  const Json document = Json::parse(text);
  BOOST_TEST(document.size() == 200'000U);
  BOOST_TEST(document.at("key0").as_int64() == 2);
}

BOOST_AUTO_TEST_CASE(keys_keep_their_order_and_order_counts) {
  BOOST_TEST(round_trip(R"({"z":1,"a":2})") == R"({"z":1,"a":2})");
  BOOST_TEST(Json::parse(R"({"a":1,"b":2})") != Json::parse(R"({"b":2,"a":1})"));
  BOOST_TEST(Json::parse(R"({"a":1})") == Json::parse(R"({ "a" : 1 })"));
  BOOST_TEST(Json{1} != Json{1.0});
  BOOST_TEST(Json{1U} == Json{1});
}

BOOST_AUTO_TEST_CASE(documents_are_built_in_code) {
  Json document;
  document["name"] = "Ann";
  document["tags"].push_back("a");
  document["tags"].push_back(2);
  document["nested"]["deep"] = nullptr;
  document["name"] = "Bob";
  BOOST_TEST(document.dump() == R"({"name":"Bob","tags":["a",2],"nested":{"deep":null}})");
  document["tags"][1] = true;
  BOOST_TEST(document.at("tags").at(1).as_bool());
  BOOST_TEST(document.at("tags").at(0).as_string() == "a");
  BOOST_TEST(Json::object({{"a", 1}, {"b", Json::array({1, "x"})}}).dump() ==
             R"({"a":1,"b":[1,"x"]})");
  BOOST_TEST(Json::array().dump() == "[]");
  BOOST_TEST(Json::object().dump() == "{}");
}

BOOST_AUTO_TEST_CASE(asking_for_another_kind_is_a_type_mismatch) {
  const Json text{"secret"};
  const zin::Error error = zin::test::thrown_by([&] { return text.as_int64(); });
  BOOST_TEST(error.code() == Errc::type_mismatch);
  BOOST_TEST(!zin::test::says(error, "secret"));
  BOOST_TEST(code_of([] { return Json{1}.as_string(); }) == Errc::type_mismatch);
  BOOST_TEST(code_of([] { return Json{-1}.as_uint64(); }) == Errc::type_mismatch);
  BOOST_TEST(code_of([] { return Json{18446744073709551615ULL}.as_int64(); }) ==
             Errc::type_mismatch);
  BOOST_TEST(code_of([] { return Json{}.as_bool(); }) == Errc::type_mismatch);
  BOOST_TEST(code_of([] { return Json{std::nan("")}.as_decimal(); }) == Errc::type_mismatch);
  BOOST_TEST(code_of([] { return Json{1}.at("a"); }) == Errc::type_mismatch);
  BOOST_TEST(code_of([] { return Json::parse("{}").at(0); }) == Errc::type_mismatch);
  BOOST_TEST(code_of([] {
               Json number{1};
               return number["a"];
             }) == Errc::type_mismatch);
  BOOST_TEST(code_of([] {
               Json number{1};
               number.push_back(2);
             }) == Errc::type_mismatch);
}

BOOST_AUTO_TEST_CASE(what_is_missing_is_not_found) {
  BOOST_TEST(code_of([] { return Json::parse("{}").at("a"); }) == Errc::not_found);
  BOOST_TEST(code_of([] { return Json::parse("[1]").at(1); }) == Errc::not_found);
  BOOST_TEST(code_of([] {
               Json items = Json::parse("[1]");
               return items[1];
             }) == Errc::not_found);
  BOOST_TEST((Json::parse("{}").find("a") == nullptr));
  BOOST_TEST((Json{1}.find("a") == nullptr));
}

BOOST_AUTO_TEST_CASE(numbers_convert_where_that_is_exact) {
  BOOST_TEST(Json{5}.as_uint64() == 5U);
  BOOST_TEST(Json{5}.as_double() == 5.0);
  BOOST_TEST(Json{0.5}.as_decimal() == Decimal{"0.5"});
  BOOST_TEST(Json{Decimal{"1.5"}}.as_double() == 1.5);
  BOOST_TEST(Json{Decimal{"1.50"}}.dump() == "1.50");
}

BOOST_AUTO_TEST_SUITE_END()
