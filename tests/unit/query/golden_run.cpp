// Every case that SQLite can run, on its tables, with its result.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <boost/test/unit_test.hpp>

#include "book.hpp"
#include "golden.hpp"
#include "sqlite_database.hpp"

namespace golden {
namespace {

// As the command sqlite3 prints it.
std::string shown(const zin::Row& row, std::size_t column) {
  if (row.is_null(column)) return "NULL";
  const zin::Value value = row.value(column);
  if (value.type() == zin::Type::boolean) return value.get<bool>() ? "1" : "0";
  if (value.type() == zin::Type::int64) return fmt::format("{}", value.get<std::int64_t>());
  // Always with a point, as that command has it.
  if (value.type() == zin::Type::float64) return fmt::format("{:.15g}{}", value.get<double>(), "");
  return row.get<std::string>(column);
}

std::vector<std::string> rows_of(const zin::Rows& rows) {
  std::vector<std::string> lines;
  for (const zin::Row& row : rows) {
    std::string line = ":";
    for (std::size_t at = 0; at < row.size(); ++at)
      line += (at == 0 ? " " : " | ") + shown(row, at);
    lines.push_back(std::move(line));
  }
  if (lines.empty()) lines.emplace_back(":");
  return lines;
}

void run_all_but_last(zin::Database& db, const std::vector<zin::Statement>& statements) {
  for (std::size_t at = 0; at + 1 < statements.size(); ++at) {
    db.execute(statements[at].sql, statements[at].bindings);
  }
}

void check(const Case& each, const Expected& wanted) {
  BOOST_TEST_CONTEXT(each.name) {
    zin::testing::Recorder recorder{zin::Dialect::sqlite};
    each.run(recorder);
    const auto& statements = recorder.statements();
    BOOST_REQUIRE(!statements.empty());
    SqliteDatabase database{SqliteDatabase::tables()};
    run_all_but_last(*database, statements);
    const zin::Statement& last = statements.back();
    if (wanted.results.front().starts_with(":=")) {
      const auto done = database->execute(last.sql, last.bindings);
      BOOST_TEST(fmt::format(":= {}", done.affected) == wanted.results.front());
    } else {
      const auto lines = rows_of(database->run(last));
      BOOST_TEST(lines == wanted.results, boost::test_tools::per_element());
    }
  }
}

BOOST_AUTO_TEST_SUITE(golden_sql)

BOOST_AUTO_TEST_CASE(sqlite_gives_what_the_files_say) {
  unsigned run = 0, left_out = 0;
  for (const Case& each : cases()) {
    const Expected* const wanted = expected("sqlite", each.name);
    if (wanted == nullptr || !wanted->error.empty()) continue;
    BOOST_TEST(!wanted->results.empty(), "no result is given for " << each.name);
    if (wanted->results.empty()) continue;
    if (wanted->results.front().starts_with(":~")) {
      ++left_out;
      continue;
    }
    check(each, *wanted);
    ++run;
  }
  BOOST_TEST_MESSAGE(run << " cases were run on SQLite, " << left_out << " cannot be");
  BOOST_TEST(run > 200U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace golden
