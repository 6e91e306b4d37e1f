// A migration that is written in SQL.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zin/migrate/migration.hpp"
#include "zin/migrate/sql_sections.hpp"
#include "zin/sql/splitter.hpp"

namespace zin::migrate {

/// The statements of the two directions, one behind the other as they are in the file.
/// [thread-safe]
class SqlMigration final : public Migration {
 public:
  /// Throws Errc::invalid_argument, naming `file` and line, for a statement that begins or ends a
  /// transaction: that is the migrator's, which would not know how far it has come.
  SqlMigration(const SqlSections& sections, std::string file, Dialect dialect);

  void up(Session& db) const override { run(up_, db); }
  /// Throws Errc::unsupported where the file has no such part.
  void down(Session& db) const override;
  [[nodiscard]] bool in_transaction() const override { return in_transaction_; }
  /// SQLite: whether it has `pragma foreign_keys = off`, which has no effect in a transaction: it
  /// has to be said outside.
  [[nodiscard]] bool turns_keys_off() const noexcept { return turns_keys_off_; }

 private:
  using Statements = std::vector<sql::ScriptStatement>;
  [[nodiscard]] Statements statements_of(const SqlSection& section);
  void run(const Statements& statements, Session& db) const;

  std::string file_;
  Dialect dialect_;
  bool turns_keys_off_ = false;
  Statements up_;
  std::optional<Statements> down_;
  bool in_transaction_;
};

}  // namespace zin::migrate
