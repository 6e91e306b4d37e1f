// Runs seeders on a database.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "zin/base/export.hpp"
#include "zin/migrate/seeder.hpp"
#include "zin/runtime/session.hpp"

namespace zin {

struct SeedingOptions {
  /// Folder with seeders in C++; empty = those that the program has registered alone.
  std::filesystem::path directory{};
  /// The name of one; empty = DatabaseSeeder alone where there is one, else all in the order of
  /// their names.
  std::string only{};
  /// Empties every table before, but for `kept` and what belongs to it.
  bool reset = false;
  std::string kept = "migrations";
  /// Compiles the folder's files; without it they are refused. See ModuleCompiler.
  std::function<std::vector<detail::RegisteredSeeder>(const std::vector<std::filesystem::path>&)>
      compile{};
};

/// Gives the names of those that ran. All of it is one transaction, where the database has them.
/// Throws Errc::not_found, naming the known ones, for a seeder that is not there, Errc::
/// invalid_argument for one name in two places, or what a seeder throws: nothing is left of it
/// then. [blocks]
ZIN_API std::vector<std::string> run_seeders(Session& db, const SeedingOptions& options);

}  // namespace zin
