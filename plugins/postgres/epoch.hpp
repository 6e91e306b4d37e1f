// PostgreSQL's calendar: its days and microseconds count from 2000-01-01.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <limits>

#include "zin/plugin/civil.hpp"

namespace zin::postgres {

/// 2000-01-01 as cells count.
inline constexpr std::int64_t epoch_days = plugin::days_from_civil({2000, 1, 1});
inline constexpr std::int64_t epoch_us = epoch_days * plugin::us_per_day;

/// On the wire (DATEVAL_NOEND and its kin, src/include/utils/date.h and datatype/timestamp.h).
inline constexpr std::int32_t date_infinity = std::numeric_limits<std::int32_t>::max();
inline constexpr std::int32_t date_minus_infinity = std::numeric_limits<std::int32_t>::min();
inline constexpr std::int64_t timestamp_infinity = std::numeric_limits<std::int64_t>::max();
inline constexpr std::int64_t timestamp_minus_infinity = std::numeric_limits<std::int64_t>::min();

/// The range of dates and the first timestamp, 4714-11-24 BC, as cells count. The last timestamp
/// lies beyond what a cell holds.
inline constexpr std::int64_t first_date = plugin::days_from_civil({-4713, 11, 24});
inline constexpr std::int64_t last_date = plugin::days_from_civil({5874897, 12, 31});
inline constexpr std::int64_t first_timestamp = first_date * plugin::us_per_day;

}  // namespace zin::postgres
