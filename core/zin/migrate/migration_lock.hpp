// Keeps two migrators from working on one database at the same time.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "zin/base/clock.hpp"
#include "zin/migrate/ledger.hpp"
#include "zin/runtime/session.hpp"

namespace zin::migrate {

/// Tells the time of day.
using WallClock = std::function<WallTime()>;

struct LockSettings {
  /// The table of the ledger that is locked.
  std::string table;
  /// Longest wait for another migrator; 0 = none.
  std::chrono::milliseconds timeout{60000};
  /// SQLite: how long the lease holds without a sign of life.
  std::chrono::milliseconds lease{60000};
  Clock* clock = &Clock::system();
  WallClock now;
  /// Called once, with who holds it, when it begins to wait.
  std::function<void(const std::string& holder)> waiting{};
};

/// PostgreSQL: an advisory lock; MySQL and MariaDB: GET_LOCK. Both belong to the session, so that
/// the server takes them back when the connection ends, whatever ended it. SQLite: a row that is a
/// lease, which a dead process of this machine loses at once and others when it runs out.
/// [one thread at a time] [blocks]
class MigrationLock {
 public:
  /// Waits for it on `connection`, which is one connection and must outlive it. Throws Errc::busy
  /// when the time is up, with who holds it and since when; Errc::unsupported without SQL.
  MigrationLock(Session& connection, LockSettings settings);
  /// Gives it back.
  ~MigrationLock();
  MigrationLock(const MigrationLock&) = delete;
  MigrationLock& operator=(const MigrationLock&) = delete;

  /// A sign of life, on the session in whose transaction the next work is done: what holds the
  /// write lock of the file then has the lease for sure until it commits. Throws
  /// Errc::stale_version when somebody else has taken it. Costs nothing on servers.
  void renew(Session& db);

  /// The same way to a lock for each dialect.
  class Way {
   public:
    Way() = default;
    Way(const Way&) = delete;
    Way& operator=(const Way&) = delete;
    virtual ~Way() = default;
    /// Takes it; or gives who has it, as text for people: never empty.
    [[nodiscard]] virtual std::string try_take() = 0;
    virtual void renew(Session&) {}
    virtual void give_back() = 0;
  };

 private:
  LockSettings settings_;
  std::unique_ptr<Way> way_;
};

/// "2026-11-26 15:33:43 UTC".
[[nodiscard]] std::string moment_text(WallTime time);

}  // namespace zin::migrate
