// Cases: the verbs that run a select.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

#include <cstdint>
#include <optional>
#include <string>

GOLDEN(get_rows) {
  static_cast<void>(db.table("accounts").where("currency", "EUR").order_by("id").get());
}

GOLDEN(get_values_of_one_column) {
  static_cast<void>(
      db.table("users").select("name").where("votes", 50).order_by("id").get<std::string>());
}

GOLDEN(first_row) { static_cast<void>(db.table("tags").order_by("name", "desc").first()); }

GOLDEN(first_row_that_is_found) {
  static_cast<void>(db.table("users")
                        .select("name")
                        .where("votes", "<", 100)
                        .where_not_null("email")
                        .order_by_desc("votes")
                        .first());
}

GOLDEN(first_replaces_the_limit) {
  static_cast<void>(db.table("tags").select("name").order_by("id").limit(3).offset(1).first());
}

GOLDEN(find_by_id) { static_cast<void>(db.table("tags").find(2)); }

GOLDEN(find_by_another_key) {
  static_cast<void>(db.table("settings").select("value").find("lang", "key"));
}

GOLDEN(find_among_what_is_found) {
  static_cast<void>(
      db.table("users").select("name").where("active", true).where("votes", ">", 10).find(3));
}

GOLDEN(value_of_a_column) {
  static_cast<void>(db.table("users").where("name", "Bob").value("votes"));
}

GOLDEN(value_as_a_text) {
  static_cast<void>(db.table("users")
                        .where("votes", ">", 0)
                        .order_by("votes")
                        .order_by("id")
                        .value<std::string>("name"));
}

GOLDEN(value_of_json_path) {
  static_cast<void>(db.table("users").where("id", 3).value("meta->lang"));
}

GOLDEN(pluck_a_column) { static_cast<void>(db.table("tags").order_by("id").pluck("name")); }

GOLDEN(pluck_as_integers) {
  static_cast<void>(db.table("users")
                        .where_in("role", {"admin", "editor"})
                        .order_by("id")
                        .limit(2)
                        .pluck<std::int64_t>("votes"));
}

GOLDEN(pluck_a_column_with_its_keys) {
  static_cast<void>(db.table("users").where("votes", ">=", 50).order_by("id").pluck("name", "id"));
}

GOLDEN(pluck_of_a_join_with_its_keys) {
  static_cast<void>(db.table("users")
                        .join("posts", "users.id", "posts.user_id")
                        .order_by("posts.id")
                        .pluck<std::string, std::int64_t>("posts.title", "users.id"));
}

GOLDEN(exists) { static_cast<void>(db.table("users").where("votes", ">", 100).exists()); }

GOLDEN(exists_of_a_join) {
  static_cast<void>(db.table("users")
                        .select("users.id")
                        .join("posts", "users.id", "posts.user_id")
                        .where("posts.views", ">", 500)
                        .exists());
}

GOLDEN(exists_of_a_union) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", 99)
                        .union_(db.table("tags").select("id").where("id", 3))
                        .exists());
}

GOLDEN(doesnt_exist) { static_cast<void>(db.table("users").where_null("email").doesnt_exist()); }

GOLDEN(doesnt_exist_with_a_limit) {
  static_cast<void>(db.table("tags").where("name", "rust").order_by("id").limit(1).doesnt_exist());
}

GOLDEN(exists_or_calls_a_function) {
  static_cast<void>(db.table("tags").where("id", 7).exists_or([] { return false; }));
}

GOLDEN(exists_or_of_what_is_there) {
  static_cast<void>(
      db.table("tags").where("id", ">", 1).where("name", "sql").exists_or([] { return false; }));
}

GOLDEN(count_a_column_of_an_alias) {
  static_cast<void>(db.table("users as u").where("u.votes", "<", 100).count("u.email"));
}

GOLDEN(count_a_column_of_distinct_rows) {
  static_cast<void>(db.table("users").distinct().where("id", ">", 1).count("votes"));
}

