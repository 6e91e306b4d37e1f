// A database beside the one of a connection, for trying migrations out.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "zin/cli/scratch_folder.hpp"
#include "zin/database.hpp"
#include "zin/manager.hpp"

namespace zin::cli {

/// Empty, on the same server with the same settings (SQLite: a file in a folder of its own), and
/// dropped with the object. [blocks]
class ScratchDatabase {
 public:
  /// Throws what keeps it from being made: Errc::permission_denied where the user may not.
  explicit ScratchDatabase(Database& beside);
  ~ScratchDatabase();
  ScratchDatabase(const ScratchDatabase&) = delete;
  ScratchDatabase& operator=(const ScratchDatabase&) = delete;

  [[nodiscard]] Database& database() noexcept { return *database_; }

 private:
  Database& beside_;
  std::string name_;                     // on a server
  std::optional<ScratchFolder> folder_;  // SQLite
  std::unique_ptr<Manager> manager_;
  Database* database_ = nullptr;
};

}  // namespace zin::cli
