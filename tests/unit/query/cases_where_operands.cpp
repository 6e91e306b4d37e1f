// What where compares with: texts of the program, NULLs and sub-queries.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

#include <optional>
#include <string>
#include <vector>

GOLDEN(where_raw_text) {
  static_cast<void>(
      db.table("users").select("id", "name").where_raw("votes between 60 and 100").get());
}

GOLDEN(where_raw_with_bindings) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("id", ">", 1)
                        .where_raw("votes > ? and length(name) = ?", {10, 3})
                        .order_by("id")
                        .get());
}

GOLDEN(or_where_raw_with_bindings) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("id", 1)
                        .or_where_raw("lower(name) = ?", {"eve"})
                        .or_where_raw("votes = 80")
                        .order_by("id")
                        .get());
}

GOLDEN(where_raw_of_text_made_at_run_time) {
  const std::string column = "votes";
  const auto condition = zin::unsafe_raw(column + " % ? = 0", {40});
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_raw(condition)
                        .or_where_raw(zin::raw("role is null"))
                        .order_by("id")
                        .get());
}

GOLDEN(where_raw_leaves_question_marks_in_strings_alone) {
  static_cast<void>(
      db.table("users").select("id").where_raw("name <> '?' and votes > ?", {100}).get());
}

GOLDEN(where_a_raw_column) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where(zin::raw("votes + ?", {10}), ">", 100)
                        .where(zin::raw("length(name)"), 3)
                        .get());
}

GOLDEN(where_a_raw_value) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("votes", ">", zin::raw("30 + ?", {30}))
                        .or_where("votes", zin::raw("5 - 5"))
                        .order_by("id")
                        .get());
}

GOLDEN(where_raw_on_both_sides) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_not(zin::raw("votes * ?", {2}), "<", zin::raw("? + id", {100}))
                        .order_by("id")
                        .get());
}

GOLDEN(where_null_column) {
  static_cast<void>(db.table("users").select("id", "name").where_null("role").get());
}

GOLDEN(where_null_columns) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_null({"role", "email"})
                        .where_not_null({"name", "manager_id"})
                        .get());
}

GOLDEN(or_where_null_columns) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("votes", ">", 100)
                        .or_where_null({"role", "email"})
                        .order_by("id")
                        .get());
}

GOLDEN(where_not_null_column) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_not_null("updated_at")
                        .or_where_null("manager_id")
                        .order_by("id")
                        .get());
}

GOLDEN(or_where_not_null_columns) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("id", 3)
                        .or_where_not_null("updated_at")
                        .or_where_not_null({"users.meta", "users.role"})
                        .order_by("id")
                        .get());
}

GOLDEN(where_null_columns_of_a_vector) {
  const std::vector<std::string> columns{"role", "meta"};
  static_cast<void>(
      db.table("users").select("id", "name").where_null(columns).where("id", ">", 1).get());
}

GOLDEN(where_nullptr_is_null) {
  static_cast<void>(db.table("users").select("id", "name").where("role", nullptr).get());
}

GOLDEN(where_nullptr_with_operators_of_equality) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("role", "=", nullptr)
                        .where("meta", "is", nullptr)
                        .where("email", "<=>", nullptr)
                        .get());
}

GOLDEN(where_nullptr_with_operators_of_inequality) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("role", "!=", nullptr)
                        .where("meta", "<>", nullptr)
                        .where("updated_at", "is not", nullptr)
                        .order_by("id")
                        .get());
}

GOLDEN(or_where_nullptr) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("votes", 0)
                        .or_where("role", nullptr)
                        .or_where("manager_id", "=", nullptr)
                        .order_by("id")
                        .get());
}

GOLDEN(where_not_nullptr_is_not_null) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_not("role", nullptr)
                        .or_where_not("updated_at", "!=", nullptr)
                        .order_by("id")
                        .get());
}

GOLDEN(where_an_empty_optional_is_null) {
  const std::optional<std::string> none;
  const std::optional<int> some = 50;
  static_cast<void>(
      db.table("users").select("id", "name").where("role", none).where("votes", some).get());
}

GOLDEN(where_greater_than_null_is_refused) {
  static_cast<void>(db.table("users").where("votes", ">", nullptr).get());
}

GOLDEN(where_like_null_is_refused) {
  static_cast<void>(db.table("users").where("name", "like", nullptr).get());
}

GOLDEN(where_a_value_is_a_sub_query) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("votes", ">", zin::table("users").select_raw("avg(votes)"))
                        .order_by("id")
                        .get());
}

GOLDEN(where_equals_a_sub_query) {
  const auto author = zin::table("posts").select("user_id").where("title", "Third");
  static_cast<void>(
      db.table("users").select("id", "name").where("id", author).where("active", true).get());
}

GOLDEN(where_a_column_is_a_sub_query) {
  const auto posts =
      zin::table("posts").select_raw("count(*)").where_column("posts.user_id", "users.id");
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where(posts, ">=", 1)
                        .where("id", "<", 3)
                        .order_by("id")
                        .get());
}

GOLDEN(where_both_sides_are_sub_queries) {
  const auto views = zin::table("posts")
                         .select_raw("max(views)")
                         .where_column("posts.user_id", "users.id")
                         .where("published", true);
  const auto others = zin::table("posts").select_raw("min(views) + ?", {5});
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where(views, ">", others)
                        .where(views, others)
                        .or_where("id", 4)
                        .order_by("id")
                        .get());
}

GOLDEN(or_where_and_where_not_with_sub_queries) {
  const auto comments =
      zin::table("comments").select_raw("count(*)").where_column("comments.user_id", "users.id");
  static_cast<void>(
      db.table("users")
          .select("id", "name")
          .where_not(comments, 0)
          .or_where("votes", "<", zin::table("accounts").select_raw("min(balance) + 1"))
          .or_where_not("id", ">", comments)
          .order_by("id")
          .get());
}

GOLDEN(where_a_sub_query_in_a_sub_query) {
  const auto tagged = zin::table("post_tag")
                          .select_raw("max(post_id)")
                          .where("tag_id", zin::table("tags").select("id").where("name", "sql"));
  static_cast<void>(
      db.table("posts").select("title").where("id", tagged).where("views", ">", 1).get());
}

GOLDEN(where_a_sub_query_of_a_session) {
  const auto newest =
      db.table("logs").select("id").where("level", "info").order_by_desc("id").limit(1);
  static_cast<void>(db.table("logs").where("id", newest).get());
}
