// Deciding what runs, in which order, and refusing what cannot be right.
// SPDX-License-Identifier: MIT
#include "zin/migrate/migration_work.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "zin/base/error.hpp"
#include "zin/migrate/pretend_session.hpp"
#include "zin/migrate/wipe.hpp"

namespace zin::migrate {
namespace {

std::string joined(const std::vector<std::string>& names) {
  return fmt::format("{}", fmt::join(names, ", "));
}

bool is_changed(const LedgerEntry& entry, const SourceMigration& source) {
  return !entry.checksum.empty() && !source.checksum.empty() && entry.checksum != source.checksum;
}

MigrationState state_of(const LedgerEntry& entry) {
  switch (entry.state) {
    case LedgerState::applying:
      return MigrationState::applying;
    case LedgerState::reverting:
      return MigrationState::reverting;
    default:
      return MigrationState::applied;
  }
}

}  // namespace

MigrationWork::MigrationWork(Session& db, const MigratorSettings& settings, Locking locking)
    : settings_(settings),
      source_(settings.directory, db.dialect()),
      connection_(db.single_connection()),
      ledger_(settings.table) {
  if (locking == Locking::locked) {
    lock_.emplace(*connection_, lock_settings());
    ledger_.create(*connection_);
  }
  read();
}

LockSettings MigrationWork::lock_settings() const {
  LockSettings lock{.table = settings_.table,
                    .timeout = settings_.lock_timeout,
                    .lease = settings_.lease,
                    .clock = settings_.clock,
                    .now = settings_.now};
  if (settings_.progress) {
    lock.waiting = [this](const std::string& holder) {
      settings_.progress({.event = MigrationProgress::Event::waiting, .detail = holder});
    };
  }
  return lock;
}

MigrationRunner MigrationWork::runner() {
  return MigrationRunner{{.connection = *connection_,
                          .ledger = ledger_,
                          .lock = *lock_,
                          .now = settings_.now,
                          .progress = settings_.progress}};
}

const LedgerEntry* MigrationWork::find(std::string_view name) const {
  const auto found = std::ranges::find(entries_, name, &LedgerEntry::name);
  return found == entries_.end() ? nullptr : &*found;
}

std::int64_t MigrationWork::next_batch() const {
  std::int64_t last = 0;
  for (const LedgerEntry& entry : entries_) last = std::max(last, entry.batch);
  return last + 1;
}

std::vector<MigrationStatus> MigrationWork::status() const {
  std::vector<MigrationStatus> all;
  const SchemaDump* const dump = source_.dump();
  const auto add = [&](const std::string& name, const LedgerEntry* entry,
                       const SourceMigration* source) {
    MigrationStatus& status = all.emplace_back();
    status.name = name;
    const bool in_dump = source == nullptr && source_.dump_covers(name);
    if (source != nullptr) status.origin = source->origin;
    if (in_dump) status.origin = dump->file.string();
    if (entry == nullptr) return;
    status.state = state_of(*entry);
    status.batch = entry->batch;
    status.started_at = entry->started_at;
    status.applied_at = entry->applied_at;
    status.statements = entry->statements;
    status.in_doubt = !entry->in_flight.empty();
    status.missing = source == nullptr && !in_dump;
    status.changed = source != nullptr && is_changed(*entry, *source);
  };
  for (const SourceMigration& source : source_.all()) add(source.name, find(source.name), &source);
  for (const LedgerEntry& entry : entries_) {
    const SourceMigration* const source = source_.find(entry.name);
    if (source == nullptr || entry.name == dump_name) add(entry.name, &entry, source);
  }
  if (dump != nullptr) {
    for (const auto& [name, checksum] : dump->covered) {
      if (source_.find(name) == nullptr && find(name) == nullptr) add(name, nullptr, nullptr);
    }
  }
  std::ranges::sort(all, {}, &MigrationStatus::name);
  return all;
}

bool MigrationWork::dump_is_pending() const {
  return source_.dump() != nullptr && (entries_.empty() || find(dump_name) != nullptr);
}

std::vector<const SourceMigration*> MigrationWork::pending() const {
  std::vector<const SourceMigration*> those;
  const bool by_dump = dump_is_pending();
  if (by_dump) those.push_back(source_.find(dump_name));
  for (const SourceMigration& source : source_.all()) {
    if (by_dump && source_.dump_covers(source.name)) continue;
    const LedgerEntry* const entry = find(source.name);
    if (entry == nullptr || entry->state == LedgerState::applying) those.push_back(&source);
  }
  // What was begun is finished first.
  std::ranges::stable_partition(
      those, [this](const SourceMigration* source) { return find(source->name) != nullptr; });
  return those;
}

void MigrationWork::check() const {
  std::vector<std::string> changed;
  std::vector<std::string> missing;
  for (const LedgerEntry& entry : entries_) {
    const SourceMigration* const source = source_.find(entry.name);
    if (source == nullptr) {
      if (!source_.dump_covers(entry.name)) missing.push_back(entry.name);
    } else if (entry.state == LedgerState::applied && is_changed(entry, *source)) {
      changed.push_back(entry.name);
    }
    if (entry.state == LedgerState::reverting) {
      throw Error(
          Errc::stale_version,
          fmt::format("\"{}\" was interrupted while it was taken back, {} statements of its "
                      "way back are done; finish that with `zin migrate --rollback`",
                      entry.name, entry.statements));
    }
  }
  check_dump();
  if (!missing.empty()) {
    throw Error(Errc::stale_version,
                fmt::format("migrations ran on this database whose source is not here: {}; bring "
                            "it back, or take them out of the list with `zin migrate:repair "
                            "--forget NAME`",
                            joined(missing)));
  }
  if (!changed.empty()) {
    throw Error(Errc::stale_version,
                fmt::format("migrations were changed after they ran: {}; put them back and write a "
                            "new one, or, when the change means nothing to the schema, say `zin "
                            "migrate:repair --accept-changes`",
                            joined(changed)));
  }
}

// A database between the first and the last migration of a dump goes on with their sources alone.
void MigrationWork::check_dump() const {
  if (source_.dump() == nullptr || dump_is_pending()) return;
  std::vector<std::string> lost;
  for (const auto& [name, checksum] : source_.dump()->covered) {
    if (find(name) == nullptr && source_.find(name) == nullptr) lost.push_back(name);
  }
  if (lost.empty()) return;
  throw Error(Errc::stale_version,
              fmt::format("migrations did not run on this database that are in {} alone: {}; other "
                          "ones did, so that the dump as a whole would not fit; bring their "
                          "sources back from before `zin schema:dump --prune`",
                          source_.dump()->file.string(), joined(lost)));
}

void MigrationWork::compile() {
  const auto files = source_.uncompiled();
  if (files.empty()) return;
  if (!settings_.compile) {
    throw Error(Errc::unsupported,
                fmt::format("{} is C++ that is not part of this program; link it into it, or run "
                            "`zin migrate` where there is a compiler",
                            files.front().string()));
  }
  source_.add_compiled(settings_.compile(files));
}

std::vector<MigrationRun> MigrationWork::migrate(const MigrateOptions& options) {
  check();
  auto those = pending();
  if (options.most > 0 && those.size() > options.most) those.resize(options.most);
  std::vector<MigrationRun> runs;
  if (those.empty()) return runs;
  compile();
  const std::int64_t batch = next_batch();
  for (const SourceMigration* const source : those) {
    runs.push_back(runner().apply(*source, batch, find(source->name),
                                  source->name == dump_name ? source_.dump() : nullptr));
  }
  read();
  return runs;
}

std::vector<LedgerEntry> MigrationWork::of_last(const RollbackOptions& options) const {
  std::vector<LedgerEntry> those;
  std::int64_t batch = 0;
  std::uint32_t batches = 0;
  for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry) {
    if (entry->batch != batch) ++batches;
    batch = entry->batch;
    const bool enough =
        options.migrations > 0 ? those.size() >= options.migrations : batches > options.steps;
    if (enough) break;
    those.push_back(*entry);
  }
  std::ranges::stable_partition(
      those, [](const LedgerEntry& entry) { return entry.state == LedgerState::reverting; });
  return those;
}

