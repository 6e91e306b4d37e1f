// Cases: rows that stay locked until the transaction ends.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

GOLDEN(lock_for_update) {
  static_cast<void>(db.table("users").select("name").where("id", 1).lock_for_update().get());
}

GOLDEN(lock_for_update_behind_order_and_limit) {
  static_cast<void>(db.table("accounts")
                        .select("owner", "balance")
                        .where("balance", ">", 100)
                        .order_by_desc("balance")
                        .limit(1)
                        .lock_for_update()
                        .get());
}

GOLDEN(lock_for_update_of_the_first_row) {
  static_cast<void>(
      db.table("accounts").select("id").lock_for_update().where("owner", "Bob").first());
}

GOLDEN(lock_for_update_skip_locked) {
  static_cast<void>(db.table("logs")
                        .select("id")
                        .where("level", "info")
                        .order_by("id")
                        .limit(2)
                        .lock_for_update()
                        .skip_locked()
                        .get());
}

GOLDEN(lock_for_update_no_wait) {
  static_cast<void>(
      db.table("users").select("name").where("id", 1).lock_for_update().no_wait().get());
}

GOLDEN(shared_lock) {
  static_cast<void>(db.table("users").select("name").where("id", 1).shared_lock().get());
}

GOLDEN(shared_lock_of_a_join) {
  static_cast<void>(db.table("users")
                        .select("posts.title")
                        .join("posts", "users.id", "posts.user_id")
                        .where("users.id", 2)
                        .shared_lock()
                        .get());
}

GOLDEN(shared_lock_skip_locked) {
  static_cast<void>(
      db.table("users").select("name").where("id", 1).shared_lock().skip_locked().get());
}

GOLDEN(shared_lock_no_wait) {
  static_cast<void>(db.table("accounts")
                        .select("owner")
                        .where("id", ">", 1)
                        .order_by("id")
                        .shared_lock()
                        .no_wait()
                        .get());
}

GOLDEN(lock_for_no_key_update) {
  static_cast<void>(db.table("users").select("name").where("id", 1).lock_for_no_key_update().get());
}

GOLDEN(lock_for_no_key_update_skip_locked) {
  static_cast<void>(db.table("accounts")
                        .select("id")
                        .where("currency", "EUR")
                        .order_by("id")
                        .lock_for_no_key_update()
                        .skip_locked()
                        .get());
}

GOLDEN(lock_for_key_share) {
  static_cast<void>(db.table("users").select("name").where("id", 1).lock_for_key_share().get());
}

GOLDEN(lock_for_key_share_no_wait) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_not_null("email")
                        .where("votes", ">", 90)
                        .lock_for_key_share()
                        .no_wait()
                        .get());
}

GOLDEN(the_last_lock_counts) {
  static_cast<void>(
      db.table("users").select("name").where("id", 1).shared_lock().lock_for_update().get());
}

GOLDEN(lock_behind_an_offset) {
  static_cast<void>(
      db.table("tags").select("name").order_by("id").limit(1).offset(1).lock_for_update().get());
}

GOLDEN(lock_with_a_common_table_expression) {
  static_cast<void>(db.table("users")
                        .select("name")
                        .with("ids", db.table("posts").select("user_id").where("views", ">", 20))
                        .where_in("id", db.table("ids").select("user_id"))
                        .lock_for_update()
                        .get());
}

GOLDEN(count_that_locks) {
  static_cast<void>(db.table("users").where("id", "<", 3).lock_for_update().count());
}

GOLDEN(sum_that_locks) { static_cast<void>(db.table("accounts").shared_lock().sum("balance")); }

GOLDEN(count_of_a_limit_that_locks) {
  static_cast<void>(db.table("users").limit(2).lock_for_update().count());
}

GOLDEN(exists_that_locks) {
  static_cast<void>(db.table("users").where("id", 1).lock_for_update().exists());
}

GOLDEN(lazy_that_locks) {
  for (const zin::Row& row :
       db.table("tags").select("name").where("id", 2).lock_for_update().lazy())
    static_cast<void>(row);
}

GOLDEN(lock_inside_of_a_sub_query) {
  static_cast<void>(
      db.table("tags")
          .select("name")
          .where_in(
              "id",
              [](auto& q) { q.from("tags").select("id").where("id", "<", 2).lock_for_update(); })
          .get());
}

GOLDEN(lock_of_a_group_limit_is_refused) {
  static_cast<void>(db.table("posts").group_limit(1, "user_id").lock_for_update().get());
}
