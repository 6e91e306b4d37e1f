// Cases: conditions on whether a time is past.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

GOLDEN(where_past_of_a_column) {
  static_cast<void>(db.table("users").select("id").where_past("created_at").get());
}

GOLDEN(or_where_past_of_two_columns) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", 1)
                        .or_where_past({"created_at", "updated_at"})
                        .get());
}

GOLDEN(where_now_or_past_of_a_column) {
  static_cast<void>(db.table("users").select("id").where_now_or_past("created_at").get());
}

GOLDEN(or_where_now_or_past_of_two_columns) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", 1)
                        .or_where_now_or_past({"created_at", "updated_at"})
                        .get());
}

GOLDEN(where_future_of_a_column) {
  static_cast<void>(db.table("users").select("id").where_future("created_at").get());
}

GOLDEN(or_where_future_of_two_columns) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", 1)
                        .or_where_future({"created_at", "updated_at"})
                        .get());
}

GOLDEN(where_now_or_future_of_a_column) {
  static_cast<void>(db.table("users").select("id").where_now_or_future("created_at").get());
}

GOLDEN(or_where_now_or_future_of_two_columns) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", 1)
                        .or_where_now_or_future({"created_at", "updated_at"})
                        .get());
}

GOLDEN(where_today_of_a_column) {
  static_cast<void>(db.table("users").select("id").where_today("created_at").get());
}

GOLDEN(or_where_today_of_two_columns) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", 1)
                        .or_where_today({"created_at", "updated_at"})
                        .get());
}

GOLDEN(where_before_today_of_a_column) {
  static_cast<void>(db.table("users").select("id").where_before_today("created_at").get());
}

GOLDEN(or_where_before_today_of_two_columns) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", 1)
                        .or_where_before_today({"created_at", "updated_at"})
                        .get());
}

GOLDEN(where_today_or_before_of_a_column) {
  static_cast<void>(db.table("users").select("id").where_today_or_before("created_at").get());
}

GOLDEN(or_where_today_or_before_of_two_columns) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", 1)
                        .or_where_today_or_before({"created_at", "updated_at"})
                        .get());
}

GOLDEN(where_after_today_of_a_column) {
  static_cast<void>(db.table("users").select("id").where_after_today("created_at").get());
}

GOLDEN(or_where_after_today_of_two_columns) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", 1)
                        .or_where_after_today({"created_at", "updated_at"})
                        .get());
}

GOLDEN(where_today_or_after_of_a_column) {
  static_cast<void>(db.table("users").select("id").where_today_or_after("created_at").get());
}

GOLDEN(or_where_today_or_after_of_two_columns) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", 1)
                        .or_where_today_or_after({"created_at", "updated_at"})
                        .get());
}

GOLDEN(where_past_beside_another) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_past("created_at")
                        .or_where_past("updated_at")
                        .where("id", "<", 4)
                        .get());
}

GOLDEN(where_now_or_past_beside_another) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_now_or_past("created_at")
                        .or_where_now_or_past("updated_at")
                        .where("id", "<", 4)
                        .get());
}

GOLDEN(where_future_beside_another) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_future("created_at")
                        .or_where_future("updated_at")
                        .where("id", "<", 4)
                        .get());
}

GOLDEN(where_now_or_future_beside_another) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_now_or_future("created_at")
                        .or_where_now_or_future("updated_at")
                        .where("id", "<", 4)
                        .get());
}

GOLDEN(where_today_beside_another) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_today("created_at")
                        .or_where_today("updated_at")
                        .where("id", "<", 4)
                        .get());
}

GOLDEN(where_before_today_beside_another) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_before_today("created_at")
                        .or_where_before_today("updated_at")
                        .where("id", "<", 4)
                        .get());
}

GOLDEN(where_today_or_before_beside_another) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_today_or_before("created_at")
                        .or_where_today_or_before("updated_at")
                        .where("id", "<", 4)
                        .get());
}

GOLDEN(where_after_today_beside_another) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_after_today("created_at")
                        .or_where_after_today("updated_at")
                        .where("id", "<", 4)
                        .get());
}

GOLDEN(where_today_or_after_beside_another) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_today_or_after("created_at")
                        .or_where_today_or_after("updated_at")
                        .where("id", "<", 4)
                        .get());
}
