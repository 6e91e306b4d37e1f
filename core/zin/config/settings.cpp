// Reads the process's own variables, then each connection and store.
// SPDX-License-Identifier: MIT
#include "zin/config/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "zin/base/error.hpp"
#include "zin/config/connection_reader.hpp"
#include "zin/config/declared_names.hpp"
#include "zin/config/dsn.hpp"
#include "zin/config/field.hpp"
#include "zin/config/store_reader.hpp"
#include "zin/config/variables.hpp"
#include "zin/config/words.hpp"

namespace zin {

namespace {

using config::Scope;
using config::Variable;

class SettingsReader {
 public:
  explicit SettingsReader(const Environment& environment) : environment_(environment) {}

  Settings read() {
    read_stage();
    read_app_name();
    read_plugin_paths();
    const auto connections = config::declared_names(environment_, Scope::connection);
    add("DB_CONNECTIONS", config::joined(connections));
    read_default_connection(connections);
    for (const auto& name : connections) read_connection(name);
    const auto stores = config::declared_names(environment_, Scope::store);
    add("CACHE_STORES", config::joined(stores), Scope::cache);
    read_default_store(stores);
    for (const auto& name : stores) read_store(name);
    for (const char* const name : {"memory", "kv", "kv-remote"}) {
      settings_.driver_caches.emplace(config::canonical_store_driver(name),
                                      config::read_store(environment_, name).config);
    }
    read_plugin_values();
    return std::move(settings_);
  }

 private:
  [[nodiscard]] std::optional<FoundVariable> find(std::string_view name,
                                                  Scope scope = Scope::process) const {
    return config::find_set(environment_, config::variable(scope, name), name);
  }

  // What people see of a variable of the process, and where it came from.
  void add(std::string_view name, std::string value, Scope scope = Scope::process) {
    const auto found = find(name, scope);
    settings_.values.push_back({.group = "process",
                                .variable = std::string{name},
                                .value = std::move(value),
                                .origin = found ? found->origin : "default",
                                .secret = config::variable(scope, name).secret});
  }

  void append(std::vector<EffectiveValue> values) {
    std::move(values.begin(), values.end(), std::back_inserter(settings_.values));
  }

  void read_stage() {
    for (const std::string_view name : {"ZIN_ENV", "APP_ENV", "NODE_ENV"}) {
      const auto found = find(name);
      if (!found) continue;
      settings_.environment = config::lowered(config::trimmed(found->value));
      if (settings_.environment == "prod") settings_.environment = "production";
      if (settings_.production()) {
        surroundings_.production = config::quoted(config::variable(Scope::process, name), *found);
      }
      return add(name, config::displayed(settings_.environment));
    }
    add("ZIN_ENV", settings_.environment);
  }

  void read_app_name() {
    if (const auto found = find("APP_NAME")) {
      settings_.app_name = config::trimmed(found->value);
    }
    surroundings_.app_name = settings_.app_name;
    add("APP_NAME", config::displayed(settings_.app_name));
    if (const auto found = find("APP_KEY")) settings_.app_key = config::trimmed(found->value);
    add("APP_KEY", settings_.app_key.empty() ? "" : std::string{config::masked});
    const auto file = find("ZIN_ENV_FILE");
    add("ZIN_ENV_FILE", file ? config::shown(file->value) : ".env");
  }

  void read_plugin_paths() {
    if (const auto found = find("ZIN_PLUGIN_PATH")) {
      settings_.plugin_directories = config::listed(found->value, ':');
      for (const auto& folder : settings_.plugin_directories) {
        if (folder.front() == '/') continue;
        config::refuse(
            config::variable(Scope::process, "ZIN_PLUGIN_PATH"), *found,
            fmt::format("is not accepted: '{}' is not absolute", config::displayed(folder)));
      }
    }
    add("ZIN_PLUGIN_PATH", fmt::format("{}", fmt::join(settings_.plugin_directories, ":")));
    if (const auto found = find("ZIN_PLUGIN_LOCK")) {
      settings_.plugin_lock = config::trimmed(found->value);
    }
    add("ZIN_PLUGIN_LOCK", settings_.plugin_lock);
  }

  void read_connection(const std::string& name) {
    auto read = config::read_connection(environment_, surroundings_, name);
    append(std::move(read.values));
    if (read.missing.empty()) {
      settings_.databases.emplace(name, std::move(read.config));
    } else {
      settings_.no_default = std::move(read.missing);
    }
  }

