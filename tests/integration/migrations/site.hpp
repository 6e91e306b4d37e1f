// A database at the place, and a folder with migrations for it.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "place.hpp"
#include "zin/migrate/migrator.hpp"

namespace zin::test {

/// Both are empty when it is made, and removed with the object.
class Site {
 public:
  Site();
  ~Site();
  Site(const Site&) = delete;
  Site& operator=(const Site&) = delete;

  void write(std::string_view name, std::string_view text) const;
  void remove(std::string_view name) const;
  /// Names the folder; the lock is not waited for.
  [[nodiscard]] MigratorSettings settings() const;
  [[nodiscard]] Migrator migrator() const { return Migrator{shared(), settings()}; }
  [[nodiscard]] const std::filesystem::path& folder() const noexcept { return folder_; }

  /// "a applied 1, b pending": how all stand, with what is to be said about them.
  [[nodiscard]] std::string standing() const;
  /// The names of what ran, "-" in front of what was taken back.
  [[nodiscard]] static std::string names(const std::vector<MigrationRun>& runs);

 private:
  std::filesystem::path folder_;
};

/// Drops all that is in the database.
void empty_database();
/// Whether there is such a table or view, or what else can be read from.
[[nodiscard]] bool exists(std::string_view table);
[[nodiscard]] std::int64_t number(std::string_view sql);
/// Whether the database takes DDL back.
[[nodiscard]] inline bool ddl_rolls_back() { return differences().ddl_rolls_back; }

}  // namespace zin::test
