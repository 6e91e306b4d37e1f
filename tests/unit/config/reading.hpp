// Short calls that the configuration tests share: settings from a map, errors as text, a folder.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "zin/base/error.hpp"
#include "zin/config/env.hpp"
#include "zin/config/settings.hpp"

namespace zin::test {

/// A folder of its own that goes away with all that is in it.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "zin-config-XXXXXX").string();
    BOOST_REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] std::string path(std::string_view name = "") const {
    return name.empty() ? path_.string() : (path_ / name).string();
  }
  std::string write(std::string_view name, std::string_view text) const {
    std::ofstream{path(name), std::ios::binary} << text;
    return path(name);
  }

 private:
  std::filesystem::path path_;
};

using Pairs = std::initializer_list<std::pair<const std::string, std::string>>;

/// Variables only: the folder has no .env file.
inline Environment environment(Pairs variables, bool secure = false) {
  return Environment::from(Environment::Variables{variables}, "/nonexistent", secure);
}

inline Settings settings(Pairs variables) { return Settings::from(environment(variables)); }

/// The default connection of these variables.
inline DatabaseConfig connection(Pairs variables) { return settings(variables).database(); }

/// What the call complains about; the test fails when it does not, or with another code.
template <class Fn>
std::string complaint(Fn&& fn, Errc code = Errc::invalid_config) {
  try {
    fn();
  } catch (const Error& error) {
    BOOST_TEST(to_string(error.code()) == to_string(code));
    return error.what();
  }
  BOOST_ERROR("nothing was refused");
  return {};
}

inline std::string complaint_about(Pairs variables) {
  return complaint([&] { settings(variables); });
}

inline bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// Every part is in the text.
inline void says(std::string_view text, std::initializer_list<std::string_view> parts) {
  for (const auto part : parts) {
    BOOST_TEST(has(text, part), "'" << part << "' is not in: " << text);
  }
}

inline void never_says(std::string_view text, std::string_view part) {
  BOOST_TEST(!has(text, part), "'" << part << "' is in: " << text);
}

/// The value that `zin config` would print for a variable, as "value (origin)".
inline std::string effective(const Settings& from, std::string_view variable) {
  for (const auto& value : effective_values(from)) {
    if (value.variable == variable) return value.value + " (" + value.origin + ")";
  }
  return "not listed";
}

}  // namespace zin::test
