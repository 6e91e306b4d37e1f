// Every case, on every dialect, against the files below tests/golden/schema/.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <set>
#include <string>

#include "../query/book.hpp"
#include "schema_cases.hpp"
#include "zin/schema/compiler.hpp"

namespace {

using Lines = std::vector<std::string>;

bool has_rebuild(const zin::Blueprint& blueprint, zin::Dialect dialect) {
  const auto& compiler = zin::schema::Compiler::of(dialect);
  const auto commands = blueprint.commands();
  return std::any_of(commands.begin(), commands.end(), [&](const zin::schema::Command& step) {
    return compiler.way(blueprint, step) == zin::schema::Way::rebuild;
  });
}

// What the files would say.
Lines outcome(const schema_cases::Case& each, zin::Dialect dialect, std::string& error) {
  const zin::Blueprint blueprint = each.blueprint();
  try {
    return blueprint.to_sql(dialect);
  } catch (const zin::Error& failure) {
    try {
      zin::schema::Compiler::of(dialect).check(blueprint);
      if (has_rebuild(blueprint, dialect)) return {"@rebuild"};
    } catch (const zin::Error&) {
    }
    error = to_string(failure.code());
    BOOST_TEST_MESSAGE(failure.what());
  }
  return {};
}

void check_all(zin::Dialect dialect) {
  const std::string_view name = to_string(dialect);
  for (const auto& each : schema_cases::all()) {
    BOOST_TEST_CONTEXT(name << " " << each.name) {
      const golden::Expected* const wanted = golden::expected(name, each.name);
      BOOST_CHECK_MESSAGE(wanted != nullptr, "tests/golden/schema/" << name << " has no such case");
      if (wanted == nullptr) continue;
      std::string error;
      const Lines lines = outcome(each, dialect, error);
      BOOST_TEST(error == wanted->error);
      BOOST_TEST(lines == wanted->lines, boost::test_tools::per_element());
    }
  }
}

BOOST_AUTO_TEST_SUITE(schema_golden_sql)

BOOST_AUTO_TEST_CASE(sqlite_is_spoken_as_the_files_say) { check_all(zin::Dialect::sqlite); }
BOOST_AUTO_TEST_CASE(postgres_is_spoken_as_the_files_say) { check_all(zin::Dialect::postgres); }
BOOST_AUTO_TEST_CASE(mysql_is_spoken_as_the_files_say) { check_all(zin::Dialect::mysql); }
BOOST_AUTO_TEST_CASE(mariadb_is_spoken_as_the_files_say) { check_all(zin::Dialect::mariadb); }

BOOST_AUTO_TEST_CASE(no_file_has_a_case_that_is_not_run) {
  std::set<std::string, std::less<>> known;
  for (const auto& each : schema_cases::all()) {
    BOOST_TEST(known.emplace(each.name).second, each.name << " is twice there");
  }
  for (const std::string_view dialect : {"sqlite", "postgres", "mysql", "mariadb"}) {
    for (const auto& [name, wanted] : golden::book(dialect)) {
      BOOST_TEST(known.contains(name), "tests/golden/schema/" << dialect << " has " << name);
    }
  }
}

BOOST_AUTO_TEST_CASE(mariadb_has_only_what_differs_from_mysql) {
  for (const auto& [name, wanted] : golden::book("mariadb")) {
    const golden::Expected* const mysql = golden::expected("mysql", name);
    BOOST_REQUIRE(mysql != nullptr);
    BOOST_TEST((mysql->lines != wanted.lines || mysql->error != wanted.error), name << " does not");
  }
}

BOOST_AUTO_TEST_CASE(each_dialect_has_its_cases) {
  for (const std::string_view dialect : {"sqlite", "postgres", "mysql"}) {
    const auto& book = golden::book(dialect);
    const auto with_sql = std::count_if(
        book.begin(), book.end(), [](const auto& each) { return !each.second.lines.empty(); });
    BOOST_TEST(with_sql >= 150, dialect << " has " << with_sql);
  }
}

// The setups of cases are what the cases stand on.
BOOST_AUTO_TEST_CASE(setups_can_be_made_wherever_their_case_can) {
  for (const auto& each : schema_cases::all()) {
    for (const zin::Dialect dialect : {zin::Dialect::sqlite, zin::Dialect::postgres,
                                       zin::Dialect::mysql, zin::Dialect::mariadb}) {
      const golden::Expected* const wanted = golden::expected(to_string(dialect), each.name);
      if (wanted == nullptr || !wanted->error.empty()) continue;
      BOOST_TEST_CONTEXT(to_string(dialect) << " " << each.name) {
        for (const zin::Blueprint& table : each.setup()) BOOST_TEST(!table.to_sql(dialect).empty());
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
