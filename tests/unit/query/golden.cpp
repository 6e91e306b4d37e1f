// Every case, on every dialect, against the files below tests/golden/.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

#include <boost/test/unit_test.hpp>
#include <set>

#include "book.hpp"

namespace golden {

std::vector<Case>& cases() {
  static std::vector<Case> all;
  return all;
}

namespace {

std::vector<std::string> lines_of(const std::vector<zin::Statement>& statements) {
  std::vector<std::string> lines;
  for (const zin::Statement& statement : statements) {
    lines.push_back(statement.sql);
    if (statement.bindings.empty()) continue;
    std::string values = "=>";
    for (const zin::Value& value : statement.bindings) {
      values += (values.size() == 2 ? " " : " | ") + value.to_string();
    }
    lines.push_back(values);
  }
  return lines;
}

void check(const Case& each, zin::Dialect dialect) {
  const std::string_view name = to_string(dialect);
  BOOST_TEST_CONTEXT(name << " " << each.name) {
    const Expected* const wanted = expected(name, each.name);
    BOOST_REQUIRE_MESSAGE(wanted != nullptr, "tests/golden/" << name << " has no such case");
    zin::testing::Recorder db{dialect};
    std::string error;
    try {
      each.run(db);
    } catch (const zin::Error& failure) {
      error = to_string(failure.code());
      if (wanted->error.empty()) BOOST_TEST_MESSAGE(failure.what());
    }
    BOOST_TEST(error == wanted->error);
    if (!wanted->error.empty()) return;
    const auto lines = lines_of(db.statements());
    BOOST_TEST(lines == wanted->lines, boost::test_tools::per_element());
  }
}

void check_all(zin::Dialect dialect) {
  for (const Case& each : cases()) check(each, dialect);
}

BOOST_AUTO_TEST_SUITE(golden_sql)

BOOST_AUTO_TEST_CASE(sqlite_is_spoken_as_the_files_say) { check_all(zin::Dialect::sqlite); }
BOOST_AUTO_TEST_CASE(postgres_is_spoken_as_the_files_say) { check_all(zin::Dialect::postgres); }
BOOST_AUTO_TEST_CASE(mysql_is_spoken_as_the_files_say) { check_all(zin::Dialect::mysql); }
BOOST_AUTO_TEST_CASE(mariadb_is_spoken_as_the_files_say) { check_all(zin::Dialect::mariadb); }

BOOST_AUTO_TEST_CASE(no_file_has_a_case_that_is_not_run) {
  std::set<std::string, std::less<>> known;
  for (const Case& each : cases()) known.emplace(each.name);
  for (const std::string_view dialect : {"sqlite", "postgres", "mysql", "mariadb"}) {
    for (const auto& [name, wanted] : book(dialect)) {
      BOOST_TEST(known.contains(name), "tests/golden/" << dialect << " has " << name);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace golden
