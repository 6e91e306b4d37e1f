// Dates and times as text: the way there and back, the calendar's edges, and what is no time.
// SPDX-License-Identifier: MIT
#include "zin/base/civil_time.hpp"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <string>
#include <string_view>

using namespace std::chrono_literals;
using namespace zin::detail;
using std::chrono::local_days;
using std::chrono::sys_days;
using zin::Date;
using zin::Time;
using zin::Timestamp;
using zin::TimestampTz;

BOOST_AUTO_TEST_SUITE(civil_time)

BOOST_AUTO_TEST_CASE(every_day_of_20000_years_comes_back) {
  const sys_days last{9999y / 12 / 31};
  std::size_t wrong = 0, days = 0;
  for (sys_days day{-9999y / 1 / 1}; day <= last; day += std::chrono::days{1}, ++days) {
    const Date date{day};
    const auto parsed = parse_date(format_date(date));
    if (!parsed || *parsed != date) ++wrong;
  }
  BOOST_TEST(wrong == 0U);
  BOOST_TEST(days == 7304484U);
}

BOOST_AUTO_TEST_CASE(leap_days_are_days_only_in_leap_years) {
  BOOST_TEST(parse_date("2000-02-29").has_value());
  BOOST_TEST(parse_date("2024-02-29").has_value());
  BOOST_TEST(parse_date("-0004-02-29").has_value());
  BOOST_TEST(parse_date("0000-02-29").has_value());
  BOOST_TEST(!parse_date("1900-02-29").has_value());
  BOOST_TEST(!parse_date("2023-02-29").has_value());
  BOOST_TEST(!parse_date("2100-02-29").has_value());
}

BOOST_AUTO_TEST_CASE(dates_have_their_full_form) {
  BOOST_TEST((parse_date("2026-02-28") == 2026y / 2 / 28));
  BOOST_TEST((parse_date("-0044-03-15") == -44y / 3 / 15));
  BOOST_TEST(format_date(-44y / 3 / 15) == "-0044-03-15");
  BOOST_TEST(format_date(12345y / 1 / 1) == "12345-01-01");
  for (const std::string_view text :
       {"", "2026", "2026-02", "2026-2-28", "26-02-28", "2026-02-28 ", " 2026-02-28", "2026/02/28",
        "2026-13-01", "2026-00-01", "2026-01-00", "2026-04-31", "+2026-01-01", "20260228",
        "12345-01-01", "2026-02-28T00:00", "0000-00-00", "infinity", "2026-02-2x"}) {
    BOOST_TEST_CONTEXT(text) { BOOST_TEST(!parse_date(text).has_value()); }
  }
}

