// Conditions on ranges, rows of values and several columns at once.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

GOLDEN(where_between_two_values) {
  static_cast<void>(
      db.table("users").select("id", "name").where_between("votes", 50, 80).order_by("id").get());
}

GOLDEN(where_between_in_braces) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_between("name", {"B", "D"})
                        .where("votes", ">", 50)
                        .get());
}

GOLDEN(or_where_between_two_values) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("id", 5)
                        .or_where_between("votes", 100, 200)
                        .or_where_between("id", {2, 2})
                        .order_by("id")
                        .get());
}

GOLDEN(where_not_between_two_values) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_not_between("votes", 1, 99)
                        .where_not_between("id", {2, 4})
                        .order_by("id")
                        .get());
}

GOLDEN(or_where_not_between_two_values) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("name", "Cleo")
                        .or_where_not_between("votes", 1, 100)
                        .or_where_not_between("id", {1, 5})
                        .order_by("id")
                        .get());
}

GOLDEN(where_between_of_a_raw_column) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_between(zin::raw("votes / ?", {10}), 5, 8)
                        .order_by("id")
                        .get());
}

GOLDEN(where_between_one_end_is_refused) {
  static_cast<void>(db.table("users").where_between("votes", {1}).get());
}

GOLDEN(or_where_not_between_three_ends_is_refused) {
  static_cast<void>(
      db.table("users").where("id", 1).or_where_not_between("votes", {1, 2, 3}).get());
}

GOLDEN(where_between_two_columns) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where_between_columns("id", {"user_id", "views"})
                        .order_by("id")
                        .get());
}

GOLDEN(or_where_between_two_columns) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where("views", 0)
                        .or_where_between_columns("posts.views", {"posts.user_id", "posts.id"})
                        .order_by("id")
                        .get());
}

GOLDEN(where_not_between_two_columns) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where_not_between_columns("id", {"user_id", "views"})
                        .where("published", false)
                        .get());
}

GOLDEN(or_where_not_between_two_columns) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where("id", 1)
                        .or_where_not_between_columns("views", {"id", "views"})
                        .or_where_not_between_columns("id", {"user_id", "views"})
                        .get());
}

GOLDEN(where_between_columns_needs_two) {
  static_cast<void>(db.table("posts").where_between_columns("id", {"user_id"}).get());
}

GOLDEN(where_a_value_between_two_columns) {
  static_cast<void>(
      db.table("posts").select("id").where_value_between(3, {"id", "views"}).order_by("id").get());
}

GOLDEN(or_where_a_value_between_two_columns) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where("user_id", 3)
                        .or_where_value_between(4, {"id", "views"})
                        .order_by("id")
                        .get());
}

GOLDEN(where_a_value_not_between_two_columns) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where_value_not_between(3, {"id", "views"})
                        .where_value_between(1, {"id", "views"})
                        .get());
}

GOLDEN(or_where_a_value_not_between_two_columns) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where("id", 1)
                        .or_where_value_not_between(5, {"posts.id", "posts.views"})
                        .or_where_value_not_between(0, {"views", "id"})
                        .order_by("id")
                        .get());
}

GOLDEN(where_row_values_equal) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_row_values({"role", "votes"}, "=", {"editor", 80})
                        .get());
}

GOLDEN(where_row_values_with_an_order) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_row_values({"votes", "users.id"}, "<", {50, 4})
                        .order_by("votes")
                        .order_by("id")
                        .get());
}

GOLDEN(or_where_row_values) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("id", 1)
                        .or_where_row_values({"votes", "id"}, ">=", {50, 4})
                        .order_by("id")
                        .get());
}

GOLDEN(or_where_row_values_after_another) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_row_values({"id", "name"}, "=", {1, "Ada"})
                        .or_where_row_values({"id", "name"}, "=", {2, "Bob"})
                        .order_by("id")
                        .get());
}

GOLDEN(where_row_values_of_another_number_is_refused) {
  static_cast<void>(db.table("users").where_row_values({"votes", "id"}, "<", {1}).get());
}

GOLDEN(where_any_of_columns) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_any({"name", "email"}, "like", "%e%")
                        .order_by("id")
                        .get());
}

GOLDEN(where_any_of_columns_equals) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("active", true)
                        .where_any({"id", "manager_id"}, 1)
                        .order_by("id")
                        .get());
}

GOLDEN(or_where_any_of_columns) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("id", 5)
                        .or_where_any({"id", "manager_id"}, ">", 3)
                        .or_where_any({"votes", "id"}, 120)
                        .order_by("id")
                        .get());
}

GOLDEN(where_all_of_columns) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_all({"votes", "id"}, ">", 2)
                        .order_by("id")
                        .get());
}

GOLDEN(where_all_of_columns_are_null) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_all({"email", "role"}, nullptr)
                        .where("id", 4)
                        .get());
}

GOLDEN(or_where_all_of_columns) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("votes", 0)
                        .or_where_all({"id", "manager_id"}, "<", 3)
                        .or_where_all({"id", "manager_id"}, 3)
                        .order_by("id")
                        .get());
}

GOLDEN(where_none_of_columns) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_none({"name", "role"}, "like", "%e%")
                        .where("active", true)
                        .get());
}

GOLDEN(where_none_of_columns_equals) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_none({"id", "votes"}, 50)
                        .where_none({"id"}, 1)
                        .order_by("id")
                        .get());
}

GOLDEN(or_where_none_of_columns) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("id", 1)
                        .or_where_none({"id", "votes"}, ">", 4)
                        .or_where_none({"id", "votes"}, 0)
                        .order_by("id")
                        .get());
}

GOLDEN(where_null_safe_equals_a_value) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_null_safe_equals("role", "editor")
                        .order_by("id")
                        .get());
}

GOLDEN(where_null_safe_equals_null) {
  static_cast<void>(
      db.table("users").select("id", "name").where_null_safe_equals("role", nullptr).get());
}

GOLDEN(or_where_null_safe_equals_a_value) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("votes", 0)
                        .or_where_null_safe_equals("manager_id", 1)
                        .or_where_null_safe_equals("email", nullptr)
                        .order_by("id")
                        .get());
}

GOLDEN(where_ranges_of_columns_in_groups) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where([](auto& q) {
                          q.where_not_between_columns("views", {"id", "user_id"})
                              .or_where_between_columns("id", {"user_id", "views"});
                        })
                        .where([](auto& q) {
                          q.where_value_not_between(0, {"views", "id"})
                              .or_where_value_between(3, {"views", "id"});
                        })
                        .order_by("id")
                        .get());
}

GOLDEN(between_a_sub_query_and_raw_text) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_between("votes", db.table("users").select(zin::raw("avg(votes)")),
                                       zin::raw("100 + ?", {50}))
                        .order_by("id")
                        .get());
}

GOLDEN(or_not_between_a_value_and_a_sub_query) {
  static_cast<void>(
      db.table("users")
          .select("id")
          .where("id", 3)
          .or_where_not_between(
              "votes", 10, db.table("users").select(zin::raw("avg(votes)")).where("id", ">", 0))
          .order_by("id")
          .get());
}

GOLDEN(between_a_null_and_something) {
  static_cast<void>(db.table("users").where_between("votes", nullptr, 3).get());
}
