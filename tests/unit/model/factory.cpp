// Made-up values, the same each time.
// SPDX-License-Identifier: MIT
#include "zin/model/factory.hpp"

#include <boost/test/unit_test.hpp>
#include <set>

#include "printing.hpp"
#include "thrown.hpp"
#include "zin/testing/recorder.hpp"

namespace zin {
namespace {

using std::chrono::sys_days;

std::string values_of(Factory factory) {
  return factory.name() + "|" + factory.email() + "|" + factory.sentence(3) + "|" +
         factory.uuid().to_string() + "|" + std::to_string(factory.integer(1, 1000));
}

BOOST_AUTO_TEST_SUITE(factory)

BOOST_AUTO_TEST_CASE(a_seed_gives_the_same_values_on_every_machine) {
  BOOST_TEST(values_of(Factory{7}) == values_of(Factory{7}));
  BOOST_TEST(values_of(Factory{7}) != values_of(Factory{8}));
  // The first output of splitmix64 for the seed 1234567, from its author's test vector.
  Factory known{1234567};
  BOOST_TEST(known.integer(INT64_MIN, INT64_MAX) ==
             static_cast<std::int64_t>(6457827717110365317ULL + (1ULL << 63U)));
}

BOOST_AUTO_TEST_CASE(integers_reach_both_bounds_and_no_further) {
  Factory factory;
  std::set<std::int64_t> seen;
  for (int at = 0; at < 1000; ++at) seen.insert(factory.integer(-2, 2));
  BOOST_TEST(seen == (std::set<std::int64_t>{-2, -1, 0, 1, 2}), boost::test_tools::per_element());
  BOOST_TEST(factory.integer(5, 5) == 5);
  BOOST_TEST((test::code_of([&] { return factory.integer(2, 1); }) == Errc::invalid_argument));
}

BOOST_AUTO_TEST_CASE(reals_and_times_stay_in_their_span) {
  Factory factory;
  const sys_days first{std::chrono::year{2026} / 1 / 1};
  for (int at = 0; at < 1000; ++at) {
    const double real = factory.real(1.5, 2.5);
    BOOST_REQUIRE((real >= 1.5 && real < 2.5));
    const auto time = factory.time(first, first + std::chrono::hours{1});
    BOOST_REQUIRE((time >= first && time < first + std::chrono::hours{1}));
    const Date date = factory.date(Date{first}, Date{first + std::chrono::days{2}});
    BOOST_REQUIRE((sys_days{date} >= first && sys_days{date} <= first + std::chrono::days{2}));
  }
}

BOOST_AUTO_TEST_CASE(addresses_are_all_different_and_nobodys) {
  Factory factory;
  std::set<std::string> seen;
  for (int at = 0; at < 500; ++at) {
    const std::string address = factory.email();
    BOOST_REQUIRE(seen.insert(address).second);
    BOOST_REQUIRE(address.find("@example.") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(uuids_are_of_version_4) {
  const std::string text = Factory{}.uuid().to_string();
  BOOST_TEST(text[14] == '4');
  BOOST_TEST(std::string{"89ab"}.find(text[19]) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(rows_count_from_one_and_are_inserted_in_few_statements) {
  testing::Recorder recorder{Dialect::sqlite};
  Factory factory;
  const auto row = [](Factory& made) {
    return Attributes{{"id", made.row()}, {"name", made.name()}};
  };
  BOOST_TEST(factory.create(recorder, "users", 501, row) == 501U);
  BOOST_TEST(recorder.statements().size() == 2U);
  BOOST_TEST(recorder.last().bindings.at(0).get<int>() == 501);
  BOOST_TEST(factory.make(2, row).at(1).find("id")->get<int>() == 503);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace zin
