// Columns of dates and times.
// SPDX-License-Identifier: MIT
#include <chrono>

#include "schema_cases.hpp"

using namespace std::chrono_literals;

CREATES(date, "events") { table.date("day"); }
CREATES(date_of_the_insert, "events") { table.date("day").use_current(); }
CREATES(date_default, "events") { table.date("day").default_(std::chrono::year{2026} / 2 / 28); }
CREATES(date_time, "events") { table.date_time("at"); }
CREATES(date_time_with_precision, "events") { table.date_time("at", 3); }
CREATES(date_time_of_the_insert, "events") { table.date_time("at").use_current(); }
CREATES(date_time_tz, "events") { table.date_time_tz("at").nullable(); }
CREATES(date_time_default, "events") {
  table.date_time("at").default_(std::chrono::local_days{std::chrono::year{2026} / 2 / 28} + 13h);
}
CREATES(time, "events") { table.time("starts"); }
CREATES(time_tz_with_precision, "events") { table.time_tz("starts", 2); }
CREATES(time_default, "events") { table.time("starts").default_(9h + 30min); }
CREATES(timestamp, "events") { table.timestamp("at").nullable(); }
CREATES(timestamp_with_precision, "events") { table.timestamp("at", 6).nullable(); }
CREATES(timestamp_of_the_insert, "events") { table.timestamp("at").use_current(); }
CREATES(timestamp_of_the_insert_with_precision, "events") {
  table.timestamp("at", 6).use_current();
}
CREATES(timestamp_of_the_update, "events") {
  table.timestamp("at").use_current().use_current_on_update();
}
CREATES(timestamp_tz, "events") { table.timestamp_tz("at").use_current(); }
CREATES(timestamp_tz_default, "events") {
  table.timestamp_tz("at").default_(std::chrono::sys_days{std::chrono::year{2026} / 2 / 28} + 13h);
}
CREATES(timestamps, "events") { table.timestamps(); }
CREATES(timestamps_with_precision, "events") { table.timestamps(6); }
CREATES(timestamps_tz, "events") { table.timestamps_tz(); }
CREATES(datetimes, "events") { table.datetimes(); }
CREATES(soft_deletes, "events") {
  table.id();
  table.soft_deletes();
}
CREATES(soft_deletes_tz_of_another_name, "events") { table.soft_deletes_tz("gone_at", 3); }
CREATES(soft_deletes_datetime, "events") { table.soft_deletes_datetime(); }
CREATES(year, "events") { table.year("born"); }
CREATES(year_of_the_insert, "events") { table.year("born").use_current(); }
