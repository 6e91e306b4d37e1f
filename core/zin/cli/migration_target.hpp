// The connections that a command migrates, each with its migrator.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "zin/cli/context.hpp"
#include "zin/database.hpp"
#include "zin/migrate/migrator.hpp"

namespace zin::cli {

struct MigrationTarget {
  std::string name;
  Database* database;
};

/// The connection of that name, or all, each once though it has two names.
[[nodiscard]] std::vector<MigrationTarget> migration_targets(Context& context,
                                                             const std::string& connection,
                                                             bool all);

/// Folder and table of the connection, C++ compiled where it has to be, progress on a terminal's
/// standard error unless it is `quiet`.
[[nodiscard]] MigratorSettings migrator_settings(Context& context, const MigrationTarget& target,
                                                 bool quiet = false);

}  // namespace zin::cli
