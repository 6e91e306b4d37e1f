// Cases: rows of several queries together.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

GOLDEN(union_of_two_queries) {
  static_cast<void>(db.table("users")
                        .select("name")
                        .where("id", 1)
                        .union_(db.table("tags").select("name").where("id", 2))
                        .get());
}

GOLDEN(union_drops_equal_rows) {
  static_cast<void>(db.table("users")
                        .select("name")
                        .union_(db.table("accounts").select("owner"))
                        .order_by("name")
                        .get());
}

GOLDEN(union_all_keeps_equal_rows) {
  static_cast<void>(db.table("users")
                        .select("name")
                        .where("votes", ">", 60)
                        .union_all(db.table("accounts").select("owner").where("balance", ">", 200))
                        .order_by_desc("name")
                        .get());
}

GOLDEN(union_filled_by_a_function) {
  static_cast<void>(
      db.table("tags")
          .select("name")
          .where("id", 3)
          .union_([](auto& q) { q.from("settings").select("value").where("hits", ">", 1); })
          .order_by("name")
          .get());
}

GOLDEN(union_all_filled_by_a_function) {
  static_cast<void>(db.table("logs")
                        .select("level")
                        .where("id", 1)
                        .union_all([](auto& q) { q.from("logs").select("level").where("id", 3); })
                        .get());
}

GOLDEN(unions_of_three_queries) {
  static_cast<void>(db.table("tags")
                        .select("name")
                        .where("id", 1)
                        .union_(db.table("accounts").select("owner").where("id", 2))
                        .union_all(db.table("settings").select("value").where("key", "theme"))
                        .get());
}

GOLDEN(union_with_order_and_limit_of_all_rows) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .union_(db.table("tags").select("id", "name"))
                        .order_by("id")
                        .order_by_desc("name")
                        .limit(3)
                        .get());
}

GOLDEN(union_with_limit_and_offset_of_all_rows) {
  static_cast<void>(db.table("users")
                        .select("name")
                        .union_all(db.table("tags").select("name"))
                        .order_by("name")
                        .offset(2)
                        .limit(2)
                        .get());
}

GOLDEN(union_with_an_offset_alone) {
  static_cast<void>(db.table("users")
                        .select("name")
                        .union_(db.table("accounts").select("owner"))
                        .order_by("name")
                        .offset(3)
                        .get());
}

GOLDEN(union_of_ordered_and_limited_queries) {
  static_cast<void>(
      db.table("users")
          .select("name")
          .order_by_desc("votes")
          .limit(1)
          .union_all(db.table("accounts").select("owner").order_by("balance").limit(1))
          .order_by("name")
          .get());
}

GOLDEN(union_of_limited_queries_with_a_limit_of_all_rows) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .order_by("id")
                        .limit(2)
                        .union_all(db.table("posts").select("id").order_by_desc("id").limit(2))
                        .order_by_desc("id")
                        .limit(3)
                        .get());
}

GOLDEN(union_orders_by_raw_text) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", "<", 3)
                        .union_(db.table("posts").select("id").where("id", ">", 3))
                        .order_by_raw("id")
                        .offset(1)
                        .limit(2)
                        .get());
}

GOLDEN(union_binds_columns_joins_and_wheres_in_order) {
  static_cast<void>(
      db.table("users")
          .select_raw("users.votes + ? as n", {1})
          .join("posts",
                [](auto& j) { j.on("users.id", "posts.user_id").where("posts.views", ">", 50); })
          .where("users.active", true)
          .union_(db.table("posts").select_raw("views * ? as n", {2}).where_between("views", 1, 9))
          .order_by("n")
          .get());
}

GOLDEN(union_of_groups_with_having) {
  static_cast<void>(db.table("posts")
                        .select("user_id")
                        .group_by("user_id")
                        .having_raw("count(*) > ?", {1})
                        .union_(db.table("comments")
                                    .select("user_id")
                                    .where_not_null("user_id")
                                    .group_by("user_id")
                                    .having_raw("count(*) < ?", {2}))
                        .order_by_desc("user_id")
                        .get());
}

