// Keeps what a module registers apart from what the program has.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "zin/migrate/migration.hpp"
#include "zin/migrate/seeder.hpp"

namespace zin::migrate {

/// What one module brings.
struct ModuleContents {
  std::vector<detail::RegisteredMigration> migrations{};
  std::vector<detail::RegisteredSeeder> seeders{};
};

/// While one lives, what this thread registers is the module's that it loads. A module registers
/// when it is loaded first; the next time it is known already. [one thread at a time]
class ModuleRegistrations {
 public:
  ModuleRegistrations() noexcept;
  ~ModuleRegistrations();
  ModuleRegistrations(const ModuleRegistrations&) = delete;
  ModuleRegistrations& operator=(const ModuleRegistrations&) = delete;

  /// What the module of that name has registered, now or before.
  [[nodiscard]] ModuleContents take(const std::string& module);

  /// For those who register: false when none lives on this thread.
  static bool add(const detail::RegisteredMigration& migration);
  static bool add(const detail::RegisteredSeeder& seeder);

 private:
  ModuleContents contents_;
  ModuleRegistrations* outer_;
};

}  // namespace zin::migrate
