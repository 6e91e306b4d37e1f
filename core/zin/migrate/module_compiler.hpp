// Compiles migrations and seeders in C++ into a module and loads it.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "zin/base/export.hpp"
#include "zin/migrate/migration.hpp"
#include "zin/migrate/seeder.hpp"

namespace zin {

struct ZIN_API ModuleSettings {
  /// The C++ compiler. CXX, else c++
  std::string compiler = "c++";
  /// Further arguments, each one word. CXXFLAGS
  std::vector<std::string> flags{};
  /// Folders with zin's headers, searched before the compiler's own.
  std::vector<std::filesystem::path> include_folders{};
  /// Where what is compiled is kept, of the user alone. XDG_CACHE_HOME, else ~/.cache; in it
  /// zin/modules
  std::filesystem::path cache{};
  /// Called with the names of the files before they are compiled.
  std::function<void(std::string_view files)> compiling{};

  /// As the environment says, and the headers that were installed with this program, if they are
  /// there. Requires: no other thread changes the environment.
  [[nodiscard]] static ModuleSettings from_env();
};

/// Compiles with the compiler at hand what was not compiled before: the same text, compiler, flags
/// and library are found in the cache. The module is linked to the library that this process has,
/// and refused where it was built against another one. It stays loaded until the process ends.
/// [one thread at a time] [blocks]
class ZIN_API ModuleCompiler {
 public:
  explicit ModuleCompiler(ModuleSettings settings) : settings_(std::move(settings)) {}

  struct Module {
    std::vector<detail::RegisteredMigration> migrations{};
    std::vector<detail::RegisteredSeeder> seeders{};
  };
  /// What the files register. Throws Errc::invalid_argument with the compiler's words when one of
  /// them does not compile (then none is loaded), Errc::unsupported when there is no compiler,
  /// Errc::permission_denied for a cache folder that others may write, Errc::abi_mismatch for a
  /// module of another library.
  [[nodiscard]] Module build(const std::vector<std::filesystem::path>& files) const;

 private:
  ModuleSettings settings_;
};

}  // namespace zin
