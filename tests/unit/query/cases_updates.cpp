// Rows that are changed: update and its kin, counters and JSON paths.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

#include <string>

GOLDEN(update_one_column) { db.table("users").where("id", 2).update({{"votes", 81}}); }

GOLDEN(update_several_columns) {
  db.table("users")
      .where("role", "editor")
      .where("active", true)
      .update({{"name", "Bobby"}, {"email", nullptr}, {"active", false}});
}

GOLDEN(update_attributes) {
  const zin::Attributes changes{{"value", "light"}, {"hits", 4}};
  db.table("settings").where("key", "theme").update(changes);
}

GOLDEN(update_with_conditions_of_many_kinds) {
  db.table("users")
      .where_in("id", {1, 2, 3})
      .where_not([](auto& q) { q.where("votes", ">", 100).or_where_null("role"); })
      .where_exists([](auto& q) { q.from("posts").where_column("posts.user_id", "users.id"); })
      .update({{"votes", 1}});
}

GOLDEN(update_drops_the_table_of_a_column) {
  db.table("users").where("users.id", 2).update({{"users.name", "Bobby"}, {"votes", 1}});
}

GOLDEN(update_a_table_with_another_name) {
  db.table("users as u").where("u.votes", "<", 60).where("u.id", ">", 3).update({{"role", "low"}});
}

GOLDEN(update_names_that_are_keywords) {
  db.table("order")
      .where("group", 1)
      .or_where("select", "two")
      .update({{"group", 9}, {"select", "nine"}});
}

GOLDEN(update_to_raw_text) {
  db.table("users")
      .where("id", ">", 3)
      .update({{"votes", zin::raw("votes * ? + 1", {2})}, {"name", zin::raw("upper(name)")}});
}

GOLDEN(update_to_a_sub_query) {
  const auto views = zin::table("posts")
                         .select_raw("sum(views)")
                         .where_column("posts.user_id", "users.id")
                         .where("published", true);
  db.table("users").where("id", "<", 3).update({{"role", "author"}, {"votes", views}});
}

GOLDEN(update_where_a_sub_query) {
  const auto busy = zin::table("comments").select("user_id").where_not_null("user_id");
  db.table("users")
      .where_in("id", busy)
      .where("votes", ">", zin::table("accounts").select_raw("min(balance)"))
      .update({{"role", "talker"}});
}

GOLDEN(update_all_rows) {
  db.table("users").update_all({{"votes", 0}, {"updated_at", "2026-05-01 00:00:00"}});
}

GOLDEN(update_all_rows_from_attributes) {
  const zin::Attributes changes{{"hits", 0}};
  db.table("settings").update_all(changes);
}

GOLDEN(update_all_with_a_condition_after_all) {
  db.table("settings").where("hits", ">", 1).update_all({{"hits", zin::raw("hits - 1")}});
}

GOLDEN(update_with_a_limit) {
  db.table("users")
      .where("votes", "<", 100)
      .order_by("votes")
      .order_by("id")
      .limit(2)
      .update({{"role", "low"}});
}

GOLDEN(update_with_a_limit_and_another_name) {
  db.table("accounts as a")
      .where("a.balance", ">=", 0)
      .order_by_desc("a.balance")
      .take(1)
      .update({{"currency", "CHF"}});
}

GOLDEN(update_with_a_join) {
  db.table("users")
      .join("posts", "posts.user_id", "=", "users.id")
      .where("posts.views", ">", 5)
      .update({{"role", "read"}});
}

GOLDEN(update_with_a_join_that_binds_values) {
  db.table("users as u")
      .left_join("posts as p",
                 [](auto& join) { join.on("p.user_id", "=", "u.id").where("p.published", true); })
      .where_null("p.id")
      .where("u.votes", "<", 60)
      .update({{"u.role", "silent"}, {"u.votes", zin::raw("u.votes + ?", {1})}});
}

GOLDEN(update_from_a_joined_table) {
  db.table("users")
      .join("posts", "posts.user_id", "=", "users.id")
      .where("posts.views", ">", 60)
      .update_from({{"role", zin::raw("posts.title")}, {"votes", 7}});
}

