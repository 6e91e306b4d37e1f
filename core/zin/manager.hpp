// Manager: the named connections of an application.
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zin/cache/cache_store.hpp"
#include "zin/config/settings.hpp"
#include "zin/database.hpp"
#include "zin/runtime/resolver.hpp"

namespace zin {

/// Owns databases and caches by name: those of its settings, made when they are first asked for,
/// and those that use_database() and use_cache() add. References to them hold as long as the
/// Manager. [thread-safe]
class ZIN_API Manager final : public ConnectionResolver {
 public:
  /// Opens nothing. The settings' plugin folders and lock file become those of the process.
  explicit Manager(Settings settings = {});
  /// With settings that are read when a name is first asked for that use_database() did not
  /// register; what `source` throws goes to that caller, and the next one reads them again.
  explicit Manager(std::function<Settings()> source);
  /// Closes all databases; their streams and transactions must have ended.
  ~Manager() override;
  Manager(const Manager&) = delete;
  Manager& operator=(const Manager&) = delete;

  /// Registers a connection and loads its driver, but opens nothing. With the same configuration
  /// again it gives the same Database.
  /// Throws Errc::already_registered when the name stands for another configuration,
  /// Errc::invalid_config, or what keeps the driver from being loaded (Errc::unknown_driver,
  /// plugin_refused, abi_mismatch): the name is then still free.
  Database& use_database(DatabaseConfig config, std::string_view name = "default");
  /// The connection of that name. Throws Errc::unknown_connection, listing the known ones, or as
  /// use_database() does when it is made now.
  [[nodiscard]] Database& database(std::string_view name = "default");
  [[nodiscard]] Session& session(std::string_view name) override { return database(name); }

  /// Registers a cache and opens its store, which connects to nothing yet. With the same
  /// configuration again it gives the same one. Throws as use_database(), and Errc::invalid_config
  /// for an option that the store does not take.
  CacheStore& use_cache(CacheConfig config, std::string_view name = "default");
  /// The cache of that name, which may be a driver's that is known ("memory", "kv"): that of the
  /// default store where it has this driver, else one of its own. Throws Errc::invalid_config,
  /// listing the known names, or as use_cache() does when it is made now.
  [[nodiscard]] CacheStore& cache(std::string_view name = "default");
  /// All names of caches: of the settings and of use_cache().
  [[nodiscard]] std::vector<std::string> cache_names();

  /// All names of databases: of the settings and of use_database().
  [[nodiscard]] std::vector<std::string> names();
  /// Reads them if that was not done yet: throws what that throws.
  [[nodiscard]] const Settings& settings();
  /// Closes all caches and databases, which stay as objects and answer Errc::closed.
  void close() noexcept;

 private:
  struct AcrossForks;
  const Settings& read_settings();
  Database& add(std::string_view name, DatabaseConfig config);
  CacheStore& add_cache(std::string_view name, CacheConfig config);
  [[nodiscard]] CacheStore* find_cache(std::string_view name);
  [[nodiscard]] CacheConfig cache_config(std::string_view name);
  [[nodiscard]] Error unknown(std::string_view name) const;

  std::mutex mutex_;
  std::function<Settings()> source_;
  std::optional<Settings> settings_;
  std::map<std::string, std::unique_ptr<Database>, std::less<>> databases_;
  // Behind the databases, which values that are made anew may use until their store is closed.
  std::map<std::string, std::unique_ptr<CacheStore>, std::less<>> caches_;
  std::unique_ptr<AcrossForks> across_forks_;
};

}  // namespace zin
