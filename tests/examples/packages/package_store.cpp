// The SQL of the example: it runs as it is on every driver.
// SPDX-License-Identifier: MIT
#include "package_store.hpp"

namespace {

void make_tables(zin::Session& db) {
  db.execute(R"(create table if not exists packages (
    name varchar(200) not null,
    architecture varchar(50) not null,
    version varchar(200) not null,
    status varchar(50) not null,
    primary key (name, architecture)))");
  db.execute(R"(create table if not exists dependencies (
    package varchar(200) not null,
    architecture varchar(50) not null,
    depends_on varchar(200) not null,
    primary key (package, architecture, depends_on)))");
}

using Table = std::vector<std::vector<zin::Value>>;

Table package_rows(const std::vector<Package>& packages) {
  Table rows;
  for (const Package& package : packages) {
    rows.push_back({package.name, package.architecture, package.version, package.status});
  }
  return rows;
}

Table dependency_rows(const std::vector<Package>& packages) {
  Table rows;
  for (const Package& package : packages) {
    for (const std::string& other : package.depends_on) {
      rows.push_back({package.name, package.architecture, other});
    }
  }
  return rows;
}

}  // namespace

void store_packages(zin::Database& db, const std::vector<Package>& packages) {
  make_tables(db);
  db.transaction([&](zin::Session& tx) {
    tx.execute("delete from dependencies");
    tx.execute("delete from packages");
    tx.insert_many("packages", {"name", "architecture", "version", "status"},
                   package_rows(packages));
    tx.insert_many("dependencies", {"package", "architecture", "depends_on"},
                   dependency_rows(packages));
  });
}

std::int64_t count_packages(zin::Session& db) {
  return db.select("select count(*) from packages").front().get<std::int64_t>(0);
}

std::vector<Popularity> most_needed(zin::Session& db, int count) {
  const zin::Rows rows = db.select(
      R"(select depends_on, count(*) as dependents from dependencies
         where depends_on in (select name from packages)
         group by depends_on order by dependents desc, depends_on limit ?)",
      {count});
  std::vector<Popularity> found;
  for (const zin::Row& row : rows) {
    found.push_back({row.get<std::string>("depends_on"), row.get<std::int64_t>("dependents")});
  }
  return found;
}

std::optional<Package> find_package(zin::Session& db, std::string_view name) {
  const std::optional<zin::Row> row =
      db.select_one("select * from packages where name = ? order by architecture limit 1", {name});
  if (!row) return std::nullopt;
  Package package{.name = row->get<std::string>("name"),
                  .architecture = row->get<std::string>("architecture"),
                  .version = row->get<std::string>("version"),
                  .status = row->get<std::string>("status"),
                  .depends_on = {}};
  const zin::Rows others = db.select(
      "select depends_on from dependencies where package = ? and architecture = ?"
      " order by depends_on",
      {package.name, package.architecture});
  for (const zin::Row& other : others) package.depends_on.push_back(other.get<std::string>(0));
  return package;
}