const SourceMigration& MigrationWork::source_of(const LedgerEntry& entry) const {
  if (entry.state == LedgerState::applying) {
    throw Error(Errc::stale_version,
                fmt::format("\"{}\" was interrupted, {} of its statements are done; finish it with "
                            "`zin migrate` before anything is taken back",
                            entry.name, entry.statements));
  }
  const SourceMigration* const source = source_.find(entry.name);
  if (source != nullptr) return *source;
  const char* const why = source_.dump_covers(entry.name) ? "it is in the schema's dump alone"
                                                          : "its source is not here";
  throw Error(
      Errc::stale_version,
      fmt::format("\"{}\" cannot be taken back, since {}; bring its source back, or take it "
                  "out of the list with `zin migrate:repair --forget {}`",
                  entry.name, why, entry.name));
}

std::vector<MigrationRun> MigrationWork::take_back(const std::vector<LedgerEntry>& those) {
  std::vector<MigrationRun> runs;
  if (those.empty()) return runs;
  compile();
  for (const LedgerEntry& entry : those) static_cast<void>(source_of(entry));
  for (const LedgerEntry& entry : those) runs.push_back(runner().revert(source_of(entry), entry));
  read();
  return runs;
}

void MigrationWork::wipe() {
  if (settings_.directory.empty() && source_.all().empty()) {
    throw Error(Errc::invalid_argument, "there are no migrations that could make the schema anew");
  }
  compile();
  migrate::wipe(*connection_, settings_.table + "_lock", [this](Session& db) { lock_->renew(db); });
  ledger_.create(*connection_);
  read();
}

