// The table in the database that says which migrations ran, and how far one has come.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zin/runtime/session.hpp"

namespace zin::migrate {

/// To the microsecond, UTC.
using WallTime = std::chrono::sys_time<std::chrono::microseconds>;

enum class LedgerState : std::uint8_t {
  applied,
  applying,   ///< Begun, statement by statement, and not finished: is to go on.
  reverting,  ///< Its way back is begun and not finished: is to go on.
};

[[nodiscard]] std::string_view to_string(LedgerState state) noexcept;

/// One migration that was begun at least.
struct LedgerEntry {
  std::string name;
  std::int64_t batch = 0;  ///< From 1; those that one run applied have one number.
  std::string checksum{};  ///< Empty where the source was not at hand.
  LedgerState state = LedgerState::applied;
  WallTime started_at{};
  std::optional<WallTime> applied_at{};

  // For what runs statement by statement.
  std::int64_t statements = 0;  ///< Those that are done for sure.
  std::string digest{};         ///< Over the texts and bindings of these.
  std::string in_flight{};      ///< The digest with the statement that was begun; else empty.
  std::string fingerprint{};    ///< Of the schema when that one was begun.
  std::int64_t generated = 0;   ///< Statements that generated a key, which later ones may use.
};

/// The rows, each read and written by one statement on the session that is given, so that a
/// transaction can hold it. [one thread at a time] [blocks]
class Ledger {
 public:
  explicit Ledger(std::string table) : table_(std::move(table)) {}

  [[nodiscard]] const std::string& table() const noexcept { return table_; }

  /// In the order in which they ran; nothing when there is no table yet. Throws
  /// Errc::invalid_config for a table of that name that is not a ledger.
  [[nodiscard]] std::vector<LedgerEntry> entries(Session& db) const;
  /// Makes the table unless it is there.
  void create(Session& db) const;

  void insert(Session& db, const LedgerEntry& entry) const;
  /// All of it, by its name.
  void update(Session& db, const LedgerEntry& entry) const;
  void remove(Session& db, std::string_view name) const;

 private:
  [[nodiscard]] bool exists(Session& db) const;

  std::string table_;
};

}  // namespace zin::migrate
