// Paths into JSON documents, and the conditions on what is there.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

#include <string>

GOLDEN(json_path_equals) {
  static_cast<void>(db.table("users").select("id").where("meta->lang", "en").get());
}

GOLDEN(json_path_of_two_steps) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("meta->address->city", "!=", "London")
                        .where("active", true)
                        .get());
}

GOLDEN(json_path_with_an_index) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("meta->tags->0", "a")
                        .or_where("users.meta->tags[1]", "a")
                        .order_by("id")
                        .get());
}

GOLDEN(json_path_with_an_index_from_the_end) {
  static_cast<void>(db.table("users").select("id").where("meta->tags->-1", "a").get());
}

GOLDEN(json_path_with_operators) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where("options->sizes->0", ">", 0)
                        .where_not("options->sizes->1", "<", 2)
                        .get());
}

GOLDEN(json_path_like) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_like("meta->address->city", "%O%")
                        .or_where("meta->lang", "like", "f%")
                        .order_by("id")
                        .get());
}

GOLDEN(json_path_of_an_item_like) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_like("meta->tags[0]", "A%")
                        .where_not("meta->tags[1]", "like", "x")
                        .get());
}

GOLDEN(json_path_in_a_list) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_in("meta->lang", {"de", "fr"})
                        .where_not_in("meta->address->city", {"Paris"})
                        .get());
}

GOLDEN(json_path_between) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_between("meta->lang", "d", "f")
                        .where("votes", ">", 0)
                        .order_by("id")
                        .get());
}

GOLDEN(json_path_between_numbers) {
  static_cast<void>(db.table("posts").select("id").where_between("options->sizes[0]", 5, 10).get());
}

GOLDEN(json_path_and_a_column) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_column("meta->lang", "!=", "role")
                        .where_column("meta->address->city", "!=", "meta->lang")
                        .order_by("id")
                        .get());
}

GOLDEN(json_path_is_true) {
  static_cast<void>(db.table("users").select("id").where("meta->on", true).order_by("id").get());
}

GOLDEN(json_path_is_false_or_another) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("meta->on", false)
                        .or_where("meta->on", "!=", true)
                        .where_not("users.meta->on", false)
                        .get());
}

GOLDEN(json_path_of_steps_is_true) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where("options->pinned", true)
                        .or_where("options->flags->0->set", true)
                        .get());
}

GOLDEN(json_path_is_null) {
  static_cast<void>(db.table("users").select("id").where_null("meta->lang").order_by("id").get());
}

GOLDEN(json_path_is_not_null) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_not_null("meta->address->city")
                        .or_where_not_null("meta->tags[0]")
                        .order_by("id")
                        .get());
}

GOLDEN(json_path_equals_nullptr) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("meta->on", nullptr)
                        .or_where("meta->lang", "!=", nullptr)
                        .order_by("id")
                        .get());
}

GOLDEN(json_path_in_order_by) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("active", true)
                        .order_by("meta->lang")
                        .order_by_desc("meta->tags->0")
                        .order_by("id")
                        .get());
}

GOLDEN(json_path_in_select) {
  static_cast<void>(db.table("users")
                        .select("id", "meta->lang as lang", "users.meta->address->city as city")
                        .where("votes", ">", 0)
                        .order_by("id")
                        .get());
}

GOLDEN(json_path_in_select_without_a_name) {
  static_cast<void>(db.table("posts").select("options->sizes->0").where("id", 1).get());
}

GOLDEN(json_key_with_a_quote) {
  static_cast<void>(
      db.table("users").select("id").where("meta->it's", "x").or_where_null("meta->o'c->d").get());
}

GOLDEN(json_key_with_a_quote_in_order_by) {
  static_cast<void>(db.table("users")
                        .select("id", "meta->it's as its")
                        .order_by("meta->it's")
                        .order_by("id")
                        .get());
}

GOLDEN(json_key_with_a_double_quote) {
  static_cast<void>(db.table("users").select("id").where("meta->say\"hi", "x").get());
}

GOLDEN(json_key_with_a_question_mark) {
  static_cast<void>(
      db.table("users").select("id").where("meta->ok?", "x").where("votes", ">", 0).get());
}

GOLDEN(json_path_with_an_empty_step_is_refused) {
  static_cast<void>(db.table("users").where("meta->", "x").get());
}

GOLDEN(json_path_of_no_column_is_refused) {
  static_cast<void>(db.table("users").where("id", 1).order_by("->lang").get());
}

GOLDEN(json_contains_a_text) {
  static_cast<void>(
      db.table("users").select("id").where_json_contains("meta->tags", "a").order_by("id").get());
}

GOLDEN(json_contains_a_number) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where_json_contains("options->sizes", 2)
                        .where_json_contains("posts.options->sizes", 3)
                        .get());
}

GOLDEN(json_contains_in_the_whole_column) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where_json_contains("options", true)
                        .or_where_json_contains("options", "x")
                        .get());
}

GOLDEN(json_contains_a_list) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_json_contains("meta->tags", {"a", "b"})
                        .where("active", true)
                        .get());
}

GOLDEN(or_json_contains_a_text) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("votes", 80)
                        .or_where_json_contains("meta->tags", "c")
                        .order_by("id")
                        .get());
}

GOLDEN(or_json_contains_a_list) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", 2)
                        .or_where_json_contains("meta->tags", {"c", "a"})
                        .order_by("id")
                        .get());
}

