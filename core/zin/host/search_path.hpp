// The folders that plugins are looked for in, in order.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zin::host {

/// How the loader sees the process; tests give another one.
struct Environment {
  /// The value of a variable, if it is set.
  std::function<std::optional<std::string>(const char* name)> variable;
  /// Whether the process has more rights than who started it (setuid, file capabilities): then the
  /// environment is not the owner's, and ZIN_PLUGIN_PATH does not count.
  bool elevated = false;

  /// The real one.
  [[nodiscard]] static Environment of_process();
};

struct SearchFolder {
  std::filesystem::path path;  ///< Absolute.
  std::string_view
      origin;  ///< Who named it: "the application", "ZIN_PLUGIN_PATH", "beside zin" or "installed".
};

struct SearchPath {
  std::vector<SearchFolder> folders;  ///< Each one once, at its first place. They need not exist.
  std::vector<std::string> notes;     ///< What was named but is not searched, and why.
};

/// The folders given by the application, those of ZIN_PLUGIN_PATH, `zin/plugins` beside the library
/// (or program) that holds this code, and the folder of the installation. [thread-safe]
[[nodiscard]] SearchPath search_path_of(const std::vector<std::filesystem::path>& directories,
                                        const Environment& environment);

/// Folder of the shared object that holds this code, or of the program if it is linked statically;
/// empty if it cannot be told. [thread-safe]
[[nodiscard]] std::filesystem::path own_folder();

}  // namespace zin::host
