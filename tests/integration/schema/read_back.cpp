// Every blueprint of the golden cases, carried out on a real database and read back from it.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "../../unit/query/book.hpp"
#include "database.hpp"
#include "schema_cases.hpp"
#include "schema_listing.hpp"

using namespace zin::test;
namespace schema = zin::schema;

namespace {

using Lines = std::vector<std::string>;
using ReadBack = std::map<std::string, Lines, std::less<>>;

constexpr std::string_view not_executed = "not executed: ";

std::string file_of(std::string_view dialect) {
  return std::string{ZIN_GOLDEN_FOLDER "/"}.append(dialect) + "/read_back.txt";
}

// `-- name`, then lines that begin with a colon and a blank.
ReadBack read_file(std::string_view dialect) {
  ReadBack cases;
  std::ifstream in{file_of(dialect)};
  Lines* lines = nullptr;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("-- ")) {
      lines = &cases[line.substr(3)];
    } else if (lines != nullptr && line.starts_with(": ")) {
      lines->push_back(line.substr(2));
    }
  }
  return cases;
}

// A place that is made empty again for each case.
class Ground {
 public:
  Ground() {
    if (Server::dialect() != "sqlite") server_ = std::make_unique<Server>();
  }
  zin::Database& fresh(bool with_app) {
    if (Server::dialect() == "sqlite") {
      file_ = std::make_unique<SqliteFile>();
      return **file_;
    }
    server_->clear();
    if (with_app) server_->run("drop schema if exists app; create schema app");
    return **server_;
  }

 private:
  std::unique_ptr<Server> server_;
  std::unique_ptr<SqliteFile> file_;
};

Lines listing(zin::Session& session) {
  Lines lines = listed(schema::inspect(session));
  for (const char* const table : {"app.users", "app.people"}) {
    if (Server::dialect() == "sqlite") continue;
    if (const auto found = schema::table(session, table)) {
      for (std::string& line : listed(*found)) lines.push_back(std::move(line));
    }
  }
  return lines;
}

// The tables that are not as they were, whole, and those that are gone.
Lines changed(const Lines& before, const Lines& after) {
  const auto blocks = [](const Lines& lines) {
    std::vector<Lines> all;
    for (const std::string& line : lines) {
      if (!line.starts_with(' ')) all.emplace_back();
      all.back().push_back(line);
    }
    return all;
  };
  const auto old = blocks(before), now = blocks(after);
  Lines lines;
  for (const Lines& block : now) {
    if (std::ranges::find(old, block) != old.end()) continue;
    lines.insert(lines.end(), block.begin(), block.end());
  }
  for (const Lines& block : old) {
    const std::string name = block.front().substr(0, block.front().find_first_of(" [", 6));
    const bool stays = std::ranges::any_of(now, [&](const Lines& other) {
      return other.front().substr(0, other.front().find_first_of(" [", 6)) == name;
    });
    if (!stays) lines.push_back("gone: " + name);
  }
  if (lines.empty()) lines.emplace_back("nothing");
  return lines;
}

struct Outcome {
  Lines lines;
  std::string failure;
};

Outcome outcome_of(Ground& ground, const schema_cases::Case& each) {
  zin::Database& db = ground.fresh(each.blueprint().name().starts_with("app."));
  auto tables = zin::MigrationSchema::create(db);
  Lines before;
  try {
    for (const zin::Blueprint& blueprint : each.setup()) tables.run(blueprint);
    before = listing(db);
    tables.run(each.blueprint());
  } catch (const zin::Error& error) {
    return {{}, error.what()};
  }
  return {changed(before, listing(db)), {}};
}

// Cases that this dialect has SQL for.
bool is_for(std::string_view dialect, const schema_cases::Case& each) {
  const golden::Expected* const wanted = golden::expected(dialect, each.name);
  return wanted != nullptr && wanted->error.empty();
}

void write_lines(std::ostream& out, std::string_view name, const Lines& lines) {
  out << "\n-- " << name << "\n";
  for (const std::string& line : lines) out << ": " << line << "\n";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(read_back)

BOOST_AUTO_TEST_CASE(what_a_blueprint_says_is_what_the_database_has) {
  const std::string& dialect = Server::dialect();
  const ReadBack own = read_file(dialect);
  const ReadBack shared = dialect == "mariadb" ? read_file("mysql") : ReadBack{};
  // What it would be, for who looks through it by eye.
  const char* const path = std::getenv("ZIN_WRITE_READ_BACK");
  std::ofstream out;
  if (path != nullptr) out.open(path);
  Ground ground;
  std::size_t executed = 0;
  for (const auto& each : schema_cases::all()) {
    if (!is_for(dialect, each)) continue;
    BOOST_TEST_CONTEXT(dialect << " " << each.name) {
      const Outcome outcome = outcome_of(ground, each);
      const auto in_own = own.find(each.name);
      const auto in_shared = shared.find(each.name);
      if (path != nullptr) {
        const Lines lines = outcome.failure.empty()
                                ? outcome.lines
                                : Lines{std::string{not_executed} + outcome.failure};
        if (in_shared == shared.end() || in_shared->second != lines)
          write_lines(out, each.name, lines);
        continue;
      }
      BOOST_CHECK_MESSAGE(in_own != own.end() || in_shared != shared.end(),
                          "read_back.txt has no such case");
      if (in_own == own.end() && in_shared == shared.end()) continue;
      const Lines& wanted = in_own != own.end() ? in_own->second : in_shared->second;
      const bool fails = !wanted.empty() && wanted.front().starts_with(not_executed);
      if (fails) {
        BOOST_TEST(!outcome.failure.empty(), "it runs, so that the list is not true any more");
      } else {
        BOOST_TEST(outcome.failure == "");
        BOOST_TEST(outcome.lines == wanted, boost::test_tools::per_element());
        executed += 1;
      }
    }
  }
  if (path == nullptr) BOOST_TEST(executed >= 150U);
}

BOOST_AUTO_TEST_CASE(no_file_has_a_case_that_is_not_run) {
  std::set<std::string, std::less<>> known;
  for (const auto& each : schema_cases::all()) {
    if (is_for(Server::dialect(), each)) known.emplace(each.name);
  }
  for (const auto& [name, lines] : read_file(Server::dialect())) {
    BOOST_TEST(known.contains(name), "read_back.txt has " << name);
  }
}

BOOST_AUTO_TEST_SUITE_END()
