// Rows that are added: insert and its kin.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

#include <optional>
#include <string>
#include <vector>

GOLDEN(insert_one_row) { db.table("tags").insert({{"id", 9}, {"name", "new"}}); }

GOLDEN(insert_one_column) { db.table("tags").insert({{"name", "it's"}}); }

GOLDEN(insert_values_of_each_kind) {
  db.table("users").insert(
      {{"name", "Zoe"},
       {"email", nullptr},
       {"votes", -5},
       {"active", false},
       {"role", std::optional<std::string>{}},
       {"meta", zin::Json::object({{"lang", "it's"}, {"tags", zin::Json::array({1, true})}})}});
}

GOLDEN(insert_bytes_and_doubles) {
  db.table("logs").insert({{"level", 1.5}, {"message", zin::to_bytes("\x01z")}});
}

GOLDEN(insert_two_rows) {
  db.table("tags").insert({{{"id", 8}, {"name", "a"}}, {{"id", 9}, {"name", "b"}}});
}

GOLDEN(insert_three_rows_of_three_columns) {
  db.table("accounts")
      .insert({{{"id", 7}, {"owner", "Dan"}, {"balance", 1}},
               {{"id", 8}, {"owner", "Eve"}, {"balance", 2}},
               {{"id", 9}, {"owner", "Fay"}, {"balance", 3}}});
}

GOLDEN(insert_rows_with_columns_in_another_order) {
  db.table("accounts")
      .insert({{{"owner", "Dan"}, {"balance", 1}, {"currency", "CHF"}},
               {{"currency", "USD"}, {"owner", "Eve"}, {"balance", 2}}});
}

GOLDEN(insert_keeps_the_order_of_the_first_row) {
  db.table("settings").insert({{"value", "x"}, {"key", "zone"}, {"hits", 4}});
}

GOLDEN(insert_into_names_that_are_keywords) {
  db.table("order").insert(
      {{{"group", 3}, {"select", "three"}}, {{"group", 4}, {"select", nullptr}}});
}

GOLDEN(insert_into_names_with_quotes) { db.table("od\"d").insert({{"a`b", 1}, {"c\"d", 2}}); }

GOLDEN(insert_attributes) {
  const zin::Attributes row{{"id", 9}, {"name", "new"}};
  db.table("tags").insert(row);
}

GOLDEN(insert_attributes_that_were_changed) {
  zin::Attributes row{{"level", "info"}, {"message", "x"}};
  row.set("message", "y");
  row.set("id", 9);
  row.erase("level");
  db.table("logs").insert(row);
}

GOLDEN(insert_a_vector_of_attributes) {
  const zin::Attributes first{{"id", 8}, {"name", "a"}};
  const zin::Attributes second{{"name", "b"}, {"id", 9}};
  db.table("tags").insert(std::vector<zin::Attributes>{first, second});
}

GOLDEN(insert_an_empty_vector_does_nothing) {
  db.table("tags").insert(std::vector<zin::Attributes>{});
}

GOLDEN(insert_a_raw_value) {
  db.table("posts").insert(
      {{"user_id", 1}, {"title", zin::raw("upper(?)", {"fifth"})}, {"views", zin::raw("2 * 3")}});
}

GOLDEN(insert_a_value_of_a_sub_query) {
  const auto author = zin::table("users").select("id").where("email", "eve@example.com");
  db.table("posts").insert({{"user_id", author}, {"title", "Fifth"}});
}

GOLDEN(insert_raw_values_and_sub_queries_in_two_rows) {
  const auto most = zin::table("users").select_raw("max(votes) + ?", {1});
  db.table("accounts")
      .insert({{{"owner", "Dan"}, {"balance", most}},
               {{"balance", zin::raw("? - 1", {10})}, {"owner", "Eve"}}});
}

GOLDEN(insert_a_row_of_defaults) { db.table("logs").insert_defaults(); }

GOLDEN(insert_a_row_of_defaults_into_a_keyword) { db.table("order").insert_defaults(); }

GOLDEN(insert_or_ignore_one_row) {
  db.table("tags").insert_or_ignore({{"id", 1}, {"name", "other"}});
}

GOLDEN(insert_or_ignore_two_rows) {
  db.table("tags").insert_or_ignore({{{"id", 9}, {"name", "sql"}}, {{"id", 10}, {"name", "new"}}});
}

GOLDEN(insert_or_ignore_attributes) {
  const zin::Attributes row{{"key", "theme"}, {"value", "light"}};
  db.table("settings").insert_or_ignore(row);
}

