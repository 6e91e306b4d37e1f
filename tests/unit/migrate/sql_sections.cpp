// The parts of files in SQL.
// SPDX-License-Identifier: MIT
#include "zin/migrate/sql_sections.hpp"

#include <boost/test/unit_test.hpp>

#include "printing.hpp"
#include "thrown.hpp"

namespace zin::migrate {
namespace {

using test::says;
using test::thrown_by;

SqlSections read(std::string_view text, Dialect dialect = Dialect::postgres) {
  return sql_sections(text, "a.sql", dialect);
}

Error refusal(std::string_view text) {
  return thrown_by([&] { return read(text); });
}

BOOST_AUTO_TEST_SUITE(migration_sql_sections)

BOOST_AUTO_TEST_CASE(a_file_has_two_directions) {
  const SqlSections file = read("-- migrate:up\ncreate a;\n\n-- migrate:down\ndrop a;\n");
  BOOST_TEST(file.up.text == "create a;\n\n");
  BOOST_TEST(file.up.line == 2U);
  BOOST_TEST(file.up.in_transaction);
  BOOST_TEST(file.down.value().text == "drop a;\n");
  BOOST_TEST(file.down.value().line == 5U);
}

BOOST_AUTO_TEST_CASE(the_way_back_may_be_left_out) {
  BOOST_TEST(!read("-- migrate:up\ncreate a;").down.has_value());
}

BOOST_AUTO_TEST_CASE(comments_may_stand_before_the_first_direction) {
  BOOST_TEST(read("-- what it is for\n/* and\nwhy */\n  --migrate:up\nselect 1").up.line == 5U);
}

BOOST_AUTO_TEST_CASE(sql_before_the_first_direction_is_refused) {
  const Error refused = refusal("create b;\n-- migrate:up\ncreate a;");
  BOOST_TEST(refused.code() == Errc::invalid_argument);
  BOOST_TEST(says(refused, "a.sql, line 1: there is SQL before the line"));
}

BOOST_AUTO_TEST_CASE(a_transaction_can_be_refused) {
  const SqlSections file =
      read("-- migrate:up transaction:false\nvacuum;\n-- migrate:down transaction:true\n");
  BOOST_TEST(!file.up.in_transaction);
  BOOST_TEST(file.down.value().in_transaction);
  BOOST_TEST(says(refusal("\n-- migrate:up transaction:no\n"), "a.sql, line 2: the only option"));
}

BOOST_AUTO_TEST_CASE(a_line_in_a_string_a_comment_or_a_dollar_quote_is_none) {
  const std::string_view body =
      "select '\n-- migrate:down\n', $$\n-- migrate:down\n$$;\n/*\n-- migrate:down\n*/\n";
  const SqlSections file =
      read("-- migrate:up\n" + std::string{body} + "-- migrate:down\nselect 2\n");
  BOOST_TEST(file.up.text == body);
  BOOST_TEST(file.down.value().line == 11U);
}

BOOST_AUTO_TEST_CASE(a_file_without_a_direction_is_refused) {
  BOOST_TEST(says(refusal("create a;"), "a.sql, line 1: a migration in SQL begins with"));
  BOOST_TEST(says(refusal("-- migrate:down\ndrop a"), "begins with the line `-- migrate:up`"));
  BOOST_TEST(says(refusal("-- migrate:sideways\n"), "is followed by `up` or `down`"));
}

BOOST_AUTO_TEST_CASE(a_direction_comes_once) {
  BOOST_TEST(says(refusal("-- migrate:up\n-- migrate:up\n"), "line 2: there is more than one"));
  BOOST_TEST(says(refusal("-- migrate:up\n-- migrate:down\n-- migrate:up\n"), "line 3"));
}

BOOST_AUTO_TEST_CASE(a_file_of_one_direction_needs_no_line) {
  const SqlSection plain = sql_section("create a;\n", "a.up.sql", "up", Dialect::sqlite);
  BOOST_TEST(plain.text == "create a;\n");
  BOOST_TEST(plain.line == 1U);
  const SqlSection marked = sql_section("-- migrate:down transaction:false\nvacuum;\n",
                                        "a.down.sql", "down", Dialect::sqlite);
  BOOST_TEST(marked.text == "vacuum;\n");
  BOOST_TEST(!marked.in_transaction);
  BOOST_TEST(says(thrown_by([] {
                    return sql_section("-- migrate:up\n", "a.down.sql", "down", Dialect::sqlite);
                  }),
                  "this file is the direction `down` alone"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace zin::migrate
