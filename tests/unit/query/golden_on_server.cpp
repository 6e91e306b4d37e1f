// Every case that a server can run, on its tables, with the result that it has on SQLite.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <set>

#include "book.hpp"
#include "canonical.hpp"
#include "golden.hpp"
#include "listing.hpp"
#include "outcome.hpp"
#include "random_queries.hpp"
#include "relay.hpp"
#include "server_database.hpp"

namespace golden {
namespace {

using Lines = std::vector<std::string>;

/// What the server said to a case: rows, or why not.
struct Answer {
  Lines lines;
  std::string error;
  bool ordered = true;
};

struct Counts {
  unsigned same = 0, different = 0, not_executed = 0, refused = 0;
};

// Ends a transaction without leaving anything.
struct Undo {};

template <class Fn>
void run_and_undo(zin::Session& session, Fn&& fn) {
  try {
    session.transaction(
        [&](zin::Session& tx) {
          fn(tx);
          throw Undo{};
        },
        {.attempts = 1});
  } catch (const Undo&) {
  }
}

// Where rows are not given back by the server, what is written depends on what was read.
bool depends_on_answers(const Case& each) { return each.name.starts_with("returning_"); }

// The first rows of all groups, then the second ones: that alone is no order.
bool is_ordered(std::string_view sql) {
  sql.remove_suffix(1);  // a quote
  return sql.find("order by") != std::string_view::npos && !sql.ends_with("zin_row");
}

void run(ServerDatabase& server, const Case& each, bool counted, Answer& answer) {
  zin::testing::Recorder recorder{server->traits()};
  each.run(recorder);
  const auto& statements = recorder.statements();
  if (statements.empty()) {
    answer.error = "there is no statement";
    return;
  }
  answer.ordered = is_ordered(statements.back().sql);
  if (depends_on_answers(each)) {
    return run_and_undo(*server, [&](zin::Session& tx) {
      Relay relay{tx, answer.lines};
      each.run(relay);
    });
  }
  if (std::any_of(statements.begin(), statements.end(),
                  [](const auto& statement) { return statement.sql.starts_with("truncate"); })) {
    // Some servers commit it whatever stands around it.
    answer.lines = outcome(*server, statements, counted);
    return server.make_tables();
  }
  run_and_undo(*server, [&](zin::Session& tx) { answer.lines = outcome(tx, statements, counted); });
}

Answer answer_to(ServerDatabase& server, const Case& each, bool counted) {
  Answer answer;
  try {
    run(server, each, counted, answer);
  } catch (const zin::Error& failure) {
    answer.error = failure.what();
  }
  return answer;
}

// What SQLite gives; nullptr where it gives nothing that could be compared.
const Lines* sqlite_result(std::string_view name) {
  const Expected* const sqlite = expected("sqlite", name);
  if (sqlite == nullptr || !sqlite->error.empty() || sqlite->results.empty()) return nullptr;
  return sqlite->results.front().starts_with(":~") ? nullptr : &sqlite->results;
}

Lines comparable(const Lines& lines, bool ordered) {
  Lines out = canonical(lines);
  if (!ordered) std::sort(out.begin(), out.end());
  return out;
}

void compare(const Answer& answer, const Lines& wanted) {
  BOOST_TEST(answer.error == "");
  std::string given;
  for (const std::string& line : answer.lines) given += "\n" + line;
  BOOST_TEST_CONTEXT("it gives" << given) {
    const Lines lines = comparable(answer.lines, answer.ordered);
    BOOST_TEST(lines == comparable(wanted, answer.ordered), boost::test_tools::per_element());
  }
}

void check_different(ServerDatabase& server, const Case& each, const Listed& listed,
                     const Lines* sqlite) {
  const bool is_random = !listed.results.empty() && listed.results.front().starts_with(":~");
  BOOST_REQUIRE_MESSAGE(!listed.results.empty(), "the list gives no result");
  const Answer answer = answer_to(server, each, counts(listed.results));
  if (is_random) {
    BOOST_TEST(answer.error == "");
    BOOST_TEST((sqlite == nullptr), "the list gives no result, but SQLite has one");
    return;
  }
  compare(answer, listed.results);
  if (sqlite == nullptr) return;
  BOOST_TEST((comparable(listed.results, answer.ordered) != comparable(*sqlite, answer.ordered)),
             "the list says that this differs, but it does not");
}

void check(ServerDatabase& server, const Case& each, Counts& counted) {
  BOOST_TEST_CONTEXT(server.dialect() << " " << each.name) {
    const Expected* const text = expected(server.dialect(), each.name);
    BOOST_REQUIRE(text != nullptr);
    if (!text->error.empty()) {
      ++counted.refused;
      return;
    }
    const Lines* const sqlite = sqlite_result(each.name);
    const Listed* const named = listed(server.dialect(), each.name);
    if (named == nullptr) {
      ++counted.same;
      BOOST_TEST((sqlite != nullptr), "what this gives is not known: list it in on_server.txt");
      compare(answer_to(server, each, sqlite != nullptr && counts(*sqlite)),
              sqlite != nullptr ? *sqlite : Lines{});
    } else if (named->executed) {
      ++counted.different;
      check_different(server, each, *named, sqlite);
    } else {
      ++counted.not_executed;
      const Answer answer = answer_to(server, each, false);
      BOOST_TEST(answer.error != "", "the list says that this cannot be executed, but it was");
    }
  }
}

BOOST_AUTO_TEST_SUITE(golden_on_server, *boost::unit_test::disabled())

BOOST_AUTO_TEST_CASE(the_server_gives_what_sqlite_gives_but_for_what_is_listed) {
  ServerDatabase server;
  server.make_tables();
  Counts counted;
  for (const Case& each : cases()) check(server, each, counted);
  BOOST_TEST_MESSAGE(server.dialect() << ": " << counted.same << " cases as on SQLite, "
                                      << counted.different << " otherwise, " << counted.not_executed
                                      << " not executed, " << counted.refused << " have no SQL");
  BOOST_TEST(counted.same > 200U);
}

// On MySQL by statements that follow, with the ids that the server made up.
BOOST_AUTO_TEST_CASE(rows_that_are_written_come_back) {
  ServerDatabase server;
  server.make_tables();
  const auto made =
      server->table("logs")
          .returning("id", "level")
          .insert({{{"level", "a"}, {"message", "x"}}, {{"level", "b"}, {"message", "y"}}});
  BOOST_REQUIRE(made.size() == 2U);
  const auto first = made[0].get<std::int64_t>(0);
  BOOST_TEST(first > 3);
  BOOST_TEST(made[1].get<std::int64_t>(0) == first + 1);
  BOOST_TEST(made[0].get<std::string>(1) == "a");
  BOOST_TEST(made[1].get<std::string>(1) == "b");

  const auto query = server->table("logs").where("id", ">=", first);
  const auto changed = query.returning("message").update({{"message", "z"}});
  BOOST_REQUIRE(changed.size() == 2U);
  BOOST_TEST(changed[0].get<std::string>(0) == "z");
  BOOST_TEST(changed[1].get<std::string>(0) == "z");
  BOOST_TEST(server->table("logs").where("message", "z").count() == 2U);

  BOOST_TEST(query.returning("id").delete_().size() == 2U);
  BOOST_TEST(query.count() == 0U);
  BOOST_TEST(server->table("logs").count() == 3U);
}

BOOST_AUTO_TEST_CASE(lists_longer_than_a_statement_takes_are_found) {
  ServerDatabase server;
  server.make_tables();
  std::vector<int> ids(70'000);
  for (std::size_t at = 0; at < ids.size(); ++at) ids[at] = static_cast<int>(at) * 2;
  BOOST_TEST(server->table("users").where_in("id", ids).count() == 2U);
  BOOST_TEST(server->table("users").where_not_in("id", ids).count() == 3U);
  std::vector<std::string> names(70'000, "nobody's \"name\\\"");
  names.back() = "Eve";
  BOOST_TEST(server->table("users").where_in("name", names).count() == 1U);
  BOOST_TEST(server->table("users").where_not_in("name", names).count() == 4U);
}

BOOST_AUTO_TEST_CASE(random_queries_are_understood_and_change_no_value) {
  ServerDatabase server;
  zin::test::run_random_queries(*server, 20260101, zin::test::count_of_random_queries(1'000));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(golden_sql)

BOOST_AUTO_TEST_CASE(no_list_has_a_case_that_is_not_run) {
  std::set<std::string, std::less<>> known;
  for (const Case& each : cases()) known.emplace(each.name);
  for (const std::string_view dialect : {"postgres", "mysql", "mariadb"}) {
    for (const auto& [name, said] : listing(dialect)) {
      BOOST_TEST_CONTEXT(dialect << " " << name) {
        BOOST_REQUIRE(known.contains(name));
        BOOST_TEST(expected(dialect, name)->error == "", "it has no SQL there");
        BOOST_TEST(said.executed == !said.results.empty());
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace golden
