// Rows that are removed: remove, delete_, delete_all and truncate.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

GOLDEN(delete_where) { db.table("logs").where("level", "info").delete_(); }

GOLDEN(remove_where) { db.table("logs").where("id", "<", 3).where_not_null("level").remove(); }

GOLDEN(delete_with_conditions_of_many_kinds) {
  db.table("users")
      .where("id", ">", 3)
      .where([](auto& q) { q.where_null("role").or_where("role", "guest"); })
      .where_not_exists([](auto& q) { q.from("posts").where_column("posts.user_id", "users.id"); })
      .where_not_in("id", {1, 2})
      .delete_();
}

GOLDEN(remove_where_a_sub_query) {
  const auto late = zin::table("posts").select("id").where("views", ">", 50);
  db.table("comments")
      .where_in("post_id", late)
      .or_where("user_id", zin::table("users").select_raw("max(id)"))
      .remove();
}

GOLDEN(delete_by_id) { db.table("comments").delete_(2); }

GOLDEN(delete_by_id_after_where) {
  db.table("comments").where("user_id", nullptr).where("post_id", 3).delete_(4);
}

GOLDEN(delete_by_a_text_id_of_a_joined_query) {
  db.table("comments")
      .join("posts", "posts.id", "=", "comments.post_id")
      .where("posts.views", ">", 5)
      .delete_("3");
}

GOLDEN(delete_all_rows) { db.table("post_tag").delete_all(); }

GOLDEN(delete_all_with_a_condition_after_all) {
  db.table("post_tag").where("tag_id", 2).delete_all();
}

GOLDEN(delete_names_that_are_keywords) {
  db.table("order").where("group", 1).or_where("select", "two").delete_();
}

GOLDEN(delete_with_a_limit) {
  db.table("logs").where("level", "info").order_by_desc("id").limit(1).delete_();
}

GOLDEN(remove_with_a_limit_of_two_orders) {
  db.table("post_tag")
      .where("post_id", ">", 0)
      .order_by("tag_id")
      .order_by_desc("post_id")
      .take(2)
      .remove();
}

GOLDEN(delete_with_a_join) {
  db.table("comments")
      .join("users", "users.id", "=", "comments.user_id")
      .where("users.votes", "<", 60)
      .delete_();
}

GOLDEN(remove_with_a_join_that_binds_values_and_another_name) {
  db.table("comments as c")
      .left_join("users as u",
                 [](auto& join) { join.on("u.id", "=", "c.user_id").where("u.active", true); })
      .where_null("u.id")
      .where("c.post_id", ">", 0)
      .remove();
}

GOLDEN(delete_where_json) {
  db.table("users").where("meta->lang", nullptr).where_json_contains("meta->tags", "c").delete_();
}

GOLDEN(truncate_a_table) { db.table("logs").truncate(); }

GOLDEN(truncate_a_table_whose_name_is_a_keyword) { db.table("order").truncate(); }

GOLDEN(delete_without_where_is_refused) { db.table("logs").delete_(); }

GOLDEN(remove_with_a_limit_alone_is_refused) { db.table("logs").order_by("id").limit(1).remove(); }

GOLDEN(delete_with_a_join_alone_is_refused) {
  db.table("comments").join("posts", "posts.id", "=", "comments.post_id").delete_();
}

GOLDEN(delete_of_an_empty_table_name_is_refused) { db.table("").where("id", 1).delete_(); }

GOLDEN(truncate_a_sub_query_is_refused) {
  zin::Query query = db.table("logs");
  query.from_sub(zin::table("users"), "u").truncate();
}

GOLDEN(delete_in_an_order_without_a_limit) {
  db.table("logs").where("level", "info").order_by_desc("id").order_by("message").delete_();
}
