// Reading the folder.
// SPDX-License-Identifier: MIT
#include "zin/migrate/migration_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "zin/base/error.hpp"
#include "zin/config/text_file.hpp"
#include "zin/migrate/digest.hpp"
#include "zin/migrate/migration_name.hpp"
#include "zin/migrate/sql_migration.hpp"

namespace zin::migrate {
namespace {

namespace fs = std::filesystem;

// Of a file; larger ones are data, which belongs into a seeder.
constexpr std::size_t most_bytes = std::size_t{64} << 20U;

std::string text_of(const fs::path& path) {
  config::TextFile file = config::read_text_file(path.string(), most_bytes);
  if (!file.problem.empty()) {
    throw Error(Errc::permission_denied,
                fmt::format("the migration {} {}", path.string(), file.problem));
  }
  if (file.text.find('\0') != std::string::npos) {
    throw Error(Errc::invalid_argument,
                fmt::format("the migration {} holds a NUL byte: save it as UTF-8", path.string()));
  }
  return normalised(file.text);
}

std::vector<fs::path> files_of(const fs::path& folder) {
  std::error_code failure;
  std::vector<fs::path> files;
  for (fs::directory_iterator at{folder, failure}; !failure && at != fs::directory_iterator{};
       at.increment(failure)) {
    const std::string name = at->path().filename().string();
    if (name.front() != '.' && at->is_regular_file()) files.push_back(at->path());
  }
  if (failure && failure != std::errc::no_such_file_or_directory) {
    throw Error(Errc::permission_denied,
                fmt::format("the folder of the migrations {} cannot be read: {}", folder.string(),
                            failure.message()));
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

MigrationSource::MigrationSource(const fs::path& folder, Dialect dialect) : dialect_(dialect) {
  for (const auto& registered : detail::registered_migrations()) {
    all_.push_back({.name = registered.name,
                    .origin = registered.file,
                    .kind = SourceMigration::Kind::linked,
                    .migration = registered.make()});
  }
  if (folder.empty()) return;
  const std::vector<fs::path> files = files_of(folder);
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
           .checksum = digest(text_of(path))});
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
}

void MigrationSource::read_sql(const fs::path& path, const std::string& name,
                               std::map<std::string, fs::path>& downs) {
  const std::string text = text_of(path);
  const std::string file = path.string();
  SqlSections sections;
  std::string sum = text;
  if (path.stem().extension() == ".up") {
    sections.up = sql_section(text, file, "up", dialect_);
    if (const auto down = downs.find(name); down != downs.end()) {
      const std::string back = text_of(down->second);
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
