// Cases: common table expressions.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

using zin::raw;

GOLDEN(with_a_query) {
  static_cast<void>(
      db.table("recent")
          .with("recent", db.table("posts").select("title").where_not_null("published_at"))
          .order_by("title")
          .get());
}

GOLDEN(with_a_function) {
  static_cast<void>(
      db.table("strong")
          .with("strong",
                [](auto& q) { q.from("users").select("id", "name").where("votes", ">", 60); })
          .where("id", "<>", 1)
          .get());
}

GOLDEN(with_raw_text) {
  static_cast<void>(db.table("n")
                        .with("n", raw("select id as a, 2 as b from tags where id = ?", {1}))
                        .select("b")
                        .where("a", "<", 5)
                        .get());
}

GOLDEN(with_named_columns) {
  static_cast<void>(db.table("t")
                        .with("t", db.table("users").select("id", "name"), {"number", "label"})
                        .select("label")
                        .where("number", 2)
                        .get());
}

GOLDEN(with_raw_text_and_named_columns) {
  static_cast<void>(db.table("pair as p")
                        .with("pair", raw("select 1, 2"), {"a", "b"})
                        .select("p.b", "p.a")
                        .get());
}

GOLDEN(with_two_expressions) {
  static_cast<void>(db.table("authors as a")
                        .with("authors", db.table("posts").select("user_id").distinct())
                        .with("named", db.table("users").select("id", "name"))
                        .select("named.name")
                        .join("named", "a.user_id", "named.id")
                        .order_by("named.id")
                        .get());
}

GOLDEN(with_an_expression_that_uses_another) {
  static_cast<void>(
      db.table("second")
          .with("first", db.table("users").select("id", "votes").where("votes", ">", 10))
          .with("second", db.table("first").where("votes", "<", 100))
          .where("id", ">", 2)
          .order_by("id")
          .get());
}

GOLDEN(with_binds_before_columns_and_wheres) {
  static_cast<void>(db.table("users")
                        .select("users.name")
                        .select_raw("users.votes + ? as more", {5})
                        .with("busy", db.table("posts").select("user_id").where("views", ">=", 10))
                        .join("busy", "users.id", "busy.user_id")
                        .where("users.id", "<", 3)
                        .order_by("users.id")
                        .get());
}

GOLDEN(with_before_a_union) {
  static_cast<void>(db.table("few")
                        .with("few", db.table("users").select("name").where("id", "<", 2))
                        .select("name")
                        .union_(db.table("tags").select("name").where("id", 2))
                        .order_by("name")
                        .get());
}

GOLDEN(with_a_union_inside) {
  static_cast<void>(
      db.table("names")
          .with("names", db.table("users")
                             .select("name")
                             .where("votes", 50)
                             .union_all(db.table("tags").select("name").where("id", 1)))
          .where("name", "<>", "Dan")
          .order_by("name")
          .get());
}

GOLDEN(with_in_a_sub_query) {
  static_cast<void>(
      db.table("users")
          .from_sub(
              db.table("loud").with(
                  "loud", db.table("posts").select("user_id", "views").where("views", ">", 9)),
              "p")
          .select("p.user_id")
          .where("p.views", "<", 50)
          .get());
}

GOLDEN(with_an_expression_for_where_in) {
  static_cast<void>(db.table("users")
                        .select("name")
                        .with("silent", db.table("posts").select("user_id").where("views", 0))
                        .where_in("id", db.table("silent").select("user_id"))
                        .where("votes", ">", 1)
                        .get());
}

GOLDEN(with_recursive_raw_text) {
  static_cast<void>(
      db.table("t")
          .with_recursive("t", raw("select 1 union all select n + 1 from t where n < ?", {4}),
                          {"n"})
          .where("n", ">", 1)
          .get());
}

GOLDEN(with_recursive_raw_text_joined_to_a_table) {
  static_cast<void>(
      db.table("users")
          .select("users.name", "chain.depth")
          .with_recursive("chain",
                          raw("select id, 0 from users where id = ? union all select u.id, c.depth "
                              "+ 1 from users u join chain c on u.manager_id = c.id",
                              {1}),
                          {"id", "depth"})
          .join("chain", "users.id", "chain.id")
          .order_by("users.id")
          .get());
}

GOLDEN(with_recursive_beside_an_ordinary_one) {
  static_cast<void>(
      db.table("t")
          .with("few", db.table("tags").select("id").where("id", "<", 3))
          .with_recursive("t", raw("select 1 union all select n + 1 from t where n < 5"), {"n"})
          .where_in("n", db.table("few").select("id"))
          .order_by("n")
          .get());
}

GOLDEN(with_recursive_of_a_query) {
  static_cast<void>(
      db.table("t")
          .with_recursive("t",
                          db.table("tags").select("id").where("id", 1).union_all(
                              db.table("t").select_raw("n + ?", {1}).where("n", "<", 4)),
                          {"n"})
          .order_by_desc("n")
          .get());
}

GOLDEN(with_recursive_of_a_query_that_joins_itself) {
  static_cast<void>(
      db.table("below")
          .with_recursive("below", db.table("users")
                                       .select("id", "name")
                                       .where("id", 2)
                                       .union_(db.table("users")
                                                   .select("users.id", "users.name")
                                                   .join("below", "users.manager_id", "below.id")))
          .order_by("id")
          .get());
}

GOLDEN(with_materialized) {
  static_cast<void>(
      db.table("x")
          .with_materialized("x", db.table("users").select("name").where("votes", ">", 100))
          .get());
}

GOLDEN(with_materialized_and_named_columns) {
  static_cast<void>(db.table("x")
                        .with_materialized("x", db.table("users").select("id", "name"), {"i", "n"})
                        .select("n")
                        .where("i", 3)
                        .get());
}

GOLDEN(with_not_materialized) {
  static_cast<void>(db.table("x")
                        .with_not_materialized("x", db.table("tags").where("id", ">", 1))
                        .select("name")
                        .order_by("id")
                        .get());
}

GOLDEN(with_not_materialized_beside_a_materialized_one) {
  static_cast<void>(
      db.table("a")
          .with_materialized("a", db.table("tags").select("id"))
          .with_not_materialized("b", db.table("users").select("id", "name"), {"id", "label"})
          .join("b", "a.id", "b.id")
          .select("b.label")
          .order_by("b.id")
          .get());
}

GOLDEN(with_no_name) { static_cast<void>(db.table("users").with("", db.table("tags")).get()); }

GOLDEN(with_recursive_filled_by_a_function) {
  static_cast<void>(
      db.table("n")
          .with_recursive("n",
                          [](auto& q) {
                            q.select(zin::raw("1")).union_all([](auto& next) {
                              next.from("n").select(zin::raw("i + 1")).where("i", "<", 3);
                            });
                          },
                          {"i"})
          .order_by("i")
          .get());
}

GOLDEN(with_in_front_of_an_insert) {
  db.table("tags")
      .with("strong", db.table("users").where("votes", ">", 100))
      .insert({{"id", 9}, {"name", db.table("strong").select("name")}});
}

GOLDEN(with_in_front_of_an_update) {
  db.table("tags")
      .with("strong", db.table("users").where("votes", ">", 100))
      .where_in("id", db.table("strong").select("id"))
      .update({{"name", "one"}});
}

GOLDEN(with_in_front_of_a_delete) {
  db.table("post_tag")
      .with("last", db.table("tags").where("id", ">", 2))
      .where_in("tag_id", db.table("last").select("id"))
      .delete_();
}
