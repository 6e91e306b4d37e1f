// Percentiles, and a table of loads.
// SPDX-License-Identifier: MIT
#include "load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>

namespace zin::bench {
namespace {

// What the rounds of one side came to.
struct Side {
  std::vector<double> per_second, cpu_ns;
  Latencies latencies;

  void run(const Load& load, const LoadRunner& runner, bool counts) {
    Latencies found;
    const Timing timing = time_once({"", load.selects, [&] { runner(load, found); }});
    if (!counts) return;
    per_second.push_back(1e9 / timing.wall_ns);
    cpu_ns.push_back(timing.cpu_ns);
    latencies.add_all(found);
  }

  void print(const std::string& name, const Load& load, double ratio) {
    fmt::print("{:<20} {:>7} {:>11} {:>10.0f} {:>6.2f}x {:>9.0f} {:>9.0f} {:>9.0f} {:>9.0f}\n",
               name, load.callers, load.connections, median(per_second), ratio, median(cpu_ns),
               latencies.percentile(0.5), latencies.percentile(0.99), latencies.percentile(0.999));
  }
};

}  // namespace

double Latencies::percentile(double share) {
  const auto last = static_cast<double>(ns_.size() - 1);
  const auto at = ns_.begin() + static_cast<std::ptrdiff_t>(last * share);
  std::nth_element(ns_.begin(), at, ns_.end());
  return *at / 1000;
}

void compare_load(const std::string& kind, const Load& load, const LoadRunner& raw,
                  const LoadRunner& zin, unsigned rounds) {
  Side raw_side, zin_side;
  for (unsigned round = 0; round <= rounds; ++round) {
    // Who goes first changes, so that neither always finds warm caches.
    const bool raw_first = round % 2 == 0;
    if (raw_first) raw_side.run(load, raw, round > 0);
    zin_side.run(load, zin, round > 0);
    if (!raw_first) raw_side.run(load, raw, round > 0);
  }
  std::vector<double> ratios;
  for (std::size_t at = 0; at < raw_side.per_second.size(); ++at)
    ratios.push_back(zin_side.per_second[at] / raw_side.per_second[at]);
  raw_side.print("libpq, " + kind, load, 1);
  zin_side.print("zin, " + kind, load, median(ratios));
  std::cout.flush();
}

}  // namespace zin::bench
