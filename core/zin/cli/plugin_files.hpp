// Putting plugins into a folder and taking them out again.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace zin::cli {

/// "zin-<name>.so" and its manifest in one folder.
struct PluginFiles {
  std::filesystem::path folder;
  std::string name;

  [[nodiscard]] std::filesystem::path library() const;
  [[nodiscard]] std::filesystem::path manifest() const;
};

/// The files that belong to `library`, absolute. Throws Errc::invalid_argument when it is not
/// called zin-<name>.so with a valid name.
[[nodiscard]] PluginFiles files_of(const std::filesystem::path& library);

/// Copies `from` to `to`: modes 0755 and 0644, each file complete or not at all, the manifest
/// first; a manifest of a former plugin goes when there is none now. Whether the copy would be
/// loaded is asked before it takes its place. Throws Errc::plugin_refused when its folder is one
/// that others may write to, and Errc::permission_denied or resource_exhausted; what was there
/// before then stays. [blocks]
void install(const PluginFiles& from, const PluginFiles& to);

/// Removes both files; gives whether there was one. Throws Errc::permission_denied. [blocks]
bool uninstall(const PluginFiles& files);

/// Whether files can be made in the folder; it must exist.
[[nodiscard]] bool is_writable_folder(const std::filesystem::path& folder);

}  // namespace zin::cli