std::vector<PretendedMigration> MigrationWork::pretend() {
  check();
  const auto those = pending();
  std::vector<PretendedMigration> all;
  if (those.empty()) return all;
  compile();
  pretend([&](PretendSession& session) {
    for (const SourceMigration* const source : those) {
      session.set_running(runs_pretended(*source));
      source->migration->up(session);
      all.push_back({.name = source->name, .statements = session.take()});
    }
  });
  return all;
}

std::vector<PretendedMigration> MigrationWork::pretend(const std::vector<LedgerEntry>& those) {
  std::vector<PretendedMigration> all;
  if (those.empty()) return all;
  compile();
  pretend([&](PretendSession& session) {
    for (const LedgerEntry& entry : those) {
      const SourceMigration& source = source_of(entry);
      session.set_running(runs_pretended(source));
      source.migration->down(session);
      all.push_back({.name = entry.name, .down = true, .statements = session.take()});
    }
  });
  return all;
}

bool MigrationWork::takes_back_pretended() const {
  return connection_->dialect() == Dialect::sqlite && connection_->has_transactions();
}

// SQLite makes tables anew from what they are at that moment, so that the statements have to be run
// to be known.
bool MigrationWork::runs_pretended(const SourceMigration& source) const {
  return takes_back_pretended() && source.migration->in_transaction();
}

void MigrationWork::pretend(const std::function<void(PretendSession&)>& fn) {
  struct TakenBack {};
  const auto run = [&fn](Session& on) {
    PretendSession session{on};
    fn(session);
  };
  if (!takes_back_pretended()) return run(*connection_);
  try {
    connection_->transaction(
        [&run](Session& tx) {
          run(tx);
          throw TakenBack{};
        },
        {.attempts = 1});
  } catch (const TakenBack&) {
  }
}

bool MigrationWork::repair_one(Repair what, LedgerEntry entry) {
  const bool interrupted = entry.state != LedgerState::applied;
  switch (what) {
    case Repair::accept_changes: {
      const SourceMigration* const source = source_.find(entry.name);
      if (source == nullptr || source->checksum == entry.checksum) return false;
      entry.checksum = source->checksum;
      break;
    }
    case Repair::forget:
      ledger_.remove(*connection_, entry.name);
      return true;
    case Repair::applied: {
      if (!interrupted) return false;
      // It was finished as its source is now.
      const SourceMigration* const source = source_.find(entry.name);
      entry = {.name = entry.name,
               .batch = entry.batch,
               .checksum = source != nullptr ? source->checksum : entry.checksum,
               .started_at = entry.started_at,
               .applied_at = settings_.now()};
      break;
    }
    case Repair::restart:
      if (!interrupted) return false;
      entry.statements = entry.generated = 0;
      entry.digest.clear();
      entry.in_flight.clear();
      entry.fingerprint.clear();
      break;
    case Repair::statement_done:
    case Repair::statement_undone:
      if (entry.in_flight.empty()) return false;
      if (what == Repair::statement_done) {
        ++entry.statements;
        entry.digest = entry.in_flight;
      }
      entry.in_flight.clear();
      entry.fingerprint.clear();
      break;
  }
  ledger_.update(*connection_, entry);
  return true;
}

std::vector<std::string> MigrationWork::repair(Repair what, std::string_view name) {
  if (name.empty() && what != Repair::accept_changes) {
    throw Error(Errc::invalid_argument, "name the migration that is to be repaired");
  }
  std::vector<std::string> repaired;
  for (const LedgerEntry& entry : entries_) {
    if (!name.empty() && entry.name != name) continue;
    if (repair_one(what, entry)) repaired.push_back(entry.name);
  }
  if (repaired.empty() && !name.empty()) {
    throw Error(Errc::not_found,
                fmt::format("there is nothing of that kind to repair about \"{}\"; `zin migrate "
                            "--status` shows how it stands",
                            name));
  }
  return repaired;
}

}  // namespace zin::migrate
