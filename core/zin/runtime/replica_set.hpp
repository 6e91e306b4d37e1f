// The replicas of a database, and which of them takes the next read.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "zin/base/fork_guard.hpp"
#include "zin/runtime/replica.hpp"
#include "zin/runtime/replica_policy.hpp"

namespace zin::runtime {

/// [thread-safe]
class ReplicaSet {
 public:
  /// Those of config.read_hosts. Throws Errc::invalid_config.
  ReplicaSet(const EndpointContext& context, const DatabaseConfig& config);
  ReplicaSet(const ReplicaSet&) = delete;
  ReplicaSet& operator=(const ReplicaSet&) = delete;

  /// Never changes.
  [[nodiscard]] const std::vector<std::unique_ptr<Replica>>& all() const noexcept {
    return replicas_;
  }

  enum class Which : bool { fit, stranded };
  /// The next one that is not in `tried`; nullptr when there is none. Starts to watch over all.
  [[nodiscard]] Replica* choose(Which which, const std::vector<Replica*>& tried);
  /// Whether one of those that are fit would lend a connection at once.
  [[nodiscard]] bool has_room() const;
  /// From now on. An empty function: that of the configuration.
  void set_policy(ReplicaPolicy policy);
  /// Why each of them cannot be read from.
  [[nodiscard]] std::string why_none() const;

 private:
  struct Share {
    Replica* replica;
    std::int64_t due = 0;  // what it is owed, in weights
  };
  using Candidates = std::vector<Share*>;

  [[nodiscard]] Replica* chosen_by(const ReplicaPolicy& policy, const Candidates& among) const;
  [[nodiscard]] Replica* in_turn(const Candidates& among);

  std::vector<std::unique_ptr<Replica>> replicas_;
  const bool least_in_flight_;
  detail::ForkSafeMutex mutex_;
  std::vector<Share> shares_;
  Candidates last_among_;
  std::shared_ptr<const ReplicaPolicy> policy_;
};

}  // namespace zin::runtime
