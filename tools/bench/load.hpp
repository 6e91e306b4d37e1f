// Point selects of many callers at a time: how many a second, and how long each waits.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "measure.hpp"

namespace zin::bench {

/// Callers that each send a select when the one before is answered.
struct Load {
  unsigned callers = 1;
  unsigned connections = 1;  ///< At most.
  unsigned selects = 0;      ///< Of all callers together.
};

/// How long each select took, from the caller's wish to the value in its hands. [one thread]
class Latencies {
 public:
  using Clock = std::chrono::steady_clock;

  /// One more, that was wished for at `since`; gives the time of its end.
  Clock::time_point add(Clock::time_point since) {
    const Clock::time_point now = Clock::now();
    ns_.push_back(static_cast<double>(std::chrono::nanoseconds(now - since).count()));
    return now;
  }
  void add_all(const Latencies& others) {
    ns_.insert(ns_.end(), others.ns_.begin(), others.ns_.end());
  }
  /// The least that `share` of them do not exceed, in microseconds.
  [[nodiscard]] double percentile(double share);

 private:
  std::vector<double> ns_;
};

/// One way to carry a load; adds the latencies of all callers. Throws what a select throws.
using LoadRunner = std::function<void(const Load& load, Latencies& latencies)>;

/// Runs both ways in turn, `rounds` times after one that does not count, and prints a line of each:
/// throughput, CPU time of this process and percentiles.
void compare_load(const std::string& kind, const Load& load, const LoadRunner& raw,
                  const LoadRunner& zin, unsigned rounds);

/// Callers on threads and callers as coroutines of one thread, 1 to 256 of them, on the server of
/// tests/servers, beside libpq with as many connections.
void postgres_load(unsigned selects, unsigned rounds);

}  // namespace zin::bench
