// Dates and times as text, in the ISO 8601 forms that SQL servers print and read.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace zin {

using Date = std::chrono::year_month_day;
/// A time of day or a span, signed (MySQL's TIME reaches +-838:59:59).
using Time = std::chrono::microseconds;
/// A date and time without a zone.
using Timestamp = std::chrono::local_time<std::chrono::microseconds>;
/// A point in time.
using TimestampTz = std::chrono::sys_time<std::chrono::microseconds>;

namespace detail {

/// "2026-02-28", years -9999..9999; nothing for a text that is not exactly a valid date.
std::optional<Date> parse_date(std::string_view text) noexcept;
/// "[-]HH:MM[:SS[.ffffff]]", up to 838 hours; more than six fractional digits are nothing.
std::optional<Time> parse_time(std::string_view text) noexcept;
/// A date, 'T' or blanks, and a time of day; no zone.
std::optional<Timestamp> parse_timestamp(std::string_view text) noexcept;
/// A timestamp with Z, +HH, +HHMM or +HH:MM behind it.
std::optional<TimestampTz> parse_timestamptz(std::string_view text) noexcept;

std::string format_date(Date date);
std::string format_time(Time time);
std::string format_timestamp(Timestamp timestamp);
/// In UTC, with "+00:00" behind it.
std::string format_timestamptz(TimestampTz timestamp);

}  // namespace detail
}  // namespace zin
