// Cases: pages, pieces and single columns of what a query gives.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

GOLDEN(paginate_counts_a_union) {
  static_cast<void>(db.table("users")
                        .select("name")
                        .union_(db.table("accounts").select("owner"))
                        .order_by("name")
                        .limit(3)
                        .paginate(5));
}

GOLDEN(paginate_counts_a_union_of_all_columns) {
  static_cast<void>(db.table("tags")
                        .where("id", "<", 3)
                        .union_all(db.table("tags").where("id", ">", 1))
                        .paginate(2));
}

GOLDEN(paginate_counts_groups_with_having) {
  static_cast<void>(db.table("posts")
                        .select("user_id")
                        .group_by("user_id")
                        .having_raw("count(*) > ?", {1})
                        .order_by("user_id")
                        .paginate(5));
}

GOLDEN(paginate_counts_groups_of_a_join) {
  static_cast<void>(db.table("users")
                        .join("posts", "users.id", "posts.user_id")
                        .group_by("users.id")
                        .paginate(2));
}

GOLDEN(paginate_counts_distinct_rows) {
  static_cast<void>(
      db.table("post_tag").select("tag_id").distinct().order_by("tag_id").paginate(2));
}

GOLDEN(paginate_counts_distinct_rows_of_all_columns) {
  static_cast<void>(db.table("post_tag").where("tag_id", "<", 3).distinct().paginate(2));
}

GOLDEN(paginate_of_the_last_page_that_can_be) {
  static_cast<void>(db.table("tags").order_by("id").simple_paginate(15, 9223372036854775807));
}

GOLDEN(for_page_of_the_last_page_that_can_be) {
  static_cast<void>(db.table("tags").order_by("id").for_page(9223372036854775807, 100).get());
}

GOLDEN(pluck_of_an_alias_keeps_the_columns) {
  static_cast<void>(db.table("posts")
                        .select_raw("count(*) as n")
                        .add_select("user_id")
                        .group_by("user_id")
                        .order_by("user_id")
                        .pluck("n", "user_id"));
}

GOLDEN(pluck_of_a_union) {
  static_cast<void>(db.table("users")
                        .select("name")
                        .where("id", "<", 3)
                        .union_(db.table("accounts").select("owner"))
                        .order_by("name")
                        .pluck("name"));
}

GOLDEN(value_keeps_the_columns) {
  static_cast<void>(db.table("users").select("id", "name as n").order_by("id").value("n"));
}

GOLDEN(raw_value) {
  static_cast<void>(db.table("users").where("active", true).raw_value("sum(votes)"));
}

GOLDEN(raw_value_replaces_the_columns) {
  static_cast<void>(db.table("users").select("name").order_by("id").raw_value("votes * ?", {2}));
}

GOLDEN(implode) {
  static_cast<void>(db.table("tags").where("id", "<", 3).order_by("name").implode("name", ", "));
}

GOLDEN(implode_of_an_alias) {
  static_cast<void>(
      db.table("tags").select("id", "name as n").order_by("id").limit(1).implode("n"));
}

GOLDEN(find_or_of_what_is_missing) {
  static_cast<void>(db.table("tags").find_or<int>(9, [] { return 0; }));
}

GOLDEN(find_or_by_another_key) {
  static_cast<void>(db.table("settings")
                        .select("value")
                        .find_or<std::string>(
                            "none", [] { return std::string{}; }, "key"));
}

GOLDEN(doesnt_exist_or_calls_a_function) {
  static_cast<void>(db.table("tags").where("id", 1).doesnt_exist_or([] { return false; }));
}

GOLDEN(doesnt_exist_or_of_what_is_missing) {
  static_cast<void>(db.table("tags").where("id", ">", 7).where_not_null("name").doesnt_exist_or([] {
    return false;
  }));
}

GOLDEN(chunk_by_id_of_a_union) {
  db.table("tags")
      .select("id")
      .where("id", "<", 3)
      .union_all(db.table("accounts").select("id"))
      .chunk_by_id(3, [](const zin::Rows&) {});
}

GOLDEN(chunk_of_a_union_ordered_in_front) {
  db.table("tags").order_by("id").union_all(db.table("tags")).chunk(2, [](const zin::Rows&) {});
}

GOLDEN(chunk_of_a_limited_union) {
  db.table("tags")
      .union_all(db.table("tags"))
      .order_by("id")
      .limit(3)
      .chunk(2, [](const zin::Rows&) {});
}

GOLDEN(cursor_paginate_of_a_union) {
  static_cast<void>(db.table("tags")
                        .select("id")
                        .union_all(db.table("accounts").select("id").where("id", 2))
                        .order_by("id")
                        .cursor_paginate(2));
}

GOLDEN(cursor_paginate_of_a_union_ordered_in_front) {
  static_cast<void>(db.table("tags").order_by("id").union_all(db.table("tags")).cursor_paginate(2));
}

GOLDEN(cursor_paginate_by_two_columns_of_one_name) {
  static_cast<void>(db.table("users")
                        .join("posts", "users.id", "posts.user_id")
                        .order_by("users.id")
                        .order_by("posts.id")
                        .cursor_paginate(2));
}

GOLDEN(chunk_map) {
  static_cast<void>(
      db.table("tags").order_by("id").chunk_map([](const zin::Row& row) { return row.size(); }));
}

GOLDEN(chunk_map_of_what_is_found) {
  static_cast<void>(db.table("users")
                        .select("name")
                        .where("votes", 50)
                        .order_by_desc("id")
                        .chunk_map([](const zin::Row& row) { return row.size(); }, 10));
}

GOLDEN(lazy_by_id) {
  for (const zin::Row& row : db.table("tags").where("id", ">", 1).lazy_by_id(50))
    static_cast<void>(row);
}

GOLDEN(lazy_by_id_of_a_join) {
  for (const zin::Row& row : db.table("users as u")
                                 .join("posts as p", "u.id", "p.user_id")
                                 .select("p.id as post")
                                 .order_by("u.id")
                                 .lazy_by_id(2, "p.id", "post"))
    static_cast<void>(row);
}

GOLDEN(lazy_by_id_desc) {
  for (const zin::Row& row : db.table("tags").select("id").lazy_by_id_desc(2))
    static_cast<void>(row);
}

GOLDEN(lazy_by_id_desc_by_another_column) {
  for (const zin::Row& row :
       db.table("post_tag").select("post_id").where("tag_id", 2).lazy_by_id_desc(10, "post_id"))
    static_cast<void>(row);
}

GOLDEN(for_page_after_id) {
  static_cast<void>(db.table("users").select("name").for_page_after_id(2, 1).get());
}

GOLDEN(for_page_after_id_encloses_conditions) {
  static_cast<void>(db.table("users")
                        .select("users.id")
                        .where("votes", 50)
                        .or_where("role", "guest")
                        .order_by("users.id", "desc")
                        .order_by("name")
                        .for_page_after_id(3, 3, "users.id")
                        .get());
}

GOLDEN(for_page_after_no_id) {
  static_cast<void>(
      db.table("users").select("updated_at").for_page_after_id(1, nullptr, "updated_at").get());
}

GOLDEN(for_page_before_id) { static_cast<void>(db.table("tags").for_page_before_id(2, 3).get()); }

GOLDEN(for_page_before_id_by_another_column) {
  static_cast<void>(db.table("posts")
                        .select("views")
                        .where("published", true)
                        .for_page_before_id(5, 70, "views")
                        .get());
}
