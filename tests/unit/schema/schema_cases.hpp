// Blueprints whose SQL is compared with the files below tests/golden/schema/.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "zin/zin.hpp"

namespace schema_cases {

/// One case. It stands on its own: its setup makes the tables that must be there before.
struct Case {
  std::string_view name;
  std::vector<zin::Blueprint> (*setup)();
  zin::Blueprint (*blueprint)();
};

/// All cases, in the order of their files.
std::vector<Case>& all();

struct Registered {
  Registered(std::string_view name, std::vector<zin::Blueprint> (*setup)(),
             zin::Blueprint (*blueprint)()) {
    all().push_back({name, setup, blueprint});
  }
};

// Setups.

std::vector<zin::Blueprint> nothing();
/// users: id, name, email (unique), votes (default 0), created_at, updated_at, deleted_at.
std::vector<zin::Blueprint> users();
/// users, and posts: id, user_id (a foreign key), title (indexed), body.
std::vector<zin::Blueprint> users_and_posts();

}  // namespace schema_cases

/// BLUEPRINT(name, setup) { return zin::Blueprint::drop("users"); }
#define BLUEPRINT(name, setup)                                                        \
  static zin::Blueprint blueprint_##name();                                           \
  static const schema_cases::Registered registered_##name{#name, schema_cases::setup, \
                                                          blueprint_##name};          \
  static zin::Blueprint blueprint_##name()

/// CREATES(name, "users") { table.id(); }
#define CREATES(name, table_name) CREATES_ON(name, nothing, table_name)
#define CREATES_ON(name, setup, table_name)                                          \
  static void fill_##name(zin::Blueprint& table);                                    \
  BLUEPRINT(name, setup) { return zin::Blueprint::create(table_name, fill_##name); } \
  static void fill_##name([[maybe_unused]] zin::Blueprint& table)

/// ALTERS(name, users, "users") { table.drop_column("votes"); }
#define ALTERS(name, setup, table_name)                                             \
  static void fill_##name(zin::Blueprint& table);                                   \
  BLUEPRINT(name, setup) { return zin::Blueprint::table(table_name, fill_##name); } \
  static void fill_##name([[maybe_unused]] zin::Blueprint& table)
