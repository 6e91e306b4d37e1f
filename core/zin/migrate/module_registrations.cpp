// The modules that this process has loaded.
// SPDX-License-Identifier: MIT
#include "zin/migrate/module_registrations.hpp"

#include <map>
#include <mutex>

namespace zin::migrate {
namespace {

// The thread on which a module is loaded runs its initialisers.
thread_local ModuleRegistrations* innermost = nullptr;

struct LoadedModules {
  std::mutex mutex;
  std::map<std::string, ModuleContents> all;
};

LoadedModules& loaded_modules() {
  static auto* const made = new LoadedModules;
  return *made;
}

}  // namespace

ModuleRegistrations::ModuleRegistrations() noexcept : outer_(innermost) { innermost = this; }
ModuleRegistrations::~ModuleRegistrations() { innermost = outer_; }

bool ModuleRegistrations::add(const detail::RegisteredMigration& migration) {
  if (innermost == nullptr) return false;
  innermost->contents_.migrations.push_back(migration);
  return true;
}

bool ModuleRegistrations::add(const detail::RegisteredSeeder& seeder) {
  if (innermost == nullptr) return false;
  innermost->contents_.seeders.push_back(seeder);
  return true;
}

ModuleContents ModuleRegistrations::take(const std::string& module) {
  LoadedModules& modules = loaded_modules();
  const std::lock_guard lock{modules.mutex};
  ModuleContents& known = modules.all[module];
  const auto& [migrations, seeders] = contents_;
  known.migrations.insert(known.migrations.end(), migrations.begin(), migrations.end());
  known.seeders.insert(known.seeders.end(), seeders.begin(), seeders.end());
  contents_ = {};
  return known;
}

}  // namespace zin::migrate
