// A calendar interval: three parts that do not convert into each other.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace zin {

/// Months, days and microseconds, as PostgreSQL's interval keeps them: a month has no fixed number
/// of days, a day no fixed number of hours.
struct Interval {
  std::int64_t microseconds = 0;
  std::int32_t days = 0;
  std::int32_t months = 0;
  friend bool operator==(const Interval&, const Interval&) = default;
};

}  // namespace zin
