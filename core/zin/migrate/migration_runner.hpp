// Runs one migration, up or down, so that a fault at any point leaves a state that the ledger
// tells. SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "zin/migrate/ledger.hpp"
#include "zin/migrate/migration_lock.hpp"
#include "zin/migrate/migration_source.hpp"
#include "zin/migrate/migration_status.hpp"

namespace zin::migrate {

/// Where DDL is transactional, the migration and its row in the ledger are one transaction. Else,
/// or when the migration wants none, each statement is noted (StepwiseSession). [one thread at a
/// time] [blocks]
class MigrationRunner {
 public:
  struct Context {
    Session& connection;  ///< One connection.
    const Ledger& ledger;
    MigrationLock& lock;
    WallClock now;
    std::function<void(const MigrationProgress&)> progress;
  };

  explicit MigrationRunner(Context context) : context_(std::move(context)) {}

  /// Throws what keeps it from its end, with what is left and how it goes on in the message.
  /// `interrupted` is its row when it was begun before, else nullptr. At its end, it is noted that
  /// the migrations it `covers` are applied: where that is nullptr, itself.
  MigrationRun apply(const SourceMigration& source, std::int64_t batch,
                     const LedgerEntry* interrupted, const SchemaDump* covers = nullptr);
  /// `entry` is its row.
  MigrationRun revert(const SourceMigration& source, const LedgerEntry& entry);

 private:
  [[nodiscard]] bool in_transaction(const Migration& migration) const;
  void in_one_transaction(const SourceMigration& source, MigrationRun& run,
                          const std::function<void(Session&)>& note);
  void stepwise(const SourceMigration& source, LedgerEntry entry, MigrationRun& run,
                const std::function<void(const LedgerEntry&)>& note);
  template <class Fn>
  MigrationRun measured(const SourceMigration& source, bool down, Fn fn);
  void note_applied(Session& db, const LedgerEntry& applied, const SchemaDump* covers,
                    bool begun) const;
  void tell(const MigrationProgress& progress) const {
    if (context_.progress) context_.progress(progress);
  }

  Context context_;
};

}  // namespace zin::migrate
