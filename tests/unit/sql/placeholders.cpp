// Placeholders: rewritten outside of everything that is not code, counted, and never mixed.
// SPDX-License-Identifier: MIT
#include "zin/sql/placeholders.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>

#include "printing.hpp"
#include "thrown.hpp"

using zin::Dialect;
using zin::Errc;
using zin::sql::PlaceholderStyle;
using zin::sql::Prepared;
using zin::sql::rewrite_placeholders;
using zin::test::code_of;

namespace {

Prepared postgres(std::string_view sql) {
  return rewrite_placeholders(sql, Dialect::postgres, PlaceholderStyle::dollar);
}
Prepared sqlite(std::string_view sql) {
  return rewrite_placeholders(sql, Dialect::sqlite, PlaceholderStyle::question);
}
Prepared mysql(std::string_view sql) {
  return rewrite_placeholders(sql, Dialect::mysql, PlaceholderStyle::question);
}

void check(const Prepared& prepared, std::string_view text, std::uint32_t parameters) {
  BOOST_TEST(prepared.text == text);
  BOOST_TEST(prepared.parameters == parameters);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(placeholders)

BOOST_AUTO_TEST_CASE(question_marks_are_numbered_for_dollar_drivers) {
  check(postgres("select ?"), "select $1", 1);
  check(postgres("select ?, ? + ?"), "select $1, $2 + $3", 3);
  check(postgres("select 1"), "select 1", 0);
  check(postgres(""), "", 0);
  std::string asked = "?", given = "$1";
  for (int at = 2; at <= 12; ++at) {
    asked += ",?";
    given += ",$" + std::to_string(at);
  }
  check(postgres(asked), given, 12);
}

BOOST_AUTO_TEST_CASE(question_marks_stay_for_drivers_that_take_them) {
  check(sqlite("select ?, ?"), "select ?, ?", 2);
  check(mysql("select ?, ?"), "select ?, ?", 2);
}

BOOST_AUTO_TEST_CASE(strings_names_and_comments_are_left_alone) {
  check(postgres("select '?', \"?\", ? -- ?\n, ?"), "select '?', \"?\", $1 -- ?\n, $2", 2);
  check(postgres("/* ? /* ? */ ? */ ?"), "/* ? /* ? */ ? */ $1", 1);
  check(postgres("$$ ? $$ || $a$ ? $a$ || ?"), "$$ ? $$ || $a$ ? $a$ || $1", 1);
  check(postgres(R"(E'\'?' || ?)"), R"(E'\'?' || $1)", 1);
  check(postgres(R"('\' || ?)"), R"('\' || $1)", 1);
  check(mysql(R"('\'?' , `?`, "?" # ?)"), R"('\'?' , `?`, "?" # ?)", 0);
  check(sqlite("[?] `?` '?''?' ?"), "[?] `?` '?''?' ?", 1);
}

BOOST_AUTO_TEST_CASE(a_doubled_question_mark_is_a_literal_one) {
  check(postgres("select a ?? 'b'"), "select a ? 'b'", 0);
  check(postgres("select a ??| ?"), "select a ?| $1", 1);
  check(postgres("select a ???"), "select a ?$1", 1);
  check(postgres("select a ????"), "select a ??", 0);
  check(postgres("select '?\?'"), "select '?\?'", 0);
}

BOOST_AUTO_TEST_CASE(numbered_placeholders_pass_through_on_dollar_drivers) {
  check(postgres("select $1"), "select $1", 1);
  check(postgres("select $2, $1, $2"), "select $2, $1, $2", 2);
  check(postgres("select $12"), "select $12", 12);
  check(postgres("select '$3', $1"), "select '$3', $1", 1);
  check(postgres("select foo$1 from bar$2$3"), "select foo$1 from bar$2$3", 0);
  check(postgres("select x::text=$1"), "select x::text=$1", 1);
}

BOOST_AUTO_TEST_CASE(mixing_both_kinds_is_refused) {
  BOOST_TEST(code_of([] { return postgres("select ?, $1"); }) == Errc::invalid_argument);
  BOOST_TEST(code_of([] { return postgres("select $1 where a = ?"); }) == Errc::invalid_argument);
  check(postgres("select $1 where a ?? 'b'"), "select $1 where a ? 'b'", 1);
  check(postgres("select foo$1 where a = ?"), "select foo$1 where a = $1", 1);
  check(postgres("select '$1', ?"), "select '$1', $1", 1);
}

BOOST_AUTO_TEST_CASE(dollars_of_question_drivers_are_left_to_the_database) {
  check(sqlite("select $1, :name, @x"), "select $1, :name, @x", 0);
  check(sqlite("select $1, ?"), "select $1, ?", 1);
}

BOOST_AUTO_TEST_CASE(numbered_question_marks_count_by_their_number) {
  // SQLite's: ?1 twice asks for one value, and a plain ? for the one after the highest.
  check(sqlite("select ?1 + ?1"), "select ?1 + ?1", 1);
  check(sqlite("select ?3, ?"), "select ?3, ?", 4);
  check(sqlite("select ?, ?1, ?"), "select ?, ?1, ?", 2);
  // $1 with a digit behind it would be another placeholder.
  BOOST_TEST(code_of([] { return postgres("select ?1"); }) == Errc::invalid_argument);
}

BOOST_AUTO_TEST_CASE(a_number_does_not_run_into_the_words_beside_it) {
  check(postgres("select*from t limit?offset?"), "select*from t limit $1 offset $2", 2);
  check(postgres("(?)::int"), "($1)::int", 1);
  check(postgres("?::int"), "$1::int", 1);
  check(sqlite("limit?offset?"), "limit?offset?", 2);
}

BOOST_AUTO_TEST_CASE(offsets_lead_back_to_the_text_as_it_was_written) {
  const std::string_view sql = "select ?, '?', a ?? b, ? from limit?offset wrong";
  const Prepared prepared = postgres(sql);
  BOOST_TEST(prepared.text == "select $1, '?', a ? b, $2 from limit $3 offset wrong");
  for (const std::string_view word : {"select", "'?'", "b,", "from", "limit", "offset", "wrong"}) {
    BOOST_TEST(zin::sql::original_offset(sql, Dialect::postgres, PlaceholderStyle::dollar,
                                         prepared.text.find(word)) == sql.find(word));
  }
  // A fault at a placeholder lies at its question mark, one behind the text at its end.
  const auto original = [&](std::size_t offset) {
    return zin::sql::original_offset(sql, Dialect::postgres, PlaceholderStyle::dollar, offset);
  };
  BOOST_TEST(original(prepared.text.find("$2")) == 23U);
  BOOST_TEST(original(prepared.text.find("$2") + 1) == 23U);
  BOOST_TEST(original(prepared.text.size()) == sql.size());
  BOOST_TEST(original(prepared.text.size() + 100) == sql.size());
}

BOOST_AUTO_TEST_CASE(sql_of_a_file_keeps_its_question_marks) {
  const std::string_view sql = "select '?', \"?\", a ? b -- ?\n from t";
  const std::string doubled = zin::sql::without_placeholders(sql, Dialect::postgres);
  BOOST_TEST(doubled == "select '?', \"?\", a ?\? b -- ?\n from t");
  const Prepared sent = rewrite_placeholders(doubled, Dialect::postgres, PlaceholderStyle::dollar);
  BOOST_TEST(sent.text == sql);
  BOOST_TEST(sent.parameters == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
