// Reading the folder.
// SPDX-License-Identifier: MIT
#include "zin/migrate/migration_source.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "zin/base/error.hpp"
#include "zin/migrate/digest.hpp"
#include "zin/migrate/migration_file.hpp"
#include "zin/migrate/migration_name.hpp"
#include "zin/migrate/sql_migration.hpp"

namespace zin::migrate {

namespace fs = std::filesystem;

MigrationSource::MigrationSource(const fs::path& folder, Dialect dialect) : dialect_(dialect) {
  for (const auto& registered : detail::registered_migrations()) {
    all_.push_back({.name = registered.name,
                    .origin = registered.file,
                    .kind = SourceMigration::Kind::linked,
                    .migration = registered.make()});
  }
  if (folder.empty()) return;
  const std::vector<fs::path> files = migration_files(folder);
  std::map<std::string, fs::path> downs;
  for (const fs::path& path : files) {
    const fs::path stem = path.stem();
    if (path.extension() == ".sql" && stem.extension() == ".down") {
      downs.emplace(stem.stem().string(), path);
    }
  }
  for (const fs::path& path : files) {
    const fs::path stem = path.stem();
    if (path.extension() == ".cpp") {
      add({.name = stem.string(),
           .origin = path.string(),
           .kind = SourceMigration::Kind::cpp,
           .checksum = digest(migration_text(path))});
    } else if (path.extension() == ".sql" && stem.extension() != ".down") {
      read_sql(path, stem.extension() == ".up" ? stem.stem().string() : stem.string(), downs);
    }
  }
  if (!downs.empty()) {
    throw Error(Errc::invalid_argument,
                fmt::format("{} takes back a migration that there is not: {}.up.sql is missing",
                            downs.begin()->second.string(), downs.begin()->first));
  }
  std::ranges::sort(all_, {}, &SourceMigration::name);
  dump_ = read_dump(folder, dialect);
  if (!dump_) return;
  const std::string file = dump_->file.string();
  dump_migration_ = {.name = std::string{dump_name},
                     .origin = file,
                     .kind = SourceMigration::Kind::sql,
                     .checksum = digest(dump_->text),
                     .migration = std::make_shared<SqlMigration>(
                         sql_sections(dump_->text, file, dialect), file, dialect)};
}

void MigrationSource::read_sql(const fs::path& path, const std::string& name,
                               std::map<std::string, fs::path>& downs) {
  const std::string text = migration_text(path);
  const std::string file = path.string();
  SqlSections sections;
  std::string sum = text;
  if (path.stem().extension() == ".up") {
    sections.up = sql_section(text, file, "up", dialect_);
    if (const auto down = downs.find(name); down != downs.end()) {
      const std::string back = migration_text(down->second);
      sections.down = sql_section(back, down->second.string(), "down", dialect_);
      sum += '\0' + back;
      downs.erase(down);
    }
  } else {
    sections = sql_sections(text, file, dialect_);
  }
  add({.name = name,
       .origin = file,
       .kind = SourceMigration::Kind::sql,
       .checksum = digest(sum),
       .migration = std::make_shared<SqlMigration>(sections, file, dialect_)});
}

void MigrationSource::add(SourceMigration migration) {
  check_name(migration.name, migration.origin);
  const auto same = std::ranges::find(all_, migration.name, &SourceMigration::name);
  if (same == all_.end()) return all_.push_back(std::move(migration));
  const bool linked_in =
      same->kind == SourceMigration::Kind::linked && migration.kind == SourceMigration::Kind::cpp;
  if (linked_in) return;
  throw Error(Errc::invalid_argument,
              fmt::format("there are two migrations \"{}\", in {} and in {}; rename one of them",
                          migration.name, same->origin, migration.origin));
}

const SourceMigration* MigrationSource::find(std::string_view name) const noexcept {
  if (dump_ && name == dump_name) return &dump_migration_;
  const auto found = std::ranges::find(all_, name, &SourceMigration::name);
  return found == all_.end() ? nullptr : &*found;
}

std::vector<fs::path> MigrationSource::uncompiled() const {
  std::vector<fs::path> files;
  for (const SourceMigration& one : all_) {
    if (one.migration == nullptr) files.emplace_back(one.origin);
  }
  return files;
}

void MigrationSource::add_compiled(const std::vector<detail::RegisteredMigration>& compiled) {
  for (SourceMigration& one : all_) {
    if (one.migration != nullptr) continue;
    const auto found = std::ranges::find(compiled, one.name, &detail::RegisteredMigration::name);
    if (found == compiled.end()) {
      throw Error(Errc::invalid_argument,
                  fmt::format("{} registers no migration of its name; write "
                              "ZIN_MIGRATION(\"{}\", YourClass) at its end",
                              one.origin, one.name));
    }
    one.migration = found->make();
  }
}

}  // namespace zin::migrate
