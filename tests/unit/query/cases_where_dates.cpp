// Conditions on parts of dates and times.
// SPDX-License-Identifier: MIT
#include "golden.hpp"

#include <chrono>

GOLDEN(date_equals) {
  static_cast<void>(db.table("users").select("id").where_date("created_at", "2026-01-05").get());
}

GOLDEN(date_with_an_operator) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_date("users.created_at", ">=", "2026-01-20")
                        .where("active", true)
                        .order_by("id")
                        .get());
}

GOLDEN(date_of_the_calendar) {
  const auto day = std::chrono::year{2026} / 2 / 28;
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_date("created_at", day)
                        .where_date("created_at", "<=", day)
                        .get());
}

GOLDEN(or_date_equals) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("votes", 0)
                        .or_where_date("created_at", "2026-01-20")
                        .order_by("id")
                        .get());
}

GOLDEN(or_date_with_an_operator) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", 3)
                        .or_where_date("created_at", "<", "2026-01-01")
                        .or_where_date("updated_at", "!=", "2026-02-01")
                        .order_by("id")
                        .get());
}

GOLDEN(date_equals_a_raw_one) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_date("created_at", zin::raw("'2026-01-05'"))
                        .where("id", ">", 0)
                        .get());
}

GOLDEN(time_equals) {
  static_cast<void>(db.table("users").select("id").where_time("created_at", "08:30:00").get());
}

GOLDEN(time_with_an_operator) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_time("created_at", ">", "09:00:00")
                        .where_time("created_at", "<", "20:00:00")
                        .order_by("id")
                        .get());
}

GOLDEN(time_of_a_clock) {
  static_cast<void>(
      db.table("users")
          .select("id")
          .where_time("created_at", ">=", std::chrono::hours{12} + std::chrono::minutes{30})
          .order_by("id")
          .get());
}

GOLDEN(or_time_equals) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_date("created_at", "2026-01-05")
                        .or_where_time("created_at", "12:00:00")
                        .or_where_time("created_at", ">=", "23:00:00")
                        .order_by("id")
                        .get());
}

GOLDEN(day_equals) {
  static_cast<void>(db.table("users").select("id").where_day("created_at", 5).get());
}

GOLDEN(day_with_an_operator) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_day("created_at", ">", 9)
                        .where("active", true)
                        .order_by("id")
                        .get());
}

GOLDEN(or_day_equals) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", 1)
                        .or_where_day("created_at", 31)
                        .or_where_day("created_at", "<", 11)
                        .order_by("id")
                        .get());
}

GOLDEN(month_equals) {
  static_cast<void>(
      db.table("users").select("id").where_month("created_at", 2).order_by("id").get());
}

GOLDEN(month_with_an_operator) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_month("created_at", "<", 12)
                        .where_month("created_at", "!=", 2)
                        .order_by("id")
                        .get());
}

GOLDEN(or_month_equals) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", 1)
                        .or_where_month("created_at", 12)
                        .or_where_month("updated_at", ">=", 3)
                        .order_by("id")
                        .get());
}

GOLDEN(year_equals) {
  static_cast<void>(db.table("users").select("id").where_year("created_at", 2025).get());
}

GOLDEN(year_with_an_operator) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_year("created_at", ">=", 2026)
                        .where_month("created_at", 1)
                        .where_day("created_at", ">", 10)
                        .get());
}

GOLDEN(or_year_equals) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("id", 2)
                        .or_where_year("created_at", 2025)
                        .or_where_year("updated_at", "<", 2026)
                        .order_by("id")
                        .get());
}

GOLDEN(year_equals_a_raw_one) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_year("created_at", "<", zin::raw("2000 + ?", {26}))
                        .or_where_day("created_at", zin::raw("20"))
                        .order_by("id")
                        .get());
}

GOLDEN(date_inside_a_json_document) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_date("meta->seen", "2026-01-05")
                        .where_time("meta->seen", ">", "12:00:00")
                        .get());
}

GOLDEN(parts_of_a_date_inside_a_json_document) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_year("meta->seen", 2026)
                        .or_where_day("meta->seen", ">", 9)
                        .get());
}

GOLDEN(date_parts_in_groups) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("active", true)
                        .where([](auto& q) {
                          q.where_month("created_at", 1).or_where_year("created_at", "<", 2026);
                        })
                        .where_not([](auto& q) { q.where_time("created_at", "08:30:00"); })
                        .order_by("id")
                        .get());
}

GOLDEN(a_timestamp_is_bound_as_it_is) {
  using namespace std::chrono;
  const auto at = local_days{year{2026} / 2 / 1} + hours{9};
  static_cast<void>(db.table("users")
                        .select("id")
                        .where("updated_at", ">=", at)
                        .where_between("created_at", local_days{year{2025} / 12 / 1}, at)
                        .order_by("id")
                        .get());
}

GOLDEN(date_with_an_unknown_operator_is_refused) {
  static_cast<void>(db.table("users").where_date("created_at", "before", "2026-01-01").get());
}

GOLDEN(year_equals_null_is_refused) {
  static_cast<void>(db.table("users").where_year("created_at", nullptr).get());
}

GOLDEN(day_and_month_given_as_texts) {
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_day("created_at", "5")
                        .where_month("created_at", "1")
                        .get());
}

GOLDEN(date_and_time_of_a_timestamp) {
  const zin::Timestamp at =
      std::chrono::local_days{std::chrono::January / 5 / 2026} + std::chrono::minutes{510};
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_date("created_at", at)
                        .where_time("created_at", ">=", at)
                        .get());
}

GOLDEN(parts_of_a_timestamp) {
  const zin::Timestamp at =
      std::chrono::local_days{std::chrono::January / 5 / 2026} + std::chrono::minutes{510};
  static_cast<void>(db.table("users")
                        .select("id")
                        .where_day("created_at", at)
                        .where_month("created_at", at)
                        .where_year("created_at", at)
                        .get());
}
