// The conditions that compare: where in all its forms, lists and groups.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

GOLDEN(where_equals_a_text) { static_cast<void>(db.table("accounts").where("owner", "Bob").get()); }

GOLDEN(where_equals_an_integer) {
  static_cast<void>(db.table("accounts").where("balance", 0).get());
}

GOLDEN(where_equals_a_double) {
  static_cast<void>(db.table("accounts").where("balance", 250.5).get());
}

GOLDEN(where_with_an_operator) {
  static_cast<void>(db.table("accounts").where("balance", ">", 100).get());
}

GOLDEN(where_with_each_comparison) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("votes", ">", 0)
                        .where("votes", ">=", 50)
                        .where("votes", "<", 120)
                        .where("votes", "<=", 80)
                        .where("votes", "<>", 79)
                        .where("name", "!=", "Zoe")
                        .where("active", "=", true)
                        .order_by("id")
                        .get());
}

GOLDEN(where_true_and_false_are_bound) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("active", true)
                        .where("active", "!=", false)
                        .order_by("id")
                        .get());
}

GOLDEN(where_a_text_with_a_quote_is_bound) {
  static_cast<void>(
      db.table("users").select("id", "name").where("name", "O'Brien'; drop table users; --").get());
}

GOLDEN(where_with_qualified_names) {
  static_cast<void>(db.table("users")
                        .join("posts", "posts.user_id", "=", "users.id")
                        .where("users.votes", ">", 60)
                        .where("posts.views", ">=", 10)
                        .select("users.name", "posts.title")
                        .order_by("posts.id")
                        .get());
}

GOLDEN(where_on_names_that_are_keywords) {
  static_cast<void>(db.table("order").where("group", 2).where("select", "like", "t%").get());
}

GOLDEN(where_on_names_with_quotes_in_them) {
  static_cast<void>(db.table("users").where("we\"ird", 1).where("back`tick", 2).get());
}

GOLDEN(where_on_no_name_is_refused) { static_cast<void>(db.table("users").where("", 1).get()); }

GOLDEN(or_where_after_where) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("role", "admin")
                        .or_where("role", "guest")
                        .order_by("id")
                        .get());
}

GOLDEN(or_where_with_an_operator) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("votes", 0)
                        .or_where("votes", ">", 100)
                        .order_by("id")
                        .get());
}

GOLDEN(or_where_comes_first) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .or_where("votes", ">", 100)
                        .where("active", true)
                        .get());
}

GOLDEN(where_and_or_where_bind_as_sql_does) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("active", false)
                        .or_where("role", "editor")
                        .where("votes", ">", 60)
                        .order_by("id")
                        .get());
}

GOLDEN(where_not_equals) {
  static_cast<void>(
      db.table("users").select("id", "name").where_not("role", "editor").order_by("id").get());
}

GOLDEN(where_not_with_an_operator) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_not("votes", ">", 50)
                        .where_not("active", "=", false)
                        .order_by("id")
                        .get());
}

GOLDEN(or_where_not_equals) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("id", 1)
                        .or_where_not("active", true)
                        .order_by("id")
                        .get());
}

GOLDEN(or_where_not_with_an_operator) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("id", 5)
                        .or_where_not("votes", "<", 100)
                        .or_where_not("votes", "<=", 80)
                        .get());
}

GOLDEN(where_a_list_is_a_group) {
  static_cast<void>(
      db.table("users").select("id", "name").where({{"role", "editor"}, {"votes", 50}}).get());
}

GOLDEN(where_a_list_with_operators) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where({{"votes", ">=", 50}, {"votes", "<", 100}, {"role", "editor"}})
                        .order_by("id")
                        .get());
}

GOLDEN(where_a_list_of_one) {
  static_cast<void>(
      db.table("users").select("id", "name").where({{"votes", 0}}).where("active", false).get());
}

GOLDEN(or_where_a_list) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("id", 1)
                        .or_where({{"role", "editor"}, {"votes", "<", 60}})
                        .order_by("id")
                        .get());
}

GOLDEN(where_not_a_list) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_not({{"active", true}, {"votes", ">", 50}})
                        .where("id", "<", 5)
                        .order_by("id")
                        .get());
}

