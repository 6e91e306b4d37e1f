// Many callers on a few connections of libpq, as a careful programmer would serve them.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <vector>

#include "load.hpp"
#include "raw_postgres.hpp"

namespace zin::bench {

/// Callers are served in the order in which they came.
class RawPostgresLoad {
 public:
  explicit RawPostgresLoad(unsigned connections);

  /// A thread for each caller, and the plainest pool.
  void on_threads(const Load& load, Latencies& latencies);
  /// One thread for all: it polls the connections, and whoever waits is a time in a line. What a
  /// coroutine costs is left out.
  void on_one_thread(const Load& load, Latencies& latencies);

 private:
  std::vector<std::unique_ptr<RawPostgres>> connections_;
};

}  // namespace zin::bench
