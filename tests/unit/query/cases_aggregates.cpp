// Cases: one number for all rows.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

#include <cstdint>

GOLDEN(count_rows) { static_cast<void>(db.table("users").count()); }

GOLDEN(count_rows_that_are_found) {
  static_cast<void>(db.table("users").where("votes", ">=", 50).where_not_null("email").count());
}

GOLDEN(count_values_of_a_column) { static_cast<void>(db.table("comments").count("user_id")); }

GOLDEN(count_distinct_values) { static_cast<void>(db.table("posts").distinct().count("user_id")); }

GOLDEN(count_forgets_columns_and_order) {
  static_cast<void>(
      db.table("users").select("id", "name").where("votes", "<", 100).order_by("name").count());
}

GOLDEN(count_forgets_bindings_of_columns_and_order) {
  static_cast<void>(db.table("users")
                        .select_raw("votes + ? as v", {1})
                        .where("id", ">", 2)
                        .order_by_raw("votes * ?", {-1})
                        .count());
}

GOLDEN(count_rows_of_a_join) {
  static_cast<void>(db.table("users")
                        .join("posts", "users.id", "posts.user_id")
                        .where("posts.views", ">", 0)
                        .count("posts.id"));
}

GOLDEN(count_groups) {
  static_cast<void>(db.table("posts").select("user_id").group_by("user_id").count());
}

GOLDEN(count_groups_with_having) {
  static_cast<void>(db.table("posts")
                        .select("user_id")
                        .where("views", ">=", 0)
                        .group_by("user_id")
                        .having_raw("count(*) > ?", {1})
                        .count());
}

GOLDEN(count_distinct_rows) {
  static_cast<void>(db.table("users").select("role").distinct().where_not_null("role").count());
}

GOLDEN(count_of_a_union) {
  static_cast<void>(
      db.table("users").select("name").union_(db.table("accounts").select("owner")).count());
}

GOLDEN(count_of_a_union_binds_in_order) {
  static_cast<void>(db.table("tags")
                        .select("name")
                        .where("id", 1)
                        .union_all(db.table("accounts").select("owner").where("balance", ">", 100))
                        .count());
}

GOLDEN(count_of_a_limit) {
  static_cast<void>(db.table("users").where("votes", ">", 0).limit(3).count());
}

GOLDEN(count_behind_an_offset) {
  static_cast<void>(db.table("users").select("id").limit(10).offset(3).count());
}

GOLDEN(count_of_a_common_table_expression) {
  static_cast<void>(db.table("strong")
                        .with("strong", db.table("users").where("votes", ">", 60))
                        .where("active", true)
                        .count());
}

GOLDEN(count_of_a_sub_query) {
  static_cast<void>(db.table("users")
                        .from_sub(db.table("posts").where("user_id", 1), "p")
                        .where("views", ">", 5)
                        .count());
}

GOLDEN(min_of_a_column) { static_cast<void>(db.table("users").where("active", true).min("votes")); }

GOLDEN(min_as_an_integer) {
  static_cast<void>(db.table("users as u").where("u.votes", ">", 0).min<std::int64_t>("u.votes"));
}

GOLDEN(max_of_a_column) { static_cast<void>(db.table("users").max("name")); }

GOLDEN(max_of_no_rows) {
  static_cast<void>(db.table("users").where("votes", ">", 1000).max<std::int64_t>("votes"));
}

GOLDEN(max_of_a_limit_keeps_the_order) {
  static_cast<void>(
      db.table("users").select("votes").order_by_desc("votes").limit(2).offset(1).max("votes"));
}

GOLDEN(sum_of_a_column) {
  static_cast<void>(db.table("accounts").where("currency", "EUR").sum("balance"));
}

GOLDEN(sum_of_distinct_values) {
  static_cast<void>(db.table("users").distinct().sum<std::int64_t>("votes"));
}

GOLDEN(sum_of_a_limit_keeps_the_order) {
  static_cast<void>(db.table("posts").order_by_desc("views").limit(2).sum<std::int64_t>("views"));
}

GOLDEN(avg_of_a_column) { static_cast<void>(db.table("users").where("id", "<>", 3).avg("votes")); }

GOLDEN(average_is_avg) {
  static_cast<void>(db.table("posts").where("id", "<", 3).average("views"));
}

GOLDEN(avg_of_distinct_values) {
  static_cast<void>(db.table("post_tag").distinct().where("post_id", "<>", 4).avg("tag_id"));
}

GOLDEN(average_of_a_join) {
  static_cast<void>(db.table("users")
                        .join("posts", "users.id", "posts.user_id")
                        .where("users.name", "Ada")
                        .average("posts.views"));
}

GOLDEN(count_of_a_limit_by_a_column_of_the_table) {
  static_cast<void>(db.table("users").limit(4).count("users.id"));
}

GOLDEN(max_of_a_limit_of_what_was_not_selected) {
  static_cast<void>(db.table("users").select("id").order_by("id").limit(2).max("votes"));
}

GOLDEN(sum_of_a_limit_of_a_join) {
  static_cast<void>(db.table("users")
                        .join("posts", "users.id", "posts.user_id")
                        .order_by("posts.id")
                        .limit(2)
                        .sum("posts.views"));
}

GOLDEN(count_rows_of_a_limited_join) {
  static_cast<void>(db.table("users as u").join("posts", "u.id", "posts.user_id").limit(3).count());
}

GOLDEN(max_of_groups_by_an_alias) {
  static_cast<void>(db.table("posts")
                        .select("user_id", zin::raw("sum(views) as total"))
                        .group_by("user_id")
                        .max("total"));
}

GOLDEN(max_of_groups_that_have_no_such_column) {
  static_cast<void>(db.table("posts").select("user_id").group_by("user_id").max("views"));
}

GOLDEN(min_of_a_union) {
  static_cast<void>(db.table("tags")
                        .select("id")
                        .union_(db.table("accounts").select("id").where("id", ">", 1))
                        .min("id"));
}

GOLDEN(count_with_having_and_no_groups) {
  static_cast<void>(
      db.table("users").select_raw("votes + 1 as next").having("next", ">", 60).count());
}

GOLDEN(count_of_distinct_rows_of_all_columns) {
  static_cast<void>(db.table("post_tag").distinct().count());
}
