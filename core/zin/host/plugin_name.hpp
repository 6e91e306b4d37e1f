// Names of drivers and stores, their aliases, and the file that each lives in.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace zin::host {

/// Whether `name` is [a-z0-9-]{1,32}: no path can be smuggled in with it.
[[nodiscard]] bool is_plugin_name(std::string_view name) noexcept;
/// Throws Errc::invalid_argument, which names the rule, unless is_plugin_name(name).
void require_plugin_name(std::string_view name);

/// The driver that a built-in alias stands for ("pgsql" -> "postgres"), or `name` itself. The view
/// is constant or `name`'s own.
[[nodiscard]] std::string_view without_alias(std::string_view name) noexcept;
struct BuiltinAlias {
  std::string_view alias;
  std::string_view name;
};
/// All of them, sorted by alias.
[[nodiscard]] std::span<const BuiltinAlias> builtin_aliases() noexcept;

/// "zin-sqlite.so"
[[nodiscard]] std::string plugin_file_name(std::string_view name);
/// "zin-sqlite.toml"
[[nodiscard]] std::string manifest_file_name(std::string_view name);
/// "sqlite" of "zin-sqlite.so", whatever its letters are; nothing if it is not of that form.
[[nodiscard]] std::optional<std::string> name_of_plugin_file(std::string_view file_name);

}  // namespace zin::host
