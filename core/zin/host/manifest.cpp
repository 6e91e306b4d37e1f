// Reads zin-<name>.toml.
// SPDX-License-Identifier: MIT
#include "zin/host/manifest.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "zin/base/error.hpp"
#include "zin/base/toml.hpp"
#include "zin/host/abi_text.hpp"
#include "zin/host/plugin_name.hpp"
#include "zin/host/trust.hpp"

namespace zin::host {
namespace {

constexpr std::size_t max_manifest_bytes = 65536;

[[noreturn]] void throw_malformed(const std::filesystem::path& file, toml::source_index line,
                                  std::string_view reason) {
  throw Error{
      Errc::plugin_refused,
      fmt::format("the manifest {} is malformed in line {}: {}; mend it or install the plugin "
                  "again",
                  file.string(), line, reason)};
}

std::string name_in(const toml::node& node, std::string_view key,
                    const std::filesystem::path& file) {
  const auto text = node.value_exact<std::string>();
  if (!text) throw_malformed(file, node.source().begin.line, fmt::format("`{}` takes text", key));
  if (!is_plugin_name(*text)) {
    throw_malformed(file, node.source().begin.line,
                    fmt::format("`{}` in `{}` is no name of 1 to 32 characters of a-z, 0-9 and `-`",
                                printable(*text, 64), key));
  }
  return *text;
}

std::vector<std::string> names_in(const toml::table& table, std::string_view key,
                                  const std::filesystem::path& file) {
  std::vector<std::string> names;
  const toml::node* const node = table.get(key);
  if (node == nullptr) return names;
  const toml::array* const list = node->as_array();
  if (list == nullptr) {
    throw_malformed(file, node->source().begin.line,
                    fmt::format("`{}` takes a list of names", key));
  }
  for (const toml::node& entry : *list) names.push_back(name_in(entry, key, file));
  return names;
}

std::string whole_text_of(const TrustedFile& file) {
  if (file.status.st_size > static_cast<off_t>(max_manifest_bytes)) {
    throw_malformed(file.path, 1, fmt::format("it has more than {} bytes", max_manifest_bytes));
  }
  std::string text;
  std::array<char, 4096> buffer;
  for (;;) {
    const ssize_t length = ::read(file.descriptor.get(), buffer.data(), buffer.size());
    if (length < 0 && errno == EINTR) continue;
    if (length < 0) {
      throw Error{Errc::plugin_refused,
                  fmt::format("the manifest {} cannot be read: {}; see that it is readable",
                              file.path.string(), std::strerror(errno))};
    }
    if (length == 0 || text.size() > max_manifest_bytes) return text;
    text.append(buffer.data(), static_cast<std::size_t>(length));
  }
}

toml::table table_in(std::string_view text, const std::filesystem::path& file) {
  try {
    return parse_toml(text);
  } catch (const TomlFailure& failure) {
    throw_malformed(file, static_cast<toml::source_index>(failure.line), printable(failure.reason));
  }
}

}  // namespace

std::string_view to_string(PluginKind kind) noexcept {
  return kind == PluginKind::driver ? "driver" : "cache";
}

bool Manifest::has_implementation(std::string_view wanted) const noexcept {
  return std::ranges::find(implementations, wanted) != implementations.end();
}

bool Manifest::has_alias(std::string_view wanted) const noexcept {
  return std::ranges::find(aliases, wanted) != aliases.end();
}

Manifest parse_manifest(std::string_view text, const std::filesystem::path& file) {
  const toml::table table = table_in(text, file);
  Manifest manifest;
  manifest.file = file;
  const toml::node* const name = table.get("name");
  if (name == nullptr) throw_malformed(file, 1, "there is no `name`");
  manifest.name = name_in(*name, "name", file);
  if (const toml::node* const kind = table.get("kind")) {
    const auto word = kind->value_exact<std::string>();
    if (word == "cache") {
      manifest.kind = PluginKind::cache;
    } else if (word != "driver") {
      throw_malformed(file, kind->source().begin.line, "`kind` is \"driver\" or \"cache\"");
    }
  }
  manifest.aliases = names_in(table, "aliases", file);
  manifest.implementations = names_in(table, "implementations", file);
  if (manifest.implementations.empty()) manifest.implementations.push_back(manifest.name);
  return manifest;
}

Manifest manifest_of(const std::filesystem::path& plugin_file) {
  const std::string name = name_of_plugin_file(plugin_file.filename().native()).value_or("");
  const std::filesystem::path file = plugin_file.parent_path() / manifest_file_name(name);
  struct stat status {};
  if (::lstat(file.c_str(), &status) != 0 && (errno == ENOENT || errno == ENOTDIR)) {
    return {.name = name,
            .kind = PluginKind::driver,
            .aliases = {},
            .implementations = {name},
            .file = {}};
  }
  std::string text;
  try {
    text = whole_text_of(open_trusted(file));
  } catch (const TrustFailure& failure) {
    throw Error{Errc::plugin_refused,
                fmt::format("the manifest {} is refused: {}; {}", file.string(), failure.reason,
                            failure.next_step)};
  }
  Manifest manifest = parse_manifest(text, file);
  if (manifest.name != name) {
    throw_malformed(file, 1,
                    fmt::format("its `name` is `{}`, but it stands beside {}", manifest.name,
                                plugin_file.filename().string()));
  }
  return manifest;
}

}  // namespace zin::host
