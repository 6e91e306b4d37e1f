// Texts from plugins: valid UTF-8, one line, never longer than allowed.
// SPDX-License-Identifier: MIT
#include "zin/host/abi_text.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

using namespace zin::host;

BOOST_AUTO_TEST_SUITE(abi_text)

BOOST_AUTO_TEST_CASE(a_view_that_points_nowhere_is_empty) {
  BOOST_TEST(text_of({nullptr, 0}).empty());
  BOOST_TEST(text_of({nullptr, 99}).empty());
  BOOST_TEST(text_of({"abc", 2}) == "ab");
}

BOOST_AUTO_TEST_CASE(valid_text_stays_as_it_is) {
  const std::string text = "a\n\t \xC3\xA4 \xE2\x82\xAC \xF0\x9F\x98\x80 \xF4\x8F\xBF\xBF";
  BOOST_TEST(valid_utf8(text) == text);
}

BOOST_AUTO_TEST_CASE(each_byte_of_no_character_becomes_the_replacement) {
  const std::string mark = "\xEF\xBF\xBD";
  BOOST_TEST(valid_utf8("a\xFFz") == "a" + mark + "z");
  BOOST_TEST(valid_utf8("\xC3") == mark);                                   // cut off
  BOOST_TEST(valid_utf8("\xC0\xAF") == mark + mark);                        // overlong
  BOOST_TEST(valid_utf8("\xE0\x80\xAF") == mark + mark + mark);             // overlong
  BOOST_TEST(valid_utf8("\xED\xA0\x80") == mark + mark + mark);             // surrogate
  BOOST_TEST(valid_utf8("\xF4\x90\x80\x80") == mark + mark + mark + mark);  // above U+10FFFF
  BOOST_TEST(valid_utf8("\xE2\x82"
                        "A") == mark + mark + "A");
}

BOOST_AUTO_TEST_CASE(what_steers_a_terminal_or_breaks_a_line_becomes_a_space) {
  BOOST_TEST(printable("a\nb\r\x1B[1m\x7F") == "a b  [1m ");
  BOOST_TEST(printable(std::string_view{"a\0b", 3}) == "a b");
  BOOST_TEST(printable("a\xC2\x9B"
                       "b") == "a b");  // U+009B, a CSI
  BOOST_TEST(printable("a\xE2\x80\xA8"
                       "b") == "a b");  // U+2028
  BOOST_TEST(printable("a\xE2\x80\xAE"
                       "b") == "a b");  // U+202E turns the line round
  BOOST_TEST(printable("\xC3\xA9") == "\xC3\xA9");
}

BOOST_AUTO_TEST_CASE(a_long_text_is_cut_between_characters) {
  BOOST_TEST(printable("abcdef", 6) == "abcdef");
  BOOST_TEST(printable("abcdef", 5) == "abcde...");
  BOOST_TEST(printable("ab\xE2\x82\xAC", 4) == "ab...");
}

BOOST_AUTO_TEST_CASE(words_are_split_at_any_number_of_spaces) {
  const std::vector<std::string> expected{"a", "bc", "d"};
  BOOST_TEST(words_of("  a bc   d ") == expected, boost::test_tools::per_element());
  BOOST_TEST(words_of("").empty());
  BOOST_TEST(words_of("   ").empty());
}

BOOST_AUTO_TEST_SUITE_END()
