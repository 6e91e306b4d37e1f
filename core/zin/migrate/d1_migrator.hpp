// Applies the SQL files of a D1 database, and notes them as wrangler does.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "zin/migrate/d1_files.hpp"
#include "zin/runtime/session.hpp"

namespace zin::migrate {

/// How one migration stands.
struct D1Status {
  std::string name;
  bool applied = false;
  std::string applied_at{};  ///< "2026-01-31 12:00:00", UTC, as the database noted it.
  bool missing = false;      ///< It ran, and there is no such file any more.

  friend bool operator==(const D1Status&, const D1Status&) = default;
};

/// One file that was applied.
struct D1Run {
  std::string name;
  std::size_t statements = 0;
  std::chrono::microseconds took{0};
};

/// On a database of SQLite's dialect: wrangler's local file, or D1 itself. What is noted has no
/// checksum, as wrangler has none. [one thread at a time] [blocks]
class D1Migrator {
 public:
  /// `db` must outlive it. Throws Errc::invalid_argument for a table that is no plain name:
  /// wrangler writes it into its statements as it is.
  D1Migrator(Session& db, std::string table);

  /// The files in their order, then those that are noted and missing. Reads alone.
  [[nodiscard]] std::vector<D1Status> status(const std::vector<D1File>& files);

  /// Applies each file that is not noted, together with its note: in one transaction, or in one
  /// atomic batch. Calls `begins` before each. Throws what the first failing one said, with its
  /// file and, where the server tells, the line: nothing of it is left, and what ran before stays.
  /// Nothing is run unless all files can be read and hold what D1 takes.
  std::vector<D1Run> migrate(const std::vector<D1File>& files,
                             const std::function<void(const std::string& name)>& begins = {});

 private:
  struct Noted {
    std::string name;
    std::string applied_at;
  };
  [[nodiscard]] std::vector<Noted> noted();
  [[nodiscard]] bool has_table();

  Session& db_;
  std::string table_;
};

}  // namespace zin::migrate
