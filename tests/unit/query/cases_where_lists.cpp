// Conditions on lists and on the rows of other queries.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

GOLDEN(where_in_values) {
  static_cast<void>(
      db.table("users").select("id", "name").where_in("id", {1, 3, 5}).order_by("id").get());
}

GOLDEN(where_in_texts) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_in("role", {"admin", "guest"})
                        .where("votes", ">", 0)
                        .get());
}

GOLDEN(where_in_one_value) {
  static_cast<void>(db.table("users").select("id", "name").where_in("name", {"Dan"}).get());
}

GOLDEN(where_in_no_values_is_never) {
  static_cast<void>(db.table("users").select("id", "name").where_in("id", {}).get());
}

GOLDEN(where_in_an_empty_vector_is_never) {
  const std::vector<int> none;
  static_cast<void>(
      db.table("users").select("id", "name").where_in("id", none).or_where("votes", 120).get());
}

GOLDEN(where_in_a_vector_of_integers) {
  const std::vector<int> ids{2, 4};
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_in("id", ids)
                        .where("active", true)
                        .order_by("id")
                        .get());
}

GOLDEN(where_in_a_vector_of_texts) {
  const std::vector<std::string> names{"Ada", "Eve", "it's"};
  static_cast<void>(
      db.table("users").select("id", "name").where_in("name", names).order_by("id").get());
}

GOLDEN(where_in_an_array_of_views) {
  const std::array<std::string_view, 2> roles{"editor", "guest"};
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_in("users.role", roles)
                        .where_not_in("id", std::vector{2})
                        .order_by("id")
                        .get());
}

GOLDEN(where_in_values_of_several_types) {
  static_cast<void>(
      db.table("settings").select("key").where_in("value", {"dark", 1, true, nullptr}).get());
}

GOLDEN(where_in_a_raw_column) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_in(zin::raw("length(name) + ?", {1}), {4, 6})
                        .get());
}

GOLDEN(or_where_in_values) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("role", "admin")
                        .or_where_in("votes", {0, 80})
                        .order_by("id")
                        .get());
}

GOLDEN(or_where_in_a_vector) {
  const std::vector<std::int64_t> ids{4, 5};
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("id", 1)
                        .or_where_in("id", ids)
                        .order_by("id")
                        .get());
}

GOLDEN(where_not_in_values) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_not_in("id", {1, 2})
                        .where_not_in("name", {"Eve"})
                        .order_by("id")
                        .get());
}

GOLDEN(where_not_in_no_values_is_always) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_not_in("id", {})
                        .where("votes", 50)
                        .order_by("id")
                        .get());
}

GOLDEN(or_where_not_in_values) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("id", 1)
                        .or_where_not_in("votes", {0, 50, 120})
                        .order_by("id")
                        .get());
}

GOLDEN(or_where_not_in_a_vector) {
  const std::vector<std::string> roles{"editor", "guest"};
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("votes", 0)
                        .or_where_not_in("role", roles)
                        .or_where_not_in("id", std::vector<int>{})
                        .order_by("id")
                        .get());
}

GOLDEN(where_in_a_sub_query) {
  const auto authors = zin::table("posts").select("user_id").where("views", ">", 5);
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_in("id", authors)
                        .where("active", true)
                        .order_by("id")
                        .get());
}

GOLDEN(or_where_in_a_sub_query) {
  const auto writers = zin::table("comments").select("user_id").where_not_null("user_id");
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("votes", 0)
                        .or_where_in("id", writers)
                        .order_by("id")
                        .get());
}

GOLDEN(where_not_in_a_sub_query) {
  const auto authors = zin::table("posts").select("user_id").distinct();
  static_cast<void>(
      db.table("users").select("id", "name").where_not_in("id", authors).order_by_desc("id").get());
}

GOLDEN(or_where_not_in_a_sub_query) {
  const auto authors = zin::table("posts").select("user_id").where("published", true);
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("name", "Ada")
                        .or_where_not_in("id", authors)
                        .order_by("id")
                        .get());
}

GOLDEN(where_in_what_a_function_fills) {
  static_cast<void>(
      db.table("users")
          .select("id", "name")
          .where_in("id", [](auto& q) { q.from("posts").select("user_id").where("views", 0); })
          .where_not_in("id",
                        [](zin::Query& q) {
                          q.from("comments").select("post_id").where("body", "like", "N%");
                        })
          .order_by("id")
          .get());
}

