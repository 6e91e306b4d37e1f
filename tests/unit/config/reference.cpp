// The files of conf/ are what the code makes, and they work.
// SPDX-License-Identifier: MIT
#include "zin/config/reference.hpp"

#include <sstream>

#include "reading.hpp"
#include "zin/config/env_file.hpp"
#include "zin/config/variables.hpp"

namespace zin::test {

using namespace config;

namespace {

std::string conf_file(const std::string& name) {
  std::ifstream file{std::string{ZIN_CONF_FOLDER} + "/" + name, std::ios::binary};
  BOOST_REQUIRE_MESSAGE(file, "conf/" << name << " is missing");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// Line by line: the first difference is what a reader wants to see.
void same_text(const std::string& name, const std::string& expected) {
  std::istringstream is{conf_file(name)};
  std::istringstream should{expected};
  std::string line;
  std::string wanted;
  for (int number = 1; std::getline(should, wanted); ++number) {
    BOOST_REQUIRE_MESSAGE(std::getline(is, line),
                          "conf/" << name << " ends before line " << number);
    BOOST_REQUIRE_MESSAGE(line == wanted, "conf/" << name << " line " << number << " is\n  " << line
                                                  << "\nbut the table says\n  " << wanted);
  }
  BOOST_TEST(!std::getline(is, line), "conf/" << name << " goes on with: " << line);
}

Environment::Variables variables_of(const std::string& text) {
  Environment::Variables variables;
  for (auto& entry : parse_env_file(text, "template")) variables[entry.name] = entry.value;
  return variables;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(reference)

BOOST_AUTO_TEST_CASE(the_reference_file_is_made_from_the_table) {
  same_text("variables.md", reference_markdown());
}

BOOST_AUTO_TEST_CASE(every_variable_is_in_the_reference) {
  const std::string text = reference_markdown();
  for (const Variable& row : config::variables()) says(text, {"`" + variable_name(row) + "`"});
}

BOOST_AUTO_TEST_CASE(the_templates_are_made_from_the_table) {
  BOOST_TEST(template_backends().size() == 6u);
  for (const auto& backend : template_backends())
    same_text(backend + ".env", env_template(backend));
  says(complaint([] { static_cast<void>(env_template("oracle")); }, Errc::invalid_argument),
       {"'oracle'", "sqlite, postgres, mysql, d1, kv, memory"});
}

BOOST_AUTO_TEST_CASE(a_template_configures_its_backend) {
  const std::pair<std::string, std::string> databases[] = {
      {"sqlite", "sqlite"}, {"postgres", "postgres"}, {"mysql", "mysql"}, {"d1", "d1-http"}};
  for (const auto& [backend, driver] : databases) {
    const auto read =
        Settings::from(Environment::from(variables_of(env_template(backend)), "/nonexistent"));
    BOOST_TEST(read.database().driver == driver);
  }
  for (const std::string backend : {"kv", "memory"}) {
    const auto read =
        Settings::from(Environment::from(variables_of(env_template(backend)), "/nonexistent"));
    BOOST_TEST(read.cache().driver == (backend == "kv" ? "kv-http" : "memory"));
  }
}

BOOST_AUTO_TEST_CASE(every_commented_default_of_a_template_is_accepted_as_it_stands) {
  for (const auto& backend : template_backends()) {
    auto variables = variables_of(env_template(backend));
    std::istringstream lines{env_template(backend)};
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with("# ") || line.find('=') == std::string::npos) continue;
      const auto name = line.substr(2, line.find('=') - 2);
      if (name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != std::string::npos)
        continue;
      if (name == "DB_CONNECTION" || name == "CACHE_CONNECTION") continue;
      variables.emplace(name, line.substr(line.find('=') + 1));
    }
    BOOST_TEST(variables.size() > 10u);
    BOOST_CHECK_NO_THROW(Settings::from(Environment::from(variables, "/nonexistent")));
  }
}

BOOST_AUTO_TEST_CASE(the_wrangler_sample_has_the_default_bindings) {
  const std::string text = conf_file("wrangler.jsonc");
  says(text, {"\"d1_databases\"", "\"binding\": \"DB\"", "\"database_id\"", "\"kv_namespaces\"",
              "\"binding\": \"CACHE\"", "\"id\""});
}

BOOST_AUTO_TEST_CASE(the_sample_manifest_has_all_keys) {
  const std::string text = conf_file("zin-example.toml");
  says(text, {"name = \"example\"", "kind = \"driver\"", "aliases = [", "implementations = ["});
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zin::test
