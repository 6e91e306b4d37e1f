// Searches for words.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

#include <string>
#include <vector>

GOLDEN(full_text_of_one_column) {
  static_cast<void>(db.table("posts").select("id").where_full_text("body", "hello world").get());
}

GOLDEN(full_text_of_two_columns) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where_full_text({"title", "body"}, "hello")
                        .where("published", true)
                        .order_by("id")
                        .get());
}

GOLDEN(or_full_text) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where("views", ">", 50)
                        .or_where_full_text("body", "words")
                        .or_where_full_text({"title", "body"}, "first")
                        .order_by("id")
                        .get());
}

GOLDEN(full_text_with_the_natural_mode_said) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where_full_text("body", "words", {.mode = "natural"})
                        .where("id", ">", 1)
                        .get());
}

GOLDEN(full_text_with_query_expansion) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where_full_text({"title", "body"}, "words", {.expanded = true})
                        .where("views", 0)
                        .get());
}

GOLDEN(full_text_in_boolean_mode) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where_full_text("body", "+hello -last", {.mode = "boolean"})
                        .where("published", true)
                        .get());
}

GOLDEN(full_text_in_boolean_mode_is_never_expanded) {
  static_cast<void>(
      db.table("posts")
          .select("id")
          .where("id", 1)
          .or_where_full_text({"title", "body"}, "+words", {.mode = "boolean", .expanded = true})
          .get());
}

GOLDEN(full_text_of_a_phrase) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where_full_text("body", "hello world", {.mode = "phrase"})
                        .where("views", ">", 1)
                        .order_by("id")
                        .get());
}

GOLDEN(full_text_as_web_searches_are_written) {
  static_cast<void>(
      db.table("posts")
          .select("id")
          .where_full_text("body", "hello -last or \"more words\"", {.mode = "websearch"})
          .get());
}

GOLDEN(full_text_of_a_raw_tsquery) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where("published", true)
                        .where_full_text({"title", "body"}, "hello & w:*", {.mode = "raw"})
                        .order_by("id")
                        .get());
}

GOLDEN(full_text_in_another_language) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where_full_text({"title", "body"}, "hallo", {.language = "german"})
                        .where("id", "<", 9)
                        .get());
}

GOLDEN(full_text_of_a_tsvector) {
  static_cast<void>(
      db.table("posts").select("id").where_full_text("search", "hello", {.vector = true}).get());
}

GOLDEN(full_text_of_two_tsvectors_of_simple_words) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where("id", 2)
                        .or_where_full_text({"first", "second"}, "a & b",
                                            {.mode = "raw", .vector = true, .language = "simple"})
                        .get());
}

GOLDEN(full_text_in_a_group) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where("published", true)
                        .where([](auto& q) {
                          q.where_full_text("title", "first").or_where_full_text("body", "hello");
                        })
                        .where_not([](auto& q) { q.where_full_text("body", "last"); })
                        .order_by("id")
                        .get());
}

GOLDEN(full_text_of_no_columns_is_refused) {
  static_cast<void>(db.table("posts").where_full_text(std::vector<std::string>{}, "x").get());
}

GOLDEN(full_text_with_an_unknown_mode_is_refused) {
  static_cast<void>(db.table("posts").where_full_text("body", "x", {.mode = "fuzzy"}).get());
}

GOLDEN(or_full_text_with_an_unknown_mode_is_refused) {
  static_cast<void>(db.table("posts")
                        .where("id", 1)
                        .or_where_full_text("body", "x", {.mode = "in boolean mode"})
                        .get());
}