  void read_default_connection(const std::vector<std::string>& names) {
    const Variable& row = config::variable(Scope::connection, "DRIVER");
    const auto found = config::find_set(environment_, row, "DB_CONNECTION");
    const std::string chosen{found ? config::trimmed(found->value) : std::string_view{}};
    if (config::lowered(chosen) == "default") refuse_default(row, *found, "DB_CONNECTIONS");
    if (std::find(names.begin(), names.end(), chosen) == names.end()) {
      return read_connection("default");
    }
    settings_.default_connection = chosen;
    settings_.values.push_back({.group = "process",
                                .variable = "DB_CONNECTION",
                                .value = chosen,
                                .origin = found->origin});
  }

  void read_store(const std::string& name) {
    auto read = config::read_store(environment_, name);
    append(std::move(read.values));
    settings_.caches.emplace(name, std::move(read.config));
  }

  void read_default_store(const std::vector<std::string>& names) {
    const Variable& row = config::variable(Scope::store, "DRIVER");
    const auto found = config::find_default_store(environment_);
    const std::string chosen{found ? config::trimmed(found->value) : std::string_view{}};
    if (config::lowered(chosen) == "default") refuse_default(row, *found, "CACHE_STORES");
    if (std::find(names.begin(), names.end(), chosen) == names.end()) return read_store("default");
    settings_.default_store = chosen;
    settings_.values.push_back(
        {.group = "process", .variable = found->name, .value = chosen, .origin = found->origin});
  }

  [[noreturn]] static void refuse_default(const Variable& row, const FoundVariable& found,
                                          std::string_view list) {
    throw Error{Errc::invalid_config,
                fmt::format("{} is not accepted: `default` is reserved, name a driver or one of {}",
                            config::quoted(row, found), list)};
  }

  void read_plugin_values() {
    const auto of_cloudflare = [](const auto& named) {
      return named.second.driver == "d1-http" || named.second.driver == "kv-http";
    };
    auto read =
        config::read_plugin_values(environment_, settings_.app_name,
                                   std::ranges::any_of(settings_.databases, of_cloudflare) ||
                                       std::ranges::any_of(settings_.caches, of_cloudflare));
    settings_.plugin_values = std::move(read.values);
    append(std::move(read.shown));
  }

  const Environment& environment_;
  config::Surroundings surroundings_;
  Settings settings_;
};

template <class Map>
std::string known_names(const Map& map) {
  std::vector<std::string> names;
  for (const auto& [name, unused] : map) names.push_back(name);
  return names.empty() ? "none" : config::joined(names);
}

}  // namespace

Settings Settings::from_env() { return from(Environment::from_process()); }

Settings Settings::from(const Environment& environment) {
  return SettingsReader{environment}.read();
}

const DatabaseConfig& Settings::database(std::string_view name) const {
  const bool by_default = name == "default";
  const auto found = databases.find(by_default ? std::string_view{default_connection} : name);
  if (found != databases.end()) return found->second;
  if (by_default && !no_default.empty()) throw Error{Errc::invalid_config, no_default};
  throw Error{
      Errc::unknown_connection,
      fmt::format("there is no connection \"{}\"; known: {}. Add it to DB_CONNECTIONS or "
                  "call zin::use_database(config, \"{}\")",
                  config::displayed(name), known_names(databases), config::displayed(name))};
}

const CacheConfig& Settings::cache(std::string_view name) const {
  const auto found = caches.find(name == "default" ? std::string_view{default_store} : name);
  if (found != caches.end()) return found->second;
  const std::string driver = config::canonical_store_driver(name);
  if (const auto of_driver = driver_caches.find(driver); of_driver != driver_caches.end()) {
    const auto by_default = caches.find(default_store);
    const bool same = by_default != caches.end() && by_default->second.driver == driver;
    return same ? by_default->second : of_driver->second;
  }
  throw Error{Errc::invalid_config,
              fmt::format("there is no cache store \"{}\"; known: {}. Add it to CACHE_STORES",
                          config::displayed(name), known_names(caches))};
}

std::vector<EffectiveValue> effective_values(const Settings& settings) { return settings.values; }

std::vector<EffectiveValue> effective_values(const DatabaseConfig& config, std::string_view name) {
  std::vector<EffectiveValue> values;
  for (const Variable& row : config::variables()) {
    if (row.scope != Scope::connection || row.field_name.empty()) continue;
    values.push_back({.group = fmt::format("connection {}", name),
                      .variable = std::string{row.field_name},
                      .value = config::display_text(config, row),
                      .origin = "in code",
                      .secret = row.secret});
  }
  return values;
}

}  // namespace zin
