// Fills the tables with the packages of this machine, in place of what they held.
// SPDX-License-Identifier: MIT
#include <zin/zin.hpp>

#include <string>
#include <vector>

#include "package.hpp"

struct PackageSeeder : zin::Seeder {
  void run(zin::Session& db) const override {
    std::vector<std::vector<zin::Value>> packages;
    std::vector<std::vector<zin::Value>> dependencies;
    for (const Package& package : read_packages(package_file())) {
      packages.push_back({package.name, package.architecture, package.version, package.status});
      for (const std::string& other : package.depends_on) {
        dependencies.push_back({package.name, package.architecture, other});
      }
    }
    db.table("dependencies").delete_all();
    db.table("packages").delete_all();
    db.insert_many("packages", {"name", "architecture", "version", "status"}, packages);
    db.insert_many("dependencies", {"package", "architecture", "depends_on"}, dependencies);
  }
};
ZIN_SEEDER(PackageSeeder)