GOLDEN(paginate_counts_first) {
  static_cast<void>(
      db.table("users").select("id", "name").where("votes", "<", 100).order_by("id").paginate(2));
}

GOLDEN(paginate_counts_whatever_the_page) {
  static_cast<void>(db.table("tags").order_by("name").limit(1).paginate(10, 3));
}

GOLDEN(paginate_counts_groups) {
  static_cast<void>(
      db.table("posts").select("user_id").group_by("user_id").order_by("user_id").paginate(5));
}

GOLDEN(paginate_by_no_rows) { static_cast<void>(db.table("tags").paginate(0)); }

GOLDEN(simple_paginate_asks_for_one_row_more) {
  static_cast<void>(
      db.table("users").select("id").where("active", true).order_by("id").simple_paginate(2));
}

GOLDEN(simple_paginate_of_the_second_page) {
  static_cast<void>(db.table("users").select("name").order_by("id").simple_paginate(2, 2));
}

GOLDEN(cursor_paginate_of_the_first_page) {
  static_cast<void>(db.table("users").select("id", "name").order_by("id").cursor_paginate(2));
}

GOLDEN(cursor_paginate_by_two_columns) {
  static_cast<void>(db.table("users")
                        .select("id", "votes")
                        .where("votes", ">", 0)
                        .order_by_desc("votes")
                        .order_by("id")
                        .cursor_paginate(3));
}

GOLDEN(cursor_paginate_without_an_order) { static_cast<void>(db.table("tags").cursor_paginate(2)); }

GOLDEN(cursor_paginate_by_a_forged_cursor) {
  static_cast<void>(db.table("tags").order_by("id").cursor_paginate(2, "eyJpZCI6Mn0"));
}

GOLDEN(chunk) {
  db.table("tags").order_by("id").chunk(100, [](const auto&) {});
}

GOLDEN(chunk_of_what_is_found) {
  db.table("users")
      .select("name")
      .where("votes", ">", 60)
      .order_by_desc("votes")
      .chunk(10, [](const auto&) { return false; });
}

GOLDEN(chunk_without_an_order) {
  db.table("tags").chunk(100, [](const auto&) {});
}

GOLDEN(chunk_by_no_rows) {
  db.table("tags").order_by("id").chunk(0, [](const auto&) {});
}

GOLDEN(chunk_by_id) {
  db.table("tags").where("name", "<>", "sql").chunk_by_id(50, [](const auto&) {});
}

GOLDEN(chunk_by_id_of_a_join) {
  db.table("users as u")
      .select("u.id", "p.title")
      .join("posts as p", "u.id", "p.user_id")
      .where("p.published", true)
      .order_by("p.title")
      .chunk_by_id(
          20, [](const auto&) {}, "u.id");
}

GOLDEN(chunk_by_id_under_another_name) {
  db.table("users")
      .select("users.id as number", "name")
      .where("votes", 50)
      .chunk_by_id(
          5, [](const auto&) {}, "users.id", "number");
}

GOLDEN(chunk_by_id_desc) {
  db.table("tags").order_by("name").chunk_by_id_desc(10, [](const auto&) {});
}

GOLDEN(chunk_by_id_desc_by_another_column) {
  db.table("post_tag")
      .select("post_id")
      .where("tag_id", 2)
      .chunk_by_id_desc(
          10, [](const auto&) {}, "post_id");
}

GOLDEN(each_row) {
  db.table("tags").order_by_desc("id").each([](const auto&) {});
}

GOLDEN(each_row_in_pieces) {
  db.table("users")
      .select("name")
      .where("id", "<", 3)
      .order_by("id")
      .each([](const auto&) { return true; }, 30);
}

GOLDEN(each_by_id) {
  db.table("tags").each_by_id([](const auto&) {});
}

