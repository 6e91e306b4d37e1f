// Spellings: booleans, numbers, driver aliases, TLS modes.
// SPDX-License-Identifier: MIT
#include "zin/config/words.hpp"

#include "reading.hpp"

namespace zin::test {

using namespace config;

BOOST_AUTO_TEST_SUITE(words)

BOOST_AUTO_TEST_CASE(trimming_keeps_what_is_inside) {
  BOOST_TEST(trimmed(" \t a b\r\n") == "a b");
  BOOST_TEST(trimmed(" \n") == "");
  BOOST_TEST(trimmed("") == "");
}

BOOST_AUTO_TEST_CASE(lists_drop_empty_parts) {
  BOOST_TEST(joined(listed(" a ,, b,c , ")) == "a, b, c");
  BOOST_TEST(listed("").empty());
  BOOST_TEST(listed(",").empty());
  BOOST_TEST(joined(listed("/a:/b c::", ':')) == "/a, /b c");
}

BOOST_AUTO_TEST_CASE(a_shown_value_has_no_control_characters_and_an_end) {
  BOOST_TEST(shown("a\nb\x1b[31m\x7f") == "a\\x0ab\\x1b[31m\\x7f");
  BOOST_TEST(shown("\xC3\xA4") == "\xC3\xA4");
  BOOST_TEST(shown(std::string(1000, 'x')).size() == 103u);
}

BOOST_AUTO_TEST_CASE(booleans_have_eight_spellings) {
  for (const std::string_view text : {"true", "TRUE", "1", "yes", "On"}) {
    BOOST_TEST((parse_boolean(text) == true), text);
  }
  for (const std::string_view text : {"false", "0", "No", "OFF"}) {
    BOOST_TEST((parse_boolean(text) == false), text);
  }
  for (const std::string_view text : {"", "2", "t", "enabled", "true ", "10"}) {
    BOOST_TEST(!parse_boolean(text), text);
  }
}

BOOST_AUTO_TEST_CASE(numbers_are_digits_only) {
  BOOST_TEST(*parse_unsigned("0") == 0u);
  BOOST_TEST(*parse_unsigned("007") == 7u);
  BOOST_TEST(*parse_unsigned("18446744073709551615") == 18446744073709551615ull);
  for (const std::string_view text :
       {"", "-1", "+1", " 1", "1 ", "1.0", "1e3", "0x10", "10ms", "18446744073709551616"}) {
    BOOST_TEST(!parse_unsigned(text), text);
  }
}

BOOST_AUTO_TEST_CASE(driver_names_cannot_smuggle_a_path) {
  for (const std::string_view text : {"sqlite", "d1-http", "a", "9"})
    BOOST_TEST(is_driver_name(text));
  for (const std::string_view text : {"", "../x", "a/b", "A", "a_b", "a.so", "a b"}) {
    BOOST_TEST(!is_driver_name(text), text);
  }
  BOOST_TEST(is_driver_name(std::string(32, 'a')));
  BOOST_TEST(!is_driver_name(std::string(33, 'a')));
}

BOOST_AUTO_TEST_CASE(aliases_mean_one_driver) {
  for (const std::string_view text : {"postgres", "postgresql", "pgsql", " PgSQL "}) {
    BOOST_TEST(canonical_driver(text) == "postgres");
  }
  BOOST_TEST(canonical_driver("mariadb") == "mysql");
  BOOST_TEST(canonical_driver("sqlite3") == "sqlite");
  BOOST_TEST(canonical_driver("d1") == "d1-http");
  BOOST_TEST(canonical_driver("d1-remote") == "d1-remote");
  BOOST_TEST(canonical_driver("Oracle") == "oracle");
  BOOST_TEST(canonical_store_driver("KV") == "kv-http");
  BOOST_TEST(canonical_store_driver("kv-remote") == "kv-remote");
  BOOST_TEST(canonical_store_driver("redis") == "redis");
  BOOST_TEST(is_known_driver("PGSQL"));
  BOOST_TEST(!is_known_driver("oracle"));
  BOOST_TEST(is_known_store_driver("memory"));
  BOOST_TEST(!is_known_store_driver("sqlite"));
}

BOOST_AUTO_TEST_CASE(tls_has_five_modes_under_many_names) {
  const std::pair<std::string_view, std::string_view> pairs[] = {{"", "disable"},
                                                                 {"false", "disable"},
                                                                 {"0", "disable"},
                                                                 {"Disable", "disable"},
                                                                 {"prefer", "prefer"},
                                                                 {"require", "require"},
                                                                 {"REQUIRED", "require"},
                                                                 {"verify-ca", "verify-ca"},
                                                                 {"VERIFY_CA", "verify-ca"},
                                                                 {"verify-full", "verify-full"},
                                                                 {"VERIFY_IDENTITY", "verify-full"},
                                                                 {"true", "verify-full"},
                                                                 {"1", "verify-full"},
                                                                 {" on ", "verify-full"}};
  for (const auto& [text, mode] : pairs) BOOST_TEST((ssl_mode(text) == mode), text);
  for (const std::string_view text : {"allow", "tls", "verify", "2"}) {
    BOOST_TEST(!ssl_mode(text), text);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zin::test