GOLDEN(intersect_of_two_queries) {
  static_cast<void>(db.table("users")
                        .select("name")
                        .intersect(db.table("accounts").select("owner"))
                        .order_by("name")
                        .get());
}

GOLDEN(intersect_binds_in_order) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("votes", ">", 10)
                        .intersect(db.table("posts").select("user_id").where("views", "<", 50))
                        .order_by_desc("id")
                        .limit(1)
                        .get());
}

GOLDEN(except_of_two_queries) {
  static_cast<void>(db.table("users")
                        .select("name")
                        .except(db.table("accounts").select("owner"))
                        .order_by("name")
                        .get());
}

GOLDEN(except_binds_in_order) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", "<=", 4)
                        .except(db.table("posts").select("user_id").where("published", true))
                        .order_by("id")
                        .get());
}

GOLDEN(union_then_except) {
  static_cast<void>(db.table("users")
                        .select("name")
                        .where("id", "<", 3)
                        .union_(db.table("tags").select("name"))
                        .except(db.table("accounts").select("owner").where("owner", "Bob"))
                        .order_by("name")
                        .get());
}

GOLDEN(union_of_a_union) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", 1)
                        .union_(db.table("posts").select("id").where("id", 4).union_(
                            db.table("tags").select("id").where("id", 3)))
                        .order_by("id")
                        .get());
}

GOLDEN(union_of_a_limited_union) {
  static_cast<void>(db.table("accounts")
                        .select("owner")
                        .where("id", 3)
                        .union_all(db.table("users")
                                       .select("name")
                                       .union_(db.table("tags").select("name"))
                                       .order_by("name")
                                       .limit(4))
                        .get());
}

GOLDEN(where_in_a_union) {
  static_cast<void>(
      db.table("users")
          .select("name")
          .where("active", true)
          .where_in("id", db.table("posts")
                              .select("user_id")
                              .where("views", ">", 8)
                              .union_(db.table("comments").select("user_id").where("post_id", 1)))
          .order_by("id")
          .get());
}

GOLDEN(from_sub_of_a_union) {
  static_cast<void>(db.table("users")
                        .from_sub(db.table("users")
                                      .select("name")
                                      .where("votes", "<", 60)
                                      .union_all(db.table("tags").select("name")),
                                  "names")
                        .where("name", ">", "D")
                        .order_by("name")
                        .limit(3)
                        .get());
}

GOLDEN(intersect_all) {
  static_cast<void>(db.table("post_tag")
                        .select("post_id")
                        .intersect_all(db.table("posts").select("user_id"))
                        .order_by("post_id")
                        .get());
}

GOLDEN(intersect_all_binds_in_order) {
  static_cast<void>(
      db.table("post_tag")
          .select("post_id")
          .where("tag_id", "<", 3)
          .intersect_all([](auto& q) { q.from("posts").select("user_id").where("views", ">=", 0); })
          .order_by("post_id")
          .limit(1)
          .get());
}

GOLDEN(except_all) {
  static_cast<void>(db.table("post_tag")
                        .select("post_id")
                        .except_all(db.table("users").select("id"))
                        .order_by("post_id")
                        .get());
}

GOLDEN(except_all_filled_by_a_function) {
  static_cast<void>(db.table("post_tag")
                        .select("post_id")
                        .where("post_id", ">", 1)
                        .except_all([](auto& q) { q.from("users").select("id").where("id", 4); })
                        .get());
}

GOLDEN(intersect_filled_by_a_function) {
  static_cast<void>(
      db.table("users")
          .select("name")
          .intersect([](auto& q) { q.from("accounts").select("owner").where("balance", ">", 0); })
          .order_by("name")
          .get());
}

GOLDEN(except_filled_by_a_function) {
  static_cast<void>(
      db.table("users")
          .select("name")
          .where("id", "<", 4)
          .except([](auto& q) { q.from("accounts").select("owner").where("balance", 0); })
          .order_by("name")
          .get());
}
