// Cases: in which order, and how many.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

using zin::raw;

GOLDEN(order_by_a_column) {
  static_cast<void>(db.table("tags").select("name").order_by("name").get());
}

GOLDEN(order_by_two_columns) {
  static_cast<void>(
      db.table("users").select("name").order_by("votes", "desc").order_by("name").get());
}

GOLDEN(order_by_a_direction_in_upper_case) {
  static_cast<void>(
      db.table("posts").select("title").where("views", ">", 0).order_by("views", "DESC").get());
}

GOLDEN(order_by_a_column_of_a_table) {
  static_cast<void>(db.table("users as u")
                        .select("u.id")
                        .where_not_in("u.id", {1, 2})
                        .order_by("u.name", "desc")
                        .get());
}

GOLDEN(order_by_json_path) {
  static_cast<void>(
      db.table("users").select("name").where("id", "<", 4).order_by("meta->lang").get());
}

GOLDEN(order_by_json_path_downwards) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_not_null("email")
                        .where("votes", ">", 40)
                        .order_by("meta->address->city", "desc")
                        .order_by("id")
                        .get());
}

GOLDEN(order_by_a_raw_expression) {
  static_cast<void>(
      db.table("users").select("name").order_by(raw("length(name)"), "desc").order_by("id").get());
}

GOLDEN(order_by_a_sub_query) {
  static_cast<void>(db.table("users")
                        .select("name")
                        .order_by(db.table("posts")
                                      .select_raw("count(*)")
                                      .where_column("posts.user_id", "users.id")
                                      .where("views", ">", 0),
                                  "desc")
                        .order_by("id")
                        .get());
}

GOLDEN(order_by_a_sub_query_binds_behind_where) {
  static_cast<void>(db.table("users")
                        .select("users.id")
                        .where("users.id", "<=", 3)
                        .order_by(db.table("posts")
                                      .select("title")
                                      .where_column("posts.user_id", "users.id")
                                      .where("views", "<>", 5)
                                      .limit(1))
                        .get());
}

GOLDEN(order_by_desc) {
  static_cast<void>(db.table("posts").select("id", "views").order_by_desc("views").get());
}

GOLDEN(order_by_desc_of_raw) {
  static_cast<void>(db.table("accounts")
                        .select("owner")
                        .where("currency", "EUR")
                        .order_by_desc(raw("balance % 1000"))
                        .get());
}

GOLDEN(order_by_raw_text) {
  static_cast<void>(db.table("users").select("name").order_by_raw("length(name) desc, name").get());
}

GOLDEN(order_by_raw_binds_behind_where) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("votes", "<", 100)
                        .order_by_raw("abs(votes - ?)", {60})
                        .order_by_desc("id")
                        .get());
}

GOLDEN(order_by_nulls_first) {
  static_cast<void>(
      db.table("users").select("id").order_by_nulls_first("manager_id").order_by("id").get());
}

GOLDEN(order_by_nulls_first_downwards) {
  static_cast<void>(db.table("users")
                        .select("name")
                        .where("id", ">", 1)
                        .order_by_nulls_first("role", "desc")
                        .order_by("id")
                        .get());
}

GOLDEN(order_by_nulls_last) {
  static_cast<void>(
      db.table("users").select("name").order_by_nulls_last("role").order_by("id").get());
}

GOLDEN(order_by_nulls_last_downwards) {
  static_cast<void>(
      db.table("comments").select("body").order_by_nulls_last("user_id", "desc").limit(2).get());
}

GOLDEN(order_by_with_a_place_for_nulls) {
  static_cast<void>(db.table("users as u")
                        .select("u.id")
                        .order_by("u.manager_id", "desc", zin::Nulls::last)
                        .order_by("u.id", "desc")
                        .get());
}

GOLDEN(latest) { static_cast<void>(db.table("users").select("name").latest().get()); }

GOLDEN(latest_by_another_column) {
  static_cast<void>(
      db.table("logs").select("message").where("level", "info").latest("id").take(1).get());
}

GOLDEN(oldest) {
  static_cast<void>(db.table("users").select("name").where("votes", ">", 0).oldest().get());
}

GOLDEN(oldest_by_another_column) {
  static_cast<void>(db.table("posts").select("title").oldest("views").skip(1).take(2).get());
}

GOLDEN(in_random_order) {
  static_cast<void>(db.table("users").select("name").in_random_order().get());
}

