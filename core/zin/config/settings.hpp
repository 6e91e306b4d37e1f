// All settings of a process: connections, stores, plugins, and where each value came from.
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "zin/base/export.hpp"
#include "zin/config/cache_config.hpp"
#include "zin/config/database_config.hpp"
#include "zin/config/effective_value.hpp"
#include "zin/config/env.hpp"
#include "zin/config/plugin_values.hpp"

namespace zin {

/// What a Manager is made from. A plain value: read it from the environment, change what should
/// differ, hand it over.
struct ZIN_API Settings {
  /// The stage in small letters: "development", "production", ... ZIN_ENV, APP_ENV, NODE_ENV
  std::string environment = "development";
  /// APP_NAME
  std::string app_name = "zin";
  /// Of encrypted attributes: a secret, which is for no log. APP_KEY
  std::string app_key{};
  /// The key in `databases` that "default" stands for: "default", or one of DB_CONNECTIONS when
  /// DB_CONNECTION names it.
  std::string default_connection = "default";
  /// The connection of DB_CONNECTION under "default" (unless it names one of the others) and those
  /// of DB_CONNECTIONS under their names. All are checked and normalised.
  std::map<std::string, DatabaseConfig, std::less<>> databases{};
  /// Why there is no default connection; empty when there is one.
  std::string no_default{};
  /// The key in `caches` that "default" stands for, likewise.
  std::string default_store = "default";
  std::map<std::string, CacheConfig, std::less<>> caches{};
  /// The stores of drivers that need no declaration, by the driver: `memory`, `kv-http`,
  /// `kv-remote`.
  std::map<std::string, CacheConfig, std::less<>> driver_caches{};
  /// Absolute folders that are searched for plugins before all others. ZIN_PLUGIN_PATH
  std::vector<std::string> plugin_directories{};
  /// File of allowed plugins; empty = all are allowed. ZIN_PLUGIN_LOCK
  std::string plugin_lock{};
  /// What plugins may ask for, see config::plugin_value().
  PluginValues plugin_values{};
  /// Every variable as it was when these settings were read; secrets masked.
  std::vector<EffectiveValue> values{};

  /// Environment::from_process() and then from(). Requires: as there. [blocks]
  static Settings from_env();
  /// Reads and checks all variables. Throws Errc::invalid_config, naming the variable, its value
  /// (secrets masked), where it came from and what is accepted. A default connection that has no
  /// place in production is no error yet: a host may do without it.
  static Settings from(const Environment& environment);

  /// Destructive commands want --force.
  [[nodiscard]] bool production() const noexcept { return environment == "production"; }
  /// The connection of that name. Throws Errc::unknown_connection, listing the known names, or
  /// Errc::invalid_config for a default connection that is missing, saying what to set.
  [[nodiscard]] const DatabaseConfig& database(std::string_view name = "default") const;
  /// The store of that name, or of the driver of that name: the default store where it has this
  /// driver. Throws Errc::invalid_config, listing the known names.
  [[nodiscard]] const CacheConfig& cache(std::string_view name = "default") const;
};

/// Every value that is in force, in the order of the documentation; secrets masked.
[[nodiscard]] ZIN_API std::vector<EffectiveValue> effective_values(const Settings& settings);
/// The same for a connection that was made in code; `variable` is then the field: "pool.max".
[[nodiscard]] ZIN_API std::vector<EffectiveValue> effective_values(const DatabaseConfig& config,
                                                                   std::string_view name);

}  // namespace zin
