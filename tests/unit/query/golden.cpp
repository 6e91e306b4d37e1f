// Every case, on every dialect, against the files below tests/golden/.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <set>
#include <string>

#include "book.hpp"

namespace golden {

std::vector<Case>& cases() {
  static std::vector<Case> all;
  return all;
}

namespace {

// What depends on the moment at which a case runs is written as @now and @today.
std::string shown(const zin::Value& value) {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  if (value.type() == zin::Type::timestamptz &&
      std::chrono::abs(value.get<zin::TimestampTz>() - now) < std::chrono::minutes{1}) {
    return "@now";
  }
  // Midnight may have passed meanwhile.
  const auto day = std::chrono::floor<std::chrono::days>(now);
  const auto is_today = [&](std::string_view text) {
    return text == zin::Value{zin::Date{day}}.to_string() ||
           text == zin::Value{zin::Date{day - std::chrono::days{1}}}.to_string();
  };
  return is_today(value.to_string()) ? "@today" : value.to_string();
}

std::vector<std::string> lines_of(const std::vector<zin::Statement>& statements) {
  std::vector<std::string> lines;
  for (const zin::Statement& statement : statements) {
    lines.push_back(statement.sql);
    if (statement.bindings.empty()) continue;
    std::string values = "=>";
    for (const zin::Value& value : statement.bindings) {
      values += (values.size() == 2 ? " " : " | ") + shown(value);
    }
    lines.push_back(values);
  }
  return lines;
}

bool has_one_of(std::string_view sql, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view each) {
    return sql.find(each) != std::string_view::npos;
  });
}

bool locks(const std::vector<std::string>& lines) {
  return std::any_of(lines.begin(), lines.end(), [](const std::string& sql) {
    return has_one_of(sql, {" for update", " for share", " lock in share mode"});
  });
}

// What a statement is to be by its words. SQLite has none for locks: MySQL's text tells.
zin::Intent intent_of(const Case& each, zin::Dialect dialect, std::string_view sql) {
  static constexpr std::array words{"insert ", "update ", "delete ", "truncate "};
  for (const std::string word : words) {
    if (sql.starts_with(word) || has_one_of(sql, {") " + word})) return zin::Intent::write;
  }
  if (has_one_of(sql, {"select @@", "information_schema"})) return zin::Intent::write;
  const Expected* const mysql = expected("mysql", each.name);
  const bool locking = dialect == zin::Dialect::sqlite ? mysql != nullptr && locks(mysql->lines)
                                                       : locks({std::string{sql}});
  return locking || has_one_of(sql, {" for no key update", " for key share"}) ? zin::Intent::write
                                                                              : zin::Intent::read;
}

void check_intents(const Case& each, zin::Dialect dialect,
                   const std::vector<zin::Statement>& statements) {
  for (const zin::Statement& statement : statements) {
    BOOST_TEST((statement.intent == intent_of(each, dialect, statement.sql)),
               "the intent of " << statement.sql << " is another one");
  }
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
    check_intents(each, dialect, db.statements());
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
