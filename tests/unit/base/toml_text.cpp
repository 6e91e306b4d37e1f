// Where a TOML text has letters that it may not have.
// SPDX-License-Identifier: MIT
#include <zin/base/toml_text.hpp>

#include <boost/test/unit_test.hpp>

using zin::line_of_stray_letter;

BOOST_AUTO_TEST_SUITE(toml_text)

BOOST_AUTO_TEST_CASE(any_letter_may_stand_in_strings_and_comments) {
  BOOST_TEST(line_of_stray_letter("") == 0U);
  BOOST_TEST(line_of_stray_letter("name = \"größe\" # größe\nkind = 'größe'\n") == 0U);
  BOOST_TEST(line_of_stray_letter("\"größe\" = 1") == 0U);
  BOOST_TEST(line_of_stray_letter("a = \"\"\"\n\\\"\"\" größe \" ß\n\"\"\"\nb = '''\nß ' ß'''") ==
             0U);
  BOOST_TEST(line_of_stray_letter("a = \"\\\"ß\"\nb = 'c:\\' # ß") == 0U);
}

BOOST_AUTO_TEST_CASE(elsewhere_its_line_is_told) {
  BOOST_TEST(line_of_stray_letter("größe = 1") == 1U);
  BOOST_TEST(line_of_stray_letter("a = 1\nb = \"ß\"\nJA\xc6\x99") == 3U);
  BOOST_TEST(line_of_stray_letter("a = \"\" ß") == 1U);
  BOOST_TEST(line_of_stray_letter("a = '\\' ß") == 1U);
  // A string of one line ends with it.
  BOOST_TEST(line_of_stray_letter("a = \"b\nß") == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
