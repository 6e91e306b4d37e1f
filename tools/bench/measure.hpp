// Timing two ways of doing the same work against each other.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace zin::bench {

/// Keeps the compiler from dropping what is computed.
inline void keep(std::int64_t& value) { asm volatile("" : "+r"(value)); }

struct Work {
  std::string name;
  std::uint64_t operations = 1;  ///< How many one call of run() carries out.
  std::function<void()> run;
};

/// The same work, done in two ways.
struct Pair {
  Work raw, zin;
};

struct Timing {
  double cpu_ns = 0;   ///< User and system CPU per operation, median of the rounds.
  double wall_ns = 0;  ///< Likewise, by the clock on the wall.
};

struct Comparison {
  Timing raw, zin;
  /// Median of the ratios round by round: the machine's speed drifts, the ratio much less.
  double cpu_ratio = 0, wall_ratio = 0;
};

[[nodiscard]] Timing time_once(const Work& work);
[[nodiscard]] double median(std::vector<double> values);

/// Runs both in turn, `rounds` times after one round that does not count.
[[nodiscard]] Comparison compare(const Work& raw, const Work& zin, unsigned rounds);

}  // namespace zin::bench
