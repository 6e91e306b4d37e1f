// Figures of one server of a database.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "zin/runtime/pool_stats.hpp"
#include "zin/runtime/role.hpp"

namespace zin {

/// A snapshot.
struct HostStats {
  std::string host;  ///< "host:port" as configured; "" when the driver's own is used.
  Role role = Role::primary;
  // Of replicas.
  std::uint32_t weight = 1;
  bool ejected = false;         ///< It does not answer.
  bool read_from = true;        ///< Reads may go to it: it answers, and is within read.max_lag.
  std::uint32_t in_flight = 0;  ///< Reads of this process that are under way there.
  /// How far it is behind; nothing while it is not known. Asked each 5 s, with read.max_lag each
  /// quarter of that, from the first read on.
  std::optional<std::chrono::milliseconds> lag{};
  PoolStats pool{};
};

}  // namespace zin
