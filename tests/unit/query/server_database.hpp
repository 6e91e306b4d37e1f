// A database on a real server, for the tests of queries.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "zin/zin.hpp"

/// The server beside which the tests run (tests/servers/run.py), with a manager of its own; the
/// driver is found in ZIN_PLUGIN_PATH.
class ServerDatabase {
 public:
  /// The dialect that ZIN_TEST_DIALECT says: postgres, mariadb, or mysql, which is a MariaDB spoken
  /// to as if it were a MySQL. Throws std::runtime_error when a variable is missing.
  ServerDatabase();
  [[nodiscard]] zin::Database& operator*() noexcept { return *database_; }
  [[nodiscard]] zin::Database* operator->() noexcept { return database_; }
  [[nodiscard]] const std::string& dialect() const noexcept { return dialect_; }

  /// Runs tests/golden/<dialect>/tables.sql: the tables as they are at first.
  void make_tables();

 private:
  std::string dialect_;
  std::unique_ptr<zin::Manager> manager_;
  zin::Database* database_;
};
