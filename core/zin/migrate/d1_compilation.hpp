// From migrations in C++ and in zin's SQL files to the SQL files of a D1 database.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "zin/migrate/d1_files.hpp"
#include "zin/migrate/migration_source.hpp"
#include "zin/runtime/session.hpp"

namespace zin::migrate {

/// D1 takes SQL alone, and wrangler applies files: so each migration of a folder becomes one file,
/// once, which remembers in its second line from what it was made. [one thread at a time]
class D1Compilation {
 public:
  using Compile = std::function<std::vector<detail::RegisteredMigration>(
      const std::vector<std::filesystem::path>&)>;

  /// Reads both folders; the first one need not be there. Throws Errc::stale_version for a
  /// migration that was changed since its file was made, and what MigrationSource throws.
  D1Compilation(const std::filesystem::path& migrations, D1Folder folder);

  /// The migrations that have no file yet, in their order.
  [[nodiscard]] const std::vector<std::string>& pending() const noexcept { return pending_; }

  /// Makes their files: `scratch`, an empty SQLite database, gets all files that are there, then
  /// runs the migrations, and what they run is kept. Nothing is written unless all of them run.
  /// Throws Errc::unsupported for what D1 cannot do: a migration without a transaction, or a change
  /// of a table, to which others refer, that takes making it anew. Requires: pending() is not
  /// empty.
  std::vector<D1File> make_files(Session& scratch, const Compile& compile,
                                 std::chrono::sys_time<std::chrono::milliseconds> now);

 private:
  MigrationSource source_;
  D1Folder folder_;
  std::vector<D1File> files_;
  std::vector<std::string> pending_;
};

}  // namespace zin::migrate