GOLDEN(json_doesnt_contain_a_text) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_json_doesnt_contain("meta->tags", "b")
                        .where("active", false)
                        .order_by("id")
                        .get());
}

GOLDEN(json_doesnt_contain_a_list) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_json_doesnt_contain("meta->tags", {"a", "b"})
                        .where_not_null("meta")
                        .order_by("id")
                        .get());
}

GOLDEN(or_json_doesnt_contain) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", 1)
                        .or_where_json_doesnt_contain("meta->tags", "a")
                        .or_where_json_doesnt_contain("meta->tags", {"b", "c"})
                        .order_by("id")
                        .get());
}

GOLDEN(json_overlaps_a_list) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_json_overlaps("meta->tags", {"b", "c"})
                        .order_by("id")
                        .get());
}

GOLDEN(json_overlaps_in_the_whole_column) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where_json_overlaps("posts.options", {1, 2})
                        .where("views", ">", 0)
                        .get());
}

GOLDEN(or_json_overlaps_a_list) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("votes", 120)
                        .or_where_json_overlaps("meta->tags", {"c", "x"})
                        .order_by("id")
                        .get());
}

GOLDEN(json_doesnt_overlap_a_list) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_json_doesnt_overlap("meta->tags", {"a", "x"})
                        .where("id", "<", 4)
                        .order_by("id")
                        .get());
}

GOLDEN(or_json_doesnt_overlap_a_list) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", 1)
                        .or_where_json_doesnt_overlap("meta->tags", {"a", "b"})
                        .order_by("id")
                        .get());
}

GOLDEN(json_contains_key) {
  static_cast<void>(
      db.table("users").select("id").where_json_contains_key("meta->on").order_by("id").get());
}

GOLDEN(json_contains_key_below) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_json_contains_key("users.meta->address->city")
                        .where("active", true)
                        .order_by("id")
                        .get());
}

GOLDEN(json_contains_key_with_an_index) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_json_contains_key("meta->tags->1")
                        .or_where_json_contains_key("meta->tags[0]")
                        .order_by("id")
                        .get());
}

GOLDEN(json_contains_key_with_an_index_from_the_end) {
  static_cast<void>(db.table("users").select("id").where_json_contains_key("meta->tags[-2]").get());
}

GOLDEN(json_contains_key_with_a_quote) {
  static_cast<void>(
      db.table("users").select("id").where_json_contains_key("meta->it's").or_where("id", 3).get());
}

GOLDEN(or_json_contains_key) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("votes", 50)
                        .or_where_json_contains_key("meta->address")
                        .order_by("id")
                        .get());
}

GOLDEN(json_doesnt_contain_key) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_json_doesnt_contain_key("meta->on")
                        .where_json_doesnt_contain_key("meta->tags[0]")
                        .get());
}

GOLDEN(or_json_doesnt_contain_key) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", 2)
                        .or_where_json_doesnt_contain_key("meta->address->city")
                        .order_by("id")
                        .get());
}

GOLDEN(json_contains_key_of_no_path_is_refused) {
  static_cast<void>(db.table("users").where_json_contains_key("meta").get());
}

GOLDEN(json_length_equals) {
  static_cast<void>(
      db.table("users").select("id").where_json_length("meta->tags", 2).order_by("id").get());
}

GOLDEN(json_length_with_an_operator) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_json_length("users.meta->tags", ">", 0)
                        .where_json_length("meta->tags", "<=", 1)
                        .get());
}

GOLDEN(json_length_of_the_whole_column) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where_json_length("options", 0)
                        .where_not_null("options")
                        .order_by("id")
                        .get());
}

GOLDEN(or_json_length_equals) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", 2)
                        .or_where_json_length("meta->tags", 0)
                        .or_where_json_length("meta->tags", ">=", zin::raw("1 + 1"))
                        .order_by("id")
                        .get());
}

GOLDEN(or_json_length_with_an_operator) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("votes", "<", 0)
                        .or_where_json_length("meta->tags", "!=", 2)
                        .order_by("id")
                        .get());
}

GOLDEN(json_overlaps_in_groups) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where([](auto& q) {
                          q.where_json_doesnt_overlap("meta->tags", {"b", "x"})
                              .or_where_json_overlaps("meta->tags", {"a", "x"});
                        })
                        .where([](auto& q) {
                          q.where("id", 1)
                              .or_where_json_doesnt_overlap("meta->tags", {"a", "b"})
                              .or_where_json_doesnt_contain_key("meta->on");
                        })
                        .order_by("id")
                        .get());
}

GOLDEN(json_conditions_in_groups) {
  static_cast<void>(
      db.table("users")
          .select("id")
          .where("meta->lang", "!=", "fr")
          .where([](auto& q) {
            q.where_json_contains("meta->tags", "b").or_where_json_length("meta->tags", ">", 1);
          })
          .where_not(
              [](auto& q) { q.where("meta->on", false).where_json_contains_key("meta->address"); })
          .order_by("id")
          .get());
}

GOLDEN(json_path_equals_a_number) {
  static_cast<void>(db.table("posts").select("id").where("options->sizes->0", 9).get());
}

GOLDEN(json_path_is_one_of_some_numbers) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where_in("options->sizes->0", {1, 9.0})
                        .where("options->sizes->2", "!=", 4)
                        .get());
}
