// The operators that a condition may have, where each is known, and like in all its forms.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

GOLDEN(where_like_of_both_cases) {
  static_cast<void>(
      db.table("users").select("id", "name").where_like("name", "%D%").order_by("id").get());
}

GOLDEN(or_where_like_of_both_cases) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("votes", 0)
                        .or_where_like("name", "a%")
                        .or_where_like("role", "ED%")
                        .order_by("id")
                        .get());
}

GOLDEN(where_not_like_of_both_cases) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_not_like("name", "%E%")
                        .where("id", "<", 5)
                        .order_by("id")
                        .get());
}

GOLDEN(or_where_not_like_of_both_cases) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("id", 1)
                        .or_where_not_like("role", "%i%")
                        .order_by("id")
                        .get());
}

GOLDEN(where_like_of_one_case) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_like("name", "%e", true)
                        .where_like("email", "_ve%", true)
                        .get());
}

GOLDEN(where_like_of_one_case_with_signs_of_glob) {
  static_cast<void>(
      db.table("users").select("id", "name").where_like("name", "100% *sure*_?", true).get());
}

GOLDEN(or_where_like_of_one_case) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("id", 2)
                        .or_where_like("name", "E%", true)
                        .or_where_like("name", "d%", true)
                        .order_by("id")
                        .get());
}

GOLDEN(where_not_like_of_one_case) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_not_like("name", "%a%", true)
                        .or_where_not_like("role", "%o%", true)
                        .order_by("id")
                        .get());
}

GOLDEN(where_like_a_raw_pattern) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_like("email", zin::raw("lower(?)", {"%O%"}))
                        .where("active", false)
                        .order_by("id")
                        .get());
}

GOLDEN(where_like_a_raw_column) {
  static_cast<void>(
      db.table("users").select("id", "name").where_like(zin::raw("upper(name)"), "%EO").get());
}

GOLDEN(where_with_the_operator_like) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("name", "like", "%a%")
                        .or_where("role", "like", "guest")
                        .order_by("id")
                        .get());
}

GOLDEN(where_with_the_operator_not_like) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("name", "not like", "%a%")
                        .where_not("name", "like", "C%")
                        .get());
}

GOLDEN(where_operators_are_words_of_either_case) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("name", "LIKE", "B%")
                        .or_where("role", "Is Not", nullptr)
                        .where("name", "Not Like", "%o%")
                        .order_by("id")
                        .get());
}

GOLDEN(where_ilike) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("name", "ilike", "A%")
                        .or_where("name", "not ilike", "%E%")
                        .order_by("id")
                        .get());
}

GOLDEN(where_not_ilike) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("votes", ">", 10)
                        .where("name", "not ilike", "%e%")
                        .get());
}

GOLDEN(where_like_binary) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("name", "like binary", "A%")
                        .or_where("role", "not like binary", "%E%")
                        .get());
}

GOLDEN(where_not_like_binary) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("name", "not like binary", "a%")
                        .where("votes", ">", 60)
                        .order_by("id")
                        .get());
}

GOLDEN(where_is_a_truth_value) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("active", "is", zin::raw("true"))
                        .where("id", "<", 3)
                        .order_by("id")
                        .get());
}

GOLDEN(where_is_not_a_truth_value) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("active", "is not", zin::raw("true"))
                        .or_where("id", 2)
                        .order_by("id")
                        .get());
}

GOLDEN(where_bits_are_set) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("votes", "&", 16)
                        .or_where("votes", "|", 0)
                        .order_by("id")
                        .get());
}

GOLDEN(where_bits_are_shifted) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("votes", "<<", 1)
                        .where("votes", ">>", 6)
                        .where_not("votes", "&", 8)
                        .order_by("id")
                        .get());
}

GOLDEN(where_bits_of_a_wide_column) {
  static_cast<void>(db.table("accounts").select("owner").where("balance", "&", 512).get());
}

GOLDEN(where_bits_differ_by_a_caret) {
  static_cast<void>(
      db.table("users").select("id", "name").where("votes", "^", 50).where("id", ">", 1).get());
}

GOLDEN(where_bits_differ_by_a_hash) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("votes", "#", 50)
                        .or_where("id", 1)
                        .order_by("id")
                        .get());
}

