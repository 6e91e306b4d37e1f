// Cases: which columns, from which table.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

#include <string>
#include <string_view>
#include <vector>

using zin::raw;

GOLDEN(select_all_columns) { static_cast<void>(db.table("tags").get()); }

GOLDEN(select_some_columns) {
  static_cast<void>(db.table("users").select("id", "name").order_by("id").get());
}

GOLDEN(select_replaces_what_was_chosen) {
  static_cast<void>(db.table("users").select("id", "email").select("name").where("id", 2).get());
}

GOLDEN(select_a_braced_list) {
  static_cast<void>(
      db.table("users").select({"id", "votes"}).where("votes", ">", 60).order_by("id").get());
}

GOLDEN(select_names_of_a_vector) {
  const std::vector<std::string> names = {"name", "votes"};
  static_cast<void>(db.table("users").select(names).where("id", 1).get());
}

GOLDEN(select_all_of_one_table) {
  static_cast<void>(db.table("tags")
                        .select("tags.*")
                        .join("post_tag", "tags.id", "post_tag.tag_id")
                        .where("post_tag.post_id", 1)
                        .order_by("tags.id")
                        .get());
}

GOLDEN(select_with_an_alias) {
  static_cast<void>(db.table("users").select("name as n", "users.votes as v").where("id", 3).get());
}

GOLDEN(select_alias_behind_upper_case_as) {
  static_cast<void>(db.table("tags").select("name AS label").order_by("id").limit(1).get());
}

GOLDEN(select_alias_behind_several_spaces) {
  static_cast<void>(db.table("tags").select("name   as   label").get());
}

GOLDEN(select_alias_with_a_space) {
  static_cast<void>(db.table("users").select("name as full name").where("id", 1).get());
}

GOLDEN(select_alias_with_a_dot) {
  static_cast<void>(db.table("users").select("users.name as user.name").where("id", 1).get());
}

GOLDEN(select_alias_with_double_quotes) {
  static_cast<void>(db.table("users").select("name as the \"name\"").where("id", 1).get());
}

GOLDEN(select_alias_with_backticks) {
  static_cast<void>(db.table("users").select("name as a`b").where("id", 1).get());
}

GOLDEN(select_alias_that_looks_like_sql) {
  static_cast<void>(
      db.table("users").select("name as x\"; drop table users; --").where("id", 2).get());
}

GOLDEN(select_alias_beyond_ascii) {
  static_cast<void>(db.table("users").select("votes as größe").where("id", 2).get());
}

GOLDEN(select_column_with_a_space_of_a_sub_query) {
  static_cast<void>(db.table("users")
                        .from_sub(db.table("users").select("name as full name", "id"), "named")
                        .select("named.full name")
                        .where("full name", "Bob")
                        .get());
}

GOLDEN(select_reserved_words) {
  static_cast<void>(
      db.table("order").select("group", "order.select").where("group", 2).order_by("select").get());
}

GOLDEN(select_alias_that_is_a_reserved_word) {
  static_cast<void>(
      db.table("order as table").select("table.select as from").order_by_desc("table.group").get());
}

GOLDEN(select_of_a_schema) {
  static_cast<void>(db.table("main.tags").select("name").order_by("name").get());
}

GOLDEN(select_column_of_a_schema_and_table) {
  static_cast<void>(
      db.table("main.users").select("main.users.name").where("main.users.id", 4).get());
}

GOLDEN(select_of_a_schema_with_an_alias) {
  static_cast<void>(db.table("main.users as u").select("u.id", "u.name").where("u.votes", 0).get());
}

GOLDEN(add_select_to_a_selection) {
  static_cast<void>(db.table("users").select("id").add_select("name").where("id", 5).get());
}

GOLDEN(add_select_alone_chooses) {
  static_cast<void>(db.table("tags").add_select("name").order_by("id").get());
}

GOLDEN(add_select_several_and_raw) {
  static_cast<void>(db.table("accounts")
                        .select("id")
                        .add_select("owner", raw("balance / 10 as tenth"))
                        .order_by("id")
                        .get());
}

GOLDEN(add_select_names_of_a_range) {
  const std::vector<std::string_view> more = {"owner", "currency"};
  static_cast<void>(db.table("accounts")
                        .select("id")
                        .add_select(more)
                        .where("balance", ">", 0)
                        .order_by("id")
                        .get());
}

GOLDEN(select_raw_alone) {
  static_cast<void>(db.table("users").select_raw("upper(name) as loud").where("id", 1).get());
}

GOLDEN(select_raw_beside_columns) {
  static_cast<void>(
      db.table("users").select("id").select_raw("votes + 1 as more").order_by("id").limit(2).get());
}

GOLDEN(select_raw_binds_before_where) {
  static_cast<void>(db.table("accounts")
                        .select("owner")
                        .select_raw("balance * ? + ? as adjusted", {2, 5})
                        .where("currency", "EUR")
                        .order_by("id")
                        .get());
}

GOLDEN(select_raw_among_the_arguments) {
  static_cast<void>(db.table("users")
                        .select("role", raw("count(*) as n"))
                        .where_not_null("role")
                        .group_by("role")
                        .order_by("role")
                        .get());
}

GOLDEN(select_unsafe_raw_with_its_bindings) {
  const std::string column = "votes";
  static_cast<void>(db.table("users")
                        .select(zin::unsafe_raw(column + " - ? as less", {10}))
                        .where("id", 1)
                        .get());
}

