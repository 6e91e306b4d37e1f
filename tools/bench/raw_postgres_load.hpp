// Many callers on a few connections of libpq, as a careful programmer would serve them.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <vector>

#include "load.hpp"
#include "raw_postgres.hpp"

namespace zin::bench {

/// Callers stand in one line; the first one gets the next connection that is free. What a pool
/// would cost is left out but for that line.
class RawPostgresLoad {
 public:
  explicit RawPostgresLoad(unsigned connections);

  /// A thread for each connection, which waits for each answer.
  void on_threads(const Load& load, Latencies& latencies);
  /// One thread for all connections, which polls them.
  void on_one_thread(const Load& load, Latencies& latencies);

 private:
  std::vector<std::unique_ptr<RawPostgres>> connections_;
};

}  // namespace zin::bench
