// Which seeders there are, and running them.
// SPDX-License-Identifier: MIT
#include "zin/migrate/seeding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "zin/base/error.hpp"
#include "zin/sql/dialect.hpp"

namespace zin {
namespace {

namespace fs = std::filesystem;
using detail::RegisteredSeeder;

constexpr std::string_view first_of_all = "DatabaseSeeder";

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  if (folder.empty()) return files;
  std::error_code failure;
  for (fs::directory_iterator at{folder, failure}; !failure && at != fs::directory_iterator{};
       at.increment(failure)) {
    if (at->path().extension() == ".cpp") files.push_back(at->path());
  }
  std::ranges::sort(files);
  return files;
}

// A file that the program was linked with is not compiled: it has registered itself.
bool is_linked(const fs::path& file, const std::vector<RegisteredSeeder>& linked) {
  return std::ranges::any_of(linked, [&](const RegisteredSeeder& seeder) {
    return fs::path{seeder.file}.filename() == file.filename();
  });
}

std::vector<RegisteredSeeder> all_of(const SeedingOptions& options) {
  std::vector<RegisteredSeeder> all = detail::registered_seeders();
  std::vector<fs::path> files = files_in(options.directory);
  std::erase_if(files, [&](const fs::path& file) { return is_linked(file, all); });
  if (files.empty()) return all;
  if (!options.compile) {
    throw Error(Errc::unsupported,
                fmt::format("{} is C++ that is not part of this program; link it into it, or run "
                            "`zin db:seed` where there is a compiler",
                            files.front().string()));
  }
  for (RegisteredSeeder& seeder : options.compile(files)) all.push_back(std::move(seeder));
  std::ranges::stable_sort(all, {}, &RegisteredSeeder::name);
  const auto twice = std::ranges::adjacent_find(all, {}, &RegisteredSeeder::name);
  if (twice == all.end()) return all;
  throw Error(Errc::invalid_argument,
              fmt::format("the seeder {} is registered twice, in {} and in {}; give one of them "
                          "another name",
                          twice->name, twice->file, std::next(twice)->file));
}

std::vector<RegisteredSeeder> chosen(const SeedingOptions& options) {
  std::vector<RegisteredSeeder> all = all_of(options);
  const auto named = [&all](std::string_view name) {
    return std::ranges::find(all, name, &RegisteredSeeder::name);
  };
  if (!options.only.empty()) {
    const auto found = named(options.only);
    if (found != all.end()) return {*found};
    std::vector<std::string> names;
    for (const RegisteredSeeder& seeder : all) names.push_back(seeder.name);
    throw Error(Errc::not_found,
                fmt::format("there is no seeder {}; there are: {}", options.only,
                            names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "))));
  }
  const auto first = named(first_of_all);
  if (first != all.end()) return {*first};
  return all;
}

std::vector<std::string> tables_of(Session& db) {
  const Dialect dialect = db.dialect();
  std::string_view sql =
      "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape "
      "'\\' and name not like '\\_cf\\_%' escape '\\' order by name";
  if (dialect == Dialect::postgres) {
    sql =
        "select tablename::text from pg_tables where schemaname = current_schema() order by "
        "tablename";
  } else if (speaks_mysql(dialect)) {
    sql =
        "select table_name from information_schema.tables where table_schema = database() and "
        "table_type = 'BASE TABLE' order by table_name";
  }
  std::vector<std::string> tables;
  for (const Row& row : db.select(sql)) tables.push_back(row.get<std::string>(0));
  return tables;
}

void empty_tables(Session& db, const std::string& kept) {
  const Dialect dialect = db.dialect();
  std::vector<std::string> tables = tables_of(db);
  std::erase_if(tables,
                [&](const std::string& name) { return name == kept || name == kept + "_lock"; });
  if (tables.empty()) return;
  if (dialect == Dialect::postgres) {
    std::string list;
    for (const std::string& name : tables) {
      list += (list.empty() ? "" : ", ") + quote_identifier(name, dialect);
    }
    db.execute("truncate table " + list + " restart identity cascade");
    return;
  }
  if (speaks_mysql(dialect)) db.execute("set foreign_key_checks = 0");
  if (dialect == Dialect::sqlite) db.execute("pragma defer_foreign_keys = on");
  for (const std::string& name : tables) {
    db.execute("delete from " + quote_identifier(name, dialect));
  }
  if (speaks_mysql(dialect)) db.execute("set foreign_key_checks = 1");
}

}  // namespace

std::vector<std::string> run_seeders(Session& db, const SeedingOptions& options) {
  const std::vector<RegisteredSeeder> seeders = chosen(options);
  std::vector<std::string> names;
  db.transaction(
      [&](Session& tx) {
        if (options.reset) empty_tables(tx, options.kept);
        for (const RegisteredSeeder& seeder : seeders) {
          try {
            seeder.make()->run(tx);
          } catch (const Error& failure) {
            ErrorInfo info = failure.info();
            info.message = fmt::format("the seeder {} failed: {}; nothing of this run is left",
                                       seeder.name, info.message);
            throw Error(std::move(info));
          }
          names.push_back(seeder.name);
        }
      },
      {.attempts = 1});
  return names;
}

}  // namespace zin
