// Cases: tables joined in all ways.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

using zin::raw;

GOLDEN(join_on_two_columns) {
  static_cast<void>(db.table("users")
                        .select("users.name", "posts.title")
                        .join("posts", "users.id", "posts.user_id")
                        .order_by("posts.id")
                        .get());
}

GOLDEN(join_with_an_operator) {
  static_cast<void>(db.table("tags as a")
                        .select("a.name as left", "b.name as right")
                        .join("tags as b", "a.id", "<", "b.id")
                        .order_by("a.id")
                        .order_by("b.id")
                        .get());
}

GOLDEN(join_by_a_function) {
  static_cast<void>(
      db.table("users")
          .select("users.name", "posts.title")
          .join("posts",
                [](auto& j) { j.on("users.id", "posts.user_id").where("posts.views", ">", 5); })
          .order_by("posts.id")
          .get());
}

GOLDEN(join_a_table_of_raw_text) {
  static_cast<void>(db.table("users")
                        .select("users.name", "p.title")
                        .join(raw("posts p"), "users.id", "p.user_id")
                        .where("p.id", 3)
                        .get());
}

GOLDEN(join_a_table_of_a_schema) {
  static_cast<void>(db.table("main.users as u")
                        .select("u.name", "p.title")
                        .join("main.posts as p", "u.id", "=", "p.user_id")
                        .where("p.views", 70)
                        .get());
}

GOLDEN(left_join_on_two_columns) {
  static_cast<void>(db.table("users")
                        .select("users.name", "posts.title")
                        .left_join("posts", "users.id", "posts.user_id")
                        .order_by("users.id")
                        .order_by("posts.id")
                        .get());
}

GOLDEN(left_join_of_a_table_to_itself) {
  static_cast<void>(db.table("users")
                        .select("users.name", "boss.name as boss")
                        .left_join("users as boss", "users.manager_id", "=", "boss.id")
                        .order_by("users.id")
                        .get());
}

GOLDEN(left_join_by_a_function_finds_what_is_missing) {
  static_cast<void>(
      db.table("users")
          .select("users.name")
          .left_join("posts",
                     [](auto& j) {
                       j.on("users.id", "=", "posts.user_id").where("posts.published", true);
                     })
          .where_null("posts.id")
          .order_by("users.id")
          .get());
}

GOLDEN(right_join_on_two_columns) {
  static_cast<void>(db.table("posts")
                        .select("posts.title", "users.name")
                        .right_join("users", "posts.user_id", "users.id")
                        .where("users.id", ">=", 3)
                        .order_by("users.id")
                        .get());
}

GOLDEN(right_join_by_a_function) {
  static_cast<void>(
      db.table("comments as c")
          .select("c.body", "p.title")
          .right_join("posts as p",
                      [](auto& j) { j.on("c.post_id", "p.id").where_not_null("c.user_id"); })
          .order_by("p.id")
          .order_by("c.id")
          .get());
}

GOLDEN(full_join_on_two_columns) {
  static_cast<void>(db.table("tags as t")
                        .select("t.name", "p.post_id")
                        .full_join("post_tag as p", "t.id", "p.tag_id")
                        .where("t.id", ">", 2)
                        .get());
}

GOLDEN(full_join_by_a_function_behind_a_join) {
  static_cast<void>(
      db.table("users as u")
          .select("u.name", "c.body")
          .join("posts as p", "u.id", "p.user_id")
          .full_join("comments as c",
                     [](auto& j) { j.on("c.post_id", "p.id").on("c.user_id", "<>", "u.id"); })
          .order_by_raw("u.id is null, p.id, c.id")
          .get());
}

GOLDEN(cross_join_of_two_tables) {
  static_cast<void>(db.table("tags")
                        .select("tags.name", "accounts.owner")
                        .cross_join("accounts")
                        .where("tags.id", 1)
                        .order_by("accounts.id")
                        .get());
}

GOLDEN(cross_join_with_an_alias) {
  static_cast<void>(db.table("tags as a")
                        .select("a.name", "b.id")
                        .cross_join("tags as b")
                        .where_column("a.id", ">", "b.id")
                        .order_by("a.id")
                        .order_by("b.id")
                        .get());
}

