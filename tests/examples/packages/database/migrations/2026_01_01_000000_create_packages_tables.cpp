// The tables: packages by name and architecture, and what they depend on.
// SPDX-License-Identifier: MIT
#include <zin/zin.hpp>

struct CreatePackagesTables : zin::Migration {
  void up(zin::Session& db) const override {
    auto schema = zin::MigrationSchema::create(db);
    schema.create("packages", [](zin::Blueprint& table) {
      table.string("name", 200);
      table.string("architecture", 50);
      table.string("version", 200);
      table.string("status", 50);
      table.primary({"name", "architecture"});
    });
    schema.create("dependencies", [](zin::Blueprint& table) {
      table.string("package", 200);
      table.string("architecture", 50);
      table.string("depends_on", 200);
      table.primary({"package", "architecture", "depends_on"});
    });
  }
  void down(zin::Session& db) const override {
    auto schema = zin::MigrationSchema::create(db);
    schema.drop_if_exists("dependencies");
    schema.drop_if_exists("packages");
  }
};
ZIN_MIGRATION("2026_01_01_000000_create_packages_tables", CreatePackagesTables)
