// Rows that are added, or overwrite those that are there: upsert.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

#include <string>
#include <vector>

GOLDEN(upsert_overwrites_all_columns) {
  db.table("settings").upsert({{"key", "theme"}, {"value", "light"}, {"hits", 9}}, "key");
}

GOLDEN(upsert_of_two_rows) {
  db.table("settings")
      .upsert({{{"key", "theme"}, {"hits", 9}}, {{"key", "zone"}, {"hits", 1}}}, "key");
}

GOLDEN(upsert_overwrites_one_column) {
  db.table("settings")
      .upsert({{"key", "theme"}, {"value", "light"}, {"hits", 9}}, "key", {"value"});
}

GOLDEN(upsert_overwrites_two_columns_of_three_rows) {
  db.table("settings")
      .upsert({{{"key", "theme"}, {"value", "a"}, {"hits", 1}},
               {{"key", "lang"}, {"value", "b"}, {"hits", 2}},
               {{"hits", 3}, {"value", "c"}, {"key", "zone"}}},
              "key", {"hits", "value"});
}

GOLDEN(upsert_of_several_unique_columns) {
  db.table("post_tag").upsert({{"post_id", 1}, {"tag_id", 2}}, {"post_id", "tag_id"});
}

GOLDEN(upsert_of_several_unique_columns_and_rows) {
  db.table("post_tag")
      .upsert({{{"post_id", 1}, {"tag_id", 3}}, {{"post_id", 1}, {"tag_id", 1}}},
              {"post_id", "tag_id"}, {"tag_id"});
}

GOLDEN(upsert_of_unique_columns_in_a_vector) {
  const std::vector<std::string> unique{"email"};
  db.table("users").upsert({{"name", "Ada L."}, {"email", "ada@example.com"}}, unique, {"name"});
}

GOLDEN(upsert_sets_a_column_to_a_value) {
  db.table("settings").upsert({{"key", "theme"}, {"hits", 1}}, "key", {"hits", {"value", "seen"}});
}

GOLDEN(upsert_sets_columns_to_values_only) {
  db.table("settings")
      .upsert({{"key", "lang"}, {"value", "de"}, {"hits", 1}}, "key",
              {{"hits", 0}, {"value", nullptr}});
}

GOLDEN(upsert_sets_a_column_to_raw_text) {
  db.table("settings")
      .upsert({{"key", "theme"}, {"value", "light"}, {"hits", 1}}, "key",
              {"value", {"hits", zin::raw("settings.hits + ?", {5})}});
}

GOLDEN(upsert_sets_a_column_to_a_sub_query) {
  const auto most = zin::table("users").select_raw("max(votes)").where("active", true);
  db.table("settings").upsert({{"key", "theme"}, {"hits", 1}}, "key", {{"hits", most}});
}

GOLDEN(upsert_of_raw_values_and_sub_queries) {
  const auto editors = zin::table("users").select_raw("count(*)").where("role", "editor");
  db.table("settings")
      .upsert({{{"key", zin::raw("lower(?)", {"THEME"})}, {"hits", editors}},
               {{"key", "zone"}, {"hits", zin::raw("1 + 1")}}},
              "key");
}

GOLDEN(upsert_of_attributes) {
  const zin::Attributes row{{"key", "lang"}, {"value", "fr"}};
  db.table("settings").upsert(row, "key");
}

GOLDEN(upsert_of_attributes_overwrites_one_column) {
  const zin::Attributes row{{"key", "lang"}, {"value", "fr"}, {"hits", 3}};
  db.table("settings").upsert(row, {"key"}, {"hits"});
}

GOLDEN(upsert_of_a_vector_of_attributes) {
  const zin::Attributes first{{"key", "lang"}, {"value", "fr"}};
  const zin::Attributes second{{"value", "utc"}, {"key", "zone"}};
  db.table("settings")
      .upsert(std::vector<zin::Attributes>{first, second}, "key", {"value", {"hits", 7}});
}

GOLDEN(upsert_of_names_that_are_keywords) {
  db.table("settings").upsert({{"key", "a"}, {"value", true}}, "key", {"value"});
}

GOLDEN(upsert_that_overwrites_nothing_inserts) {
  db.table("settings").upsert({{"key", "zone"}, {"value", "utc"}}, "key", {});
}

GOLDEN(upsert_of_two_rows_that_overwrites_nothing_inserts) {
  db.table("settings")
      .upsert({{{"key", "zone"}, {"hits", 1}}, {{"key", "area"}, {"hits", 2}}}, {"key"}, {});
}

GOLDEN(upsert_by_no_columns_is_refused) {
  db.table("settings").upsert({{"key", "theme"}, {"hits", 1}}, std::vector<std::string>{});
}

GOLDEN(upsert_of_rows_of_different_columns_is_refused) {
  db.table("settings")
      .upsert({{{"key", "a"}, {"hits", 1}}, {{"key", "b"}, {"value", "x"}}}, "key", {"hits"});
}