GOLDEN(in_random_order_of_one_row) {
  static_cast<void>(
      db.table("users").select("name").where("id", 3).in_random_order().limit(1).get());
}

GOLDEN(in_random_order_with_a_seed) {
  static_cast<void>(
      db.table("users").select("name").where("name", "Eve").in_random_order(42).get());
}

GOLDEN(in_order_of_texts) {
  static_cast<void>(db.table("users")
                        .select("name")
                        .in_order_of("role", {"guest", "editor"})
                        .order_by("id")
                        .get());
}

GOLDEN(in_order_of_numbers_binds_behind_where) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", ">", 1)
                        .in_order_of("votes", {50, 0, 80})
                        .order_by_desc("id")
                        .get());
}

GOLDEN(reorder_forgets_the_orders) {
  static_cast<void>(db.table("tags")
                        .select("name")
                        .order_by_desc("name")
                        .order_by_raw("id * ?", {2})
                        .reorder()
                        .get());
}

GOLDEN(reorder_by_a_column) {
  static_cast<void>(db.table("users")
                        .select("name")
                        .where("votes", ">", 0)
                        .order_by("email")
                        .reorder("name", "desc")
                        .get());
}

GOLDEN(reorder_desc) {
  static_cast<void>(
      db.table("tags").select("id").in_random_order().reorder_desc("id").limit(2).get());
}

GOLDEN(reorder_desc_behind_latest) {
  static_cast<void>(
      db.table("logs").select("id").latest("message").reorder_desc("level").order_by("id").get());
}

GOLDEN(limit) { static_cast<void>(db.table("tags").select("name").order_by("id").limit(2).get()); }

GOLDEN(limit_of_no_rows) { static_cast<void>(db.table("tags").limit(0).get()); }

GOLDEN(limit_and_offset) {
  static_cast<void>(db.table("users").select("id").order_by("id").limit(2).offset(3).get());
}

GOLDEN(limit_is_said_again) {
  static_cast<void>(
      db.table("users").select("id").order_by("id").limit(5).offset(3).limit(1).offset(1).get());
}

GOLDEN(offset_without_a_limit) {
  static_cast<void>(db.table("users").select("id").order_by("id").offset(3).get());
}

GOLDEN(take_and_skip) {
  static_cast<void>(
      db.table("users").select("name").where("id", ">", 1).order_by("id").skip(1).take(2).get());
}

GOLDEN(skip_without_take_in_a_sub_query) {
  static_cast<void>(
      db.table("users")
          .from_sub(
              db.table("posts").select("user_id").where("views", ">=", 0).order_by("id").skip(2),
              "rest")
          .order_by_desc("user_id")
          .get());
}

GOLDEN(for_page) {
  static_cast<void>(db.table("users").select("id").order_by("id").for_page(2, 2).get());
}

GOLDEN(for_page_of_the_first) {
  static_cast<void>(
      db.table("users").select("id").where("active", true).order_by_desc("id").for_page(1).get());
}

GOLDEN(limit_below_zero) { static_cast<void>(db.table("users").limit(-1).get()); }

GOLDEN(offset_below_zero) { static_cast<void>(db.table("users").offset(-5).limit(5).get()); }

GOLDEN(for_page_zero) { static_cast<void>(db.table("users").for_page(0, 10).get()); }

GOLDEN(order_by_an_unknown_direction) {
  static_cast<void>(db.table("users").order_by("id", "upwards").get());
}

GOLDEN(group_limit) {
  static_cast<void>(
      db.table("posts").order_by_desc("views").group_limit(1, "user_id").select("title").get());
}

GOLDEN(group_limit_of_all_columns) {
  static_cast<void>(
      db.table("post_tag").where("post_id", 1).order_by("tag_id").group_limit(2, "post_id").get());
}

GOLDEN(group_limit_without_an_order) {
  static_cast<void>(
      db.table("comments").select("body").where("id", 4).group_limit(3, "comments.post_id").get());
}

GOLDEN(group_limit_behind_an_offset) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where("user_id", 1)
                        .order_by("id")
                        .group_limit(1, "user_id")
                        .offset(1)
                        .get());
}

GOLDEN(group_limit_binds_orders_before_where) {
  static_cast<void>(db.table("users as u")
                        .select("u.name")
                        .select_raw("votes + ? as v", {1})
                        .where("u.manager_id", 1)
                        .order_by_raw("abs(votes - ?)", {60})
                        .order_by("u.id")
                        .group_limit(2, "u.manager_id")
                        .get());
}
