// What a migration in SQL hands to its session.
// SPDX-License-Identifier: MIT
#include "zin/migrate/sql_migration.hpp"

#include <boost/test/unit_test.hpp>

#include "printing.hpp"
#include "thrown.hpp"
#include "zin/testing/recorder.hpp"

namespace zin::migrate {
namespace {

using test::says;
using test::thrown_by;

SqlMigration migration(std::string_view text, Dialect dialect) {
  return {sql_sections(text, "a.sql", dialect), "a.sql", dialect};
}

std::vector<std::string> statements_of(std::string_view text, Dialect dialect) {
  testing::Recorder recorder{dialect};
  migration(text, dialect).up(recorder);
  std::vector<std::string> out;
  for (const Statement& statement : recorder.statements()) out.push_back(statement.sql);
  return out;
}

void check(std::string_view text, Dialect dialect, const std::vector<std::string>& expected) {
  BOOST_TEST(statements_of(text, dialect) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE(sql_migration)

BOOST_AUTO_TEST_CASE(statements_come_one_by_one) {
  check("-- migrate:up\ncreate table a (b text default ';');\n\ninsert into a values ('x')",
        Dialect::sqlite, {"create table a (b text default ';')", "insert into a values ('x')"});
}

BOOST_AUTO_TEST_CASE(bodies_of_triggers_and_routines_stay_whole) {
  check(
      "-- migrate:up\ncreate trigger t after insert on a begin select 1; select 2; end;\nselect 3",
      Dialect::sqlite,
      {"create trigger t after insert on a begin select 1; select 2; end", "select 3"});
  check(
      "-- migrate:up\ncreate function f() returns int as $x$ begin; return 1; end $x$ language "
      "plpgsql;\nselect 3",
      Dialect::postgres,
      {"create function f() returns int as $x$ begin; return 1; end $x$ language plpgsql",
       "select 3"});
  check(
      "-- migrate:up\nDELIMITER //\ncreate trigger t before insert on a for each row if 1 then "
      "set @a = 1; end if//\nDELIMITER ;\nselect 3;",
      Dialect::mariadb,
      {"create trigger t before insert on a for each row if 1 then set @a = 1; end if",
       "select 3"});
}

BOOST_AUTO_TEST_CASE(question_marks_are_no_placeholders) {
  check("-- migrate:up\nselect data ? 'a', '?' from t", Dialect::postgres,
        {"select data ?\? 'a', '?' from t"});
}

BOOST_AUTO_TEST_CASE(a_statement_that_ends_the_transaction_is_refused_with_its_line) {
  const Error refused = thrown_by([] {
    return migration("-- migrate:up\nselect 1;\ncommit;", Dialect::sqlite).in_transaction();
  });
  BOOST_TEST(refused.code() == Errc::invalid_argument);
  BOOST_TEST(says(refused, "a.sql, line 3: a migration does not begin or end transactions"));
}

BOOST_AUTO_TEST_CASE(without_a_way_back_it_says_where_that_is_written) {
  testing::Recorder recorder{Dialect::sqlite};
  const SqlMigration up_alone = migration("-- migrate:up\nselect 1;", Dialect::sqlite);
  const Error refused = thrown_by([&] { up_alone.down(recorder); });
  BOOST_TEST(refused.code() == Errc::unsupported);
  BOOST_TEST(says(refused, "write that behind a line `-- migrate:down`"));
  BOOST_TEST(recorder.statements().empty());
}

BOOST_AUTO_TEST_CASE(either_direction_refuses_the_transaction_for_both) {
  BOOST_TEST(migration("-- migrate:up\nselect 1;", Dialect::sqlite).in_transaction());
  BOOST_TEST(!migration("-- migrate:up\n-- migrate:down transaction:false\n", Dialect::sqlite)
                  .in_transaction());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace zin::migrate
