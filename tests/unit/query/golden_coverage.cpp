// How much of the vocabulary the golden cases speak.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>

#include "book.hpp"
#include "golden.hpp"

namespace golden {
namespace {

namespace fs = std::filesystem;

using Verbs = std::set<std::string>;

std::string text_of(const fs::path& file) {
  std::ifstream in{file};
  return {std::istreambuf_iterator<char>{in}, {}};
}

template <class Fn>
void for_each_match(const std::string& text, const std::regex& wanted, Fn fn) {
  for (std::sregex_iterator at{text.begin(), text.end(), wanted}; at != std::sregex_iterator{};
       ++at) {
    fn((*at)[1].str());
  }
}

// What the headers of the verbs declare in their public part.
Verbs declared_verbs() {
  static const std::regex declaration{
      R"(\b(?:Self&|Result|Rows|RowsById|bool|void|auto|T|Value|std::uint64_t|std::optional<T>)\s+([a-z]\w*)\()"};
  Verbs verbs;
  for (const auto& entry : fs::directory_iterator{ZIN_QUERY_FOLDER}) {
    const std::string name = entry.path().filename();
    if (!name.ends_with("_verbs.hpp") || name.starts_with("async_")) continue;
    const std::string text = text_of(entry.path());
    const std::size_t class_begin = text.find(" public:");
    const std::size_t class_end = text.find(" protected:", class_begin);
    BOOST_REQUIRE_MESSAGE(class_end != std::string::npos, name << " declares no verbs");
    for_each_match(text.substr(class_begin, class_end - class_begin), declaration,
                   [&](const std::string& verb) { verbs.insert(verb); });
  }
  for (const char* const verb :
       {"get", "first", "find", "find_or", "lazy", "explain", "pluck", "value", "raw_value",
        "implode", "paginate", "simple_paginate", "cursor_paginate", "insert_many", "returning",
        "keyed_by", "on", "or_on", "using_"}) {
    verbs.insert(verb);
  }
  return verbs;
}

// The verbs of each case, in the order in which they are called.
std::map<std::string, std::vector<std::string>> called_verbs(const Verbs& known) {
  static const std::regex call{R"([.]([a-z]\w*)(?:<[\w:, ]*>)?\()"};
  std::map<std::string, std::vector<std::string>> calls;
  for (const auto& entry : fs::directory_iterator{ZIN_CASES_FOLDER}) {
    if (!entry.path().filename().string().starts_with("cases_")) continue;
    const std::string text = text_of(entry.path());
    for (std::size_t at = text.find("\nGOLDEN("); at != std::string::npos;) {
      const std::size_t next = text.find("\nGOLDEN(", at + 1);
      const std::string body = text.substr(at, next - at);
      auto& verbs = calls[body.substr(8, body.find(')') - 8)];
      for_each_match(body, call, [&](const std::string& verb) {
        if (known.contains(verb)) verbs.push_back(verb);
      });
      at = next;
    }
  }
  return calls;
}

BOOST_AUTO_TEST_SUITE(golden_sql)

BOOST_AUTO_TEST_CASE(each_dialect_has_its_cases) {
  for (const std::string_view dialect : {"sqlite", "postgres", "mysql"}) {
    BOOST_TEST(book(dialect).size() >= 250U, dialect << " has " << book(dialect).size());
  }
}

BOOST_AUTO_TEST_CASE(each_verb_is_in_two_cases_and_many_cases_combine_three) {
  const Verbs known = declared_verbs();
  BOOST_TEST(known.size() > 150U);
  const auto calls = called_verbs(known);
  BOOST_TEST(calls.size() == cases().size());
  std::map<std::string, unsigned> uses;
  std::size_t combined = 0;
  for (const auto& [name, verbs] : calls) {
    combined += verbs.size() >= 3 ? 1 : 0;
    for (const std::string& verb : Verbs{verbs.begin(), verbs.end()}) ++uses[verb];
  }
  for (const std::string& verb : known) {
    BOOST_TEST(uses[verb] >= 2U, verb << "() is in " << uses[verb] << " cases");
  }
  BOOST_TEST_MESSAGE(combined << " of " << calls.size() << " cases combine three verbs");
  BOOST_TEST(combined * 10 >= calls.size() * 4);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace golden
