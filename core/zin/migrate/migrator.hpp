// Migrator: brings the schema of a database to where its migrations say, and back.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "zin/base/clock.hpp"
#include "zin/base/export.hpp"
#include "zin/config/database_config.hpp"
#include "zin/migrate/migration.hpp"
#include "zin/migrate/migration_status.hpp"
#include "zin/runtime/session.hpp"

namespace zin {

struct ZIN_API MigratorSettings {
  /// Folder with migrations in SQL and C++; empty = those that the program has registered alone.
  std::filesystem::path directory{};
  /// Where it is noted which ran, with a schema in front or none. Another one of that name with
  /// `_lock` behind it is made where the database's sessions hold no locks that say since when.
  std::string table = "migrations";
  /// Longest wait for another migrator; 0 = none.
  std::chrono::milliseconds lock_timeout{60000};
  /// SQLite: a migrator of another machine that gives no sign of life for so long has lost the
  /// lock; one of this machine that is dead has lost it at once.
  std::chrono::milliseconds lease{60000};
  std::function<void(const MigrationProgress&)> progress{};
  /// Compiles the C++ files of the folder that are not part of the program, and gives what they
  /// register; without it such files are refused. See ModuleCompiler.
  std::function<std::vector<detail::RegisteredMigration>(const std::vector<std::filesystem::path>&)>
      compile{};
  /// For tests.
  Clock* clock = &Clock::system();
  std::function<MigrationStatus::Moment()> now{};

  /// Folder and table of a connection.
  [[nodiscard]] static MigratorSettings of(const DatabaseConfig& config);
};

struct MigrateOptions {
  /// Migrations to run; 0 = all that are pending.
  std::uint32_t most = 0;
};

struct RollbackOptions {
  /// Batches to take back, the last one first: a batch is what one migrate() applied.
  std::uint32_t steps = 1;
  /// Migrations to take back, whatever their batches; 0 = as `steps` says.
  std::uint32_t migrations = 0;
};

/// What repair() is to believe.
enum class Repair : std::uint8_t {
  accept_changes,    ///< The sources are right as they are: their sums are noted.
  forget,            ///< The migration did not run: its row is removed.
  applied,           ///< The migration has run to its end.
  restart,           ///< An interrupted one begins with its first statement again.
  statement_done,    ///< The statement that was begun last has happened.
  statement_undone,  ///< It has not.
};

/// Runs migrations on one connection to the primary, one migrator at a time (a lock in the database
/// that a crash does not keep). A fault at any point leaves what status() tells, and the same call
/// again goes on.
///
/// SQLite and PostgreSQL: each migration is a transaction with its row in the ledger, all or
/// nothing, unless it says that it wants none. MySQL and MariaDB, whose DDL commits by itself: each
/// statement is noted, and a migration that was interrupted goes on behind the last one that is
/// done.
///
/// Calls throw what keeps them from their end: Errc::busy when another migrator holds the lock,
/// Errc::invalid_argument for sources that cannot be right, Errc::stale_version for an applied
/// migration whose source is changed or missing (nothing is run; the message names the command that
/// repairs it), or what a statement said. Statements have no deadline but DB_QUERY_TIMEOUT.
/// [one thread at a time] [blocks]
class ZIN_API Migrator {
 public:
  /// `db` must outlive it. Opens nothing.
  explicit Migrator(Session& db, MigratorSettings settings = {});
  /// On a Database, with folder and table of its configuration.
  template <class Database>
  requires std::derived_from<Database, Session> && requires(const Database& db) {
    { db.config() } -> std::convertible_to<const DatabaseConfig&>;
  }
  explicit Migrator(Database& db) : Migrator(db, MigratorSettings::of(db.config())) {}
  ~Migrator();
  Migrator(const Migrator&) = delete;
  Migrator& operator=(const Migrator&) = delete;

  /// All migrations in their order, and those that ran and are missing. Reads alone.
  [[nodiscard]] std::vector<MigrationStatus> status();
  /// Runs what did not run, as one batch; first goes on with one that was interrupted.
  std::vector<MigrationRun> migrate(const MigrateOptions& options = {});
  std::vector<MigrationRun> rollback(const RollbackOptions& options = {});
  /// Takes back everything.
  std::vector<MigrationRun> reset();
  /// reset(), then migrate(), under one lock.
  std::vector<MigrationRun> refresh();
  /// Drops every table and view of the connection's database (of its schema, on PostgreSQL: types
  /// too), then migrates. All data is gone.
  std::vector<MigrationRun> fresh();
  /// What migrate() would run. Reads are done for real, writes are not, so that what depends on
  /// rows that a migration writes itself is not seen. On SQLite, whose tables are made anew from
  /// what they are, the migrations run in one transaction that is taken back: others cannot write
  /// meanwhile.
  [[nodiscard]] std::vector<PretendedMigration> pretend();
  /// Likewise of rollback().
  [[nodiscard]] std::vector<PretendedMigration> pretend_rollback(
      const RollbackOptions& options = {});
  /// Changes what is noted of a migration, or of all where `name` is empty and that means
  /// something; touches nothing else. Gives the names. Throws Errc::not_found for a migration that
  /// is not noted, or not in such a state.
  std::vector<std::string> repair(Repair what, std::string_view name = {});

 private:
  Session& db_;
  MigratorSettings settings_;
};

}  // namespace zin
