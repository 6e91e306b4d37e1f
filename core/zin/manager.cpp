// Making databases from settings and configurations.
// SPDX-License-Identifier: MIT
#include "zin/manager.hpp"

#include <filesystem>
#include <new>
#include <set>
#include <system_error>

#include "zin/base/error.hpp"
#include "zin/base/fork_guard.hpp"
#include "zin/cache/engine.hpp"
#include "zin/cache/open_backend.hpp"
#include "zin/config/plugin_values.hpp"
#include "zin/config/rules.hpp"
#include "zin/config/words.hpp"
#include "zin/host/host_api.hpp"
#include "zin/host/registry.hpp"

namespace zin {
namespace {

// The default SQLite file lies in a folder of zin's own, which nobody else would make. When it
// cannot be made, opening the file says why.
void make_own_folder(const DatabaseConfig& config) {
  const std::filesystem::path folder = std::filesystem::path{config.database}.parent_path();
  std::error_code ignored;
  if (folder == ".zin/dbs") std::filesystem::create_directories(folder, ignored);
}

}  // namespace

// A child that was forked while another thread looked a name up must not wait for it for ever. In
// the parent nothing is locked: who holds the mutex may be about to make a pool, which a fork waits
// for.
struct Manager::AcrossForks final : detail::ForkAware {
  explicit AcrossForks(std::mutex& mutex) : mutex_(mutex) {}

  void before_fork() noexcept override {}
  void after_fork_in_parent() noexcept override {}
  void after_fork_in_child() noexcept override { new (&mutex_) std::mutex; }

 private:
  std::mutex& mutex_;
  detail::ForkGuard fork_guard_{*this};
};

Manager::Manager(Settings settings)
    : Manager([settings = std::move(settings)] { return settings; }) {
  read_settings();
}

Manager::Manager(std::function<Settings()> source)
    : source_(std::move(source)), across_forks_(std::make_unique<AcrossForks>(mutex_)) {}

Manager::~Manager() {
  for (const auto& [name, cache] : caches_) cache->close();
}

Database& Manager::use_database(DatabaseConfig config, std::string_view name) {
  config = config::normalised(std::move(config), name);
  const std::lock_guard lock{mutex_};
  const auto found = databases_.find(name);
  if (found == databases_.end()) return add(name, std::move(config));
  if (found->second->config() == config) return *found->second;
  throw Error(Errc::already_registered,
              "the connection \"" + std::string{name} +
                  "\" is registered with another configuration; give this one another name");
}

Database& Manager::database(std::string_view name) {
  const std::lock_guard lock{mutex_};
  auto found = databases_.find(name);
  if (found != databases_.end()) return *found->second;
  const Settings& settings = read_settings();
  // "default" may stand for one of the named connections: it is that same Database.
  if (name == "default") name = settings.default_connection;
  found = databases_.find(name);
  if (found != databases_.end()) return *found->second;
  const bool no_default = name == "default" && databases_.empty();
  if (!settings.databases.contains(name) && !no_default) throw unknown(name);
  return add(name, settings.database(name));
}

Error Manager::unknown(std::string_view name) const {
  std::set<std::string> names;
  for (const auto& [other, database] : databases_) names.insert(other);
  for (const auto& [other, config] : settings_->databases) names.insert(other);
  std::string known;
  for (const std::string& other : names) known += (known.empty() ? "" : ", ") + other;
  return Error(Errc::unknown_connection,
               "there is no connection \"" + std::string{name} +
                   "\"; known are: " + (known.empty() ? "none" : known) +
                   ". Register it with use_database(), or declare it in DB_CONNECTIONS");
}

const Settings& Manager::settings() {
  const std::lock_guard lock{mutex_};
  return read_settings();
}

const Settings& Manager::read_settings() {
  if (settings_) return *settings_;
  settings_ = source_();
  const Settings& settings = *settings_;
  if (!settings.plugin_directories.empty() || !settings.plugin_lock.empty()) {
    host::LoaderOptions options;
    options.directories.assign(settings.plugin_directories.begin(),
                               settings.plugin_directories.end());
    options.lock_file = settings.plugin_lock;
    host::Registry::of_process().set_options(std::move(options));
  }
  if (!settings.plugin_values.empty()) {
    host::set_config_lookup([values = settings.plugin_values](std::string_view key) {
      return config::plugin_value(values, key);
    });
  }
  return settings;
}

Database& Manager::add(std::string_view name, DatabaseConfig config) {
  const auto& driver = host::Registry::of_process().driver(config.driver);
  make_own_folder(config);
  auto database = std::make_unique<Database>(std::string{name}, std::move(config), driver);
  return *databases_.emplace(name, std::move(database)).first->second;
}

CacheStore& Manager::use_cache(CacheConfig config, std::string_view name) {
  config = caching::normalised_store(std::move(config), name);
  const std::lock_guard lock{mutex_};
  const auto found = caches_.find(name);
  if (found == caches_.end()) return add_cache(name, std::move(config));
  if (found->second->config() == config) return *found->second;
  throw Error(Errc::already_registered,
              "the cache \"" + std::string{name} +
                  "\" is registered with another configuration; give this one another name");
}

CacheStore& Manager::cache(std::string_view name) {
  const std::lock_guard lock{mutex_};
  if (CacheStore* const found = find_cache(name)) return *found;
  const Settings& settings = read_settings();
  // "default" may stand for one of the named stores, and so may the name of its driver.
  if (name == "default") name = settings.default_store;
  if (!settings.caches.contains(name) && config::is_known_store_driver(name)) {
    const std::string driver = config::canonical_store_driver(name);
    CacheStore* const by_default = find_cache("default");
    if (by_default != nullptr && by_default->config().driver == driver) return *by_default;
    if (by_default == nullptr && settings.cache().driver == driver) name = settings.default_store;
  }
  if (CacheStore* const found = find_cache(name)) return *found;
  return add_cache(name, cache_config(name));
}

CacheStore* Manager::find_cache(std::string_view name) {
  const auto found = caches_.find(name);
  return found == caches_.end() ? nullptr : found->second.get();
}

CacheConfig Manager::cache_config(std::string_view name) {
  if (const CacheStore* const made = find_cache(name)) return made->config();
  return read_settings().cache(name);
}

CacheStore& Manager::add_cache(std::string_view name, CacheConfig config) {
  const auto make = [&](detail::Workers& workers) {
    return caching::open_backend(
        config, [this](std::string_view other) { return cache_config(other); }, workers);
  };
  auto engine = std::make_shared<caching::Engine>(std::string{name}, config, make);
  auto cache = std::make_unique<CacheStore>(std::move(engine));
  return *caches_.emplace(name, std::move(cache)).first->second;
}

std::vector<std::string> Manager::cache_names() {
  const std::lock_guard lock{mutex_};
  std::set<std::string> names;
  for (const auto& [name, cache] : caches_) names.insert(name);
  for (const auto& [name, config] : read_settings().caches) names.insert(name);
  return {names.begin(), names.end()};
}

std::vector<std::string> Manager::names() {
  const std::lock_guard lock{mutex_};
  std::set<std::string> names;
  for (const auto& [name, database] : databases_) names.insert(name);
  for (const auto& [name, config] : read_settings().databases) names.insert(name);
  return {names.begin(), names.end()};
}

void Manager::close() noexcept {
  const std::lock_guard lock{mutex_};
  for (const auto& [name, cache] : caches_) cache->close();
  for (const auto& [name, database] : databases_) database->close();
}

}  // namespace zin