GOLDEN(each_by_id_of_what_is_found) {
  db.table("comments")
      .select("id", "body")
      .where_not_null("user_id")
      .each_by_id([](const auto&) {}, 25);
}

GOLDEN(lazy_rows) { static_cast<void>(db.table("tags").where("id", ">", 1).order_by("id").lazy()); }

GOLDEN(lazy_rows_of_a_join) {
  static_cast<void>(db.table("comments as c")
                        .select("c.body")
                        .join("posts as p", "c.post_id", "p.id")
                        .where("p.views", 70)
                        .order_by("c.id")
                        .lazy());
}

GOLDEN(cursor_is_lazy) {
  static_cast<void>(db.table("tags").select("name").order_by_desc("id").limit(2).cursor());
}

GOLDEN(cursor_with_bindings) {
  static_cast<void>(
      db.table("users").select("id").where_between("votes", 50, 90).order_by("id").cursor());
}

GOLDEN(explain) { static_cast<void>(db.table("users").where("votes", ">", 100).explain()); }

GOLDEN(explain_a_join) {
  static_cast<void>(db.table("users")
                        .select("users.name")
                        .join("posts", "users.id", "posts.user_id")
                        .where("posts.id", 1)
                        .order_by("users.id")
                        .explain());
}

GOLDEN(when_the_condition_holds) {
  static_cast<void>(db.table("users")
                        .select("name")
                        .when(true, [](auto& q) { q.where("votes", ">", 100); })
                        .order_by("id")
                        .get());
}

GOLDEN(when_the_condition_does_not_hold) {
  static_cast<void>(db.table("tags")
                        .select("name")
                        .when(false, [](auto& q) { q.where("id", 1); })
                        .order_by("id")
                        .get());
}

GOLDEN(when_takes_the_other_function) {
  static_cast<void>(
      db.table("tags")
          .select("name")
          .when(
              0, [](auto& q) { q.order_by("id"); }, [](auto& q) { q.order_by_desc("id"); })
          .get());
}

GOLDEN(when_an_optional_has_a_value) {
  const std::optional<std::string> role = "editor";
  static_cast<void>(db.table("users")
                        .select("name")
                        .when(role, [&](auto& q) { q.where("role", *role); })
                        .order_by("name")
                        .get());
}

GOLDEN(unless_the_condition_holds) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .unless(true, [](auto& q) { q.where("id", 1); })
                        .where("votes", 80)
                        .get());
}

GOLDEN(unless_the_condition_does_not_hold) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .unless(false, [](auto& q) { q.where_null("email"); })
                        .order_by("id")
                        .get());
}

GOLDEN(tap) {
  const auto strong = [](auto& q) { q.where("votes", ">=", 80); };
  static_cast<void>(db.table("users").select("name").tap(strong).order_by("name").get());
}

GOLDEN(tap_twice) {
  static_cast<void>(db.table("users")
                        .tap([](auto& q) { q.select("id"); })
                        .tap([](auto& q) { q.order_by_desc("id").limit(2); })
                        .get());
}

GOLDEN(clone_goes_on_on_its_own) {
  const auto base = db.table("users").select("name").where("votes", ">", 0).clone();
  static_cast<void>(base.clone().where("role", "editor").order_by("id").get());
  static_cast<void>(base.clone().order_by_desc("id").limit(1).get());
}

GOLDEN(clone_before_a_count_and_a_page) {
  auto query = db.table("users").where("votes", "<=", 80).clone();
  static_cast<void>(query.clone().count());
  static_cast<void>(query.select("id").order_by("id").for_page(2, 2).get());
}

GOLDEN(new_query_is_empty) {
  const auto query = db.table("users").where("id", 1).clone();
  static_cast<void>(query.new_query().from("tags").where("id", 2).get());
}

GOLDEN(new_query_of_a_fresh_one_joins) {
  auto query = db.table("tags").limit(1).clone();
  static_cast<void>(query.new_query().from("users", "u").select("u.id").where("u.votes", 0).get());
}
