// Emptying databases, and what is in them.
// SPDX-License-Identifier: MIT
#include "site.hpp"

#include <stdlib.h>  // NOLINT: mkdtemp

#include <fstream>

namespace zin::test {
namespace {

namespace fs = std::filesystem;

std::string drop_of(const std::string& kind, const std::string& name) {
  return "drop " + kind + " if exists " + quote_identifier(name, shared().dialect());
}

}  // namespace

void empty_database() {
  Database& db = shared();
  if (db.dialect() == Dialect::postgres) {
    db.execute("drop schema public cascade");
    db.execute("create schema public");
    return;
  }
  const bool in_file = db.dialect() == Dialect::sqlite;
  const Rows rows = db.select(
      in_file ? "select type, name from sqlite_master where type in ('view', 'table') and name not "
                "like 'sqlite%' and name not like '\\_cf\\_%' escape '\\' order by type desc"
              : "select if(table_type = 'VIEW', 'view', 'table'), table_name from "
                "information_schema.tables where table_schema = database() order by table_type "
                "desc");
  if (!differences().interactive) {  // one batch, which looks at the keys at its end
    db.transaction([&](Session& tx) {
      tx.execute("pragma defer_foreign_keys = on");
      for (const Row& row : rows) {
        tx.execute(drop_of(row.get<std::string>(0), row.get<std::string>(1)));
      }
    });
    return;
  }
  const auto single = db.single_connection();
  single->execute(in_file ? "pragma foreign_keys = off" : "set foreign_key_checks = 0");
  for (const Row& row : rows) {
    single->execute(drop_of(row.get<std::string>(0), row.get<std::string>(1)));
  }
  single->execute(in_file ? "pragma foreign_keys = on" : "set foreign_key_checks = 1");
}

Site::Site() {
  std::string pattern = (fs::temp_directory_path() / "zin-migrations-XXXXXX").string();
  BOOST_REQUIRE(mkdtemp(pattern.data()) != nullptr);
  folder_ = pattern;
  empty_database();
}

Site::~Site() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
  empty_database();
}

void Site::write(std::string_view name, std::string_view text) const {
  std::ofstream{folder_ / name, std::ios::binary} << text;
}

void Site::remove(std::string_view name) const { fs::remove(folder_ / name); }

MigratorSettings Site::settings() const {
  return {.directory = folder_, .lock_timeout = std::chrono::milliseconds{0}};
}

std::string Site::standing() const {
  std::string all;
  for (const MigrationStatus& status : migrator().status()) {
    all += (all.empty() ? "" : ", ") + status.name + " " + std::string{to_string(status.state)};
    if (status.batch > 0) all += " " + std::to_string(status.batch);
    if (status.statements > 0) all += " behind " + std::to_string(status.statements);
    if (status.in_doubt) all += " in doubt";
    if (status.changed) all += " changed";
    if (status.missing) all += " missing";
  }
  return all;
}

std::string Site::names(const std::vector<MigrationRun>& runs) {
  std::string all;
  for (const MigrationRun& run : runs) {
    all += (all.empty() ? "" : " ") + std::string{run.down ? "-" : ""} + run.name;
  }
  return all;
}

bool exists(std::string_view table) {
  try {
    static_cast<void>(shared().select("select 1 from " + std::string{table} + " where 1 = 0"));
    return true;
  } catch (const Error& failure) {
    if (failure.code() != Errc::undefined_table) throw;
    return false;
  }
}

std::int64_t number(std::string_view sql) { return shared().select_one(sql)->get<std::int64_t>(0); }

}  // namespace zin::test
