// CPU and wall time of interleaved rounds.
// SPDX-License-Identifier: MIT
#include "measure.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>

namespace zin::bench {
namespace {

double cpu_now_ns() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto ns = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_usec) * 1e3;
  };
  return ns(usage.ru_utime) + ns(usage.ru_stime);
}

}  // namespace

Timing time_once(const Work& work) {
  const double cpu = cpu_now_ns();
  const auto wall = std::chrono::steady_clock::now();
  work.run();
  const std::chrono::duration<double, std::nano> elapsed = std::chrono::steady_clock::now() - wall;
  const auto operations = static_cast<double>(work.operations);
  return {(cpu_now_ns() - cpu) / operations, elapsed.count() / operations};
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

Comparison compare(const Work& raw, const Work& zin, unsigned rounds) {
  std::vector<double> raw_cpu, raw_wall, zin_cpu, zin_wall, cpu_ratio, wall_ratio;
  for (unsigned round = 0; round <= rounds; ++round) {
    // Who goes first changes, so that neither always finds warm caches.
    const bool raw_first = round % 2 == 0;
    const Timing first = time_once(raw_first ? raw : zin);
    const Timing second = time_once(raw_first ? zin : raw);
    if (round == 0) continue;
    const Timing& a = raw_first ? first : second;
    const Timing& b = raw_first ? second : first;
    raw_cpu.push_back(a.cpu_ns);
    raw_wall.push_back(a.wall_ns);
    zin_cpu.push_back(b.cpu_ns);
    zin_wall.push_back(b.wall_ns);
    cpu_ratio.push_back(b.cpu_ns / a.cpu_ns);
    wall_ratio.push_back(b.wall_ns / a.wall_ns);
  }
  return {{median(raw_cpu), median(raw_wall)},
          {median(zin_cpu), median(zin_wall)},
          median(cpu_ratio),
          median(wall_ratio)};
}

}  // namespace zin::bench
