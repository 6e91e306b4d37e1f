// From the registry's listing to text and JSON.
// SPDX-License-Identifier: MIT
#include "zin/cli/plugin_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "zin/base/json.hpp"
#include "zin/cli/capability_names.hpp"
#include "zin/cli/display_text.hpp"
#include "zin/cli/json_text.hpp"
#include "zin/cli/text_columns.hpp"
#include "zin/host/abi_text.hpp"
#include "zin/host/registry.hpp"

namespace zin::cli {
namespace {

using host::PluginListing;
using host::valid_utf8;

// One driver or store that a plugin holds.
struct Implementation {
  std::string name;
  host::PluginKind kind;
  std::vector<std::string> aliases;
  std::string dialect;
  std::uint64_t capabilities;
  std::vector<std::string> options;
};

template <class Handle>
Implementation implementation_of(const Handle& handle, host::PluginKind kind) {
  return {.name = std::string{handle.name()},
          .kind = kind,
          .aliases = {handle.aliases().begin(), handle.aliases().end()},
          .dialect = {},
          .capabilities = handle.capabilities(),
          .options = {handle.option_keys().begin(), handle.option_keys().end()}};
}

std::vector<Implementation> implementations_of(const PluginListing& plugin) {
  std::vector<Implementation> out;
  for (const host::DriverHandle* const driver : plugin.drivers) {
    out.push_back(implementation_of(*driver, host::PluginKind::driver));
    out.back().dialect = driver->dialect();
  }
  for (const host::CacheHandle* const store : plugin.caches) {
    out.push_back(implementation_of(*store, host::PluginKind::cache));
  }
  return out;
}

// Those that the plugin tells and those of its manifest.
std::vector<std::string> aliases_of(const PluginListing& plugin) {
  std::vector<std::string> aliases;
  if (plugin.manifest) aliases = plugin.manifest->aliases;
  for (const Implementation& one : implementations_of(plugin)) {
    aliases.insert(aliases.end(), one.aliases.begin(), one.aliases.end());
  }
  std::sort(aliases.begin(), aliases.end());
  aliases.erase(std::unique(aliases.begin(), aliases.end()), aliases.end());
  return aliases;
}

const host::PluginOrigin* origin_of(const PluginListing& plugin) {
  if (!plugin.drivers.empty()) return &plugin.drivers.front()->origin();
  return plugin.caches.empty() ? nullptr : &plugin.caches.front()->origin();
}

std::string kind_of(const PluginListing& plugin) {
  if (plugin.drivers.empty() && plugin.caches.empty()) {
    return plugin.manifest ? std::string{to_string(plugin.manifest->kind)} : "";
  }
  if (plugin.caches.empty()) return "driver";
  return plugin.drivers.empty() ? "cache" : "driver, cache";
}

std::string abi_text(std::uint32_t version) {
  return fmt::format("{}.{}", version >> 16U, version & 0xFFFFU);
}

std::string_view status_of(const PluginListing& plugin) {
  if (plugin.refusal) return "refused";
  return plugin.shadowed_by.empty() ? "ok" : "shadowed";
}

std::string reason_of(const PluginListing& plugin) {
  if (plugin.refusal) return plugin.refusal->info().message;
  if (plugin.shadowed_by.empty()) return {};
  return fmt::format("{} is found first and is used instead", plugin.shadowed_by.string());
}

std::uint64_t capabilities_of(const std::vector<Implementation>& implementations) {
  std::uint64_t all = 0;
  for (const Implementation& one : implementations) all |= one.capabilities;
  return all;
}

Json json_list(const std::vector<std::string>& words) {
  Json list = Json::array();
  for (const std::string& word : words) list.push_back(valid_utf8(word));
  return list;
}

Json json_of(const PluginListing& plugin) {
  const auto implementations = implementations_of(plugin);
  const host::PluginOrigin* const origin = origin_of(plugin);
  Json out = Json::object();
  out["name"] = valid_utf8(plugin.name);
  out["kind"] = text_or_null(kind_of(plugin));
  out["status"] = status_of(plugin);
  out["aliases"] = json_list(aliases_of(plugin));
  out["version"] = text_or_null(origin != nullptr ? origin->version : "");
  out["abi"] = origin != nullptr ? Json{abi_text(origin->abi_version)} : Json{};
  out["capabilities"] = json_list(capability_names(capabilities_of(implementations)));
  out["path"] = text_or_null(plugin.file.string());
  out["reason"] = text_or_null(reason_of(plugin));
  out["vendor"] = text_or_null(origin != nullptr ? origin->vendor : "");
  out["license"] = text_or_null(origin != nullptr ? origin->license : "");
  out["build"] = text_or_null(origin != nullptr ? origin->build : "");
  Json list = Json::array();
  for (const Implementation& one : implementations) {
    list.push_back(Json::object({{"name", valid_utf8(one.name)},
                                 {"kind", to_string(one.kind)},
                                 {"dialect", text_or_null(one.dialect)},
                                 {"aliases", json_list(one.aliases)},
                                 {"capabilities", json_list(capability_names(one.capabilities))},
                                 {"options", json_list(one.options)}}));
  }
  out["implementations"] = std::move(list);
  return out;
}

void add_words(TextColumns& text, std::string_view label, const std::vector<std::string>& words) {
  if (words.empty()) return;
  text.row({fmt::format("  {}", label), one_line(fmt::format("{}", fmt::join(words, " ")))});
}

void add_plugin(TextColumns& text, const PluginListing& plugin) {
  text.line(one_line(plugin.name.empty() ? plugin.file.filename().string() : plugin.name) +
            (status_of(plugin) == "ok" ? "" : fmt::format(" ({})", status_of(plugin))));
  add_words(text, "kind", {kind_of(plugin)});
  add_words(text, "aliases", aliases_of(plugin));
  if (const host::PluginOrigin* const origin = origin_of(plugin)) {
    if (!origin->version.empty()) add_words(text, "version", {origin->version});
    add_words(text, "ABI", {abi_text(origin->abi_version)});
    if (!origin->vendor.empty()) add_words(text, "vendor", {origin->vendor});
    if (!origin->build.empty()) add_words(text, "build", {origin->build});
  }
  const auto implementations = implementations_of(plugin);
  for (const Implementation& one : implementations) {
    const std::string of = implementations.size() > 1 ? " of " + one.name : "";
    add_words(text, "can" + of, capability_names(one.capabilities));
    add_words(text, "options" + of, one.options);
  }
  add_words(text, "path", {plugin.file.empty() ? "in the program itself" : plugin.file.string()});
  if (const std::string reason = reason_of(plugin); !reason.empty()) {
    add_words(text, "reason", {reason});
  }
}

void write_text(const std::vector<PluginListing>& plugins, const host::SearchPath& search,
                Output& out) {
  TextColumns text;
  for (const PluginListing& plugin : plugins) {
    add_plugin(text, plugin);
    text.line("");
  }
  if (plugins.empty()) text.line("no plugin was found");
  text.line("searched, in this order:");
  for (const auto& folder : search.folders) {
    text.row({"  " + std::string{folder.origin}, one_line(folder.path.string())});
  }
  for (const std::string& note : search.notes) text.line("  " + one_line(note));
  text.write(out);
}

}  // namespace

int write_plugin_report(Context& context) {
  static_cast<void>(context.manager.settings());  // names the plugin folders to the registry
  auto& registry = host::Registry::of_process();
  const auto plugins = registry.list();
  if (!context.json) {
    write_text(plugins, registry.search_path(), context.out);
    return 0;
  }
  Json list = Json::array();
  for (const PluginListing& plugin : plugins) list.push_back(json_of(plugin));
  context.out.print("{}\n", list.dump());
  return 0;
}

}  // namespace zin::cli