GOLDEN(update_from_two_joined_tables) {
  db.table("users")
      .join("posts as p",
            [](auto& join) { join.on("p.user_id", "=", "users.id").where("p.published", true); })
      .join("accounts as a", "a.owner", "=", "users.name")
      .where("a.balance", ">", 500)
      .where("users.active", true)
      .update_from({{"users.votes", zin::raw("p.views + ?", {1000})}});
}

GOLDEN(increment_by_one) { db.table("users").where("id", 2).increment("votes"); }

GOLDEN(increment_by_an_amount) {
  db.table("users").where("votes", ">", 60).where("active", true).increment("votes", 5);
}

GOLDEN(increment_and_assign_others) {
  db.table("users").where("id", 2).increment("votes", 5, {{"role", "admin"}, {"active", false}});
}

GOLDEN(increment_by_a_negative_amount_is_bound) {
  db.table("users").where("id", 2).increment("votes", -5);
}

GOLDEN(increment_by_a_fraction_is_bound) {
  db.table("accounts").where("owner", "Ada").increment("balance", 2.5);
}

GOLDEN(increment_by_raw_text_and_sub_queries) {
  const auto comments = zin::table("comments").select_raw("count(*)").where("user_id", 2);
  db.table("users").where("id", 2).increment_each(
      {{"votes", zin::raw("length(name) * ?", {10})}, {"manager_id", comments}});
}

GOLDEN(decrement_by_one) { db.table("settings").where("key", "theme").decrement("hits"); }

GOLDEN(decrement_by_an_amount_and_assign_others) {
  db.table("accounts")
      .where("owner", "Bob")
      .where("balance", ">=", 100)
      .decrement("balance", 100, {{"currency", "USD"}});
}

GOLDEN(increment_each_column) {
  db.table("posts")
      .where("id", ">", 2)
      .increment_each({{"views", 10}, {"user_id", 0}}, {{"title", "More"}});
}

GOLDEN(decrement_each_column) {
  db.table("accounts").where_in("id", {1, 2}).decrement_each({{"balance", 1}});
}

GOLDEN(decrement_each_column_and_assign_others) {
  db.table("posts")
      .where("published", true)
      .decrement_each({{"views", -1}, {"user_id", 0}}, {{"body", nullptr}});
}

GOLDEN(increment_without_where_is_refused) { db.table("users").increment("votes"); }

GOLDEN(decrement_each_without_where_is_refused) {
  db.table("users").order_by("id").limit(3).decrement_each({{"votes", 1}});
}

GOLDEN(update_or_insert_a_row_that_is_not_there) {
  db.table("settings").update_or_insert({{"key", "zone"}}, {{"value", "utc"}, {"hits", 1}});
}

GOLDEN(update_or_insert_without_values) {
  db.table("logs").update_or_insert({{"level", "debug"}, {"message", nullptr}});
}

GOLDEN(update_or_insert_the_values_win) {
  const zin::Attributes key{{"owner", "Zoe"}, {"currency", "EUR"}};
  db.table("accounts")
      .where("balance", ">", 0)
      .update_or_insert(key, {{"balance", 5}, {"currency", "USD"}});
}

GOLDEN(update_without_where_is_refused) { db.table("users").update({{"votes", 0}}); }

GOLDEN(update_with_a_limit_alone_is_refused) {
  db.table("users").order_by("id").limit(1).update({{"votes", 0}});
}

GOLDEN(update_with_an_empty_group_alone_is_refused) {
  db.table("users").where([](auto&) {}).update({{"votes", 0}});
}

GOLDEN(update_of_nothing_is_refused) { db.table("users").where("id", 1).update(zin::Attributes{}); }

GOLDEN(update_all_of_nothing_is_refused) { db.table("users").update_all(zin::Attributes{}); }

GOLDEN(update_names_a_column_twice) {
  db.table("users").where("id", 1).update({{"votes", 1}, {"name", "x"}, {"votes", 2}});
}

GOLDEN(update_of_an_empty_name_is_refused) { db.table("users").where("id", 1).update({{"", 1}}); }

GOLDEN(update_from_without_where_is_refused) {
  db.table("users").join("posts", "posts.user_id", "=", "users.id").update_from({{"votes", 7}});
}

GOLDEN(update_in_an_order_without_a_limit) {
  db.table("tags").order_by_desc("id").where("id", ">", 1).increment("id");
}
