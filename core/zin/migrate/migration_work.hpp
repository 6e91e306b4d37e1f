// One run of a migrator: what there is to do, and what stands against it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zin/migrate/ledger.hpp"
#include "zin/migrate/migration_lock.hpp"
#include "zin/migrate/migration_runner.hpp"
#include "zin/migrate/migration_source.hpp"
#include "zin/migrate/migrator.hpp"
#include "zin/migrate/pretend_session.hpp"

namespace zin::migrate {

/// Sources and ledger as they were when it was made, on one connection that it holds, and what can
/// be done about them. [one thread at a time] [blocks]
class MigrationWork {
 public:
  enum class Locking : std::uint8_t { none, locked };

  /// `settings` must outlive it, and name a clock. Throws as the Migrator's calls do.
  MigrationWork(Session& db, const MigratorSettings& settings, Locking locking);

  [[nodiscard]] std::vector<MigrationStatus> status() const;
  std::vector<MigrationRun> migrate(const MigrateOptions& options = {});
  std::vector<MigrationRun> take_back(const std::vector<LedgerEntry>& those);
  [[nodiscard]] std::vector<LedgerEntry> of_last(const RollbackOptions& options) const;
  [[nodiscard]] const std::vector<LedgerEntry>& entries() const noexcept { return entries_; }
  void wipe();
  [[nodiscard]] std::vector<PretendedMigration> pretend();
  [[nodiscard]] std::vector<PretendedMigration> pretend(const std::vector<LedgerEntry>& those);
  std::vector<std::string> repair(Repair what, std::string_view name);

 private:
  void read() { entries_ = ledger_.entries(*connection_); }
  [[nodiscard]] LockSettings lock_settings() const;
  [[nodiscard]] MigrationRunner runner();
  [[nodiscard]] const LedgerEntry* find(std::string_view name) const;
  [[nodiscard]] std::int64_t next_batch() const;
  [[nodiscard]] bool dump_is_pending() const;
  [[nodiscard]] std::vector<const SourceMigration*> pending() const;
  // Whether what is run to be shown can be taken back.
  [[nodiscard]] bool takes_back_pretended() const;
  [[nodiscard]] bool runs_pretended(const SourceMigration& source) const;
  void pretend(const std::function<void(PretendSession&)>& fn);
  void check() const;
  void check_dump() const;
  void compile();
  [[nodiscard]] const SourceMigration& source_of(const LedgerEntry& entry) const;
  bool repair_one(Repair what, LedgerEntry entry);

  const MigratorSettings& settings_;
  MigrationSource source_;
  std::unique_ptr<Session> connection_;
  Ledger ledger_;
  std::optional<MigrationLock> lock_;
  std::vector<LedgerEntry> entries_;
};

}  // namespace zin::migrate
