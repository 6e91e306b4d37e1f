// The command line.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace zin::conform {

struct Options {
  std::string plugin;                                           ///< Absolute path.
  std::string driver;                                           ///< "": the plugin's first.
  std::vector<std::pair<std::string, std::string>> connection;  ///< For conn_new.
  std::vector<std::string> groups;                              ///< Empty: all.
  std::vector<std::string> tests;                               ///< "group/name"; empty: all.
  std::chrono::milliseconds timeout{30000};                     ///< For one test.
  bool list = false;
  bool help = false;
};

/// A usage error: what() is for the user.
struct UsageError {
  std::string message;
};

/// Throws UsageError.
[[nodiscard]] Options parse_options(int argc, char** argv);
[[nodiscard]] const char* usage() noexcept;

}  // namespace zin::conform
