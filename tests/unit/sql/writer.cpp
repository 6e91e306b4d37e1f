// Writing statements: names, values, and texts longer than the writer's own room.
// SPDX-License-Identifier: MIT
#include <zin/sql/writer.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

#include "thrown.hpp"

namespace {

using zin::Dialect;
using zin::DialectTraits;
using zin::Errc;
using zin::Value;
using zin::sql::Writer;

std::string named(std::string_view name, Dialect dialect = Dialect::sqlite) {
  const DialectTraits traits = DialectTraits::of(dialect);
  Writer out{traits};
  out.name(name);
  return out.take_text();
}

BOOST_AUTO_TEST_SUITE(sql_writer)

BOOST_AUTO_TEST_CASE(names_are_quoted_part_by_part) {
  BOOST_TEST(named("users") == R"("users")");
  BOOST_TEST(named("Users_2", Dialect::mysql) == "`Users_2`");
  BOOST_TEST(named("users.name") == R"("users"."name")");
  BOOST_TEST(named("users.*") == R"("users".*)");
  BOOST_TEST(named("*") == "*");
  BOOST_TEST(named("users as u") == R"("users" as "u")");
  BOOST_TEST(named("größe") == R"("größe")");
  BOOST_TEST(named(R"(a"b)") == R"("a""b")");
  BOOST_TEST(named("a`b", Dialect::mysql) == "`a``b`");
  BOOST_TEST(named("two words") == R"("two words")");
  BOOST_TEST((zin::test::code_of([] { return named(""); }) == Errc::invalid_argument));
  BOOST_TEST(
      (zin::test::code_of([] { return named(std::string("a\0b", 3)); }) == Errc::invalid_argument));
}

BOOST_AUTO_TEST_CASE(a_plain_name_is_written_or_nothing_is) {
  const DialectTraits traits = DialectTraits::of(Dialect::sqlite);
  Writer out{traits};
  for (const char* const other : {"", "a.b", "a b", "a->b", "a\"b", "ä", "*"}) {
    BOOST_TEST(!out.plain_name(other));
  }
  BOOST_TEST(out.plain_name("a_1"));
  BOOST_TEST(out.take_text() == R"("a_1")");
}

// Whatever piece does not fit any more is behind what was written before.
BOOST_AUTO_TEST_CASE(a_long_text_is_whole_wherever_it_overflows) {
  const DialectTraits traits = DialectTraits::of(Dialect::postgres);
  for (std::size_t before = 480; before < 530; ++before) {
    Writer out{traits};
    std::string expected;
    for (std::size_t at = 0; at < before; ++at) {
      out << 'x';
      expected += 'x';
    }
    out.name("column_1");
    out << " = ";
    out.parameter(Value{7});
    (out << " limit ").number(18446744073709551615U);
    out.name("a.b");
    out << std::string(2000, 'y') << 'z';
    expected +=
        R"("column_1" = $1 limit 18446744073709551615"a"."b")" + std::string(2000, 'y') + 'z';
    BOOST_TEST(out.take_text() == expected);
    BOOST_TEST(out.size() == 1U);
    out << "again";
    BOOST_TEST(out.take_text() == "again");
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
