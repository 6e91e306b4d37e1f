// Which file of the search path holds a driver or store, told without loading any.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "zin/host/search_path.hpp"

namespace zin::host {

/// What a search found, and where it looked.
struct Finding {
  std::filesystem::path file;      ///< Empty: nothing was found.
  std::string implementation;      ///< Name to look for inside it.
  std::vector<std::string> tried;  ///< "<path>: <reason>" for each place where it was not.
};

/// Finds the file for a valid name or alias: zin-<name>.so in the first folder that has it, else
/// the first plugin whose manifest lists the name. A file that cannot be examined counts as found:
/// its error must be seen. [thread-safe] [blocks]
[[nodiscard]] Finding find_plugin(const SearchPath& search, std::string_view name_or_alias);

/// The plugin files of a folder ("zin-*.so", whatever the rest of the name is), sorted by name;
/// empty if the folder cannot be read. [thread-safe] [blocks]
[[nodiscard]] std::vector<std::filesystem::path> plugin_files_in(
    const std::filesystem::path& folder);

/// Names of all implementations that the files and manifests of the search path promise, sorted.
/// Malformed manifests are left out. [thread-safe] [blocks]
[[nodiscard]] std::vector<std::string> promised_names(const SearchPath& search);

}  // namespace zin::host
