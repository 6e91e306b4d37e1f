// Columns of numbers.
// SPDX-License-Identifier: MIT
#include "schema_cases.hpp"

CREATES(id, "users") { table.id(); }
CREATES(id_of_another_name, "users") { table.id("user_no"); }
CREATES(increments, "users") { table.increments("id"); }
CREATES(tiny_increments, "users") { table.tiny_increments("id"); }
CREATES(small_increments, "users") { table.small_increments("id"); }
CREATES(medium_increments, "users") { table.medium_increments("id"); }
CREATES(increments_from_a_start, "users") {
  table.big_increments("id").from(1000);
  table.string("name");
}
CREATES(auto_increment_as_modifier, "users") { table.integer("id").auto_increment(); }
CREATES(identity, "users") { table.big_integer("id").auto_increment().generated_as(); }
CREATES(identity_with_options, "users") {
  table.big_integer("id").auto_increment().generated_as("start with 100 increment by 10").always();
}
CREATES(integers, "users") {
  table.tiny_integer("a");
  table.small_integer("b");
  table.medium_integer("c");
  table.integer("d");
  table.big_integer("e");
}
CREATES(unsigned_integers, "users") {
  table.unsigned_tiny_integer("a");
  table.unsigned_small_integer("b");
  table.unsigned_medium_integer("c");
  table.unsigned_integer("d");
  table.unsigned_big_integer("e");
}
CREATES(float_of_double_precision, "users") { table.float_("score"); }
CREATES(float_of_single_precision, "users") { table.float_("score", 24); }
CREATES(double_column, "users") { table.double_("score"); }
CREATES(decimal, "users") { table.decimal("balance"); }
CREATES(decimal_with_digits, "users") { table.decimal("balance", 12, 4).nullable(); }
CREATES(decimal_unsigned, "users") { table.decimal("balance", 10, 2).unsigned_(); }
CREATES(boolean, "users") { table.boolean("active"); }
CREATES(boolean_defaults, "users") {
  table.boolean("active").default_(true);
  table.boolean("banned").default_(false);
}
CREATES(integer_defaults, "users") {
  table.integer("votes").default_(0);
  table.big_integer("debt").default_(-5);
}
CREATES(decimal_and_double_defaults, "users") {
  table.decimal("balance").default_(zin::Decimal{"1.50"});
  table.double_("score").default_(0.5);
}
