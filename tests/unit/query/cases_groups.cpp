// Cases: groups, conditions on them, and one number for all rows.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

using zin::raw;

GOLDEN(group_by_a_column) {
  static_cast<void>(db.table("users")
                        .select("role")
                        .select_raw("count(*) as n")
                        .group_by("role")
                        .order_by("role")
                        .get());
}

GOLDEN(group_by_two_columns) {
  static_cast<void>(db.table("users")
                        .select("role", "manager_id", raw("sum(votes) as total"))
                        .where_in("id", {2, 3, 5})
                        .group_by("role", "manager_id")
                        .order_by_desc("total")
                        .get());
}

GOLDEN(group_by_a_braced_list) {
  static_cast<void>(db.table("post_tag as t")
                        .select("t.post_id")
                        .group_by({"t.post_id", "t.tag_id"})
                        .order_by("t.post_id")
                        .order_by("t.tag_id")
                        .get());
}

GOLDEN(group_by_called_twice_adds) {
  static_cast<void>(db.table("accounts")
                        .select("currency", "owner")
                        .group_by("currency")
                        .group_by("owner")
                        .order_by("owner")
                        .get());
}

GOLDEN(group_by_raw_text) {
  static_cast<void>(db.table("users")
                        .select_raw("votes / 100 as hundreds, count(*) as n")
                        .group_by_raw("votes / 100")
                        .order_by_raw("votes / 100")
                        .get());
}

GOLDEN(group_by_raw_binds_between_where_and_having) {
  static_cast<void>(db.table("users")
                        .select_raw("count(*) as n")
                        .where("votes", ">", 10)
                        .group_by_raw("votes % ?", {3})
                        .having_raw("count(*) >= ?", {2})
                        .get());
}

GOLDEN(group_by_a_raw_argument_beside_a_column) {
  static_cast<void>(db.table("logs")
                        .select_raw("count(*) as n")
                        .group_by("level", raw("length(message)"))
                        .order_by("level")
                        .order_by_raw("length(message)")
                        .get());
}

GOLDEN(group_by_json_path) {
  static_cast<void>(db.table("users")
                        .select_raw("max(id) as last")
                        .where_not_null("updated_at")
                        .group_by("meta->lang")
                        .order_by("last")
                        .get());
}

GOLDEN(group_by_a_column_of_a_join) {
  static_cast<void>(db.table("users")
                        .select("users.name")
                        .select_raw("count(posts.id) as n")
                        .left_join("posts", "users.id", "posts.user_id")
                        .group_by("users.id", "users.name")
                        .order_by("users.id")
                        .get());
}

GOLDEN(having_an_alias) {
  static_cast<void>(db.table("posts")
                        .select("user_id")
                        .select_raw("sum(views) as total")
                        .group_by("user_id")
                        .having("total", ">", 10)
                        .order_by("user_id")
                        .get());
}

GOLDEN(having_equal_to_a_value) {
  static_cast<void>(db.table("users").select("votes").group_by("votes").having("votes", 50).get());
}

GOLDEN(having_a_raw_expression) {
  static_cast<void>(db.table("posts")
                        .select("user_id")
                        .group_by("user_id")
                        .having(raw("count(*)"), ">", 1)
                        .get());
}

GOLDEN(having_compared_with_raw) {
  static_cast<void>(db.table("users")
                        .select("role")
                        .group_by("role")
                        .having(raw("max(votes)"), ">", raw("min(votes) + 1"))
                        .get());
}

GOLDEN(having_binds_behind_where) {
  static_cast<void>(db.table("users")
                        .select("role")
                        .where("votes", ">", 0)
                        .group_by("role")
                        .having(raw("sum(votes)"), "<", 125)
                        .having("role", "<>", "x")
                        .order_by("role")
                        .get());
}

GOLDEN(having_bitwise) {
  static_cast<void>(db.table("post_tag")
                        .select("tag_id")
                        .group_by("tag_id")
                        .having("tag_id", "&", 2)
                        .order_by("tag_id")
                        .get());
}

GOLDEN(or_having) {
  static_cast<void>(db.table("users")
                        .select("role")
                        .group_by("role")
                        .having(raw("count(*)"), 2)
                        .or_having("role", "guest")
                        .order_by("role")
                        .get());
}

GOLDEN(or_having_with_an_operator) {
  static_cast<void>(db.table("users")
                        .select("votes")
                        .group_by("votes")
                        .having("votes", "<", 10)
                        .or_having("votes", ">=", 120)
                        .order_by("votes")
                        .get());
}

GOLDEN(having_a_group) {
  static_cast<void>(db.table("users")
                        .select("votes")
                        .group_by("votes")
                        .having("votes", ">", 10)
                        .having([](auto& q) { q.having("votes", 50).or_having("votes", 80); })
                        .order_by("votes")
                        .get());
}

GOLDEN(or_having_a_group) {
  static_cast<void>(
      db.table("users")
          .select("role")
          .group_by("role")
          .having_null("role")
          .or_having([](auto& q) { q.having("role", "editor").having_raw("count(*) > ?", {1}); })
          .order_by_desc("role")
          .get());
}

