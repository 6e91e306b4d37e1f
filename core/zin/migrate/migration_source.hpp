// What migrations there are: those of the program and those of a folder, in one order.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zin/migrate/migration.hpp"
#include "zin/migrate/schema_dump.hpp"
#include "zin/sql/dialect.hpp"

namespace zin::migrate {

/// One migration, known by name; what it does may still have to be compiled.
struct SourceMigration {
  enum class Kind : std::uint8_t { linked, sql, cpp };

  std::string name;
  std::string origin;  ///< The file, for messages.
  Kind kind = Kind::linked;
  /// SHA-256 of its source, normalised; of both files where it has two. Empty for a migration of
  /// the program, whose source is not at hand.
  std::string checksum{};
  /// nullptr while its C++ is not compiled.
  std::shared_ptr<const Migration> migration{};
};

/// The migrations of the program and of a folder, in the order of their names. A C++ file of the
/// folder whose name the program has registered is the program's. [thread-safe] once made
class MigrationSource {
 public:
  /// Reads the folder: NAME.sql, NAME.up.sql with NAME.down.sql, NAME.cpp, and the dump; others,
  /// hidden ones and folders are left out. A folder that is not there has no migrations.
  /// Throws Errc::invalid_argument for what cannot be right, naming the file, and for one name in
  /// two files, naming both; Errc::permission_denied for what cannot be read. [blocks]
  MigrationSource(const std::filesystem::path& folder, Dialect dialect);

  [[nodiscard]] const std::vector<SourceMigration>& all() const noexcept { return all_; }
  /// Also the dump, by its name; nullptr when there is none.
  [[nodiscard]] const SourceMigration* find(std::string_view name) const noexcept;

  /// What stands for some of them on a database where none of those ran; nullptr when there is
  /// none.
  [[nodiscard]] const SchemaDump* dump() const noexcept { return dump_ ? &*dump_ : nullptr; }
  [[nodiscard]] bool dump_covers(std::string_view name) const noexcept {
    return dump_ && dump_->covers(name);
  }

  /// The files in C++ that nobody has compiled yet.
  [[nodiscard]] std::vector<std::filesystem::path> uncompiled() const;
  /// Takes what was compiled from them. Throws Errc::invalid_argument for a file that registers no
  /// migration of its own name.
  void add_compiled(const std::vector<detail::RegisteredMigration>& compiled);

 private:
  void read_sql(const std::filesystem::path& path, const std::string& name,
                std::map<std::string, std::filesystem::path>& downs);
  void add(SourceMigration migration);

  Dialect dialect_;
  std::vector<SourceMigration> all_;
  std::optional<SchemaDump> dump_;
  SourceMigration dump_migration_;  // where there is a dump
};

}  // namespace zin::migrate
