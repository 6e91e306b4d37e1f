// The manifest beside a plugin: what is in it, readable without loading it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace zin::host {

enum class PluginKind : std::uint8_t { driver, cache };
/// "driver" or "cache"
[[nodiscard]] std::string_view to_string(PluginKind kind) noexcept;

struct Manifest {
  std::string name;  ///< That of the plugin's file.
  PluginKind kind = PluginKind::driver;
  std::vector<std::string> aliases;          ///< Further names of the implementation `name`.
  std::vector<std::string> implementations;  ///< At least one; all that the plugin may hold.
  std::filesystem::path file;  ///< Empty: there is none, and this is what is assumed then.

  [[nodiscard]] bool has_implementation(std::string_view wanted) const noexcept;
  [[nodiscard]] bool has_alias(std::string_view wanted) const noexcept;
};

/// The manifest beside `plugin_file` ("zin-<name>.so" with a valid name). Without a manifest: one
/// implementation, named as the file, of the kind `driver` (the plugin itself tells when it is
/// loaded).
/// Throws Errc::plugin_refused, with the manifest's file and line, if it is malformed or may be
/// changed by others. [thread-safe] [blocks]
[[nodiscard]] Manifest manifest_of(const std::filesystem::path& plugin_file);

/// Reads the text of a manifest. Keys: `name` (required), `kind` ("driver", the default, or
/// "cache"), `aliases`, `implementations` (default: the name). Other keys are ignored. `file` is
/// for messages. Throws Errc::plugin_refused.
[[nodiscard]] Manifest parse_manifest(std::string_view text, const std::filesystem::path& file);

}  // namespace zin::host
