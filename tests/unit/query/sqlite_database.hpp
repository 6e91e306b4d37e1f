// An SQLite database in memory, for the tests of queries.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string_view>

#include "zin/zin.hpp"

/// Fresh, with a manager of its own; the driver is found in ZIN_PLUGIN_PATH.
class SqliteDatabase {
 public:
  /// Runs a script first.
  explicit SqliteDatabase(std::string_view script = {});
  [[nodiscard]] zin::Database& operator*() noexcept { return *database_; }
  [[nodiscard]] zin::Database* operator->() noexcept { return database_; }

  /// The script of tests/golden/sqlite/tables.sql.
  [[nodiscard]] static const std::string& tables();

 private:
  std::unique_ptr<zin::Manager> manager_;
  zin::Database* database_;
};

/// Fixture: those tables.
struct Tables {
  SqliteDatabase sqlite{SqliteDatabase::tables()};
  zin::Database& db = *sqlite;
};
