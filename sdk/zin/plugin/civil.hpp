// Dates and times as ISO 8601 text and as the numbers of the ABI: days and microseconds since 1970.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace zin::plugin {

inline constexpr std::int64_t us_per_second = 1'000'000;
inline constexpr std::int64_t us_per_day = 86'400 * us_per_second;
/// Room for the longest text that a write_* function below makes.
inline constexpr std::size_t civil_text_size = 40;

struct CivilDate {
  std::int64_t year;
  unsigned month, day;
};

/// Days since 1970-01-01 in the proleptic Gregorian calendar (H. Hinnant, "chrono-Compatible
/// Low-Level Date Algorithms").
[[nodiscard]] constexpr std::int64_t days_from_civil(CivilDate date) noexcept {
  const std::int64_t y = date.year - (date.month <= 2 ? 1 : 0);
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t month = date.month;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
         719'468;
}

[[nodiscard]] constexpr CivilDate civil_from_days(std::int64_t days) noexcept {
  days += 719'468;
  const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
  const std::int64_t day_of_era = days - era * 146'097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted = (5 * day_of_year + 2) / 153;
  const auto day = static_cast<unsigned>(day_of_year - (153 * shifted + 2) / 5 + 1);
  const auto month = static_cast<unsigned>(shifted < 10 ? shifted + 3 : shifted - 9);
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

namespace civil_detail {

/// Takes exactly `count` digits off the front; false and untouched when there are fewer.
constexpr bool take_digits(std::string_view& text, std::size_t count, unsigned& out) noexcept {
  if (text.size() < count) return false;
  unsigned value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const unsigned digit = static_cast<unsigned>(static_cast<unsigned char>(text[i])) - '0';
    if (digit > 9) return false;
    value = value * 10 + digit;
  }
  text.remove_prefix(count);
  out = value;
  return true;
}

constexpr bool take(std::string_view& text, char expected) noexcept {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

constexpr bool take_date(std::string_view& text, std::int64_t& days) noexcept {
  unsigned year = 0, month = 0, day = 0;
  if (!take_digits(text, 4, year) || !take(text, '-') || !take_digits(text, 2, month) ||
      !take(text, '-') || !take_digits(text, 2, day))
    return false;
  if (month < 1 || month > 12 || day < 1 || day > 31) return false;
  days = days_from_civil({year, month, day});
  return day <= 28 || civil_from_days(days).day == day;  // February 30 would be March
}

/// :MM[:SS[.fraction]] after the hours. More than six digits are taken only if nothing is lost.
constexpr bool take_clock_rest(std::string_view& text, std::int64_t& us) noexcept {
  unsigned minute = 0, second = 0;
  if (!take(text, ':') || !take_digits(text, 2, minute) || minute > 59) return false;
  std::int64_t fraction = 0;
  if (take(text, ':')) {
    if (!take_digits(text, 2, second) || second > 59) return false;
    if (take(text, '.')) {
      std::int64_t scale = 100'000;
      unsigned digit = 0;
      if (!take_digits(text, 1, digit)) return false;
      do {
        if (scale == 0 && digit != 0) return false;
        fraction += scale * digit;
        scale /= 10;
      } while (take_digits(text, 1, digit));
    }
  }
  us = (std::int64_t{minute} * 60 + second) * us_per_second + fraction;
  return true;
}

/// Z, +HH, +HHMM, +HH:MM and the same with a minus sign, up to 15:59 as in ISO practice.
constexpr bool take_zone(std::string_view& text, std::int64_t& offset_us) noexcept {
  offset_us = 0;
  if (take(text, 'Z') || take(text, 'z')) return true;
  const bool west = take(text, '-');
  if (!west && !take(text, '+')) return false;
  unsigned hours = 0, minutes = 0;
  if (!take_digits(text, 2, hours) || hours > 15) return false;
  const bool colon = take(text, ':');
  if (!take_digits(text, 2, minutes) && colon) return false;
  if (minutes > 59) return false;
  offset_us = (std::int64_t{hours} * 60 + minutes) * 60 * us_per_second * (west ? -1 : 1);
  return true;
}

constexpr char* put(char* out, std::uint64_t value, std::size_t digits) noexcept {
  for (std::size_t i = digits; i > 0; --i, value /= 10)
    out[i - 1] = static_cast<char>('0' + value % 10);
  return out + digits;
}

constexpr char* put_clock(char* out, std::int64_t us) noexcept {
  const auto value = static_cast<std::uint64_t>(us);
  const std::uint64_t seconds = value / 1'000'000, fraction = value % 1'000'000;
  const std::uint64_t hours = seconds / 3600;
  out = put(out, hours, hours > 99 ? 3 : 2);
  *out++ = ':';
  out = put(out, seconds / 60 % 60, 2);
  *out++ = ':';
  out = put(out, seconds % 60, 2);
  if (fraction == 0) return out;
  *out++ = '.';
  return put(out, fraction, 6);
}

}  // namespace civil_detail

/// YYYY-MM-DD as days since 1970-01-01; nothing when it is not exactly that, or no day of the
/// calendar.
[[nodiscard]] constexpr std::optional<std::int64_t> parse_date(std::string_view text) noexcept {
  std::int64_t days = 0;
  if (!civil_detail::take_date(text, days) || !text.empty()) return std::nullopt;
  return days;
}

/// [-]HH:MM[:SS[.fraction]] as microseconds, hours to 838 (MySQL); nothing when it is not that.
[[nodiscard]] constexpr std::optional<std::int64_t> parse_time(std::string_view text) noexcept {
  const bool negative = civil_detail::take(text, '-');
  const std::size_t digits = text.size() > 2 && text[2] == ':' ? 2 : 3;
  unsigned hours = 0;
  std::int64_t us = 0;
  if (!civil_detail::take_digits(text, digits, hours) || hours > 838 ||
      !civil_detail::take_clock_rest(text, us) || !text.empty())
    return std::nullopt;
  us += std::int64_t{hours} * 3600 * us_per_second;
  return negative ? -us : us;
}

struct CivilTimestamp {
  std::int64_t us;  ///< Since 1970-01-01 00:00:00; UTC when `zoned`, as written when not.
  bool zoned;       ///< The text ended with a zone.
};

/// YYYY-MM-DD HH:MM[:SS[.fraction]][zone], with a blank or a T; nothing when it is not that.
[[nodiscard]] constexpr std::optional<CivilTimestamp> parse_timestamp(
    std::string_view text) noexcept {
  std::int64_t days = 0, us = 0, offset = 0;
  unsigned hours = 0;
  if (!civil_detail::take_date(text, days)) return std::nullopt;
  if (!civil_detail::take(text, ' ') && !civil_detail::take(text, 'T')) return std::nullopt;
  if (!civil_detail::take_digits(text, 2, hours) || hours > 23 ||
      !civil_detail::take_clock_rest(text, us))
    return std::nullopt;
  us += days * us_per_day + std::int64_t{hours} * 3600 * us_per_second;
  if (text.empty()) return CivilTimestamp{us, false};
  if (!civil_detail::take_zone(text, offset) || !text.empty()) return std::nullopt;
  return CivilTimestamp{us - offset, true};
}

/// Writes YYYY-MM-DD into `out` (civil_text_size) and returns its length, 0 outside the years 0 to
/// 9999.
[[nodiscard]] constexpr std::size_t write_date(char* out, std::int64_t days) noexcept {
  if (days < -719'528 || days > 2'932'896) return 0;
  const CivilDate date = civil_from_days(days);
  char* at = civil_detail::put(out, static_cast<std::uint64_t>(date.year), 4);
  *at++ = '-';
  at = civil_detail::put(at, date.month, 2);
  *at++ = '-';
  at = civil_detail::put(at, date.day, 2);
  return static_cast<std::size_t>(at - out);
}

/// Writes [-]HH:MM:SS[.ffffff] and returns its length, 0 beyond 838:59:59.999999.
[[nodiscard]] constexpr std::size_t write_time(char* out, std::int64_t us) noexcept {
  constexpr std::int64_t limit = std::int64_t{839} * 3600 * us_per_second;
  if (us <= -limit || us >= limit) return 0;
  char* at = out;
  if (us < 0) *at++ = '-';
  at = civil_detail::put_clock(at, us < 0 ? -us : us);
  return static_cast<std::size_t>(at - out);
}

/// Writes YYYY-MM-DD HH:MM:SS[.ffffff], with +00:00 behind it when `utc`, and returns its length, 0
/// outside the years 0 to 9999.
[[nodiscard]] constexpr std::size_t write_timestamp(char* out, std::int64_t us, bool utc) noexcept {
  const std::int64_t days = us / us_per_day - (us % us_per_day < 0 ? 1 : 0);
  const std::size_t date = write_date(out, days);
  if (date == 0) return 0;
  char* at = out + date;
  *at++ = ' ';
  at = civil_detail::put_clock(at, us - days * us_per_day);
  if (utc)
    for (const char c : std::string_view("+00:00")) *at++ = c;
  return static_cast<std::size_t>(at - out);
}

}  // namespace zin::plugin