GOLDEN(where_bits_are_cleared) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("votes", "&~", 50)
                        .where("active", false)
                        .order_by("id")
                        .get());
}

GOLDEN(where_regexp) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("name", "regexp", "^[A-C]")
                        .or_where("role", "not regexp", "or$")
                        .order_by("id")
                        .get());
}

GOLDEN(where_not_regexp) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("votes", ">", 0)
                        .where("name", "not regexp", "e")
                        .get());
}

GOLDEN(where_rlike) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("name", "rlike", "^A")
                        .or_where("name", "not rlike", "n$")
                        .order_by("id")
                        .get());
}

GOLDEN(where_sounds_like) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("name", "sounds like", "Adda")
                        .where("active", true)
                        .get());
}

GOLDEN(where_glob) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("name", "glob", "[A-C]*")
                        .where("name", "not glob", "*e*")
                        .order_by("id")
                        .get());
}

GOLDEN(where_the_null_safe_operator) {
  static_cast<void>(db.table("users").select("id", "name").where("role", "<=>", "admin").get());
}

GOLDEN(where_is_distinct_from) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("role", "is distinct from", "editor")
                        .order_by("id")
                        .get());
}

GOLDEN(where_is_not_distinct_from) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("votes", ">", 60)
                        .where("role", "is not distinct from", "editor")
                        .order_by("id")
                        .get());
}

GOLDEN(where_similar_to) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("name", "similar to", "(A|B)%")
                        .or_where("role", "not similar to", "%(min|or)")
                        .get());
}

GOLDEN(where_regular_expressions_of_postgres) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("name", "~*", "^a")
                        .where("name", "!~", "x")
                        .or_where("name", "!~*", "[a-e]")
                        .get());
}

GOLDEN(where_like_signs_of_postgres) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("name", "~~*", "a%")
                        .or_where("name", "!~~*", "%e%")
                        .order_by("id")
                        .get());
}

GOLDEN(where_containment_of_postgres) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("meta", "@>", zin::Json::object({{"lang", "en"}}))
                        .or_where("meta", "<@", zin::Json::object({{"lang", "de"}, {"on", true}}))
                        .get());
}

GOLDEN(where_question_marks_of_postgres) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("meta", "?", "lang")
                        .where("meta", "?|", "{a,b}")
                        .or_where("meta", "?&", "{tags,on}")
                        .get());
}

GOLDEN(where_paths_of_postgres) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("meta", "@?", "$.tags[*]")
                        .where("meta", "@@", "$.on == true")
                        .where("id", ">", 0)
                        .get());
}

GOLDEN(where_overlaps_of_postgres) {
  static_cast<void>(db.table("bookings")
                        .where("during", "&&", "[2026-01-01,2026-02-01)")
                        .or_where("room", 5)
                        .get());
}

GOLDEN(where_ranges_follow_each_other) {
  static_cast<void>(
      db.table("bookings").where("during", ">>", "[2022-01-08,2022-01-09)").where("room", 5).get());
}

GOLDEN(where_an_unknown_operator_is_refused) {
  static_cast<void>(db.table("users").where("votes", "=>", 1).get());
}

GOLDEN(where_an_operator_with_sql_in_it_is_refused) {
  static_cast<void>(db.table("users").where("votes", "= 1 or 1 =", 1).get());
}

GOLDEN(where_an_empty_operator_is_refused) {
  static_cast<void>(db.table("users").where("id", 1).or_where("votes", "", 1).get());
}

GOLDEN(where_column_with_an_unknown_operator_is_refused) {
  static_cast<void>(db.table("users").where_column("id", "between", "votes").get());
}

GOLDEN(row_values_with_an_operator_of_another_dialect) {
  static_cast<void>(db.table("posts").where_row_values({"id", "views"}, "@>", {1, 2}).get());
}

GOLDEN(year_with_an_operator_of_another_dialect) {
  static_cast<void>(db.table("users").where_year("created_at", "~*", 2026).get());
}

GOLDEN(date_with_an_operator_of_another_dialect) {
  static_cast<void>(
      db.table("users").select("id").where_date("created_at", "sounds like", "2026").get());
}

GOLDEN(json_length_with_an_operator_of_another_dialect) {
  static_cast<void>(db.table("users").where_json_length("meta->tags", "?|", 1).get());
}
