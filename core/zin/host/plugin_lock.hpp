// The list of allowed plugins: their names and SHA-256.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace zin::host {

/// SHA-256 of the whole open file. Throws Errc::plugin_refused if it cannot be read; `file` is for
/// the message. [thread-safe] [blocks]
[[nodiscard]] std::string sha256_of(int descriptor, const std::filesystem::path& file);

/// What a lock file allows. Immutable.
class PluginLock {
 public:
  /// Reads `file`, an absolute path, in the format of sha256sum: "<64 hex digits>  <name or path>"
  /// a line; `#` starts a comment line. Throws Errc::plugin_refused if it is missing, unreadable,
  /// malformed, or can be changed by others: a lock that cannot be read allows nothing. Its lines
  /// never reach a message. [blocks]
  [[nodiscard]] static PluginLock read(const std::filesystem::path& file);

  /// Throws Errc::plugin_refused unless a line allows `plugin_file` (by its file name or its whole
  /// path) with this SHA-256 (hex). [thread-safe]
  void require(const std::filesystem::path& plugin_file, std::string_view sha256) const;

 private:
  struct Line {
    std::string sha256;
    std::string name;
  };
  std::filesystem::path file_;
  std::vector<Line> lines_;
};

}  // namespace zin::host
