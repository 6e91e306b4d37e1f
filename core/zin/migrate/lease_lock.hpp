// A lock that is a row with an end: for databases whose sessions hold none.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "zin/base/attributes.hpp"
#include "zin/migrate/lock_holder.hpp"
#include "zin/migrate/migration_lock.hpp"

namespace zin::migrate {

/// The one row of the table beside the ledger: who has, or had, the lock. [one thread at a time]
class LeaseRow {
 public:
  /// Makes the table unless it is there.
  LeaseRow(Session& db, const LockSettings& settings);

  /// What the row says; nothing when there is none.
  struct Lease {
    LockHolder holder;
    std::string token;  ///< Of the one holding.
    WallTime since{};
    WallTime until{};
  };
  [[nodiscard]] std::optional<Lease> read(Session& db) const;
  /// Puts this process into it, in place of whoever was there.
  void write(Session& db, std::string_view token, WallTime since, WallTime until) const;
  /// The same, but only if the row is still as it was `seen`; false, with nothing changed, when
  /// somebody was there before. One statement, so that no transaction is needed.
  bool swap(Session& db, const std::optional<Lease>& seen, std::string_view token, WallTime since,
            WallTime until) const;
  /// Puts the end off; false when another one holds it, or that is not known before `db` commits.
  bool extend(Session& db, std::string_view token, WallTime until) const;
  void remove(Session& db, std::string_view token) const;

  /// For a lock that is held elsewhere: that this process has it since now.
  void note(std::string_view token);
  /// "process 4711 on web1, since 2026-11-26 15:33:43 UTC" when the row is of that token.
  [[nodiscard]] std::string described(std::string_view token) const;

 private:
  [[nodiscard]] static Attributes row_of(std::string_view token, WallTime since, WallTime until);

  Session& db_;
  std::string table_;
  WallClock now_;
};

[[nodiscard]] std::string to_text(const LeaseRow::Lease& lease);

/// SQLite, and what speaks as it does. The row is taken by compare and swap: a driver may have no
/// transactions in which it could be looked at and changed.
class LeaseLock final : public MigrationLock::Way {
 public:
  LeaseLock(Session& db, const LockSettings& settings);
  std::string try_take() override;
  void renew(Session& db) override;
  void give_back() override;

 private:
  Session& db_;
  LeaseRow row_;
  std::chrono::milliseconds length_;
  WallClock now_;
  std::string token_;
};

}  // namespace zin::migrate
