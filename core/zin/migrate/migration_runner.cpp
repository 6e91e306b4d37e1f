// One transaction, or statement by statement.
// SPDX-License-Identifier: MIT
#include "zin/migrate/migration_runner.hpp"

#include <fmt/format.h>

#include <set>

#include "zin/base/error.hpp"
#include "zin/base/log.hpp"
#include "zin/migrate/observing_session.hpp"
#include "zin/migrate/sql_migration.hpp"
#include "zin/migrate/stepwise_session.hpp"

namespace zin::migrate {
namespace {

using Microseconds = std::chrono::microseconds;

// A migration that is run again after a failure could have been half way the first time.
constexpr TransactionOptions one_attempt{.attempts = 1};

bool has_transactional_ddl(Session& db) {
  const Dialect dialect = db.dialect();
  return db.has_transactions() && (dialect == Dialect::sqlite || dialect == Dialect::postgres);
}

Error with_story(const Error& failure, std::string_view story) {
  ErrorInfo info = failure.info();
  info.message += fmt::format("; {}", story);
  return Error(std::move(info));
}

// SQLite: SQL that makes a table anew by hand drops the old one, which would delete the rows that
// refer to it, and turns the keys off for that. In a transaction that has no effect, so it is done
// around it; the keys are checked before the commit. See "Making Other Kinds Of Table Schema
// Changes" in SQLite's manual.
class UnenforcedKeys {
 public:
  UnenforcedKeys(Session& connection, const Migration& migration) : connection_(connection) {
    const auto* const sql = dynamic_cast<const SqlMigration*>(&migration);
    if (sql == nullptr || !sql->turns_keys_off()) return;
    enforced_ = connection.select_one("pragma foreign_keys")->get<std::int64_t>(0) != 0;
    if (!enforced_) return;
    before_ = violations(connection);
    connection.execute("pragma foreign_keys = off");
  }
  ~UnenforcedKeys() {
    if (!enforced_) return;
    try {
      connection_.execute("pragma foreign_keys = on");
    } catch (const Error& failure) {
      log(LogLevel::warn, "migrate", failure.what());
    }
  }
  UnenforcedKeys(const UnenforcedKeys&) = delete;
  UnenforcedKeys& operator=(const UnenforcedKeys&) = delete;

  /// Where writes are sent together the keys cannot be turned off around them, and the database
  /// itself looks at the keys behind the last one.
  /// Throws Errc::unsupported where rows could be lost by that: dropping a table deletes its rows,
  /// and that reaches others by what their keys do on delete.
  void begin(Session& tx) const {
    if (!enforced_ || !tx.defers_writes()) return;
    const auto reached = tx.select_one(
        "select m.name from sqlite_master m, pragma_foreign_key_list(m.name) k where m.type = "
        "'table' and m.name not like '\\_cf\\_%' escape '\\' and k.on_delete not in ('NO ACTION', "
        "'RESTRICT') limit 1");
    if (reached) {
      throw Error(
          Errc::unsupported,
          fmt::format("it turns foreign keys off, which this database does not do: what it "
                      "drops or deletes would reach rows of {}, whose keys say `on delete`; "
                      "change the table without dropping it, or those keys first",
                      reached->get<std::string>(0)));
    }
    tx.execute("pragma defer_foreign_keys = on");
  }
  /// Throws Errc::foreign_key_violation for rows that have lost what they refer to.
  void check(Session& tx) const {
    if (!enforced_ || tx.defers_writes()) return;
    for (const Violation& violation : violations(tx)) {
      if (before_.contains(violation)) continue;
      ErrorInfo info;
      info.code = Errc::foreign_key_violation;
      info.table = violation.table;
      info.message = fmt::format(
          "it turns foreign keys off, and rows of the table {} refer to rows of {} that are not "
          "there any more",
          violation.table, violation.parent);
      throw Error(std::move(info));
    }
  }

 private:
  struct Violation {
    std::string table, parent;
    std::int64_t row = 0, key = 0;
    friend auto operator<=>(const Violation&, const Violation&) = default;
  };

  static std::set<Violation> violations(Session& db) {
    std::set<Violation> found;
    for (const Row& row : db.select("pragma foreign_key_check")) {
      found.insert({.table = row.get<std::string>(0),
                    .parent = row.get<std::string>(2),
                    .row = row.get<std::optional<std::int64_t>>(1).value_or(0),
                    .key = row.get<std::int64_t>(3)});
    }
    return found;
  }

