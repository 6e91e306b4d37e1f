// Dialects: their names, and identifiers between their quotes.
// SPDX-License-Identifier: MIT
#include "zin/sql/dialect.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>

#include "dialects.hpp"
#include "printing.hpp"
#include "thrown.hpp"

using zin::Dialect;
using zin::Errc;
using zin::quote_identifier;
using zin::test::code_of;

BOOST_AUTO_TEST_SUITE(dialect)

BOOST_AUTO_TEST_CASE(names_lead_to_their_dialect_and_back) {
  for (const Dialect dialect : sql_dialects) {
    BOOST_TEST((zin::dialect_of(to_string(dialect)) == dialect));
  }
  BOOST_TEST((zin::dialect_of("") == Dialect::none));
  BOOST_TEST(!zin::dialect_of("oracle").has_value());
  BOOST_TEST(!zin::dialect_of("SQLite").has_value());
}

BOOST_AUTO_TEST_CASE(identifiers_stand_between_the_quotes_of_the_dialect) {
  BOOST_TEST(quote_identifier("users", Dialect::sqlite) == "\"users\"");
  BOOST_TEST(quote_identifier("users", Dialect::postgres) == "\"users\"");
  BOOST_TEST(quote_identifier("users", Dialect::mysql) == "`users`");
  BOOST_TEST(quote_identifier("users", Dialect::mariadb) == "`users`");
}

BOOST_AUTO_TEST_CASE(quotes_inside_are_doubled_and_nothing_else_changes) {
  BOOST_TEST(quote_identifier("a\"b", Dialect::postgres) == "\"a\"\"b\"");
  BOOST_TEST(quote_identifier("a`b", Dialect::mysql) == "`a``b`");
  BOOST_TEST(quote_identifier("a`b", Dialect::sqlite) == "\"a`b\"");
  BOOST_TEST(quote_identifier("a\"b", Dialect::mysql) == "`a\"b`");
  BOOST_TEST(quote_identifier("\"; drop table users; --", Dialect::sqlite) ==
             "\"\"\"; drop table users; --\"");
  BOOST_TEST(quote_identifier("a.b c\\", Dialect::mysql) == "`a.b c\\`");
  BOOST_TEST(quote_identifier("\xC3\xA9", Dialect::sqlite) == "\"\xC3\xA9\"");
}

BOOST_AUTO_TEST_CASE(a_name_that_servers_would_cut_or_refuse_is_refused) {
  for (const Dialect dialect : sql_dialects) {
    BOOST_TEST(code_of([&] { return quote_identifier("", dialect); }) == Errc::invalid_argument);
    BOOST_TEST(code_of([&] {
                 return quote_identifier(std::string_view{"a\0b", 3}, dialect);
               }) == Errc::invalid_argument);
  }
}

BOOST_AUTO_TEST_SUITE_END()