GOLDEN(having_raw_text) {
  static_cast<void>(db.table("comments")
                        .select("post_id")
                        .group_by("post_id")
                        .having_raw("count(user_id) < count(*)")
                        .get());
}

GOLDEN(having_raw_with_a_binding) {
  static_cast<void>(db.table("accounts")
                        .select("currency")
                        .group_by("currency")
                        .having_raw("sum(balance) > ?", {1000})
                        .limit(5)
                        .get());
}

GOLDEN(or_having_raw_text) {
  static_cast<void>(db.table("posts")
                        .select("user_id")
                        .group_by("user_id")
                        .having("user_id", 3)
                        .or_having_raw("count(*) = ?", {2})
                        .order_by("user_id")
                        .get());
}

GOLDEN(or_having_raw_behind_having_raw) {
  static_cast<void>(db.table("posts")
                        .select_raw("count(*) as n")
                        .group_by("published")
                        .having_raw("min(views) > 100")
                        .or_having_raw("max(views) > 60")
                        .get());
}

GOLDEN(having_null) {
  static_cast<void>(
      db.table("users").select_raw("count(*) as n").group_by("role").having_null("role").get());
}

GOLDEN(or_having_null) {
  static_cast<void>(db.table("users")
                        .select("manager_id")
                        .group_by("manager_id")
                        .having("manager_id", 2)
                        .or_having_null("manager_id")
                        .order_by("manager_id", "desc")
                        .get());
}

GOLDEN(or_having_null_of_another_column) {
  static_cast<void>(db.table("users")
                        .select("role")
                        .group_by("role", "email")
                        .having(raw("max(votes)"), ">", 100)
                        .or_having_null("email")
                        .order_by("role")
                        .get());
}

GOLDEN(having_not_null) {
  static_cast<void>(db.table("users")
                        .select("role")
                        .group_by("role")
                        .having_not_null("role")
                        .having(raw("count(*)"), "<", 2)
                        .order_by("role")
                        .get());
}

GOLDEN(or_having_not_null) {
  static_cast<void>(db.table("comments")
                        .select("user_id")
                        .group_by("user_id")
                        .having("user_id", ">", 90)
                        .or_having_not_null("user_id")
                        .order_by("user_id")
                        .get());
}

GOLDEN(having_between) {
  static_cast<void>(db.table("users")
                        .select("votes")
                        .group_by("votes")
                        .having_between("votes", {50, 80})
                        .order_by("votes")
                        .get());
}

GOLDEN(having_between_two_arguments) {
  static_cast<void>(db.table("posts")
                        .select("user_id")
                        .group_by("user_id")
                        .having_between(raw("sum(views)"), 10, 20)
                        .get());
}

GOLDEN(or_having_between) {
  static_cast<void>(db.table("users")
                        .select("votes")
                        .group_by("votes")
                        .having("votes", 0)
                        .or_having_between("votes", {100, 200})
                        .order_by("votes")
                        .get());
}

GOLDEN(having_not_between) {
  static_cast<void>(db.table("users")
                        .select("votes")
                        .group_by("votes")
                        .having_not_between("votes", {10, 90})
                        .order_by("votes")
                        .get());
}

GOLDEN(or_having_not_between) {
  static_cast<void>(db.table("users")
                        .select("votes")
                        .group_by("votes")
                        .having("votes", 80)
                        .or_having_not_between("votes", {1, 100})
                        .order_by("votes")
                        .get());
}

GOLDEN(having_not_null_and_not_between) {
  static_cast<void>(db.table("users")
                        .select("manager_id")
                        .group_by("manager_id")
                        .having_not_null("manager_id")
                        .having_not_between("manager_id", {2, 9})
                        .get());
}

GOLDEN(having_alternatives_bind_in_order) {
  static_cast<void>(db.table("users")
                        .select("votes")
                        .where("id", "<", 5)
                        .group_by("votes")
                        .having("votes", 1)
                        .or_having_between("votes", {70, 90})
                        .or_having_not_between(raw("count(*)"), {1, 1})
                        .or_having_not_null(raw("nullif(votes, 120)"))
                        .order_by("votes")
                        .get());
}

GOLDEN(having_with_an_unknown_operator) {
  static_cast<void>(db.table("users").group_by("role").having("role", "===", 1).get());
}

GOLDEN(having_a_group_of_both_verbs) {
  static_cast<void>(
      db.table("posts")
          .select("user_id")
          .group_by("user_id")
          .having([](auto& q) { q.where("user_id", 3).or_having(zin::raw("sum(views)"), ">", 60); })
          .order_by("user_id")
          .get());
}

GOLDEN(having_a_group_in_a_group) {
  static_cast<void>(db.table("posts")
                        .select("user_id")
                        .group_by("user_id")
                        .having("user_id", "<", 3)
                        .having([](auto& q) {
                          q.having("user_id", 1).or_having([](auto& r) {
                            r.having(zin::raw("count(*)"), 1).where("user_id", ">", 1);
                          });
                        })
                        .order_by("user_id")
                        .get());
}
