// Assignments to paths inside JSON documents.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

GOLDEN(update_json_text) { db.table("users").where("id", 1).update({{"meta->lang", "fr"}}); }

GOLDEN(update_json_number_two_steps_down) {
  db.table("users")
      .where("votes", ">", 60)
      .where("active", true)
      .update({{"role", "x"}, {"meta->address->zip", 123}});
}

GOLDEN(update_json_boolean) {
  db.table("users").where("meta->on", true).update({{"meta->on", false}});
}

GOLDEN(update_json_boolean_beside_a_column) {
  db.table("posts").where("id", 1).update({{"views", 1}, {"options->pinned", true}});
}

GOLDEN(update_json_null) { db.table("users").where("id", 1).update({{"meta->lang", nullptr}}); }

GOLDEN(update_json_document) {
  db.table("users").where("id", 1).update(
      {{"meta->address", zin::Json::object({{"city", "Rome"}, {"zip", nullptr}})}});
}

GOLDEN(update_json_list) {
  db.table("posts")
      .where("published", true)
      .where("views", ">", 20)
      .update({{"options->sizes", zin::Json::array({4, 5})}});
}

GOLDEN(update_json_item_of_a_list) {
  db.table("users").where("id", 1).update({{"meta->tags->0", "x"}});
}

GOLDEN(update_json_item_in_brackets) {
  db.table("posts").where("id", 1).where_not_null("options").update({{"options->sizes[2]", 30}});
}

GOLDEN(update_json_paths_of_one_column) {
  db.table("users").where("id", 2).update(
      {{"meta->lang", "it"}, {"meta->address->city", "Rome"}, {"meta->on", true}});
}

GOLDEN(update_json_of_a_column_with_its_table) {
  db.table("users").where("users.id", 1).update({{"users.votes", 2}, {"users.meta->lang", "fr"}});
}

GOLDEN(update_json_key_with_a_quote) {
  db.table("users").where("id", 1).update({{"meta->it's", "x"}});
}

GOLDEN(update_json_with_a_limit) {
  db.table("users")
      .where_json_contains("meta->tags", "a")
      .order_by("id")
      .limit(1)
      .update({{"meta->lang", "xx"}});
}

GOLDEN(update_all_json) { db.table("users").update_all({{"meta->seen", 0}}); }

GOLDEN(update_json_of_an_empty_step_is_refused) {
  db.table("users").where("id", 1).update({{"meta->->x", 1}});
}
