// Decimals with a number of places.
// SPDX-License-Identifier: MIT
#include "zin/model/rounded.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

namespace zin {
namespace {

std::string at(const char* number, std::uint32_t places) {
  return model::rounded(Decimal{number}, places).to_string();
}

BOOST_AUTO_TEST_SUITE(rounded)

BOOST_AUTO_TEST_CASE(half_goes_away_from_zero) {
  BOOST_TEST(at("12.345", 2) == "12.35");
  BOOST_TEST(at("-12.345", 2) == "-12.35");
  BOOST_TEST(at("12.3449", 2) == "12.34");
  BOOST_TEST(at("0.5", 0) == "1");
  BOOST_TEST(at("-0.4", 0) == "0");
}

BOOST_AUTO_TEST_CASE(places_are_filled_and_carried) {
  BOOST_TEST(at("7", 2) == "7.00");
  BOOST_TEST(at("9.995", 2) == "10.00");
  BOOST_TEST(at("99.9", 0) == "100");
  BOOST_TEST(at("123456789012345678901234567890.125", 2) == "123456789012345678901234567890.13");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace zin
