// Taking, putting off and giving back a lease.
// SPDX-License-Identifier: MIT
#include "zin/migrate/lease_lock.hpp"

#include <fmt/format.h>

#include <atomic>

#include "zin/base/error.hpp"
#include "zin/query/query.hpp"
#include "zin/sql/writer.hpp"

namespace zin::migrate {
namespace {

constexpr int only_id = 1;

// A number is the same on every database and in every time zone.
std::int64_t stored(WallTime time) { return time.time_since_epoch().count(); }
WallTime loaded(std::int64_t count) { return WallTime{std::chrono::microseconds{count}}; }

}  // namespace

LeaseRow::LeaseRow(Session& db, const LockSettings& settings)
    : db_(db), table_(settings.table + "_lock"), now_(settings.now) {
  const DialectTraits traits = db.traits();
  sql::Writer writer{traits};
  writer << "create table if not exists ";
  writer.name(table_);
  writer
      << " (id integer not null primary key, host varchar(255) not null, machine varchar(64) not "
         "null, process bigint not null, process_started bigint not null, token varchar(64) not "
         "null, "
         "held_since bigint not null, held_until bigint not null)";
  db.execute(writer.take_text());
}

std::optional<LeaseRow::Lease> LeaseRow::read(Session& db) const {
  const Rows rows = db.table(table_)
                        .select("host", "machine", "process", "process_started", "token",
                                "held_since", "held_until")
                        .where("id", only_id)
                        .get();
  if (rows.empty()) return std::nullopt;
  const Row& row = rows.front();
  return Lease{.holder = {.host = row.get<std::string>(0),
                          .machine = row.get<std::string>(1),
                          .process = row.get<std::int64_t>(2),
                          .started = row.get<std::int64_t>(3)},
               .token = row.get<std::string>(4),
               .since = loaded(row.get<std::int64_t>(5)),
               .until = loaded(row.get<std::int64_t>(6))};
}

Attributes LeaseRow::row_of(std::string_view token, WallTime since, WallTime until) {
  const LockHolder self = LockHolder::this_process();
  return {{"host", self.host},           {"machine", self.machine},
          {"process", self.process},     {"process_started", self.started},
          {"token", std::string{token}}, {"held_since", stored(since)},
          {"held_until", stored(until)}};
}

void LeaseRow::write(Session& db, std::string_view token, WallTime since, WallTime until) const {
  Attributes row = row_of(token, since, until);
  row.set("id", only_id);
  db.table(table_).upsert(row, {"id"});
}

bool LeaseRow::swap(Session& db, const std::optional<Lease>& seen, std::string_view token,
                    WallTime since, WallTime until) const {
  Attributes row = row_of(token, since, until);
  if (seen) {
    return db.table(table_)
               .where("id", only_id)
               .where("token", seen->token)
               .where("held_until", stored(seen->until))
               .update(row) == 1;
  }
  row.set("id", only_id);
  try {
    db.table(table_).insert(row);
    return true;
  } catch (const Error& failure) {
    if (failure.code() != Errc::unique_violation) throw;
    return false;
  }
}

bool LeaseRow::extend(Session& db, std::string_view token, WallTime until) const {
  return db.table(table_)
             .where("id", only_id)
             .where("token", std::string{token})
             .update({{"held_until", stored(until)}}) == 1;
}

void LeaseRow::remove(Session& db, std::string_view token) const {
  db.table(table_).where("id", only_id).where("token", std::string{token}).remove();
}

void LeaseRow::note(std::string_view token) { write(db_, token, now_(), now_()); }

std::string LeaseRow::described(std::string_view token) const {
  const auto lease = read(db_);
  return lease && lease->token == token ? to_text(*lease) : "a process that has just begun";
}

std::string to_text(const LeaseRow::Lease& lease) {
  return fmt::format("{}, since {}", lease.holder.text(), moment_text(lease.since));
}

LeaseLock::LeaseLock(Session& db, const LockSettings& settings)
    : db_(db), row_(db, settings), length_(settings.lease), now_(settings.now) {
  const LockHolder self = LockHolder::this_process();
  // Two migrators of one process are two.
  static std::atomic<std::uint64_t> count{0};
  token_ = fmt::format("{}-{}-{}", self.process, self.started, ++count);
}

std::string LeaseLock::try_take() {
  const WallTime now = now_();
  const auto lease = row_.read(db_);
  if (lease && lease->until > now && !lease->holder.is_dead()) {
    return to_text(*lease) + "; its lease ends at " + moment_text(lease->until);
  }
  if (row_.swap(db_, lease, token_, now, now + length_)) return {};
  return "a process that has just begun";
}

void LeaseLock::renew(Session& db) {
  const bool extended = row_.extend(db, token_, now_() + length_);
  // Then the whole of it fails when it commits.
  if (db.defers_writes()) return db.expect_affected(1);
  if (extended) return;
  throw Error(Errc::stale_version,
              "the lock of the migrations was lost: another migrator took it, since this one gave "
              "no sign of life for too long; nothing more is done, run it again");
}

void LeaseLock::give_back() { row_.remove(db_, token_); }

}  // namespace zin::migrate
