// A manager and its one connection.
// SPDX-License-Identifier: MIT
#include "sqlite_database.hpp"

#include <fstream>
#include <iterator>

#include "zin/sql/splitter.hpp"

SqliteDatabase::SqliteDatabase(std::string_view script)
    : manager_(std::make_unique<zin::Manager>()) {
  zin::DatabaseConfig config;
  config.driver = "sqlite";
  config.database = ":memory:";
  database_ = &manager_->use_database(std::move(config));
  for (const auto& statement : zin::sql::split(script, zin::Dialect::sqlite)) {
    database_->execute(statement.text);
  }
}

const std::string& SqliteDatabase::tables() {
  static const std::string text = [] {
    std::ifstream in{ZIN_GOLDEN_FOLDER "/sqlite/tables.sql"};
    return std::string{std::istreambuf_iterator<char>{in}, {}};
  }();
  return text;
}
