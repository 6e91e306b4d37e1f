// Reading and writing the rows, by the query builder.
// SPDX-License-Identifier: MIT
#include "zin/migrate/ledger.hpp"

#include <fmt/format.h>

#include "zin/base/attributes.hpp"
#include "zin/base/error.hpp"
#include "zin/query/query.hpp"
#include "zin/sql/writer.hpp"

namespace zin::migrate {
namespace {

Attributes row_of(const LedgerEntry& entry) {
  return {{"batch", entry.batch},
          {"checksum", entry.checksum},
          {"state", to_string(entry.state)},
          {"started_at", Value{entry.started_at}},
          {"applied_at", entry.applied_at ? Value{*entry.applied_at} : Value{}},
          {"statements", entry.statements},
          {"digest", entry.digest},
          {"in_flight", entry.in_flight},
          {"fingerprint", entry.fingerprint},
          {"generated_keys", entry.generated}};
}

LedgerState state_of(const std::string& text) {
  for (const LedgerState state :
       {LedgerState::applied, LedgerState::applying, LedgerState::reverting}) {
    if (text == to_string(state)) return state;
  }
  throw Error(Errc::invalid_config, "the state \"" + text +
                                        "\" of a migration is none that this version knows; run "
                                        "the version that wrote it, or a newer one");
}

LedgerEntry entry_of(const Row& row) {
  return {.name = row.get<std::string>("name"),
          .batch = row.get<std::int64_t>("batch"),
          .checksum = row.get<std::string>("checksum"),
          .state = state_of(row.get<std::string>("state")),
          .started_at = row.get<WallTime>("started_at"),
          .applied_at = row.get<std::optional<WallTime>>("applied_at"),
          .statements = row.get<std::int64_t>("statements"),
          .digest = row.get<std::string>("digest"),
          .in_flight = row.get<std::string>("in_flight"),
          .fingerprint = row.get<std::string>("fingerprint"),
          .generated = row.get<std::int64_t>("generated_keys")};
}

struct Words {
  std::string_view key;  // a name, compared byte by byte
  std::string_view moment;
  std::string_view options;  // of the table
};

Words words_of(Dialect dialect) {
  if (speaks_mysql(dialect)) {
    return {"varchar(191) character set ascii collate ascii_bin", "timestamp(6) null",
            " engine = InnoDB"};
  }
  return {"varchar(191)", "timestamptz", ""};
}

}  // namespace

std::string_view to_string(LedgerState state) noexcept {
  switch (state) {
    case LedgerState::applying:
      return "applying";
    case LedgerState::reverting:
      return "reverting";
    default:
      return "applied";
  }
}

std::vector<LedgerEntry> Ledger::entries(Session& db) const {
  std::vector<LedgerEntry> entries;
  try {
    const Rows rows =
        db.table(table_)
            .select("name", "batch", "checksum", "state", "started_at", "applied_at", "statements",
                    "digest", "in_flight", "fingerprint", "generated_keys")
            .order_by("batch")
            .order_by("name")
            .get();
    entries.reserve(rows.size());
    for (const Row& row : rows) entries.push_back(entry_of(row));
  } catch (const Error& failure) {
    if (failure.code() == Errc::undefined_table) return {};
    if (failure.code() != Errc::undefined_column) throw;
    throw Error(Errc::invalid_config,
                fmt::format("the table {} is not one in which zin notes migrations; name another "
                            "one in DB_MIGRATIONS_TABLE, or rename that one",
                            table_));
  }
  return entries;
}

// PostgreSQL tells everybody of a table that `if not exists` finds.
bool Ledger::exists(Session& db) const {
  try {
    static_cast<void>(db.table(table_).select("name").limit(0).get());
    return true;
  } catch (const Error& failure) {
    // Another table of that name is found out when it is read.
    if (failure.code() == Errc::undefined_column) return true;
    if (failure.code() != Errc::undefined_table) throw;
    return false;
  }
}

void Ledger::create(Session& db) const {
  if (exists(db)) return;
  const DialectTraits traits = db.traits();
  const Words words = words_of(traits.dialect);
  sql::Writer writer{traits};
  writer << "create table if not exists ";
  writer.name(table_);
  writer << fmt::format(
      " (name {} not null primary key, batch integer not null, checksum varchar(64) not null, "
      "state varchar(16) not null, started_at {}, applied_at {}, statements integer not null, "
      "digest varchar(64) not null, in_flight varchar(64) not null, fingerprint varchar(64) not "
      "null, generated_keys integer not null){}",
      words.key, words.moment, words.moment, words.options);
  db.execute(writer.take_text());
}

void Ledger::insert(Session& db, const LedgerEntry& entry) const {
  Attributes row = row_of(entry);
  row.set("name", entry.name);
  db.table(table_).insert(row);
}

void Ledger::update(Session& db, const LedgerEntry& entry) const {
  const std::uint64_t found = db.table(table_).where("name", entry.name).update(row_of(entry));
  if (db.defers_writes()) return db.expect_affected(1);
  if (found == 1) return;
  throw Error(Errc::stale_version,
              fmt::format("the migration \"{}\" is no longer in the table {}: somebody else has "
                          "taken it out; look at `zin migrate --status`",
                          entry.name, table_));
}

void Ledger::remove(Session& db, std::string_view name) const {
  db.table(table_).where("name", std::string{name}).remove();
}

}  // namespace zin::migrate