  Session& connection_;
  bool enforced_ = false;
  std::set<Violation> before_;
};

void go(const Migration& migration, bool down, Session& db) {
  if (down) {
    migration.down(db);
  } else {
    migration.up(db);
  }
}

}  // namespace

template <class Fn>
MigrationRun MigrationRunner::measured(const SourceMigration& source, bool down, Fn fn) {
  MigrationRun run{.name = source.name, .down = down};
  tell({.event = MigrationProgress::Event::begins, .migration = source.name, .down = down});
  const TimePoint began = Clock::system().now();
  try {
    fn(run);
  } catch (const Error& failure) {
    ErrorInfo info = failure.info();
    info.message = fmt::format("{} the migration \"{}\" failed: {}",
                               down ? "taking back" : "running", source.name, info.message);
    throw Error(std::move(info));
  }
  run.took = std::chrono::duration_cast<Microseconds>(Clock::system().now() - began);
  tell({.event = MigrationProgress::Event::done,
        .migration = source.name,
        .down = down,
        .statements = run.statements,
        .took = run.took});
  return run;
}

bool MigrationRunner::in_transaction(const Migration& migration) const {
  return migration.in_transaction() && has_transactional_ddl(context_.connection);
}

void MigrationRunner::in_one_transaction(const SourceMigration& source, MigrationRun& run,
                                         const std::function<void(Session&)>& note) {
  try {
    const UnenforcedKeys keys{context_.connection, *source.migration};
    context_.connection.transaction(
        [&](Session& tx) {
          keys.begin(tx);
          context_.lock.renew(tx);
          ObservingSession session{tx, [&](std::int64_t statements) {
                                     run.statements = statements;
                                     tell({.event = MigrationProgress::Event::statement,
                                           .migration = source.name,
                                           .down = run.down,
                                           .statements = statements});
                                   }};
          go(*source.migration, run.down, session);
          keys.check(tx);
          note(tx);
        },
        one_attempt);
  } catch (const Error& failure) {
    if (failure.code() == Errc::in_doubt) {
      throw with_story(failure,
                       "it has happened as a whole or not at all: `zin migrate --status` tells");
    }
    throw with_story(failure, "nothing of it is left, and what ran before it stays");
  }
}

void MigrationRunner::stepwise(const SourceMigration& source, LedgerEntry entry, MigrationRun& run,
                               const std::function<void(const LedgerEntry&)>& note) {
  const bool is_sql = dynamic_cast<const SqlMigration*>(source.migration.get()) != nullptr;
  const auto done = [&](std::int64_t statements) {
    ++run.statements;
    tell({.event = MigrationProgress::Event::statement,
          .migration = source.name,
          .down = run.down,
          .statements = statements});
  };
  StepwiseSession session{{.connection = context_.connection,
                           .ledger = context_.ledger,
                           .lock = context_.lock,
                           .done = done,
                           .uses_results = !is_sql},
                          entry};
  try {
    go(*source.migration, run.down, session);
    session.finish();
    note(entry);
  } catch (const Error& failure) {
    if (failure.code() == Errc::stale_version || failure.code() == Errc::in_doubt) throw;
    throw with_story(
        failure, fmt::format("{} of its statements are done and noted; mend the cause, and `zin "
                             "migrate{}` goes on behind them",
                             entry.statements, run.down ? " --rollback" : ""));
  }
}

void MigrationRunner::note_applied(Session& db, const LedgerEntry& applied,
                                   const SchemaDump* covers, bool begun) const {
  const Ledger& ledger = context_.ledger;
  if (covers == nullptr) return begun ? ledger.update(db, applied) : ledger.insert(db, applied);
  // Where this is no transaction, it can be done again: the entry of the dump goes last.
  for (const auto& [name, checksum] : covers->covered) {
    LedgerEntry one = applied;
    one.name = name;
    one.checksum = checksum;
    if (begun) ledger.remove(db, name);
    ledger.insert(db, one);
  }
  if (begun) ledger.remove(db, applied.name);
}

MigrationRun MigrationRunner::apply(const SourceMigration& source, std::int64_t batch,
                                    const LedgerEntry* interrupted, const SchemaDump* covers) {
  return measured(source, false, [&](MigrationRun& run) {
    LedgerEntry entry{.name = source.name,
                      .batch = batch,
                      .checksum = source.checksum,
                      .state = LedgerState::applied,
                      .started_at = context_.now()};
    if (interrupted == nullptr && in_transaction(*source.migration)) {
      return in_one_transaction(source, run, [&](Session& tx) {
        entry.applied_at = context_.now();
        note_applied(tx, entry, covers, false);
      });
    }
    if (interrupted != nullptr) {
      entry = *interrupted;
    } else {
      context_.lock.renew(context_.connection);
      entry.state = LedgerState::applying;
      context_.ledger.insert(context_.connection, entry);
    }
    stepwise(source, entry, run, [&](const LedgerEntry& end) {
      const LedgerEntry applied{.name = end.name,
                                .batch = end.batch,
                                .checksum = source.checksum,
                                .state = LedgerState::applied,
                                .started_at = end.started_at,
                                .applied_at = context_.now()};
      const auto note = [&](Session& db) { note_applied(db, applied, covers, true); };
      if (!context_.connection.has_transactions()) return note(context_.connection);
      context_.connection.transaction(note, one_attempt);
    });
  });
}

MigrationRun MigrationRunner::revert(const SourceMigration& source, const LedgerEntry& entry) {
  return measured(source, true, [&](MigrationRun& run) {
    if (entry.state == LedgerState::applied && in_transaction(*source.migration)) {
      return in_one_transaction(source, run,
                                [&](Session& tx) { context_.ledger.remove(tx, source.name); });
    }
    LedgerEntry begun = entry;
    if (entry.state == LedgerState::applied) {
      context_.lock.renew(context_.connection);
      begun.state = LedgerState::reverting;
      context_.ledger.update(context_.connection, begun);
    }
    stepwise(source, begun, run,
             [&](const LedgerEntry&) { context_.ledger.remove(context_.connection, source.name); });
  });
}

}  // namespace zin::migrate
