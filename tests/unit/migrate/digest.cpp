// Sums of texts.
// SPDX-License-Identifier: MIT
#include "zin/migrate/digest.hpp"

#include <boost/test/unit_test.hpp>

namespace zin::migrate {
namespace {

BOOST_AUTO_TEST_SUITE(migration_digest)

BOOST_AUTO_TEST_CASE(it_is_sha_256) {
  // The second vector of FIPS 180-4.
  BOOST_TEST(digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

BOOST_AUTO_TEST_CASE(line_ends_marks_and_blank_lines_at_the_end_are_no_change) {
  BOOST_TEST(normalised("\xEF\xBB\xBF"
                        "a\r\nb \r\n\r\n") == "a\nb\n");
  BOOST_TEST(normalised("a\nb") == normalised("a\r\nb\n\n"));
  BOOST_TEST(normalised("a\rb") == "a\rb\n");
  BOOST_TEST(normalised("\xEF\xBB\xBF \r\n").empty());
  BOOST_TEST(normalised("a\n\nb") != normalised("a\nb"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace zin::migrate
