// Scripts in the four dialects, whole and in pieces.
// SPDX-License-Identifier: MIT
#include "zin/sql/splitter.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

namespace zin::sql {
namespace {

std::vector<std::string> texts(std::string_view script, Dialect dialect) {
  std::vector<std::string> out;
  for (const ScriptStatement& statement : split(script, dialect)) out.push_back(statement.text);
  return out;
}

// As it comes through a pipe: `size` bytes at a time, asked after each.
std::vector<ScriptStatement> in_pieces(std::string_view script, Dialect dialect, std::size_t size) {
  Splitter splitter{dialect};
  std::vector<ScriptStatement> out;
  const auto take = [&] {
    while (auto statement = splitter.next()) out.push_back(std::move(*statement));
  };
  for (std::size_t at = 0; at < script.size(); at += size) {
    splitter.add(script.substr(at, size));
    take();
  }
  splitter.finish();
  take();
  return out;
}

using Texts = std::vector<std::string>;

void check(std::string_view script, Dialect dialect, const Texts& expected) {
  const Texts got = texts(script, dialect);
  BOOST_TEST(got == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE(splitter)

BOOST_AUTO_TEST_CASE(statements_end_at_semicolons_and_at_the_end_of_the_script) {
  check("select 1; select 2 ;\n\nselect 3", Dialect::sqlite, {"select 1", "select 2", "select 3"});
}

BOOST_AUTO_TEST_CASE(an_empty_script_has_no_statements) {
  check("", Dialect::sqlite, {});
  check(" \n;; ; -- nothing\n/* here */ ;", Dialect::postgres, {});
}

BOOST_AUTO_TEST_CASE(semicolons_in_strings_and_quoted_names_end_nothing) {
  check("select ';', 'it''s;', \"a;b\", `c;d`, [e;f]; select 2", Dialect::sqlite,
        {"select ';', 'it''s;', \"a;b\", `c;d`, [e;f]", "select 2"});
  check("select 'a\\';b', `c;d`; select 2", Dialect::mysql, {"select 'a\\';b', `c;d`", "select 2"});
  check("select E'a\\';b', 'c\\'; select 2", Dialect::postgres,
        {"select E'a\\';b', 'c\\'", "select 2"});
}

BOOST_AUTO_TEST_CASE(comments_around_a_statement_are_left_out_and_those_inside_stay) {
  check("-- one; two\nselect /* ; */ 1 -- end;\n; /* a;b */ select 2", Dialect::sqlite,
        {"select /* ; */ 1", "select 2"});
  check("# hash; comment\nselect 5--1;", Dialect::mysql, {"select 5--1"});
}

BOOST_AUTO_TEST_CASE(nested_comments_of_postgres_end_with_the_outer_one) {
  check("/* a /* b; */ c; */ select 1;", Dialect::postgres, {"select 1"});
}

BOOST_AUTO_TEST_CASE(executable_comments_of_mysql_are_statements) {
  check("/*!40101 SET NAMES utf8 */;\n/* plain */;\n/*M!100 SET x=1 */;", Dialect::mysql,
        {"/*!40101 SET NAMES utf8 */", "/*M!100 SET x=1 */"});
  check("/*!40101 SET NAMES utf8 */;", Dialect::sqlite, {});
}

BOOST_AUTO_TEST_CASE(the_body_of_a_trigger_is_one_statement) {
  const std::string trigger =
      "CREATE TEMP TRIGGER t AFTER INSERT ON a BEGIN\n"
      "  UPDATE a SET x = CASE WHEN x > 1 THEN 2 ELSE 3 END;\n"
      "  SELECT 'END;' ; -- END;\n"
      "END";
  check(trigger + ";\nselect 1;", Dialect::sqlite, {trigger, "select 1"});
  check("explain query plan " + trigger + ";select 1", Dialect::sqlite,
        {"explain query plan " + trigger, "select 1"});
  check(trigger + " /* done */ ; select 1", Dialect::sqlite, {trigger, "select 1"});
}

BOOST_AUTO_TEST_CASE(a_column_named_end_does_not_end_a_trigger) {
  const std::string trigger =
      "create trigger t after insert on a begin update a set \"end\" = 1; insert into b values "
      "(1); end";
  check(trigger + "; select 1", Dialect::sqlite, {trigger, "select 1"});
}

BOOST_AUTO_TEST_CASE(begin_of_a_transaction_is_a_statement_of_its_own) {
  for (const Dialect dialect : {Dialect::sqlite, Dialect::postgres, Dialect::mysql}) {
    check("BEGIN; insert into t values (1); END; select 1", dialect,
          {"BEGIN", "insert into t values (1)", "END", "select 1"});
  }
  check("create table trigger_log (a); select 1", Dialect::sqlite,
        {"create table trigger_log (a)", "select 1"});
}

BOOST_AUTO_TEST_CASE(dollar_quotes_keep_a_body_together) {
  const std::string function =
      "create function f() returns int as $body$ begin return $$;$$; end; $body$ language plpgsql";
  check(function + "; select $1; select 2", Dialect::postgres, {function, "select $1", "select 2"});
}

BOOST_AUTO_TEST_CASE(begin_atomic_of_postgres_is_followed_to_its_end) {
  const std::string function =
      "CREATE OR REPLACE PROCEDURE p(a int) BEGIN ATOMIC\n"
      "  INSERT INTO t VALUES (CASE WHEN a > 1 THEN 1 ELSE 2 END);\n"
      "  SELECT 1;\n"
      "END";
  check(function + "; select 1", Dialect::postgres, {function, "select 1"});
}

BOOST_AUTO_TEST_CASE(parentheses_of_a_rule_keep_its_commands_together) {
  const std::string rule =
      "create rule r as on insert to t do also (insert into a values (1); "
      "insert into b values (2))";
  check(rule + "; select 1", Dialect::postgres, {rule, "select 1"});
  check("select (1; select 2", Dialect::sqlite, {"select (1", "select 2"});
}

BOOST_AUTO_TEST_CASE(stored_routines_of_mysql_are_followed_to_their_end) {
  const std::string routine =
      "CREATE DEFINER=`root`@`localhost` PROCEDURE p(n INT)\n"
      "BEGIN\n"
      "  DECLARE i INT DEFAULT 0;\n"
      "  l: WHILE i < n DO\n"
      "    IF i = 3 THEN LEAVE l; ELSEIF i = 4 THEN SET i = 9; END IF;\n"
      "    CASE i WHEN 1 THEN SELECT 1; ELSE BEGIN END; END CASE;\n"
      "    SET i = CASE WHEN i > 1 THEN i + 1 ELSE i + 2 END;\n"
      "  END WHILE l;\n"
      "END";
  check(routine + "; select 1", Dialect::mysql, {routine, "select 1"});
  check(routine + "; select 1", Dialect::mariadb, {routine, "select 1"});
}

BOOST_AUTO_TEST_CASE(views_with_a_definer_and_anonymous_blocks_are_told_apart) {
  check("create definer=root@localhost sql security definer view event as select 1; select 2",
        Dialect::mysql,
        {"create definer=root@localhost sql security definer view event as select 1", "select 2"});
  check("BEGIN NOT ATOMIC select 1; select 2; END; select 3", Dialect::mariadb,
        {"BEGIN NOT ATOMIC select 1; select 2; END", "select 3"});
}

BOOST_AUTO_TEST_CASE(delimiter_lines_change_what_ends_a_statement) {
  check(
      "select 0;\nDELIMITER $$\nCREATE PROCEDURE p() IF 1 THEN SELECT ';$$'; END IF$$\n"
      "delimiter ;\nselect 1;",
      Dialect::mysql,
      {"select 0", "CREATE PROCEDURE p() IF 1 THEN SELECT ';$$'; END IF", "select 1"});
  check("DELIMITER //\nselect 1//\nselect 2", Dialect::mariadb, {"select 1", "select 2"});
  check(
      "DELIMITER ;;\n/*!50003 CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET x=1; "
      "END */;;\nDELIMITER ;\nselect 1;",
      Dialect::mysql,
      {"/*!50003 CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET x=1; END */",
       "select 1"});
}

BOOST_AUTO_TEST_CASE(what_does_not_close_is_given_to_the_server_as_it_is) {
  check("select 1; select 'open; select 2", Dialect::sqlite,
        {"select 1", "select 'open; select 2"});
  check("create trigger t after insert on a begin select 1;", Dialect::sqlite,
        {"create trigger t after insert on a begin select 1;"});
}

BOOST_AUTO_TEST_CASE(lines_count_from_the_start_of_the_script) {
  const auto statements = split("\n-- c\nselect\n1;\n\n  select 2;select 3", Dialect::sqlite);
  BOOST_TEST_REQUIRE(statements.size() == 3U);
  BOOST_TEST(statements[0].line == 3U);
  BOOST_TEST(statements[1].line == 6U);
  BOOST_TEST(statements[2].line == 6U);
}

BOOST_AUTO_TEST_CASE(pieces_of_any_size_give_the_same_statements) {
  const struct {
    Dialect dialect;
    std::string_view script;
  } scripts[] = {
      {Dialect::sqlite,
       "-- c\nselect 'it''s;' /* x */ -- y;\n;create trigger t after insert on a begin select 1; "
       "end;select [a;b]-1;"},
      {Dialect::postgres,
       "select $q$;$q$, $1 - 1; create rule r as on insert to t do (a; b); /* /* ; */ */ "
       "select E'\\';' ; select 2-- ;"},
      {Dialect::mysql,
       "select 5--1;#c;\nselect 5-- ;\n+1;\nDELIMITER $$\nselect '\\';'$$\nDELIMITER ;\n/*!1 x */;"
       "create procedure p() begin if 1 then select 1; end if; end; select 2"},
  };
  for (const auto& [dialect, script] : scripts) {
    const auto whole = split(script, dialect);
    BOOST_TEST(whole.size() >= 3U);
    for (std::size_t size = 1; size < script.size(); ++size) {
      BOOST_TEST_CONTEXT("pieces of " << size) {
        BOOST_TEST((in_pieces(script, dialect, size) == whole));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_whole_statement_is_given_before_the_script_is_complete) {
  Splitter splitter{Dialect::sqlite};
  splitter.add("select 1");
  BOOST_TEST(!splitter.next().has_value());
  splitter.add("; select");
  const auto first = splitter.next();
  BOOST_TEST_REQUIRE(first.has_value());
  BOOST_TEST(first->text == "select 1");
  BOOST_TEST(!splitter.next().has_value());
}

BOOST_AUTO_TEST_CASE(a_long_string_in_many_pieces_is_not_read_again_for_each) {
  // With a look at each piece this would be 32 GB of reading.
  Splitter splitter{Dialect::sqlite};
  const std::string piece(4096, 'x');
  splitter.add("insert into t values ('");
  for (int i = 0; i < 4096; ++i) {
    splitter.add(piece);
    BOOST_TEST_REQUIRE(!splitter.next().has_value());
  }
  splitter.add("'); select 1");
  splitter.finish();
  const auto first = splitter.next();
  BOOST_TEST_REQUIRE(first.has_value());
  BOOST_TEST(first->text.size() == 4096U * 4096U + 25U);
  BOOST_TEST(splitter.next().value().text == "select 1");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace zin::sql
