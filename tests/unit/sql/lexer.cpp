// What is not code in a SQL text: strings, names, comments and dollar quotes of each dialect.
// SPDX-License-Identifier: MIT
#include "zin/sql/lexer.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>

#include "dialects.hpp"
#include "printing.hpp"

using zin::Dialect;
using zin::sql::skip_opaque;

namespace {

// The text with everything opaque replaced by '_', one for each piece.
std::string code_in(std::string_view sql, Dialect dialect) {
  std::string code;
  for (std::size_t at = 0; at < sql.size();) {
    const std::size_t end = skip_opaque(sql, at, dialect);
    if (end == at) {
      code += sql[at++];
    } else {
      code += '_';
      at = end;
    }
  }
  return code;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(lexer)

BOOST_AUTO_TEST_CASE(strings_end_at_their_quote_and_doubled_quotes_are_inside) {
  for (const Dialect dialect : sql_dialects) {
    BOOST_TEST(code_in("a 'b' c", dialect) == "a _ c");
    BOOST_TEST(code_in("'it''s' c", dialect) == "_ c");
    BOOST_TEST(code_in("'' c", dialect) == "_ c");
    BOOST_TEST(code_in("'''' c", dialect) == "_ c");
    BOOST_TEST(code_in("\"a\"\"b\" c", dialect) == "_ c");
    BOOST_TEST(code_in("'open", dialect) == "_");
    BOOST_TEST(code_in("", dialect) == "");
  }
}

BOOST_AUTO_TEST_CASE(backslashes_escape_in_the_strings_of_mysql) {
  for (const Dialect dialect : {Dialect::mysql, Dialect::mariadb}) {
    BOOST_TEST(code_in(R"('a\'b' c)", dialect) == "_ c");
    BOOST_TEST(code_in(R"("a\"b" c)", dialect) == "_ c");
    BOOST_TEST(code_in(R"('a\\' c)", dialect) == "_ c");
    BOOST_TEST(code_in(R"(`a\` c)", dialect) == "_ c");
    BOOST_TEST(code_in(R"('a\)", dialect) == "_");
  }
  BOOST_TEST(code_in(R"('a\' c)", Dialect::sqlite) == "_ c");
  BOOST_TEST(code_in(R"('a\' c)", Dialect::postgres) == "_ c");
}

BOOST_AUTO_TEST_CASE(backslashes_escape_in_strings_of_postgres_marked_by_an_e) {
  BOOST_TEST(code_in(R"(E'a\'b' c)", Dialect::postgres) == "E_ c");
  BOOST_TEST(code_in(R"(e'a\'b' c)", Dialect::postgres) == "e_ c");
  BOOST_TEST(code_in(R"( e'a\\' c)", Dialect::postgres) == " e_ c");
  BOOST_TEST(code_in(R"((E'\''))", Dialect::postgres) == "(E_)");
  // No mark but the end of a name.
  BOOST_TEST(code_in(R"(name'a\' c)", Dialect::postgres) == "name_ c");
  BOOST_TEST(code_in(R"(E"a\" c)", Dialect::postgres) == "E_ c");
  BOOST_TEST(code_in(R"(E'a\' c)", Dialect::sqlite) == "E_ c");
}

BOOST_AUTO_TEST_CASE(backticks_and_brackets_quote_names_where_they_do) {
  BOOST_TEST(code_in("`a``b` c", Dialect::mysql) == "_ c");
  BOOST_TEST(code_in("`a` c", Dialect::sqlite) == "_ c");
  BOOST_TEST(code_in("`a`", Dialect::postgres) == "`a`");
  BOOST_TEST(code_in("[a ' b] c", Dialect::sqlite) == "_ c");
  BOOST_TEST(code_in("[a]]", Dialect::sqlite) == "_]");
  BOOST_TEST(code_in("x[1]", Dialect::postgres) == "x[1]");
  BOOST_TEST(code_in("x[1]", Dialect::mysql) == "x[1]");
}

BOOST_AUTO_TEST_CASE(line_comments_end_with_the_line) {
  for (const Dialect dialect : sql_dialects) {
    BOOST_TEST(code_in("a -- b ' \nc", dialect) == "a _c");
    BOOST_TEST(code_in("a --", dialect) == "a _");
    BOOST_TEST(code_in("a - - b", dialect) == "a - - b");
  }
  BOOST_TEST(code_in("5--1", Dialect::sqlite) == "5_");
  BOOST_TEST(code_in("5--1", Dialect::postgres) == "5_");
}

BOOST_AUTO_TEST_CASE(two_dashes_of_mysql_want_a_blank_behind_them) {
  for (const Dialect dialect : {Dialect::mysql, Dialect::mariadb}) {
    BOOST_TEST(code_in("5--1", dialect) == "5--1");
    BOOST_TEST(code_in("5--\xC3\xA9", dialect) == "5--\xC3\xA9");
    BOOST_TEST(code_in("5--\t1\n6", dialect) == "5_6");
    BOOST_TEST(code_in("5--\n6", dialect) == "5_6");
    BOOST_TEST(code_in("a # b\nc", dialect) == "a _c");
  }
  BOOST_TEST(code_in("a # b", Dialect::postgres) == "a # b");
}

BOOST_AUTO_TEST_CASE(block_comments_nest_in_postgres_alone) {
  const std::string_view nested = "a /* b /* c */ d */ e";
  BOOST_TEST(code_in(nested, Dialect::postgres) == "a _ e");
  BOOST_TEST(code_in(nested, Dialect::sqlite) == "a _ d */ e");
  BOOST_TEST(code_in(nested, Dialect::mysql) == "a _ d */ e");
  for (const Dialect dialect : sql_dialects) {
    BOOST_TEST(code_in("a /*/ b */ c", dialect) == "a _ c");
    BOOST_TEST(code_in("a /**/ c", dialect) == "a _ c");
    BOOST_TEST(code_in("a /* open", dialect) == "a _");
    BOOST_TEST(code_in("a / * b", dialect) == "a / * b");
    BOOST_TEST(code_in("/*", dialect) == "_");
  }
}

BOOST_AUTO_TEST_CASE(dollar_quotes_of_postgres_end_at_their_own_tag) {
  BOOST_TEST(code_in("$$a ' b$$ c", Dialect::postgres) == "_ c");
  BOOST_TEST(code_in("$x$ a $$ b $y$ $x$ c", Dialect::postgres) == "_ c");
  BOOST_TEST(code_in("$_1$ a $_1$ c", Dialect::postgres) == "_ c");
  BOOST_TEST(code_in("$$ open", Dialect::postgres) == "_");
  BOOST_TEST(code_in("$1 $2", Dialect::postgres) == "$1 $2");
  BOOST_TEST(code_in("foo$1 foo$$bar$$ c", Dialect::postgres) == "foo$1 foo$$bar$$ c");
  BOOST_TEST(code_in("$a b", Dialect::postgres) == "$a b");
  BOOST_TEST(code_in("$", Dialect::postgres) == "$");
  BOOST_TEST(code_in("$$a$$", Dialect::sqlite) == "$$a$$");
  BOOST_TEST(code_in("$$a$$", Dialect::mysql) == "$$a$$");
}

BOOST_AUTO_TEST_SUITE_END()
