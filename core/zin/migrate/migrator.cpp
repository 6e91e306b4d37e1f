// The public calls: each is one run.
// SPDX-License-Identifier: MIT
#include "zin/migrate/migrator.hpp"

#include "zin/migrate/migration_work.hpp"

namespace zin {

using migrate::MigrationWork;

std::string_view to_string(MigrationState state) noexcept {
  switch (state) {
    case MigrationState::pending:
      return "pending";
    case MigrationState::applying:
      return "applying";
    case MigrationState::reverting:
      return "reverting";
    default:
      return "applied";
  }
}

MigratorSettings MigratorSettings::of(const DatabaseConfig& config) {
  return {.directory = config.migrations_dir, .table = config.migrations_table};
}

Migrator::Migrator(Session& db, MigratorSettings settings)
    : db_(db), settings_(std::move(settings)) {
  if (settings_.now) return;
  settings_.now = [] {
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
  };
}

Migrator::~Migrator() = default;

std::vector<MigrationStatus> Migrator::status() {
  return MigrationWork{db_, settings_, MigrationWork::Locking::none}.status();
}

std::vector<MigrationRun> Migrator::migrate(const MigrateOptions& options) {
  return MigrationWork{db_, settings_, MigrationWork::Locking::locked}.migrate(options);
}

std::vector<MigrationRun> Migrator::rollback(const RollbackOptions& options) {
  MigrationWork work{db_, settings_, MigrationWork::Locking::locked};
  return work.take_back(work.of_last(options));
}

std::vector<MigrationRun> Migrator::reset() {
  MigrationWork work{db_, settings_, MigrationWork::Locking::locked};
  return work.take_back(work.of_last({.steps = UINT32_MAX}));
}

std::vector<MigrationRun> Migrator::refresh() {
  MigrationWork work{db_, settings_, MigrationWork::Locking::locked};
  std::vector<MigrationRun> runs = work.take_back(work.of_last({.steps = UINT32_MAX}));
  for (MigrationRun& run : work.migrate()) runs.push_back(std::move(run));
  return runs;
}

std::vector<MigrationRun> Migrator::fresh() {
  MigrationWork work{db_, settings_, MigrationWork::Locking::locked};
  work.wipe();
  return work.migrate();
}

std::vector<PretendedMigration> Migrator::pretend() {
  return MigrationWork{db_, settings_, MigrationWork::Locking::none}.pretend();
}

std::vector<PretendedMigration> Migrator::pretend_rollback(const RollbackOptions& options) {
  MigrationWork work{db_, settings_, MigrationWork::Locking::none};
  return work.pretend(work.of_last(options));
}

std::vector<std::string> Migrator::repair(Repair what, std::string_view name) {
  return MigrationWork{db_, settings_, MigrationWork::Locking::locked}.repair(what, name);
}

}  // namespace zin
