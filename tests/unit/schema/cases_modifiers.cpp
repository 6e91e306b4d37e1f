// Modifiers of columns, and columns of existing tables.
// SPDX-License-Identifier: MIT
#include "schema_cases.hpp"

CREATES(comment_of_a_column, "users") { table.string("name").comment("what it's called"); }
CREATES(default_as_sql, "users") { table.integer("votes").default_(zin::raw("(1 + 1)")); }
CREATES(default_made_at_run_time, "users") {
  table.timestamp("at").default_(zin::unsafe_raw(std::string{"CURRENT_"} + "TIMESTAMP"));
}
CREATES(invisible, "users") {
  table.id();
  table.string("secret").nullable().invisible();
}
CREATES(stored_column, "orders") {
  table.integer("price");
  table.integer("pieces");
  table.integer("total").stored_as("price * pieces");
}
CREATES(virtual_column, "orders") {
  table.integer("price");
  table.integer("twice").virtual_as("price * 2");
}
CREATES(stored_column_that_is_not_null, "orders") {
  table.integer("price");
  table.integer("twice").stored_as("price * 2").nullable(false);
}

ALTERS(add_column, users, "users") { table.string("nick").nullable(); }
ALTERS(add_column_with_default, users, "users") { table.integer("level").default_(1); }
ALTERS(add_columns_and_an_index, users, "users") {
  table.string("first").nullable();
  table.string("last").nullable();
  table.index({"last", "first"});
}
ALTERS(add_unique_column, users, "users") { table.string("nick").nullable().unique(); }
ALTERS(add_enum, users, "users") { table.enum_("role", {"member", "admin"}).default_("member"); }
ALTERS(add_column_of_the_insert, users, "users") { table.timestamp("seen_at").use_current(); }
ALTERS(add_column_behind_another, users, "users") { table.string("nick").nullable().after("name"); }
ALTERS(add_column_in_front, users, "users") { table.string("nick").nullable().first(); }
ALTERS(add_columns_behind_another, users, "users") {
  table.after("name", [](zin::Blueprint& behind) {
    behind.string("street").nullable();
    behind.string("city").nullable();
  });
  table.string("nick").nullable();
}
ALTERS(add_column_at_once, users, "users") { table.string("nick").nullable().instant(); }
ALTERS(add_column_under_a_lock, users, "users") { table.string("nick").nullable().lock("shared"); }
ALTERS(add_virtual_column, users, "users") { table.integer("twice").virtual_as("votes * 2"); }
ALTERS(add_stored_column, users, "users") { table.integer("twice").stored_as("votes * 2"); }
ALTERS(add_commented_column, users, "users") { table.string("nick").nullable().comment("short"); }

ALTERS(change_length, users, "users") { table.string("name", 50).change(); }
ALTERS(change_to_nullable_with_default, users, "users") {
  table.big_integer("votes").nullable().default_(1).change();
}
ALTERS(change_to_text_with_comment, users, "users") {
  table.text("name").nullable().comment("all of it").change();
}
ALTERS(change_to_enum, users, "users") {
  table.enum_("name", {"Ada", "Bob"}).default_("Ada").change();
}
ALTERS(change_with_an_expression, users, "users") {
  table.string("votes").using_("votes::text || ' votes'").change();
}
ALTERS(change_and_index, users, "users") { table.string("name", 100).index().change(); }
ALTERS(change_and_drop_unique, users, "users") { table.string("email").unique(false).change(); }
ALTERS(change_of_a_counter, users, "users") { table.big_increments("id").change(); }
ALTERS(change_to_current, users, "users") {
  table.timestamp("created_at", 3).use_current().change();
}
ALTERS(change_and_move, users, "users") { table.string("email").first().change(); }