GOLDEN(cross_join_sub_of_one_row) {
  static_cast<void>(
      db.table("accounts")
          .select("owner")
          .select_raw("balance - average.amount as above")
          .cross_join_sub(
              db.table("accounts").select_raw("max(balance) as amount").where("currency", "EUR"),
              "average")
          .order_by("id")
          .get());
}

GOLDEN(cross_join_sub_binds_before_where) {
  static_cast<void>(db.table("users")
                        .select("users.name", "t.name as tag")
                        .cross_join_sub(db.table("tags").where("id", "<=", 2), "t")
                        .where("users.id", 1)
                        .order_by("t.id")
                        .get());
}

GOLDEN(straight_join_on_two_columns) {
  static_cast<void>(db.table("users").straight_join("posts", "users.id", "posts.user_id").get());
}

GOLDEN(straight_join_by_a_function) {
  static_cast<void>(
      db.table("users")
          .select("users.name")
          .straight_join(
              "posts",
              [](auto& j) {
                j.on("users.id", "posts.user_id").or_on("users.manager_id", "posts.user_id");
              })
          .where("posts.views", ">", 1)
          .get());
}

GOLDEN(straight_join_where_a_value) {
  static_cast<void>(db.table("users").straight_join_where("posts", "posts.views", ">=", 10).get());
}

GOLDEN(straight_join_sub_of_a_query) {
  static_cast<void>(db.table("users")
                        .straight_join_sub(db.table("posts").where("published", true), "p",
                                           "users.id", "p.user_id")
                        .order_by("users.id")
                        .limit(2)
                        .get());
}

GOLDEN(join_lateral_of_a_query) {
  static_cast<void>(db.table("users")
                        .select("users.name", "top.title")
                        .join_lateral(db.table("posts")
                                          .where_column("posts.user_id", "users.id")
                                          .order_by_desc("views")
                                          .limit(1),
                                      "top")
                        .get());
}

GOLDEN(join_lateral_binds_before_where) {
  static_cast<void>(db.table("users")
                        .select("users.name", "p.views")
                        .join_lateral(db.table("posts")
                                          .select("views")
                                          .where_column("posts.user_id", "users.id")
                                          .where("views", ">", 5),
                                      "p")
                        .where("users.active", true)
                        .order_by("users.id")
                        .get());
}

GOLDEN(left_join_lateral_of_a_query) {
  static_cast<void>(db.table("users")
                        .left_join_lateral(db.table("posts")
                                               .select_raw("count(*) as n")
                                               .where_column("posts.user_id", "users.id"),
                                           "counted")
                        .get());
}

GOLDEN(left_join_lateral_behind_another_join) {
  static_cast<void>(
      db.table("users as u")
          .select("u.name", "c.body")
          .join("posts as p", "u.id", "p.user_id")
          .left_join_lateral(
              db.table("comments").where_column("comments.post_id", "p.id").latest("id").take(1),
              "c")
          .where("p.published", true)
          .get());
}

GOLDEN(join_where_a_value) {
  static_cast<void>(db.table("tags")
                        .select("tags.name", "posts.title")
                        .join_where("posts", "posts.views", ">", 50)
                        .order_by("tags.id")
                        .get());
}

GOLDEN(join_where_binds_before_where) {
  static_cast<void>(db.table("tags")
                        .select("tags.name", "posts.title")
                        .join_where("posts", "posts.user_id", "=", 1)
                        .where("tags.id", 2)
                        .order_by("posts.id")
                        .get());
}

GOLDEN(left_join_where_a_value) {
  static_cast<void>(db.table("tags")
                        .select("tags.name", "posts.title")
                        .left_join_where("posts", "posts.views", ">", 500)
                        .order_by("tags.id")
                        .get());
}

GOLDEN(right_join_where_a_value) {
  static_cast<void>(db.table("tags")
                        .select("tags.name", "accounts.owner")
                        .right_join_where("accounts", "tags.name", "=", "sql")
                        .order_by("accounts.id")
                        .get());
}

GOLDEN(join_sub_on_two_columns) {
  static_cast<void>(
      db.table("users")
          .select("users.name", "totals.n")
          .join_sub(db.table("posts").select("user_id", raw("count(*) as n")).group_by("user_id"),
                    "totals", "users.id", "totals.user_id")
          .order_by("users.id")
          .get());
}

