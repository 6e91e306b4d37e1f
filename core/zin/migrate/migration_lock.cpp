// Waiting for the lock, and the ways of the servers.
// SPDX-License-Identifier: MIT
#include "zin/migrate/migration_lock.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "zin/base/error.hpp"
#include "zin/base/log.hpp"
#include "zin/loop/pause.hpp"
#include "zin/migrate/digest.hpp"
#include "zin/migrate/lease_lock.hpp"
#include "zin/migrate/lock_holder.hpp"

namespace zin::migrate {
namespace {

using std::chrono::milliseconds;

// The session's own lock, which lasts over transactions. Its number is taken from the table's name;
// who holds it is written where the server shows it to everybody.
class AdvisoryLock final : public MigrationLock::Way {
 public:
  AdvisoryLock(Session& db, const LockSettings& settings)
      : db_(db),
        now_(settings.now),
        key_(static_cast<std::int64_t>(
            std::stoull(digest("zin migrations " + settings.table).substr(0, 16), nullptr, 16))) {}

  std::string try_take() override {
    if (db_.select_one("select pg_try_advisory_lock(?)", {key_})->get<bool>(0)) {
      const std::string name = fmt::format("zin migrate, process {} since {}",
                                           LockHolder::this_process().process, moment_text(now_()));
      before_ = db_.select_one("select current_setting('application_name')")->get<std::string>(0);
      static_cast<void>(db_.select("select set_config('application_name', ?, false)", {name}));
      return {};
    }
    // The two halves of the key, as pg_locks shows a lock of 64 bits.
    const auto row = db_.select_one(
        "select a.application_name, a.usename, host(a.client_addr), a.pid from pg_locks l join "
        "pg_stat_activity a on a.pid = l.pid where l.locktype = 'advisory' and l.granted and "
        "l.objsubid = 1 and l.database = (select oid from pg_database where datname = "
        "current_database()) and (l.classid::bigint << 32) | l.objid::bigint = ?",
        {key_});
    if (!row) return "a session that has just ended";
    const auto text = [&](std::size_t at) {
      return row->get<std::optional<std::string>>(at).value_or("unknown");
    };
    return fmt::format("{} ({} from {}, backend {})", text(0), text(1),
                       row->is_null(2) ? "this machine" : text(2), row->get<std::int64_t>(3));
  }

  void give_back() override {
    static_cast<void>(db_.select("select set_config('application_name', ?, false)", {before_}));
    static_cast<void>(db_.select("select pg_advisory_unlock(?)", {key_}));
  }

 private:
  Session& db_;
  WallClock now_;
  std::int64_t key_;
  std::string before_;
};

// Names of these locks are of the whole server and at most 64 characters long. Since when it is
// held the server does not say: a row beside the ledger does.
class NamedLock final : public MigrationLock::Way {
 public:
  NamedLock(Session& db, const LockSettings& settings)
      : db_(db), row_(db, settings), name_("zin:" + digest(place(db, settings)).substr(0, 40)) {}

  std::string try_take() override {
    const auto taken =
        db_.select_one("select get_lock(?, 0)", {name_})->get<std::optional<std::int64_t>>(0);
    if (taken == 1) {
      const auto id = db_.select_one("select connection_id()")->get<std::int64_t>(0);
      row_.note(std::to_string(id));
      return {};
    }
    const auto owner =
        db_.select_one("select is_used_lock(?)", {name_})->get<std::optional<std::int64_t>>(0);
    if (!owner) return "a session that has just ended";
    return row_.described(std::to_string(*owner)) + fmt::format(" (connection {})", *owner);
  }

  void give_back() override { static_cast<void>(db_.select("select release_lock(?)", {name_})); }

 private:
  static std::string place(Session& db, const LockSettings& settings) {
    return db.select_one("select coalesce(database(), '')")->get<std::string>(0) + "/" +
           settings.table;
  }

  Session& db_;
  LeaseRow row_;
  std::string name_;
};

std::unique_ptr<MigrationLock::Way> way_of(Session& db, const LockSettings& settings) {
  const Dialect dialect = db.dialect();
  if (dialect == Dialect::postgres) return std::make_unique<AdvisoryLock>(db, settings);
  if (speaks_mysql(dialect)) return std::make_unique<NamedLock>(db, settings);
  if (dialect == Dialect::sqlite) return std::make_unique<LeaseLock>(db, settings);
  throw Error(Errc::unsupported, "this driver speaks no SQL, so that there is nothing to migrate");
}

}  // namespace

std::string moment_text(WallTime time) {
  return fmt::format("{:%Y-%m-%d %H:%M:%S} UTC",
                     std::chrono::time_point_cast<std::chrono::seconds>(time));
}

MigrationLock::MigrationLock(Session& connection, LockSettings settings)
    : settings_(std::move(settings)), way_(way_of(connection, settings_)) {
  Clock& clock = *settings_.clock;
  const TimePoint until = clock.now() + settings_.timeout;
  constexpr milliseconds longest{500};
  for (milliseconds pause{20};; pause = std::min(2 * pause, longest)) {
    const std::string holder = way_->try_take();
    if (holder.empty()) return;
    if (settings_.waiting) std::exchange(settings_.waiting, nullptr)(holder);
    const TimePoint next = std::min(clock.now() + pause, until);
    if (clock.now() >= until || !detail::pause_until(next, clock)) {
      throw Error(
          Errc::busy,
          fmt::format("another migrator is at work on {}: {}; wait for its end and run this "
                      "again, nothing was changed",
                      settings_.table, holder));
    }
  }
}

MigrationLock::~MigrationLock() {
  try {
    way_->give_back();
  } catch (const std::exception& failure) {
    // Of a connection that is lost the server takes it back, and a lease runs out.
    log(LogLevel::debug, "migrate", failure.what());
  }
}

void MigrationLock::renew(Session& db) { way_->renew(db); }

}  // namespace zin::migrate