GOLDEN(where_a_list_with_raw_and_a_sub_query) {
  const auto first = zin::table("posts").select_raw("min(user_id)");
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where({{"votes", ">", zin::raw("10 * ?", {4})}, {"id", ">", first}})
                        .order_by("id")
                        .get());
}

GOLDEN(where_a_list_with_null) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where({{"role", nullptr}, {"email", "!=", nullptr}})
                        .or_where({{"manager_id", nullptr}, {"votes", 120}})
                        .get());
}

GOLDEN(where_attributes) {
  const zin::Attributes wanted{{"role", "editor"}, {"votes", 80}};
  static_cast<void>(db.table("users").select("id", "name").where(wanted).get());
}

GOLDEN(or_where_attributes) {
  const zin::Attributes wanted{{"role", nullptr}, {"active", true}};
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("votes", 0)
                        .or_where(wanted)
                        .order_by("id")
                        .get());
}

GOLDEN(where_a_function_is_a_group) {
  static_cast<void>(
      db.table("users")
          .select("id", "name")
          .where("active", true)
          .where([](auto& q) { q.where("votes", ">", 100).or_where("role", "editor"); })
          .order_by("id")
          .get());
}

GOLDEN(or_where_a_function) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("id", 4)
                        .or_where([](auto& q) { q.where("votes", "<", 60).where("active", false); })
                        .order_by("id")
                        .get());
}

GOLDEN(where_not_a_function) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_not([](auto& q) { q.where("votes", 50).or_where("votes", 0); })
                        .order_by("id")
                        .get());
}

GOLDEN(or_where_not_a_function) {
  static_cast<void>(
      db.table("users")
          .select("id", "name")
          .where("id", 5)
          .or_where_not([](auto& q) { q.where("votes", "<", 120).or_where("active", false); })
          .order_by("id")
          .get());
}

GOLDEN(where_functions_three_deep) {
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where("id", ">", 0)
                        .where([](auto& a) {
                          a.where("active", true).or_where([](auto& b) {
                            b.where("role", "guest").where([](auto& c) {
                              c.where("votes", 0).or_where("votes", ">", 200);
                            });
                          });
                        })
                        .order_by("id")
                        .get());
}

GOLDEN(where_groups_of_all_kinds_three_deep) {
  const zin::Attributes guest{{"role", "guest"}, {"active", false}};
  static_cast<void>(db.table("users")
                        .select("id", "name")
                        .where_not([&](auto& a) {
                          a.where({{"votes", 120}, {"name", "Ada"}}).or_where([&](auto& b) {
                            b.where(guest).or_where_not([](auto& c) {
                              c.where("votes", ">=", 50).where_not({{"id", 3}, {"votes", 50}});
                            });
                          });
                        })
                        .order_by("id")
                        .get());
}

GOLDEN(where_a_function_that_adds_nothing_leaves_no_group) {
  static_cast<void>(
      db.table("tags").where([](auto&) {}).or_where([](auto&) {}).order_by("id").get());
}

GOLDEN(where_a_function_that_adds_nothing_between_others) {
  static_cast<void>(
      db.table("tags").where("id", ">", 1).where_not([](auto&) {}).where("id", "<", 3).get());
}

GOLDEN(where_column_equals) {
  static_cast<void>(db.table("posts").select("id").where_column("id", "user_id").get());
}

GOLDEN(where_column_with_an_operator) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_column("updated_at", ">", "created_at")
                        .where_column("users.id", "!=", "users.manager_id")
                        .order_by("id")
                        .get());
}

GOLDEN(or_where_column_equals) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where("views", ">", 50)
                        .or_where_column("id", "user_id")
                        .order_by("id")
                        .get());
}

GOLDEN(or_where_column_with_an_operator) {
  static_cast<void>(db.table("posts")
                        .select("id")
                        .where("published", true)
                        .or_where_column("views", "<", "id")
                        .order_by("id")
                        .get());
}

GOLDEN(where_column_with_a_raw_side) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_column(zin::raw("length(name) + ?", {1}), ">", "id")
                        .or_where_column(zin::raw("votes / 40"), "id")
                        .order_by("id")
                        .get());
}
