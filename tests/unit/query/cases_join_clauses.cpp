// Cases: what the conditions of a join may be.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

GOLDEN(join_or_on) {
  static_cast<void>(
      db.table("users as u")
          .select("u.name", "p.title")
          .join("posts as p",
                [](auto& j) { j.on("u.id", "p.user_id").or_on("u.manager_id", "=", "p.user_id"); })
          .where("p.id", 3)
          .order_by("u.id")
          .get());
}

GOLDEN(join_nested_on) {
  static_cast<void>(db.table("users as u")
                        .select("u.name", "p.title")
                        .join("posts as p",
                              [](auto& j) {
                                j.on("u.id", "<>", "p.user_id").on([](auto& inner) {
                                  inner.on("u.manager_id", "p.user_id").or_on("u.votes", "p.views");
                                });
                              })
                        .order_by("u.id")
                        .order_by("p.id")
                        .get());
}

GOLDEN(join_nested_or_on_of_values) {
  static_cast<void>(
      db.table("users as u")
          .select("u.name", "p.title")
          .left_join("posts as p",
                     [](auto& j) {
                       j.on("u.id", "p.user_id").where("p.published", true).or_on([](auto& inner) {
                         inner.on("u.manager_id", "p.user_id").where("p.views", ">", 50);
                       });
                     })
          .where("u.id", ">", 1)
          .order_by("u.id")
          .get());
}

GOLDEN(join_using_a_column) {
  static_cast<void>(db.table("posts")
                        .select("posts.title", "comments.body")
                        .join("comments", [](auto& j) { j.using_({"user_id"}); })
                        .order_by("comments.id")
                        .order_by("posts.id")
                        .get());
}

GOLDEN(left_join_using_two_columns) {
  static_cast<void>(db.table("comments as a")
                        .select("a.body", "b.id")
                        .left_join("comments as b",
                                   [](auto& j) {
                                     j.using_({"id", "post_id"});
                                   })
                        .where("a.id", "<", 3)
                        .get());
}

GOLDEN(join_where_null_in_the_clause) {
  static_cast<void>(
      db.table("users")
          .select("users.name", "posts.title")
          .join("posts",
                [](auto& j) { j.on("users.id", "posts.user_id").where_null("posts.body"); })
          .get());
}

GOLDEN(join_where_in_the_clause_or) {
  static_cast<void>(db.table("users")
                        .select("users.name", "posts.title")
                        .join("posts",
                              [](auto& j) {
                                j.on("users.id", "posts.user_id")
                                    .where_in("posts.id", {1, 4})
                                    .or_where_between("posts.views", 60, 80);
                              })
                        .order_by("posts.id")
                        .order_by("users.id")
                        .get());
}

GOLDEN(join_where_a_sub_query_in_the_clause) {
  static_cast<void>(db.table("users")
                        .select("users.name", "posts.title")
                        .join("posts",
                              [](auto& j) {
                                j.on("users.id", "posts.user_id").where_in("posts.id", [](auto& q) {
                                  q.from("comments").select("post_id").where_not_null("user_id");
                                });
                              })
                        .order_by("posts.id")
                        .get());
}

GOLDEN(join_where_exists_in_the_clause) {
  static_cast<void>(db.table("users")
                        .select("users.name", "posts.title")
                        .left_join("posts",
                                   [](auto& j) {
                                     j.on("users.id", "posts.user_id").where_exists([](auto& q) {
                                       q.from("post_tag")
                                           .select_raw("1")
                                           .where_column("post_tag.post_id", "posts.id")
                                           .where("post_tag.tag_id", 2);
                                     });
                                   })
                        .where("users.id", "<=", 3)
                        .order_by("users.id")
                        .get());
}

GOLDEN(join_where_groups_in_the_clause) {
  static_cast<void>(
      db.table("users")
          .select("users.name", "posts.title")
          .join("posts",
                [](auto& j) {
                  j.on("users.id", "posts.user_id").where([](auto& inner) {
                    inner.where("posts.views", 0).or_where_raw("posts.views > ?", {60});
                  });
                })
          .order_by("posts.id")
          .get());
}

GOLDEN(joins_of_four_tables) {
  static_cast<void>(db.table("users")
                        .select("users.name", "tags.name as tag")
                        .join("posts", "users.id", "posts.user_id")
                        .join("post_tag", "posts.id", "post_tag.post_id")
                        .join("tags", "post_tag.tag_id", "tags.id")
                        .order_by("users.id")
                        .order_by("tags.id")
                        .get());
}

GOLDEN(joins_of_several_kinds_bind_in_order) {
  static_cast<void>(
      db.table("users as u")
          .select("u.name")
          .select_raw("p.views + ? as more", {1})
          .join("posts as p", [](auto& j) { j.on("u.id", "p.user_id").where("p.views", ">", 1); })
          .left_join_sub(db.table("comments").where("user_id", 3), "c", "p.id", "c.post_id")
          .where("u.id", "<", 5)
          .order_by_raw("p.views * ?", {-1})
          .get());
}

GOLDEN(join_with_an_unknown_operator) {
  static_cast<void>(db.table("users").join("posts", "users.id", "=>", "posts.user_id").get());
}
