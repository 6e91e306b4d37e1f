// How much of the vocabulary of blueprints the golden cases speak.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
  std::ifstream in{file};
  return {std::istreambuf_iterator<char>{in}, {}};
}

std::set<std::string> matches(const std::string& text, const std::regex& wanted) {
  std::set<std::string> found;
  for (std::sregex_iterator at{text.begin(), text.end(), wanted}; at != std::sregex_iterator{};
       ++at) {
    found.insert((*at)[1].str());
  }
  return found;
}

BOOST_AUTO_TEST_SUITE(schema_golden_sql)

BOOST_AUTO_TEST_CASE(each_verb_is_in_a_case) {
  static const std::regex declaration{
      R"(\n  (?:\[\[nodiscard\]\] )?(?:static )?(?:ColumnVerbs|IndexVerbs|ForeignKeyVerbs|schema::\w+Verbs|void|Blueprint) (\w+)\()"};
  static const std::regex call{R"((?:\.|Blueprint::)([a-z]\w*)\()"};
  std::set<std::string> declared;
  for (const char* const header : {"blueprint.hpp", "type_verbs.hpp", "column_verbs.hpp",
                                   "index_verbs.hpp", "foreign_key_verbs.hpp"}) {
    const std::string text = text_of(fs::path{ZIN_SCHEMA_FOLDER} / header);
    declared.merge(matches(text.substr(0, text.find(" private:")), declaration));
  }
  BOOST_TEST(declared.size() > 110U);
  std::string cases;
  for (const auto& entry : fs::directory_iterator{ZIN_CASES_FOLDER}) {
    if (entry.path().filename().string().starts_with("cases_")) cases += text_of(entry.path());
  }
  const std::set<std::string> called = matches(cases, call);
  // By hand, for tools; the cases of the macros are theirs.
  const std::set<std::string> others{"creating", "altering", "create", "table"};
  for (const std::string& verb : declared) {
    BOOST_TEST((called.contains(verb) || others.contains(verb)), verb << "() is in no case");
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
