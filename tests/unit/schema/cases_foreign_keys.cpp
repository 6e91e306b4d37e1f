// Foreign keys.
// SPDX-License-Identifier: MIT
#include "schema_cases.hpp"

CREATES_ON(foreign_key, users, "posts") {
  table.unsigned_big_integer("user_id");
  table.foreign("user_id").references("id").on("users");
}
CREATES_ON(foreign_key_of_a_name, users, "posts") {
  table.unsigned_big_integer("user_id");
  table.foreign("user_id", "author").references("id").on("users");
}

static std::vector<zin::Blueprint> members() {
  return {zin::Blueprint::create("members", [](zin::Blueprint& table) {
    table.integer("group_id");
    table.integer("user_id");
    table.primary({"group_id", "user_id"});
  })};
}
static std::vector<zin::Blueprint> people_and_categories() {
  return {zin::Blueprint::create("people", [](zin::Blueprint& table) { table.id(); }),
          zin::Blueprint::create("categories", [](zin::Blueprint& table) { table.id(); })};
}
static std::vector<zin::Blueprint> teams() {
  return {
      zin::Blueprint::create("teams", [](zin::Blueprint& table) { table.uuid("id").primary(); })};
}
static std::vector<zin::Blueprint> countries() {
  return {zin::Blueprint::create("countries",
                                 [](zin::Blueprint& table) { table.char_("code", 2).primary(); })};
}
namespace schema_cases {
using ::countries;
using ::members;
using ::people_and_categories;
using ::teams;
}  // namespace schema_cases

CREATES_ON(foreign_key_of_columns, members, "notes") {
  table.integer("group_id");
  table.integer("user_id");
  table.foreign({"group_id", "user_id"}).references({"group_id", "user_id"}).on("members");
}
CREATES_ON(constrained, users, "posts") { table.foreign_id("user_id").constrained(); }
CREATES_ON(constrained_to_irregular_plurals, people_and_categories, "posts") {
  table.foreign_id("person_id").constrained();
  table.foreign_id("category_id").constrained();
}
CREATES_ON(constrained_to_a_table, users, "posts") {
  table.foreign_id("author_id").constrained("users");
}
CREATES_ON(constrained_to_a_column, countries, "posts") {
  table.char_("country", 2).constrained("countries", "code", "home");
}
CREATES_ON(constrained_uuid, teams, "posts") {
  table.foreign_uuid("team_id").nullable().constrained();
}
CREATES_ON(foreign_key_that_cascades, users, "posts") {
  table.foreign_id("user_id").constrained().cascade_on_delete().cascade_on_update();
}
CREATES_ON(foreign_key_that_sets_null, users, "posts") {
  table.foreign_id("user_id").nullable().constrained().null_on_delete().null_on_update();
}
CREATES_ON(foreign_key_that_restricts, users, "posts") {
  table.foreign_id("user_id").constrained().restrict_on_delete().no_action_on_update();
}
CREATES_ON(foreign_key_that_restricts_updates, users, "posts") {
  table.foreign_id("user_id").constrained().no_action_on_delete().restrict_on_update();
}
CREATES_ON(foreign_key_by_words, users, "posts") {
  table.foreign_id("user_id").nullable().constrained().on_delete("SET NULL").on_update("no action");
}
CREATES_ON(foreign_key_that_sets_the_default, users, "posts") {
  table.foreign_id("user_id").default_(1).constrained().on_delete("set default");
}
CREATES_ON(foreign_key_deferred, users, "posts") {
  table.foreign_id("user_id").constrained().initially_deferred();
}
CREATES_ON(foreign_key_deferrable, users, "posts") {
  table.foreign_id("user_id").constrained().deferrable().initially_immediate();
}
CREATES_ON(foreign_key_not_deferrable, users, "posts") {
  table.foreign_id("user_id").constrained().deferrable(false);
}
CREATES(foreign_key_to_itself, "nodes") {
  table.id();
  table.foreign_id("parent_id").nullable().constrained("nodes").cascade_on_delete();
}

static std::vector<zin::Blueprint> users_and_plain_posts() {
  auto tables = schema_cases::users();
  tables.push_back(zin::Blueprint::create("posts", [](zin::Blueprint& table) {
    table.id();
    table.unsigned_big_integer("user_id").nullable();
  }));
  return tables;
}
namespace schema_cases {
using ::users_and_plain_posts;
}  // namespace schema_cases

ALTERS(add_foreign_key, users_and_plain_posts, "posts") {
  table.foreign("user_id").references("id").on("users").cascade_on_delete();
}
ALTERS(add_foreign_key_unchecked, users_and_plain_posts, "posts") {
  table.foreign("user_id").references("id").on("users").not_valid();
}
ALTERS(add_foreign_key_under_a_lock, users_and_plain_posts, "posts") {
  table.foreign("user_id").references("id").on("users").lock("shared");
}
ALTERS(add_constrained_column, users_and_plain_posts, "posts") {
  table.foreign_id("editor_id").nullable().constrained("users");
}
ALTERS(drop_foreign_by_columns, users_and_posts, "posts") { table.drop_foreign({"user_id"}); }
ALTERS(drop_foreign_by_name, users_and_posts, "posts") {
  table.drop_foreign("posts_user_id_foreign");
}
ALTERS(drop_constrained_foreign_id, users_and_posts, "posts") {
  table.drop_constrained_foreign_id("user_id");
}
