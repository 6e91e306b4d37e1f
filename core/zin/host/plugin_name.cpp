// The rule of names, and the names that users know from elsewhere.
// SPDX-License-Identifier: MIT
#include "zin/host/plugin_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "zin/base/error.hpp"
#include "zin/host/abi_text.hpp"

namespace zin::host {
namespace {

constexpr std::size_t max_name_length = 32;
constexpr std::string_view file_prefix = "zin-";
constexpr std::string_view file_suffix = ".so";

constexpr std::array aliases{
    BuiltinAlias{"d1", "d1-http"},          BuiltinAlias{"kv", "kv-http"},
    BuiltinAlias{"mariadb", "mysql"},       BuiltinAlias{"pgsql", "postgres"},
    BuiltinAlias{"postgresql", "postgres"}, BuiltinAlias{"sqlite3", "sqlite"},
};
static_assert(std::ranges::is_sorted(aliases, {}, &BuiltinAlias::alias));

}  // namespace

bool is_plugin_name(std::string_view name) noexcept {
  return !name.empty() && name.size() <= max_name_length && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

void require_plugin_name(std::string_view name) {
  if (is_plugin_name(name)) return;
  throw Error{
      Errc::invalid_argument,
      fmt::format("`{}` cannot be the name of a driver: a name has 1 to {} characters of a-z, "
                  "0-9 and `-`; give the name alone, without a folder or `.so`",
                  printable(name, 2 * max_name_length), max_name_length)};
}

std::string_view without_alias(std::string_view name) noexcept {
  const auto found = std::ranges::lower_bound(aliases, name, {}, &BuiltinAlias::alias);
  return found != aliases.end() && found->alias == name ? found->name : name;
}

std::span<const BuiltinAlias> builtin_aliases() noexcept { return aliases; }

std::string plugin_file_name(std::string_view name) {
  return fmt::format("{}{}{}", file_prefix, name, file_suffix);
}

std::string manifest_file_name(std::string_view name) {
  return fmt::format("{}{}.toml", file_prefix, name);
}

std::optional<std::string> name_of_plugin_file(std::string_view file_name) {
  if (!file_name.starts_with(file_prefix) || !file_name.ends_with(file_suffix)) return std::nullopt;
  if (file_name.size() < file_prefix.size() + file_suffix.size()) return std::nullopt;
  file_name.remove_prefix(file_prefix.size());
  file_name.remove_suffix(file_suffix.size());
  return std::string{file_name};
}

}  // namespace zin::host
