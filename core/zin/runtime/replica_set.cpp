// The turns of replicas.
// SPDX-License-Identifier: MIT
#include "zin/runtime/replica_set.hpp"

#include <algorithm>
#include <mutex>

#include "zin/config/hosts.hpp"

namespace zin::runtime {

ReplicaSet::ReplicaSet(const EndpointContext& context, const DatabaseConfig& config)
    : least_in_flight_(config.read.policy == "least-in-flight") {
  for (const config::Host& host : config::read_hosts(config)) {
    DatabaseConfig its = config;
    its.host = host.name;
    its.port = host.port;
    its.failover_hosts.clear();
    replicas_.push_back(std::make_unique<Replica>(context, its, host.weight));
  }
  for (const auto& replica : replicas_) shares_.push_back({replica.get()});
}

Replica* ReplicaSet::choose(Which which, const std::vector<Replica*>& tried) {
  Candidates among;
  for (Share& share : shares_) {
    Replica& replica = *share.replica;
    replica.watch();
    const bool good = which == Which::fit ? replica.is_fit() : replica.is_stranded();
    if (good && std::ranges::find(tried, &replica) == tried.end()) among.push_back(&share);
  }
  if (among.empty()) return nullptr;
  std::unique_lock lock{mutex_};
  if (const auto policy = policy_) {
    lock.unlock();
    return chosen_by(*policy, among);
  }
  if (least_in_flight_) {
    const auto load = [](const Share* share) {
      return static_cast<double>(share->replica->in_flight()) / share->replica->weight();
    };
    const double least = load(*std::ranges::min_element(among, {}, load));
    std::erase_if(among, [&](const Share* share) { return load(share) > least; });
  }
  return in_turn(among);
}

// Smooth weighted round-robin, as nginx has it: each is owed its weight at each turn, and who is
// owed most pays for all. With equal weights, the counts differ by one at most.
// Requires: locked.
Replica* ReplicaSet::in_turn(const Candidates& among) {
  if (among != last_among_) {
    // Whoever was out is owed nothing for that time.
    for (Share& share : shares_) share.due = 0;
    last_among_ = among;
  }
  std::int64_t total = 0;
  for (Share* const share : among) {
    share->due += share->replica->weight();
    total += share->replica->weight();
  }
  Share* const first = *std::ranges::max_element(among, {}, &Share::due);
  first->due -= total;
  return first->replica;
}

Replica* ReplicaSet::chosen_by(const ReplicaPolicy& policy, const Candidates& among) const {
  std::vector<ReplicaView> views;
  for (const Share* const share : among) {
    const Replica& replica = *share->replica;
    views.push_back({.host = replica.endpoint().host(),
                     .weight = replica.weight(),
                     .in_flight = replica.in_flight(),
                     .lag = replica.lag()});
  }
  const std::size_t index = policy(views);
  if (index < among.size()) return among[index]->replica;
  throw Error(Errc::invalid_argument, "the read policy chose replica " + std::to_string(index) +
                                          " of " + std::to_string(among.size()) +
                                          "; it must give an index below that");
}

bool ReplicaSet::has_room() const {
  return std::ranges::any_of(replicas_, [](const auto& replica) {
    return replica->is_fit() && replica->endpoint().pool().has_room();
  });
}

void ReplicaSet::set_policy(ReplicaPolicy policy) {
  auto shared = policy ? std::make_shared<const ReplicaPolicy>(std::move(policy)) : nullptr;
  const std::lock_guard lock{mutex_};
  policy_ = std::move(shared);
}

std::string ReplicaSet::why_none() const {
  std::string text;
  for (const auto& replica : replicas_) {
    if (!text.empty()) text += "; ";
    text += replica->why_not();
  }
  return text;
}

}  // namespace zin::runtime
