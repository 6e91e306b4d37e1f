// What the example asks, by models: it runs as it is on every driver.
// SPDX-License-Identifier: MIT
#include "package_queries.hpp"

namespace {

const zin::Model dependency =
    zin::Model::define({.table = "dependencies", .primary_key = "depends_on"});

const zin::Model package =
    zin::Model::define({.table = "packages", .primary_key = "name"},
                       {{"dependencies", [](const zin::Record& r) {
                           return r.has_many(dependency, "package", "name").order_by("depends_on");
                         }}});

}  // namespace

std::int64_t count_packages() { return static_cast<std::int64_t>(package.count()); }

std::vector<Popularity> most_needed(int count) {
  const zin::Rows rows = dependency.select("depends_on")
                             .select_raw("count(*) as dependents")
                             .where_in("depends_on", package.select("name").to_query())
                             .group_by("depends_on")
                             .order_by("dependents", "desc")
                             .order_by("depends_on")
                             .limit(count)
                             .rows();
  std::vector<Popularity> found;
  for (const zin::Row& row : rows) {
    found.push_back({row.get<std::string>("depends_on"), row.get<std::int64_t>("dependents")});
  }
  return found;
}

std::optional<Package> find_package(std::string_view name) {
  const auto found = package.where("name", name).order_by("architecture").first();
  if (!found) return std::nullopt;
  const auto architecture = found->get<std::string>("architecture");
  const zin::Records others =
      found->relation("dependencies").where("architecture", architecture).get();
  return Package{.name = found->get<std::string>("name"),
                 .architecture = architecture,
                 .version = found->get<std::string>("version"),
                 .status = found->get<std::string>("status"),
                 .depends_on = others.pluck<std::string>("depends_on")};
}
