// Parsing and printing of ISO dates and times; libstdc++ 12 has no chrono::parse.
// SPDX-License-Identifier: MIT
#include "zin/base/civil_time.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <cstdlib>

namespace zin::detail {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;

// Reads a text from the front; each take_ either moves on or leaves the text as it was.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  [[nodiscard]] bool done() const { return text_.empty(); }

  bool take(char c) {
    if (!text_.starts_with(c)) return false;
    text_.remove_prefix(1);
    return true;
  }

  std::optional<int> take_number(std::size_t least, std::size_t most) {
    int number = 0;
    std::size_t count = 0;
    while (count < most && count < text_.size() && text_[count] >= '0' && text_[count] <= '9') {
      number = number * 10 + (text_[count++] - '0');
    }
    if (count < least) return std::nullopt;
    text_.remove_prefix(count);
    digits_ = count;
    return number;
  }

  // Digits of the number taken last.
  [[nodiscard]] std::size_t digits() const { return digits_; }

 private:
  std::string_view text_;
  std::size_t digits_ = 0;
};

std::optional<Date> take_date(Reader& in) {
  const bool negative = in.take('-');
  const auto year = in.take_number(4, 4);
  if (!year || !in.take('-')) return std::nullopt;
  const auto month = in.take_number(2, 2);
  if (!month || !in.take('-')) return std::nullopt;
  const auto day = in.take_number(2, 2);
  if (!day) return std::nullopt;
  const Date date{std::chrono::year{negative ? -*year : *year},
                  std::chrono::month{static_cast<unsigned>(*month)},
                  std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return date;
}

std::optional<microseconds> take_clock(Reader& in, int most_hours) {
  const auto hour = in.take_number(2, most_hours > 99 ? 3 : 2);
  if (!hour || *hour > most_hours || !in.take(':')) return std::nullopt;
  const auto minute = in.take_number(2, 2);
  if (!minute || *minute > 59) return std::nullopt;
  microseconds time = hours{*hour} + minutes{*minute};
  if (!in.take(':')) return time;
  const auto second = in.take_number(2, 2);
  if (!second || *second > 59) return std::nullopt;
  time += seconds{*second};
  if (!in.take('.')) return time;
  auto fraction = in.take_number(1, 6);
  if (!fraction) return std::nullopt;
  for (std::size_t digits = in.digits(); digits < 6; ++digits) *fraction *= 10;
  return time + microseconds{*fraction};
}

std::optional<Timestamp> take_timestamp(Reader& in) {
  const auto date = take_date(in);
  if (!date) return std::nullopt;
  const Timestamp midnight{std::chrono::local_days{*date}};
  if (in.done()) return midnight;
  if (!in.take('T')) {
    if (!in.take(' ')) return std::nullopt;
    while (in.take(' ')) continue;
  }
  const auto clock = take_clock(in, 23);
  if (!clock) return std::nullopt;
  return midnight + *clock;
}

std::optional<minutes> take_zone(Reader& in) {
  if (in.take('Z') || in.take('z')) return minutes{0};
  const bool east = in.take('+');
  if (!east && !in.take('-')) return std::nullopt;
  const auto hour = in.take_number(2, 2);
  if (!hour || *hour > 15) return std::nullopt;
  minutes offset = hours{*hour};
  const bool colon = in.take(':');
  if (colon || !in.done()) {
    const auto minute = in.take_number(2, 2);
    if (!minute || *minute > 59) return std::nullopt;
    offset += minutes{*minute};
  }
  return east ? offset : -offset;
}

template <class T>
std::optional<T> whole(const Reader& in, std::optional<T> value) {
  return in.done() ? value : std::nullopt;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) noexcept {
  Reader in{text};
  const auto date = take_date(in);
  return whole(in, date);
}

std::optional<Time> parse_time(std::string_view text) noexcept {
  Reader in{text};
  const bool negative = in.take('-');
  auto time = take_clock(in, 838);
  if (time && negative) time = -*time;
  return whole(in, time);
}

std::optional<Timestamp> parse_timestamp(std::string_view text) noexcept {
  Reader in{text};
  const auto timestamp = take_timestamp(in);
  return whole(in, timestamp);
}

std::optional<TimestampTz> parse_timestamptz(std::string_view text) noexcept {
  Reader in{text};
  const auto local = take_timestamp(in);
  if (!local) return std::nullopt;
  const auto zone = take_zone(in);
  if (!zone || !in.done()) return std::nullopt;
  return TimestampTz{local->time_since_epoch() - *zone};
}

std::string format_date(Date date) {
  const int year = static_cast<int>(date.year());
  return fmt::format("{}{:04}-{:02}-{:02}", year < 0 ? "-" : "", std::abs(year),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string format_time(Time time) {
  const std::uint64_t micros = time.count() < 0 ? 0 - static_cast<std::uint64_t>(time.count())
                                                : static_cast<std::uint64_t>(time.count());
  const std::uint64_t total_seconds = micros / 1'000'000;
  std::string text = fmt::format("{}{:02}:{:02}:{:02}", time.count() < 0 ? "-" : "",
                                 total_seconds / 3600, total_seconds / 60 % 60, total_seconds % 60);
  if (micros % 1'000'000 != 0) text += fmt::format(".{:06}", micros % 1'000'000);
  return text;
}

std::string format_timestamp(Timestamp timestamp) {
  const auto day = std::chrono::floor<days>(timestamp);
  // By the remainder: the first day of the range begins before what 64 bits can hold.
  constexpr std::int64_t day_length = microseconds{days{1}}.count();
  std::int64_t rest = timestamp.time_since_epoch().count() % day_length;
  if (rest < 0) rest += day_length;
  return format_date(Date{day}) + ' ' + format_time(microseconds{rest});
}

std::string format_timestamptz(TimestampTz timestamp) {
  return format_timestamp(Timestamp{timestamp.time_since_epoch()}) + "+00:00";
}

}  // namespace zin::detail
