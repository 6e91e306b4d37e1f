// Decimal: what it parses, how it compares, and what it refuses to grow to.
// SPDX-License-Identifier: MIT
#include "zin/base/decimal.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "printing.hpp"
#include "thrown.hpp"

using zin::Decimal;
using zin::Errc;
using zin::test::code_of;

static_assert(!std::is_constructible_v<Decimal, bool>);
static_assert(!std::is_constructible_v<Decimal, char>);
static_assert(!std::is_convertible_v<double, Decimal>);
static_assert(!std::is_constructible_v<Decimal, double>);

namespace {

std::string canonical(std::string_view text) { return Decimal{text}.to_string(); }

}  // namespace

BOOST_AUTO_TEST_SUITE(decimal)

BOOST_AUTO_TEST_CASE(digits_and_scale_are_kept) {
  BOOST_TEST(canonical("0") == "0");
  BOOST_TEST(canonical("1.50") == "1.50");
  BOOST_TEST(canonical("-0.10") == "-0.10");
  BOOST_TEST(canonical("+5") == "5");
  BOOST_TEST(canonical("123456789012345678901234567890.123456789012345678901234567890") ==
             "123456789012345678901234567890.123456789012345678901234567890");
}

BOOST_AUTO_TEST_CASE(superfluous_leading_zeros_go) {
  BOOST_TEST(canonical("007") == "7");
  BOOST_TEST(canonical("00.5") == "0.5");
  BOOST_TEST(canonical("-000.50") == "-0.50");
  BOOST_TEST(canonical("000") == "0");
}

BOOST_AUTO_TEST_CASE(one_side_of_the_point_suffices) {
  BOOST_TEST(canonical(".5") == "0.5");
  BOOST_TEST(canonical("5.") == "5");
  BOOST_TEST(canonical("-.5") == "-0.5");
}

BOOST_AUTO_TEST_CASE(zero_has_no_sign) {
  BOOST_TEST(canonical("-0") == "0");
  BOOST_TEST(canonical("-0.00") == "0.00");
  BOOST_TEST(canonical("-0e5") == "0");
}

BOOST_AUTO_TEST_CASE(exponents_move_the_point) {
  BOOST_TEST(canonical("1e3") == "1000");
  BOOST_TEST(canonical("1.5E+2") == "150");
  BOOST_TEST(canonical("1.25e1") == "12.5");
  BOOST_TEST(canonical("15e-1") == "1.5");
  BOOST_TEST(canonical("-1e-3") == "-0.001");
  BOOST_TEST(canonical("123.456e-5") == "0.00123456");
  BOOST_TEST(canonical("0.001e3") == "1");
  BOOST_TEST(canonical("1e0") == "1");
}

BOOST_AUTO_TEST_CASE(what_is_no_decimal_number_is_refused) {
  for (const std::string_view text :
       {"",   "-",    "+",   ".",   "-.",  "1..2",     "1.2.3", "1,5",   " 1",
        "1 ", "0x10", "1e",  "1e+", "1e-", "1e+-5",    "1e-+5", "1e++5", "1e5.5",
        "e5", ".e5",  "--1", "+-1", "NaN", "Infinity", "1_000", "1\n",   "\xC2\xBD"}) {
    BOOST_TEST_CONTEXT(text) {
      BOOST_TEST(!Decimal::parse(text).has_value());
      BOOST_TEST(code_of([&] { return Decimal{text}; }) == Errc::data_error);
    }
  }
  BOOST_TEST(!Decimal::parse(std::string_view{"1\0", 2}).has_value());
}

BOOST_AUTO_TEST_CASE(a_hostile_exponent_does_not_grow_to_its_digits) {
  BOOST_TEST(canonical("1e99999").size() == 100'000U);
  for (const std::string_view text :
       {"1e100000", "12e99999", "1e-100000", "1e999999999", "1e-999999999",
        "1e99999999999999999999", "1e-99999999999999999999", "0.1e100001"}) {
    BOOST_TEST_CONTEXT(text) { BOOST_TEST(!Decimal::parse(text).has_value()); }
  }
  // What is written out is the caller's own.
  BOOST_TEST(canonical(std::string(200'000, '7')).size() == 200'000U);
}

BOOST_AUTO_TEST_CASE(the_error_does_not_quote_the_text) {
  const zin::Error error = zin::test::thrown_by([] { return Decimal{"secret"}; });
  BOOST_TEST(!zin::test::says(error, "secret"));
}

BOOST_AUTO_TEST_CASE(comparison_is_by_value) {
  BOOST_TEST(Decimal{"1.5"} == Decimal{"1.50"});
  BOOST_TEST(Decimal{"-0"} == Decimal{"0.000"});
  BOOST_TEST(Decimal{"1e2"} == Decimal{"100"});
  BOOST_TEST((Decimal{"9"} < Decimal{"10"}));
  BOOST_TEST((Decimal{"-10"} < Decimal{"-9"}));
  BOOST_TEST((Decimal{"-1"} < Decimal{"0"}));
  BOOST_TEST((Decimal{"0.1"} < Decimal{"0.11"}));
  BOOST_TEST((Decimal{"0.09"} < Decimal{"0.1"}));
  BOOST_TEST((Decimal{"-0.11"} < Decimal{"-0.1"}));
  BOOST_TEST((Decimal{"99999999999999999999.9"} < Decimal{"100000000000000000000"}));
  BOOST_TEST((Decimal{"2"} > Decimal{"1.999999999999999999999"}));
}

BOOST_AUTO_TEST_CASE(whole_numbers_become_integers_that_fit) {
  BOOST_TEST(
      (Decimal{"-9223372036854775808"}.to_int64() == std::numeric_limits<std::int64_t>::min()));
  BOOST_TEST(
      (Decimal{"9223372036854775807.000"}.to_int64() == std::numeric_limits<std::int64_t>::max()));
  BOOST_TEST(!Decimal{"9223372036854775808"}.to_int64().has_value());
  BOOST_TEST(!Decimal{"-9223372036854775809"}.to_int64().has_value());
  BOOST_TEST(!Decimal{"1.5"}.to_int64().has_value());
  BOOST_TEST(
      (Decimal{"18446744073709551615"}.to_uint64() == std::numeric_limits<std::uint64_t>::max()));
  BOOST_TEST(!Decimal{"18446744073709551616"}.to_uint64().has_value());
  BOOST_TEST(!Decimal{"-1"}.to_uint64().has_value());
  BOOST_TEST((Decimal{"-0"}.to_uint64() == 0U));
  BOOST_TEST(Decimal{std::numeric_limits<std::int64_t>::min()}.to_string() ==
             "-9223372036854775808");
}

BOOST_AUTO_TEST_CASE(a_double_is_the_nearest_one) {
  BOOST_TEST(Decimal{"0.1"}.to_double() == 0.1);
  BOOST_TEST(Decimal{"-2.5"}.to_double() == -2.5);
  BOOST_TEST(Decimal{"9007199254740993"}.to_double() == 9007199254740992.0);
  BOOST_TEST(Decimal{"1e400"}.to_double() == std::numeric_limits<double>::infinity());
  BOOST_TEST(Decimal{"-1e400"}.to_double() == -std::numeric_limits<double>::infinity());
  BOOST_TEST(Decimal{"1e-400"}.to_double() == 0.0);
  BOOST_TEST(std::signbit(Decimal{"-1e-400"}.to_double()));
}

BOOST_AUTO_TEST_SUITE_END()
