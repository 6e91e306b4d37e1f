// What a server tells of its part in replication, in the words of its dialect.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>

#include "zin/base/clock.hpp"
#include "zin/runtime/connection.hpp"
#include "zin/runtime/write_token.hpp"

namespace zin::runtime {

/// How far a replica is behind.
struct ReplicaState {
  /// Age of the newest write that it shows, zero when it shows all that it has received; nothing
  /// when it cannot tell.
  std::optional<std::chrono::milliseconds> lag{};
  /// Whether it is connected to its primary: else it cannot know of newer writes.
  bool receives = true;
};

/// Asks a replica; a server that is none is not behind. PostgreSQL: the replay positions and
/// pg_last_xact_replay_timestamp(); MySQL and MariaDB: Seconds_Behind_Master, for which the user
/// needs the right SLAVE MONITOR (MariaDB) or REPLICATION CLIENT (MySQL). Throws what the server
/// says. [blocks]
[[nodiscard]] ReplicaState replica_state(Connection& connection, Deadline deadline);

/// Whether the server takes no writes: a replica, or one that was made read-only. [blocks]
[[nodiscard]] bool refuses_writes(Connection& connection, Deadline deadline);

/// The place behind everything that has been committed on the primary, as far as the connection
/// can see; empty on servers without replication. Throws Errc::unsupported where writes are
/// replicated without a place that could be told (MySQL with gtid_mode=OFF). [blocks]
[[nodiscard]] WriteToken write_position(Connection& connection, const detail::Call& call);

/// Waits until the server shows what was written before `token`, until `until` at most, and gives
/// whether it does. Throws Errc::invalid_argument for a token of another kind of server. [blocks]
[[nodiscard]] bool await_position(Connection& connection, const WriteToken& token, TimePoint until,
                                  Clock& clock, const detail::Call& call);

}  // namespace zin::runtime
