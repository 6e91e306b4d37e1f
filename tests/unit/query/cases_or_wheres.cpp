// Cases: conditions beside others, most of them joined by or.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

GOLDEN(or_all_of_two_columns_beside_an_id) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", 5)
                        .or_where_all({"votes", "id"}, ">", 1)
                        .order_by("id")
                        .get());
}

GOLDEN(or_any_of_two_columns_beside_an_id) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", 4)
                        .or_where_any({"votes", "manager_id"}, 1)
                        .order_by("id")
                        .get());
}

GOLDEN(or_none_of_two_columns_beside_an_id) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", 3)
                        .or_where_none({"votes", "id"}, "<", 51)
                        .order_by("id")
                        .get());
}

GOLDEN(or_exists_beside_an_id) {
  static_cast<void>(
      db.table("tags")
          .where("id", 3)
          .or_where_exists(
              db.table("post_tag").where_column("post_tag.tag_id", "tags.id").where("post_id", 1))
          .order_by("id")
          .get());
}

GOLDEN(or_not_exists_beside_an_id) {
  static_cast<void>(
      db.table("users")
          .select("id")
          .where("id", 1)
          .or_where_not_exists(db.table("posts").where_column("posts.user_id", "users.id"))
          .order_by("id")
          .get());
}

GOLDEN(or_month_beside_an_id) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", 1)
                        .or_where_month("created_at", 2)
                        .order_by("id")
                        .get());
}

GOLDEN(or_time_beside_an_id) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", 1)
                        .or_where_time("created_at", "12:00:00")
                        .order_by("id")
                        .get());
}

GOLDEN(or_not_between_columns_beside_an_id) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where("id", 1)
                        .or_where_not_between_columns("id", {"user_id", "views"})
                        .order_by("id")
                        .get());
}

GOLDEN(or_value_not_between_beside_an_id) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where("id", 1)
                        .or_where_value_not_between(5, {"user_id", "views"})
                        .order_by("id")
                        .get());
}

GOLDEN(not_between_two_values_beside_a_condition) {
  static_cast<void>(
      db.table("users").select("id").where_not_between("votes", 50, 100).where("id", "<", 5).get());
}

GOLDEN(or_null_safe_equals_beside_an_id) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", 1)
                        .or_where_null_safe_equals("role", "guest")
                        .order_by("id")
                        .get());
}

GOLDEN(or_json_doesnt_contain_beside_an_id) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", 1)
                        .or_where_json_doesnt_contain("meta->tags", "a")
                        .where_not_null("meta")
                        .order_by("id")
                        .get());
}

GOLDEN(json_doesnt_contain_key_beside_a_condition) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_json_doesnt_contain_key("meta->address")
                        .where("id", ">", 3)
                        .order_by("id")
                        .get());
}