GOLDEN(join_sub_with_an_operator) {
  static_cast<void>(
      db.table("users")
          .select("users.name", "p.title")
          .join_sub(db.table("posts").where("views", ">", 0), "p", "users.votes", "<", "p.views")
          .order_by("users.id")
          .order_by("p.id")
          .get());
}

GOLDEN(join_sub_by_a_function_binds_in_order) {
  static_cast<void>(
      db.table("users")
          .select("users.name", "p.title")
          .join_sub(db.table("posts").where("published", true), "p",
                    [](auto& j) { j.on("users.id", "p.user_id").where("p.views", ">=", 10); })
          .where("users.votes", "<", 100)
          .get());
}

GOLDEN(left_join_sub_on_two_columns) {
  static_cast<void>(db.table("users")
                        .select("users.name", "p.best")
                        .left_join_sub(db.table("posts")
                                           .select("user_id")
                                           .select_raw("max(views) as best")
                                           .group_by("user_id"),
                                       "p", "users.id", "p.user_id")
                        .order_by("users.id")
                        .get());
}

GOLDEN(left_join_sub_by_a_function) {
  static_cast<void>(db.table("posts")
                        .select("posts.title", "c.body")
                        .left_join_sub(db.table("comments").where_null("user_id"), "c",
                                       [](auto& j) { j.on("posts.id", "c.post_id"); })
                        .order_by("posts.id")
                        .get());
}

GOLDEN(right_join_sub_on_two_columns) {
  static_cast<void>(
      db.table("posts")
          .select("posts.title", "u.name")
          .right_join_sub(db.table("users").where("role", "editor"), "u", "posts.user_id", "u.id")
          .order_by("u.id")
          .get());
}

GOLDEN(full_join_sub_on_two_columns) {
  static_cast<void>(
      db.table("tags")
          .select("tags.name", "t.post_id")
          .full_join_sub(db.table("post_tag").where("post_id", ">", 3), "t", "tags.id", "t.tag_id")
          .order_by("tags.id")
          .get());
}

GOLDEN(full_join_sub_by_a_function) {
  static_cast<void>(db.table("users as u")
                        .select("u.name", "p.title")
                        .full_join_sub(db.table("posts").where("published", true), "p",
                                       [](auto& j) { j.on("u.id", "p.user_id"); })
                        .where("u.id", ">", 1)
                        .order_by("u.id")
                        .get());
}

GOLDEN(right_join_sub_by_a_function) {
  static_cast<void>(db.table("comments")
                        .select("comments.body", "p.title")
                        .right_join_sub(db.table("posts").where("views", "<", 10), "p",
                                        [](auto& j) { j.on("comments.post_id", "=", "p.id"); })
                        .order_by("p.id")
                        .get());
}

GOLDEN(straight_join_sub_by_a_function) {
  static_cast<void>(
      db.table("users")
          .straight_join_sub(
              db.table("posts").select("user_id").distinct(), "p",
              [](auto& j) { j.on("users.id", "p.user_id").where("users.active", true); })
          .get());
}

GOLDEN(straight_join_where_behind_a_join) {
  static_cast<void>(db.table("users as u")
                        .select("u.name")
                        .join("posts as p", "u.id", "p.user_id")
                        .straight_join_where("tags as t", "t.name", "=", "sql")
                        .where("p.views", ">", 1)
                        .get());
}

GOLDEN(left_join_where_behind_another) {
  static_cast<void>(db.table("accounts as a")
                        .select("a.owner", "t.name", "s.value")
                        .left_join_where("tags as t", "t.name", "=", "cpp")
                        .left_join_where("settings as s", "s.hits", ">", 2)
                        .where("a.balance", "<", 500)
                        .order_by("a.id")
                        .get());
}

GOLDEN(right_join_where_nothing_is_found) {
  static_cast<void>(db.table("users")
                        .select("users.name", "tags.name as tag")
                        .right_join_where("tags", "users.votes", ">", 1000)
                        .where("tags.id", "<", 3)
                        .order_by("tags.id")
                        .get());
}
