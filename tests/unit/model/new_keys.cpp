// Keys that models make.
// SPDX-License-Identifier: MIT
#include "zin/model/new_keys.hpp"

#include <boost/test/unit_test.hpp>
#include <set>

namespace zin {
namespace {

using Clock = std::chrono::system_clock;

BOOST_AUTO_TEST_SUITE(new_keys)

BOOST_AUTO_TEST_CASE(uuids_have_their_time_version_and_variant) {
  const Clock::time_point when{std::chrono::milliseconds{0x0123456789AB}};
  const std::string text = model::new_uuid(when).to_string();
  BOOST_TEST(text.starts_with("01234567-89ab-7"));
  BOOST_TEST((text[19] == '8' || text[19] == '9' || text[19] == 'a' || text[19] == 'b'));
  BOOST_TEST(model::new_uuid(when + std::chrono::milliseconds{1}).to_string() > text);
}

BOOST_AUTO_TEST_CASE(ulids_have_their_time_in_front) {
  // The example of the ULID specification: 1469918176385 is 01ARYZ6S41.
  const Clock::time_point when{std::chrono::milliseconds{1469918176385}};
  const std::string text = model::new_ulid(when);
  BOOST_TEST(text.size() == 26U);
  BOOST_TEST(text.substr(0, 10) == "01ARYZ6S41");
}

BOOST_AUTO_TEST_CASE(no_two_are_alike) {
  std::set<std::string> seen;
  const auto now = Clock::now();
  for (int i = 0; i < 1000; ++i) {
    BOOST_TEST(seen.insert(model::new_uuid(now).to_string()).second);
    BOOST_TEST(seen.insert(model::new_ulid(now)).second);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace zin
