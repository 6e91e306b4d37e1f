// Reads the command line.
// SPDX-License-Identifier: MIT
#include "options.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <string_view>

#include "test_case.hpp"
#include "zin/base/error.hpp"
#include "zin/config/dsn.hpp"

namespace zin::conform {
namespace {

std::pair<std::string, std::string> key_value(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == 0 || equals == std::string_view::npos) {
    throw UsageError{"--option takes key=value, not '" + std::string{text} + "'"};
  }
  return {std::string{text.substr(0, equals)}, std::string{text.substr(equals + 1)}};
}

void add_url(Options& options, std::string_view url) try {
  const config::Dsn dsn = config::parse_dsn(url, "--dsn");
  const auto add = [&](std::string key, const std::string& value) {
    if (!value.empty()) options.connection.emplace_back(std::move(key), value);
  };
  if (!dsn.hosts.empty()) {
    add("host", dsn.hosts.front().name);
    if (dsn.hosts.front().port != 0) add("port", std::to_string(dsn.hosts.front().port));
  }
  add("database", dsn.database);
  add("username", dsn.username);
  add("password", dsn.password.value_or(""));
  for (const auto& [key, value] : dsn.options) options.connection.emplace_back(key, value);
} catch (const Error& error) {
  throw UsageError{error.what()};
}

std::chrono::milliseconds seconds(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 1 || value > 3600) {
    throw UsageError{"--timeout takes seconds from 1 to 3600, not '" + std::string{text} + "'"};
  }
  return std::chrono::seconds{value};
}

void check_names(const Options& options) {
  for (const std::string& group : options.groups) {
    if (std::none_of(all_tests().begin(), all_tests().end(),
                     [&](const TestCase& test) { return test.group == group; })) {
      throw UsageError{"there is no group '" + group + "'; --list shows all"};
    }
  }
  for (const std::string& name : options.tests) {
    if (std::none_of(all_tests().begin(), all_tests().end(), [&](const TestCase& test) {
          return std::string{test.group} + "/" + std::string{test.name} == name;
        })) {
      throw UsageError{"there is no test '" + name + "'; --list shows all"};
    }
  }
}

}  // namespace

Options parse_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    const auto value = [&]() -> std::string_view {
      if (++i == argc) throw UsageError{std::string{word} + " needs a value"};
      return argv[i];
    };
    if (word == "--help" || word == "-h") {
      options.help = true;
    } else if (word == "--list") {
      options.list = true;
    } else if (word == "--driver") {
      options.driver = value();
    } else if (word == "--option") {
      options.connection.push_back(key_value(value()));
    } else if (word == "--dsn") {
      add_url(options, value());
    } else if (word == "--group") {
      options.groups.emplace_back(value());
    } else if (word == "--test") {
      options.tests.emplace_back(value());
    } else if (word == "--timeout") {
      options.timeout = seconds(value());
    } else if (word.starts_with("-")) {
      throw UsageError{"unknown option " + std::string{word}};
    } else if (!options.plugin.empty()) {
      throw UsageError{"one plugin at a time, please"};
    } else {
      options.plugin = std::filesystem::absolute(word).lexically_normal().string();
    }
  }
  if (options.plugin.empty() && !options.list && !options.help) {
    throw UsageError{"which plugin?"};
  }
  check_names(options);
  return options;
}

const char* usage() noexcept {
  return "usage: zin-conform PLUGIN.so [--driver NAME] [--option KEY=VALUE]...\n"
         "                   [--dsn URL] [--group NAME]... [--test GROUP/NAME]... [--timeout "
         "SECONDS]\n"
         "       zin-conform --list\n"
         "\n"
         "Tests a driver against the rules of zin/abi/driver.h and writes TAP version 13.\n"
         "\n"
         "  --driver NAME       which driver, when the plugin has several\n"
         "  --option KEY=VALUE  for the connection; a scratch database, it will be written to\n"
         "  --dsn URL           the same as driver://user:password@host:port/database?key=value\n"
         "  --group NAME        only this group of tests\n"
         "  --test GROUP/NAME   only this test\n"
         "  --timeout SECONDS   for one test (30)\n"
         "  --list              the tests, with the rules that they test\n"
         "\n"
         "Exit code: 0 no test failed, 1 a test failed, 2 usage.\n";
}

}  // namespace zin::conform
