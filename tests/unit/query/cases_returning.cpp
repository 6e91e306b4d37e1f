// Writes that give rows back.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

#include <vector>

GOLDEN(returning_of_an_insert) {
  db.table("tags").returning("id", "name").insert({{"id", 9}, {"name", "new"}});
}

GOLDEN(returning_of_an_insert_of_two_rows) {
  db.table("accounts")
      .returning("id", "currency")
      .insert({{{"id", 8}, {"owner", "Dan"}, {"balance", 1}},
               {{"owner", "Eve"}, {"id", 9}, {"balance", 2}}});
}

GOLDEN(returning_everything_of_an_insert) {
  db.table("tags").returning({}).insert({{"name", "new"}, {"id", 9}});
}

GOLDEN(returning_of_an_insert_by_another_key) {
  db.table("settings")
      .returning("key", "hits")
      .keyed_by("key")
      .insert({{"key", "zone"}, {"value", zin::raw("lower(?)", {"UTC"})}});
}

GOLDEN(returning_of_an_insert_of_attributes) {
  const zin::Attributes first{{"id", 8}, {"name", "a"}};
  const zin::Attributes second{{"id", 9}, {"name", "b"}};
  db.table("tags").returning("name").insert(std::vector<zin::Attributes>{first, second});
}

GOLDEN(returning_of_an_insert_or_ignore) {
  db.table("tags").returning("id").insert_or_ignore(
      {{{"id", 1}, {"name", "x"}}, {{"id", 9}, {"name", "new"}}});
}

GOLDEN(returning_of_an_upsert) {
  db.table("settings")
      .returning("key", "value")
      .upsert({{"key", "theme"}, {"value", "light"}}, "key", {"value"});
}

GOLDEN(returning_of_an_upsert_of_two_rows) {
  db.table("settings")
      .returning({})
      .upsert({{{"key", "theme"}, {"hits", 9}}, {{"key", "zone"}, {"hits", 1}}}, "key");
}

GOLDEN(returning_of_an_update) {
  db.table("users").where("role", "editor").returning("id", "name", "votes").update({{"votes", 7}});
}

GOLDEN(returning_of_an_update_to_raw_text) {
  db.table("users")
      .where("votes", ">", 60)
      .where("active", true)
      .returning("name", "votes")
      .update({{"votes", zin::raw("votes + ?", {1})}, {"role", "top"}});
}

GOLDEN(returning_everything_of_an_update) {
  db.table("settings")
      .returning({})
      .keyed_by("key")
      .where("hits", "<", 2)
      .update({{"value", "de"}});
}

GOLDEN(returning_of_an_increment) {
  db.table("accounts").where("owner", "Ada").returning("balance").increment("balance", 10);
}

GOLDEN(returning_of_a_decrement_of_each) {
  db.table("posts")
      .where("published", true)
      .where("views", ">", 5)
      .returning("id", "views")
      .decrement_each({{"views", 5}}, {{"body", "less"}});
}

GOLDEN(returning_of_an_update_of_all) {
  db.table("settings").returning("key", "hits").keyed_by("key").update_all({{"hits", 0}});
}

GOLDEN(returning_of_an_update_with_a_limit) {
  db.table("users")
      .where("votes", "<", 100)
      .order_by("id")
      .limit(1)
      .returning("id")
      .update({{"role", "low"}});
}

GOLDEN(returning_of_an_update_with_a_join) {
  db.table("users")
      .join("posts", "posts.user_id", "=", "users.id")
      .where("posts.views", ">", 60)
      .returning("name")
      .update({{"role", "read"}});
}

GOLDEN(returning_of_a_delete) {
  db.table("logs").where("level", "info").returning("id", "message").delete_();
}

GOLDEN(returning_everything_of_a_remove) {
  db.table("comments").where("post_id", 3).where_null("user_id").returning({}).remove();
}

GOLDEN(returning_with_conditions_behind_it) {
  db.table("comments")
      .returning("id")
      .where("id", ">", 1)
      .or_where([](auto& q) { q.where("body", "Nice").where_null("user_id"); })
      .delete_();
}

GOLDEN(returning_of_a_delete_by_id) { db.table("comments").returning("body").delete_(2); }

GOLDEN(returning_of_a_delete_of_all) {
  db.table("post_tag").returning("post_id", "tag_id").delete_all();
}

GOLDEN(returning_of_an_insert_using_a_query) {
  db.table("tags").returning("name").insert_using(
      {"id", "name"}, zin::table("logs").select_raw("id + 10, message").where("id", "<", 3));
}

GOLDEN(returning_of_an_insert_or_ignore_without_keys) {
  db.table("tags").returning("id").insert_or_ignore({{"name", "sql"}});
}

GOLDEN(returning_of_an_update_of_the_key) {
  db.table("users").where("id", 5).returning("id").update({{"id", 50}});
}

GOLDEN(returning_of_an_update_without_where_is_refused) {
  db.table("users").returning("id").update({{"votes", 1}});
}

GOLDEN(returning_of_a_delete_without_where_is_refused) {
  db.table("users").returning("id").remove();
}

GOLDEN(returning_an_empty_name_is_refused) {
  db.table("tags").returning("").insert({{"id", 9}, {"name", "new"}});
}
