// Names to databases, and progress for people.
// SPDX-License-Identifier: MIT
#include "zin/cli/migration_target.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "zin/cli/d1_target.hpp"
#include "zin/cli/display_text.hpp"
#include "zin/cli/module_building.hpp"

namespace zin::cli {
namespace {

using Event = MigrationProgress::Event;

// What takes long on a terminal is told while it does.
void show(const MigrationProgress& progress, bool statements) {
  switch (progress.event) {
    case Event::waiting:
      fmt::print(stderr, "waiting for another migrator: {}\n", one_line(progress.detail));
      break;
    case Event::compiling:
      fmt::print(stderr, "compiling {}\n", one_line(progress.detail));
      break;
    case Event::begins:
      if (statements) {
        fmt::print(stderr, "{} {} ...\n", progress.down ? "taking back" : "running",
                   one_line(progress.migration));
      }
      break;
    case Event::statement:
      if (statements && progress.statements % 10 == 0) {
        fmt::print(stderr, "  {} statements\n", progress.statements);
      }
      break;
    case Event::done:
      break;
  }
  std::fflush(stderr);
}

Database& sending_sql(Context& context, Database& database) {
  DatabaseConfig config = database.config();
  if (config.driver != "d1-remote") return database;
  send_sql(config);
  return context.manager.use_database(std::move(config), database.name() + "-by-sql");
}

}  // namespace

std::vector<MigrationTarget> migration_targets(Context& context, const std::string& connection,
                                               bool all) {
  std::vector<MigrationTarget> targets;
  if (!all) {
    Database& database = context.manager.database(connection);
    targets.push_back({database.name(), &sending_sql(context, database)});
    return targets;
  }
  for (const std::string& name : context.manager.names()) {
    Database& database = context.manager.database(name);
    const bool known = std::ranges::any_of(
        targets, [&](const MigrationTarget& target) { return target.database == &database; });
    if (!known) targets.push_back({name, &database});
  }
  for (MigrationTarget& target : targets) target.database = &sending_sql(context, *target.database);
  return targets;
}

MigratorSettings migrator_settings(Context& context, const MigrationTarget& target, bool quiet) {
  MigratorSettings settings = MigratorSettings::of(target.database->config());
  const bool terminal = ::isatty(STDERR_FILENO) == 1 && !quiet && !context.json;
  // Waiting and compiling take long enough to be told to everybody.
  settings.progress = [terminal, quiet = quiet || context.json](const MigrationProgress& progress) {
    if (!quiet) show(progress, terminal);
  };
  settings.compile = [progress =
                          settings.progress](const std::vector<std::filesystem::path>& files) {
    return build_module(files, progress).migrations;
  };
  return settings;
}

}  // namespace zin::cli
