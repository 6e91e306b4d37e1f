// The one Manager of the process.
// SPDX-License-Identifier: MIT
#include "zin/process.hpp"

#include <cstdlib>

#include "zin/cache.hpp"
#include "zin/model/encryption.hpp"
#include "zin/runtime/keeper.hpp"

namespace zin {
namespace {

// The environment is read when it is first needed: an application that registers everything in code
// does not fail for a variable that it never uses. Never destroyed, since other static objects may
// still use a database while the process ends; its databases are closed then.
Manager& of_process() {
  static Manager* const manager = [] {
    auto* const made = new Manager{[] { return Settings::from_env(); }};
    std::atexit([] {
      of_process().close();
      runtime::Upkeep::end_all();
    });
    return made;
  }();
  return *manager;
}

// Queries that know their connection by name find it here, and encrypted attributes their key.
[[maybe_unused]] const bool resolves = [] {
  set_default_resolver([]() -> ConnectionResolver& { return of_process(); });
  model::set_key_source([] { return of_process().settings().app_key; });
  return true;
}();

}  // namespace

Database& use_database(DatabaseConfig config, std::string_view name) {
  return of_process().use_database(std::move(config), name);
}

Database& database(std::string_view name) { return of_process().database(name); }

CacheStore& use_cache(CacheConfig config, std::string_view name) {
  return of_process().use_cache(std::move(config), name);
}

CacheStore& cache(std::string_view name) { return of_process().cache(name); }

}  // namespace zin