GOLDEN(select_sub_counts_rows_of_another_table) {
  static_cast<void>(
      db.table("users")
          .select("name")
          .select_sub(
              db.table("posts").select_raw("count(*)").where_column("posts.user_id", "users.id"),
              "post_count")
          .order_by("id")
          .get());
}

GOLDEN(select_sub_filled_by_a_function) {
  static_cast<void>(db.table("users")
                        .select("users.name")
                        .select_sub(
                            [](auto& q) {
                              q.from("posts")
                                  .select("title")
                                  .where_column("posts.user_id", "users.id")
                                  .order_by_desc("views")
                                  .limit(1);
                            },
                            "best")
                        .where("users.id", "<", 4)
                        .order_by("users.id")
                        .get());
}

GOLDEN(select_sub_binds_in_its_place) {
  static_cast<void>(db.table("users")
                        .select_raw("votes + ? as v", {1000})
                        .select_sub(db.table("posts")
                                        .select_raw("count(*)")
                                        .where_column("posts.user_id", "users.id")
                                        .where("views", ">", 5),
                                    "n")
                        .where("users.id", 1)
                        .get());
}

GOLDEN(distinct_rows) {
  static_cast<void>(db.table("users").distinct().select("votes").order_by("votes").get());
}

GOLDEN(distinct_behind_select_with_where) {
  static_cast<void>(db.table("comments")
                        .select("post_id")
                        .distinct()
                        .where_not_null("user_id")
                        .order_by("post_id")
                        .get());
}

GOLDEN(distinct_on_a_column) {
  static_cast<void>(db.table("users")
                        .distinct("role")
                        .select("role", "name")
                        .order_by("role")
                        .order_by_desc("votes")
                        .get());
}

GOLDEN(distinct_on_two_columns) {
  static_cast<void>(db.table("comments")
                        .distinct({"post_id", "user_id"})
                        .select("id", "body")
                        .where("id", ">", 1)
                        .get());
}

GOLDEN(from_replaces_the_table) {
  static_cast<void>(db.table("users").from("tags").select("name").where("id", 3).get());
}

GOLDEN(from_a_table_with_an_alias) {
  static_cast<void>(db.table("users")
                        .from("tags", "t")
                        .select("t.name")
                        .where("t.id", ">", 1)
                        .order_by("t.id")
                        .get());
}

GOLDEN(from_an_alias_in_the_name) {
  static_cast<void>(db.table("users")
                        .from("posts as p")
                        .select("p.title")
                        .where("p.published", true)
                        .order_by("p.id")
                        .get());
}

GOLDEN(from_sub_of_a_query) {
  static_cast<void>(db.table("users")
                        .from_sub(db.table("posts")
                                      .select("user_id")
                                      .select_raw("sum(views) as views")
                                      .group_by("user_id"),
                                  "totals")
                        .where("totals.views", ">", 10)
                        .order_by("user_id")
                        .get());
}

GOLDEN(from_sub_filled_by_a_function) {
  static_cast<void>(
      db.table("users")
          .from_sub([](auto& q) { q.from("users").select("id", "name").where("votes", ">=", 50); },
                    "strong")
          .where("name", "!=", "Ada")
          .order_by("id")
          .get());
}

GOLDEN(from_sub_in_from_sub) {
  static_cast<void>(db.table("users")
                        .from_sub(db.table("users")
                                      .from_sub(db.table("tags").where("id", ">", 1), "inner")
                                      .select("name")
                                      .where("name", "<>", "sql"),
                                  "outer")
                        .select("outer.name")
                        .get());
}

GOLDEN(from_raw_text) {
  static_cast<void>(db.table("users").from_raw("users u").select("u.name").where("u.id", 1).get());
}

GOLDEN(from_raw_binds_between_select_and_where) {
  static_cast<void>(db.table("users")
                        .select_raw("t.id + ? as moved", {100})
                        .from_raw("(select * from tags where id >= ?) as t", {2})
                        .where("t.name", "news")
                        .get());
}

GOLDEN(use_index) {
  static_cast<void>(
      db.table("users").select("name").use_index("users_votes").where("votes", 80).get());
}

GOLDEN(use_index_of_two) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .use_index({"users_votes", "primary"})
                        .where("votes", ">", 90)
                        .get());
}

GOLDEN(force_index) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .force_index("users_votes")
                        .where("votes", ">", 60)
                        .order_by("votes")
                        .get());
}

GOLDEN(force_index_before_joins) {
  static_cast<void>(db.table("users as u")
                        .select("u.name", "p.title")
                        .force_index("users_votes")
                        .join("posts as p", "u.id", "p.user_id")
                        .where("u.votes", 80)
                        .get());
}

GOLDEN(ignore_index) {
  static_cast<void>(
      db.table("users").select("name").ignore_index("users_votes").where("votes", 120).get());
}

GOLDEN(ignore_index_with_order_and_limit) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .ignore_index("users_votes")
                        .order_by_desc("votes")
                        .limit(1)
                        .get());
}

GOLDEN(select_json_path) {
  static_cast<void>(db.table("users")
                        .select("name", "meta->lang as lang")
                        .where("id", "<", 4)
                        .order_by("id")
                        .get());
}

GOLDEN(select_json_path_with_a_list_index_of_a_table) {
  static_cast<void>(
      db.table("users as u").select("u.meta->tags->0 as first_tag").where("u.id", 5).get());
}

GOLDEN(select_nothing_is_no_column) { static_cast<void>(db.table("users").select("").get()); }

GOLDEN(select_from_no_table) { static_cast<void>(db.table("").select("id").get()); }
