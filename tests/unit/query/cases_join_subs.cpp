// Cases: joins with the rows of a query that a function fills.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

GOLDEN(join_sub_filled_by_a_function) {
  static_cast<void>(db.table("users")
                        .select("users.name", "p.total")
                        .join_sub(
                            [](auto& q) {
                              q.from("posts")
                                  .select("user_id", zin::raw("sum(views) as total"))
                                  .group_by("user_id");
                            },
                            "p", "users.id", "p.user_id")
                        .where("p.total", ">", 0)
                        .order_by("users.id")
                        .get());
}

GOLDEN(left_join_sub_filled_by_a_function) {
  static_cast<void>(
      db.table("users")
          .select("users.id", "p.title")
          .left_join_sub([](auto& q) { q.from("posts").where("published", true); }, "p",
                         [](auto& j) { j.on("users.id", "p.user_id").where("p.views", ">", 50); })
          .where("users.id", "<", 3)
          .order_by("users.id")
          .get());
}

GOLDEN(right_join_sub_filled_by_a_function) {
  static_cast<void>(db.table("posts")
                        .select("t.name")
                        .right_join_sub([](auto& q) { q.from("tags").where("id", "<", 3); }, "t",
                                        "posts.id", "t.id")
                        .order_by("t.id")
                        .get());
}

GOLDEN(cross_join_sub_filled_by_a_function) {
  static_cast<void>(
      db.table("tags")
          .select("tags.id", "s.key")
          .cross_join_sub([](auto& q) { q.from("settings").select("key").where("hits", 1); }, "s")
          .order_by("tags.id")
          .limit(2)
          .get());
}

GOLDEN(join_lateral_filled_by_a_function) {
  static_cast<void>(db.table("users")
                        .select("users.name", "last.title")
                        .join_lateral(
                            [](auto& q) {
                              q.from("posts")
                                  .where_column("posts.user_id", "users.id")
                                  .order_by_desc("posts.id")
                                  .limit(1);
                            },
                            "last")
                        .where("users.id", "<", 3)
                        .order_by("users.id")
                        .get());
}

GOLDEN(left_join_lateral_filled_by_a_function) {
  static_cast<void>(db.table("users")
                        .select("users.id", "last.title")
                        .left_join_lateral(
                            [](auto& q) {
                              q.from("posts")
                                  .where_column("posts.user_id", "users.id")
                                  .where("posts.views", ">", 60);
                            },
                            "last")
                        .where_in("users.id", {1, 2})
                        .order_by("users.id")
                        .get());
}

GOLDEN(join_using_with_conditions_is_refused) {
  static_cast<void>(db.table("users")
                        .join("posts", [](auto& j) { j.using_({"id"}).where("posts.views", 1); })
                        .get());
}
