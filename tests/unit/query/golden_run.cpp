// Every case that SQLite can run, on its tables, with its result.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>

#include "book.hpp"
#include "golden.hpp"
#include "outcome.hpp"
#include "sqlite_database.hpp"

namespace golden {
namespace {

void check(const Case& each, const Expected& wanted) {
  BOOST_TEST_CONTEXT(each.name) {
    zin::testing::Recorder recorder{zin::Dialect::sqlite};
    each.run(recorder);
    const auto& statements = recorder.statements();
    BOOST_REQUIRE(!statements.empty());
    SqliteDatabase database{SqliteDatabase::tables()};
    const auto lines = outcome(*database, statements, counts(wanted.results));
    BOOST_TEST(lines == wanted.results, boost::test_tools::per_element());
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
