// What a migrator tells: how migrations stand, what it does and what it has done.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zin/base/export.hpp"

namespace zin {

enum class MigrationState : std::uint8_t {
  pending,    ///< Did not run.
  applied,    ///< Ran to its end.
  applying,   ///< Was interrupted between two of its statements; migrate() goes on.
  reverting,  ///< Its way back was interrupted; rollback() goes on.
};

/// "pending" etc. [thread-safe]
[[nodiscard]] ZIN_API std::string_view to_string(MigrationState state) noexcept;

struct MigrationStatus {
  using Moment = std::chrono::sys_time<std::chrono::microseconds>;

  std::string name;
  std::string origin;  ///< The file; empty when it is missing.
  MigrationState state = MigrationState::pending;
  std::int64_t batch = 0;  ///< From 1; 0 = none.
  std::optional<Moment> started_at{};
  std::optional<Moment> applied_at{};
  /// Statements that are done, of one that was interrupted.
  std::int64_t statements = 0;
  bool in_doubt = false;  ///< One more was begun; whether it happened is found out when it goes on.
  bool changed = false;   ///< Its source is another one than that which ran.
  bool missing = false;   ///< It ran, and its source is not there any more.

  friend bool operator==(const MigrationStatus&, const MigrationStatus&) = default;
};

/// One migration that was run, up or down.
struct MigrationRun {
  std::string name;
  bool down = false;
  std::int64_t statements = 0;  ///< Those that wrote; of this run alone.
  std::chrono::microseconds took{0};
};

/// What migrate() would do for one migration: its SQL, in the dialect of the database.
struct PretendedMigration {
  std::string name;
  bool down = false;
  std::vector<std::string> statements{};
};

/// Told while a migrator works, on its thread. Views hold for the call. What the function throws
/// ends the run as a failing statement does.
struct MigrationProgress {
  enum class Event : std::uint8_t {
    waiting,    ///< For another migrator; `detail` says for whom.
    compiling,  ///< C++; `detail` names the files.
    begins,     ///< One migration.
    statement,  ///< One more of its statements is done.
    done,       ///< The migration.
  };
  Event event;
  std::string_view migration{};
  bool down = false;
  std::int64_t statements = 0;
  std::chrono::microseconds took{0};
  std::string_view detail{};
};

}  // namespace zin
