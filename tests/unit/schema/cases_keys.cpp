// Keys and indexes.
// SPDX-License-Identifier: MIT
#include "schema_cases.hpp"

CREATES(primary_of_a_column, "countries") { table.string("code", 2).primary(); }
CREATES(primary_of_columns, "members") {
  table.integer("group_id");
  table.integer("user_id");
  table.primary({"group_id", "user_id"});
}
CREATES(primary_by_algorithm, "members") {
  table.integer("group_id");
  table.primary("group_id", "members_key", "btree");
}
CREATES(primary_beside_a_counter, "members") {
  table.id();
  table.integer("group_id");
  table.primary({"id", "group_id"});
}
CREATES(primary_of_the_counter_itself, "members") {
  table.id();
  table.primary("id");
}
CREATES(unique_of_a_column, "users") { table.string("email").unique(); }
CREATES(unique_of_a_name, "users") { table.string("email").unique("one_email"); }
CREATES(unique_of_columns, "users") {
  table.string("first");
  table.string("last");
  table.unique({"first", "last"});
}
CREATES(unique_and_index_of_one_column, "users") { table.string("email").unique().index(); }
CREATES(unique_deferrable, "users") {
  table.integer("place");
  table.unique("place").deferrable().initially_immediate(false);
}
CREATES(unique_with_one_null, "users") {
  table.string("email").nullable();
  table.unique("email").nulls_not_distinct();
}
CREATES(unique_of_some_rows, "users") {
  table.string("email");
  table.soft_deletes();
  table.unique("email", "live_email").where("deleted_at is null");
}
CREATES(index_of_a_column, "users") { table.string("name").index(); }
CREATES(index_of_columns, "users") {
  table.string("first");
  table.string("last");
  table.index({"last", "first"}, "names");
}
CREATES(index_by_algorithm, "users") {
  table.string("name");
  table.index("name", "names", "btree");
}
CREATES(index_by_hash, "users") {
  table.string("name");
  table.index("name").algorithm("hash");
}
CREATES(index_of_some_rows, "users") {
  table.integer("votes");
  table.index("votes").where("votes > 100");
}
CREATES(index_as_sql, "users") {
  table.string("email");
  table.raw_index("(lower(email))", "users_lower_email");
}
CREATES(index_of_a_list_of_names, "users") {
  const std::vector<std::string> names{"a", "b"};
  for (const std::string& name : names) table.integer(name);
  table.index(names);
}
CREATES(full_text_of_a_column, "posts") { table.text("body").full_text(); }
CREATES(full_text_of_columns, "posts") {
  table.string("title");
  table.text("body");
  table.full_text({"title", "body"}, "words").language("german");
}
CREATES(spatial_index_of_a_column, "places") { table.geometry("area").spatial_index(); }
CREATES(index_with_an_operator_class, "posts") {
  table.string("title");
  table.index("title").operator_class("varchar_pattern_ops");
}

ALTERS(add_index, users, "users") { table.index("votes"); }
ALTERS(add_index_online, users, "users") { table.index("votes").online(); }
ALTERS(add_index_under_a_lock, users, "users") { table.index("votes").lock("none"); }
ALTERS(add_unique, users, "users") { table.unique({"name", "email"}); }
ALTERS(add_unique_by_algorithm, users, "users") { table.unique("name", "one_name", "btree"); }

static std::vector<zin::Blueprint> table_without_key() {
  return {zin::Blueprint::create("members", [](zin::Blueprint& table) {
    table.integer("group_id");
    table.integer("user_id");
  })};
}
static std::vector<zin::Blueprint> table_with_key() {
  return {zin::Blueprint::create("members", [](zin::Blueprint& table) {
    table.integer("group_id");
    table.integer("user_id");
    table.primary({"group_id", "user_id"});
  })};
}
static std::vector<zin::Blueprint> posts_with_words() {
  return {zin::Blueprint::create("posts", [](zin::Blueprint& table) {
    table.id();
    table.text("body").full_text();
  })};
}
static std::vector<zin::Blueprint> places_with_area() {
  return {zin::Blueprint::create("places", [](zin::Blueprint& table) {
    table.id();
    table.geometry("area").spatial_index();
  })};
}
namespace schema_cases {
using ::places_with_area;
using ::posts_with_words;
using ::table_with_key;
using ::table_without_key;
}  // namespace schema_cases

ALTERS(add_primary, table_without_key, "members") { table.primary({"group_id", "user_id"}); }
ALTERS(add_counter, table_without_key, "members") { table.id(); }
ALTERS(change_to_counter_and_key, table_without_key, "members") {
  table.integer("user_id").auto_increment().primary().change();
}
ALTERS(drop_primary, table_with_key, "members") { table.drop_primary(); }
ALTERS(drop_unique_by_columns, users, "users") { table.drop_unique({"email"}); }
ALTERS(drop_unique_by_name, users, "users") { table.drop_unique("users_email_unique"); }
ALTERS(drop_index_by_columns, users_and_posts, "posts") { table.drop_index({"title"}); }
ALTERS(drop_index_by_name, users_and_posts, "posts") { table.drop_index("posts_title_index"); }
ALTERS(drop_full_text, posts_with_words, "posts") { table.drop_full_text({"body"}); }
ALTERS(drop_spatial_index, places_with_area, "places") { table.drop_spatial_index({"area"}); }
ALTERS(rename_index, users_and_posts, "posts") {
  table.rename_index("posts_title_index", "titles");
}
