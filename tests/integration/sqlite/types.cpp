// Values in and out: storage classes, declared types, extremes.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <limits>

#include "driver_fixture.hpp"

using namespace zin::test;

BOOST_AUTO_TEST_SUITE(sqlite_types)

BOOST_AUTO_TEST_CASE(each_storage_class_comes_back_as_it_is) {
  Memory db;
  const auto rows = db.query("SELECT 1, 2.5, 'abc', x'00ff', NULL, '', x''");
  const Row expected = {"i64 1", "f64 2.5", "text abc", "bytes 00ff", "null", "text ", "bytes "};
  BOOST_REQUIRE_EQUAL(rows.size(), 1u);
  BOOST_TEST(rows[0] == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
