// What the example asks: it runs as it is on every driver.
// SPDX-License-Identifier: MIT
#include "package_queries.hpp"

std::int64_t count_packages(zin::Session& db) { return db.table("packages").count(); }

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