BOOST_AUTO_TEST_CASE(times_of_day_and_spans_come_back) {
  const Time most = 838h + 59min + 59s + 999999us;
  for (const Time time : {Time{0}, Time{1}, Time{-1}, Time{1'000'000}, Time{86'399'999'999}, most,
                          -most, Time{1h + 100ms}}) {
    BOOST_TEST((parse_time(format_time(time)) == time));
  }
  for (Time time = -most; time < most; time += 7919'012'347us) {
    if (parse_time(format_time(time)) != time) BOOST_ERROR(format_time(time));
  }
  BOOST_TEST(format_time(-1us) == "-00:00:00.000001");
  BOOST_TEST(format_time(1h) == "01:00:00");
  BOOST_TEST(format_time(most) == "838:59:59.999999");
}

BOOST_AUTO_TEST_CASE(fractions_have_one_to_six_digits) {
  BOOST_TEST((parse_time("00:00:00.5") == 500ms));
  BOOST_TEST((parse_time("00:00:00.000001") == 1us));
  BOOST_TEST((parse_time("00:00:00.100") == 100ms));
  BOOST_TEST(!parse_time("00:00:00.").has_value());
  BOOST_TEST(!parse_time("00:00:00.1234567").has_value());
}

BOOST_AUTO_TEST_CASE(what_is_no_time_is_nothing) {
  BOOST_TEST((parse_time("10:20") == 10h + 20min));
  BOOST_TEST((parse_time("-10:20:30") == -(10h + 20min + 30s)));
  for (const std::string_view text :
       {"", "10", "1:20", "10:2", "10:60", "10:20:60", "839:00:00", "10:20:3", "10:20:30 ",
        "+10:20", "1000:00:00", "10-20", "--10:20", "10:-20"}) {
    BOOST_TEST_CONTEXT(text) { BOOST_TEST(!parse_time(text).has_value()); }
  }
}

BOOST_AUTO_TEST_CASE(timestamps_come_back) {
  for (const Timestamp at : {Timestamp{0us}, Timestamp{-1us}, Timestamp{local_days{-9999y / 1 / 1}},
                             Timestamp{local_days{9999y / 12 / 31}} + 23h + 59min + 59s + 999999us,
                             Timestamp{local_days{1969y / 12 / 31}} + 23h + 59min + 59s + 999999us,
                             Timestamp{local_days{2024y / 2 / 29}} + 12h}) {
    BOOST_TEST((parse_timestamp(format_timestamp(at)) == at));
    const TimestampTz point{at.time_since_epoch()};
    BOOST_TEST((parse_timestamptz(format_timestamptz(point)) == point));
  }
  BOOST_TEST(format_timestamp(Timestamp{-1us}) == "1969-12-31 23:59:59.999999");
}

BOOST_AUTO_TEST_CASE(the_ends_of_64_bits_do_not_overflow) {
  // 292,277 years each way: no calendar, but no undefined behaviour either.
  BOOST_TEST(!format_timestamp(Timestamp::max()).empty());
  BOOST_TEST(!format_timestamp(Timestamp::min()).empty());
  BOOST_TEST(format_time(Time::min()) == "-2562047788:00:54.775808");
  BOOST_TEST(format_time(Time::max()) == "2562047788:00:54.775807");
}

BOOST_AUTO_TEST_CASE(date_and_time_are_parted_by_t_or_blanks) {
  const Timestamp noon = local_days{2026y / 2 / 28} + 12h;
  for (const std::string_view text :
       {"2026-02-28 12:00", "2026-02-28T12:00:00", "2026-02-28  12:00:00.000000"}) {
    BOOST_TEST((parse_timestamp(text) == noon));
  }
  BOOST_TEST((parse_timestamp("2026-02-28") == local_days{2026y / 2 / 28}));
  for (const std::string_view text :
       {"2026-02-28 ", "2026-02-28T", "2026-02-2812:00", "2026-02-28 24:00", "2026-02-28 -01:00",
        "2026-02-28 023:00", "2026-02-28 12:00Z", "2026-02-28 12:00+00:00", "12:00", ""}) {
    BOOST_TEST_CONTEXT(text) { BOOST_TEST(!parse_timestamp(text).has_value()); }
  }
}

BOOST_AUTO_TEST_CASE(zones_have_the_forms_of_the_servers) {
  const TimestampTz noon = sys_days{2026y / 2 / 28} + 12h;
  for (const std::string_view text :
       {"2026-02-28 12:00:00Z", "2026-02-28T12:00:00z", "2026-02-28 14:00:00+02",
        "2026-02-28 14:30:00+0230", "2026-02-28 14:30:00+02:30", "2026-02-28 07:15:00-04:45"}) {
    BOOST_TEST_CONTEXT(text) { BOOST_TEST((parse_timestamptz(text) == noon)); }
  }
  for (const std::string_view text :
       {"2026-02-28 12:00:00", "2026-02-28 12:00:00+", "2026-02-28 12:00:00+2",
        "2026-02-28 12:00:00+02:", "2026-02-28 12:00:00+02:60", "2026-02-28 12:00:00+16",
        "2026-02-28 12:00:00 Z", "2026-02-28 12:00:00UTC", "2026-02-28 12:00:00+02:30:1"}) {
    BOOST_TEST_CONTEXT(text) { BOOST_TEST(!parse_timestamptz(text).has_value()); }
  }
}

BOOST_AUTO_TEST_SUITE_END()
