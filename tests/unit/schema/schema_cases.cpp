// The list of cases, and the tables on which they begin.
// SPDX-License-Identifier: MIT
#include "schema_cases.hpp"

namespace schema_cases {

std::vector<Case>& all() {
  static std::vector<Case> cases;
  return cases;
}

std::vector<zin::Blueprint> nothing() { return {}; }

std::vector<zin::Blueprint> users() {
  return {zin::Blueprint::create("users", [](zin::Blueprint& table) {
    table.id();
    table.string("name");
    table.string("email").unique();
    table.integer("votes").default_(0);
    table.timestamps();
    table.soft_deletes();
  })};
}

std::vector<zin::Blueprint> users_and_posts() {
  auto tables = users();
  tables.push_back(zin::Blueprint::create("posts", [](zin::Blueprint& table) {
    table.id();
    table.foreign_id("user_id").constrained();
    table.string("title").index();
    table.text("body").nullable();
  }));
  return tables;
}

}  // namespace schema_cases