GOLDEN(or_where_in_what_a_function_fills) {
  static_cast<void>(
      db.table("users")
          .select("id", "name")
          .where("id", 5)
          .or_where_in("id",
                       [](auto& q) { q.from("posts").select("user_id").where("views", ">", 50); })
          .or_where_not_in("id", [](auto& q) { q.from("users").select("id").where("id", ">", 1); })
          .order_by("id")
          .get());
}

GOLDEN(where_in_sub_queries_inside_each_other) {
  static_cast<void>(
      db.table("tags")
          .select("name")
          .where_in("id",
                    [](auto& q) {
                      q.from("post_tag").select("tag_id").where_in("post_id", [](auto& posts) {
                        posts.from("posts")
                            .select("id")
                            .where_in("user_id", {1, 2})
                            .where("published", true);
                      });
                    })
          .order_by("name")
          .get());
}

GOLDEN(where_exists_a_row_of_a_query) {
  const auto posts =
      zin::table("posts").where_column("posts.user_id", "users.id").where("views", ">", 5);
  static_cast<void>(
      db.table("users").select("id", "name").where_exists(posts).order_by("id").get());
}

GOLDEN(where_exists_what_a_function_fills) {
  static_cast<void>(
      db.table("users")
          .select("id", "name")
          .where("active", true)
          .where_exists([](auto& q) {
            q.from("comments").select_raw("1").where_column("comments.user_id", "users.id");
          })
          .order_by("id")
          .get());
}

GOLDEN(or_where_exists) {
  const auto posts = zin::table("posts").select("id").where_column("posts.user_id", "users.id");
  static_cast<void>(
      db.table("users")
          .select("id", "name")
          .where("votes", 0)
          .or_where_exists(posts)
          .or_where_exists([](auto& q) { q.from("logs").where_column("logs.id", "users.votes"); })
          .order_by("id")
          .get());
}

GOLDEN(where_not_exists) {
  const auto posts = zin::table("posts").where_column("posts.user_id", "users.id");
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_not_exists(posts)
                        .where_not_exists([](auto& q) {
                          q.from("users as others")
                              .where_column("others.manager_id", "users.id")
                              .where("others.active", true);
                        })
                        .order_by("id")
                        .get());
}

GOLDEN(or_where_not_exists) {
  const auto comments = zin::table("comments").where_column("comments.user_id", "users.id");
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("id", 1)
                        .or_where_not_exists(comments)
                        .or_where_not_exists([](auto& q) {
                          q.from("tags").where_column("tags.id", "<=", "users.id");
                        })
                        .order_by("id")
                        .get());
}

GOLDEN(in_rows) {
  static_cast<void>(db.table("post_tag")
                        .where_in({"post_id", "tag_id"}, {{1, 1}, {3, 2}, {9, 9}})
                        .order_by("post_id")
                        .get());
}

GOLDEN(not_in_rows_of_vectors) {
  const std::vector<std::vector<zin::Value>> rows{{1, 1}, {1, 2}};
  static_cast<void>(
      db.table("post_tag").where("tag_id", "<", 3).where_not_in({"post_id", "tag_id"}, rows).get());
}

GOLDEN(or_in_rows_of_a_query) {
  static_cast<void>(db.table("post_tag as pt")
                        .select("pt.post_id")
                        .where("pt.tag_id", 3)
                        .or_where_in({"pt.post_id", "pt.tag_id"},
                                     db.table("tags").select("id", "id").where("id", 1))
                        .order_by("pt.post_id")
                        .get());
}

GOLDEN(or_not_in_rows) {
  static_cast<void>(db.table("post_tag")
                        .where("post_id", 1)
                        .or_where_not_in({"post_id", "tag_id"}, {{3, 2}})
                        .order_by("post_id")
                        .order_by("tag_id")
                        .get());
}

GOLDEN(in_no_rows) {
  static_cast<void>(db.table("post_tag")
                        .where_in({"post_id", "tag_id"}, std::vector<std::vector<zin::Value>>{})
                        .get());
}

GOLDEN(in_rows_of_another_width) {
  static_cast<void>(db.table("post_tag").where_in({"post_id", "tag_id"}, {{1, 1}, {3}}).get());
}