GOLDEN(insert_or_ignore_a_vector_of_attributes) {
  const zin::Attributes first{{"key", "theme"}, {"hits", 1}};
  const zin::Attributes second{{"hits", 2}, {"key", "zone"}};
  db.table("settings").insert_or_ignore(std::vector<zin::Attributes>{first, second});
}

GOLDEN(insert_using_a_query) {
  db.table("logs").insert_using(
      {"level", "message"},
      zin::table("users").select("role", "name").where("votes", ">", 50).order_by("id"));
}

GOLDEN(insert_using_a_query_with_joins_and_raw_columns) {
  db.table("logs").insert_using({"message", "level"},
                                zin::table("posts")
                                    .join("users", "users.id", "=", "posts.user_id")
                                    .select("users.name")
                                    .select_raw("? as level", {"post"})
                                    .where("posts.published", true)
                                    .where_not_null("posts.body"));
}

GOLDEN(insert_using_without_columns) {
  db.table("tags").insert_using(
      {}, zin::table("logs").select_raw("id + 10, message").where("level", "info"));
}

GOLDEN(insert_or_ignore_using_a_query) {
  db.table("tags").insert_or_ignore_using(
      {"name"}, zin::table("users").select("name").where("active", true).or_where("votes", 0));
}

GOLDEN(insert_or_ignore_using_a_query_of_the_same_table) {
  const auto settings = zin::table("settings")
                            .select("key", "value")
                            .select_raw("hits + ?", {10})
                            .where_not_null("value")
                            .limit(1);
  db.table("settings").insert_or_ignore_using({"key", "value", "hits"}, settings);
}

GOLDEN(insert_get_id_of_one_row) {
  static_cast<void>(
      db.table("logs").insert_get_id<zin::Value>({{"level", "info"}, {"message", "x"}}));
}

GOLDEN(insert_get_id_by_another_key) {
  static_cast<void>(
      db.table("settings")
          .insert_get_id<zin::Value>({{"key", "zone"}, {"hits", zin::raw("1 + ?", {1})}}, "key"));
}

GOLDEN(insert_get_id_of_attributes) {
  const zin::Attributes row{{"user_id", 3}, {"title", "Fifth"}, {"published", true}};
  static_cast<void>(db.table("posts").insert_get_id<zin::Value>(row));
}

GOLDEN(insert_lacks_a_column_of_the_first_row) {
  db.table("tags").insert({{{"id", 8}, {"name", "a"}}, {{"id", 9}}});
}

GOLDEN(insert_has_a_column_that_the_first_row_has_not) {
  db.table("tags").insert({{{"id", 8}, {"name", "a"}}, {{"id", 9}, {"name", "b"}, {"more", 1}}});
}

GOLDEN(insert_has_another_column_than_the_first_row) {
  const zin::Attributes first{{"id", 8}, {"name", "a"}};
  const zin::Attributes second{{"id", 9}, {"title", "b"}};
  db.table("tags").insert_or_ignore(std::vector<zin::Attributes>{first, second});
}

GOLDEN(insert_names_a_column_twice) {
  db.table("tags").insert({{"name", "a"}, {"id", 8}, {"name", "b"}});
}

GOLDEN(insert_names_an_empty_column) { db.table("tags").insert({{"name", "a"}, {"", 8}}); }

GOLDEN(insert_into_a_sub_query_is_refused) {
  zin::Query query = db.table("tags");
  query.from_sub(zin::table("users"), "u").insert({{"name", "a"}});
}

GOLDEN(insert_or_ignore_returning) {
  static_cast<void>(db.table("tags").insert_or_ignore_returning({{"id", 9}, {"name", "new"}}));
}

GOLDEN(insert_or_ignore_returning_columns_of_two_rows) {
  static_cast<void>(db.table("tags").insert_or_ignore_returning(
      {{{"id", 9}, {"name", "new"}}, {{"id", 1}, {"name", "x"}}}, {"name", "id"}, "id"));
}

GOLDEN(insert_or_ignore_returning_by_two_columns) {
  const zin::Attributes row{{"post_id", 1}, {"tag_id", 2}};
  static_cast<void>(
      db.table("post_tag").insert_or_ignore_returning(row, "tag_id", {"post_id", "tag_id"}));
}

GOLDEN(insert_many_rows) {
  db.table("tags as t").insert_many({"id", "name"}, {{8, "a"}, {9, "b"}});
}

GOLDEN(insert_many_rows_of_vectors) {
  const std::vector<std::vector<zin::Value>> rows{{9, "b"}};
  db.table("tags").insert_many({"id", "name"}, rows, {.atomic = false});
}

GOLDEN(insert_many_rows_with_a_condition_is_refused) {
  db.table("tags").where("id", 1).insert_many({"id", "name"}, {{8, "a"}});
}
