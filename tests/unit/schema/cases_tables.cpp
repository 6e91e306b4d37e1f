// Whole tables, and what is dropped or renamed in them.
// SPDX-License-Identifier: MIT
#include "schema_cases.hpp"

using zin::Blueprint;

CREATES(table_of_users, "users") {
  table.id();
  table.string("name");
  table.string("email").unique();
  table.timestamp("email_verified_at").nullable();
  table.string("password");
  table.remember_token();
  table.timestamps();
}
CREATES(morphs, "images") { table.morphs("imageable"); }
CREATES(nullable_morphs, "images") { table.nullable_morphs("imageable"); }
CREATES(uuid_morphs, "images") { table.uuid_morphs("imageable"); }
CREATES(nullable_uuid_morphs, "images") { table.nullable_uuid_morphs("imageable"); }
CREATES(ulid_morphs, "images") { table.ulid_morphs("imageable", "of_what"); }
CREATES(nullable_ulid_morphs, "images") { table.nullable_ulid_morphs("imageable"); }
CREATES(temporary_table, "scratch") {
  table.temporary();
  table.integer("n");
}
CREATES(table_options, "users") {
  table.inno_db();
  table.charset("utf8mb4");
  table.collation("utf8mb4_unicode_ci");
  table.id();
}
CREATES(table_of_an_engine, "users") {
  table.engine("MEMORY");
  table.id();
}
CREATES(table_comment, "users") {
  table.id();
  table.comment("people who're here");
}
CREATES(column_comments_and_a_start, "users") {
  table.id().from(500).comment("no. 500 on");
  table.string("name").comment("of all");
}
BLUEPRINT(create_if_not_exists, users) {
  return Blueprint::create_if_not_exists("users", [](Blueprint& table) {
    table.id();
    table.string("email").unique();
    table.integer("votes").index();
    table.comment("people");
  });
}
BLUEPRINT(create_if_not_exists_with_keys, users) {
  return Blueprint::create_if_not_exists("members", [](Blueprint& table) {
    table.foreign_id("user_id").constrained().cascade_on_delete();
    table.integer("place");
    table.primary({"user_id", "place"});
    table.index("place");
  });
}
BLUEPRINT(create_if_not_exists_from_a_start, nothing) {
  return Blueprint::create_if_not_exists("users", [](Blueprint& table) { table.id().from(1000); });
}

BLUEPRINT(drop_table, users) { return Blueprint::drop("users"); }
BLUEPRINT(drop_table_if_exists, nothing) { return Blueprint::drop_if_exists("users"); }
BLUEPRINT(rename_table, users) { return Blueprint::rename("users", "people"); }
ALTERS(rename_table_and_go_on, users, "users") {
  table.rename("people");
  table.string("nick").nullable();
  table.index("votes");
}
ALTERS(comment_on_table, users, "users") { table.comment("all of them"); }

ALTERS(rename_column, users, "users") { table.rename_column("name", "full_name"); }
ALTERS(drop_column, users, "users") { table.drop_column("votes"); }
ALTERS(drop_columns, users, "users") { table.drop_columns({"votes", "name"}); }
ALTERS(drop_timestamps, users, "users") { table.drop_timestamps(); }
ALTERS(drop_soft_deletes, users, "users") { table.drop_soft_deletes(); }

static std::vector<Blueprint> users_with_token() {
  return {Blueprint::create("users", [](Blueprint& table) {
    table.id();
    table.remember_token();
  })};
}
static std::vector<Blueprint> images() {
  return {Blueprint::create("images", [](Blueprint& table) {
    table.id();
    table.morphs("imageable");
  })};
}
namespace schema_cases {
using ::images;
using ::users_with_token;
}  // namespace schema_cases

ALTERS(drop_remember_token, users_with_token, "users") { table.drop_remember_token(); }
ALTERS(drop_morphs, images, "images") { table.drop_morphs("imageable"); }
ALTERS(add_morphs_behind, users, "users") { table.nullable_morphs("owner", "owners", "email"); }

CREATES(table_in_a_schema, "app.users") {
  table.id();
  table.string("email").unique();
  table.string("name").index();
}
static std::vector<Blueprint> users_of_the_app() {
  return {Blueprint::create("app.users", [](Blueprint& table) {
    table.id();
    table.string("name").index();
  })};
}
namespace schema_cases {
using ::users_of_the_app;
}  // namespace schema_cases
BLUEPRINT(drop_index_in_a_schema, users_of_the_app) {
  return Blueprint::table("app.users", [](Blueprint& table) { table.drop_index({"name"}); });
}
BLUEPRINT(rename_table_in_a_schema, users_of_the_app) {
  return Blueprint::rename("app.users", "people");
}
CREATES(verbs_of_two_names, "things") {
  table.integer_increments("id").starting_value(7);
  table.nullable_timestamps();
  table.foreign_ulid("team_id");
  table.numeric_morphs("owner");
}
CREATES_ON(verbs_of_two_names_with_zones, users, "things") {
  table.nullable_timestamps_tz();
  table.nullable_numeric_morphs("owner", "owners");
  table.foreign_id("user_id").references("id").on("users");
}
static std::vector<Blueprint> posts_with_zones() {
  return {Blueprint::create("posts", [](Blueprint& table) {
    table.id();
    table.timestamps_tz();
    table.soft_deletes_tz();
    table.string("a").nullable();
    table.string("b").nullable();
  })};
}
namespace schema_cases {
using ::posts_with_zones;
}  // namespace schema_cases
ALTERS(drop_columns_with_zones, posts_with_zones, "posts") {
  table.drop_timestamps_tz();
  table.drop_soft_deletes_tz();
  table.drop_columns({"a", "b"});
}
