// One access, told to whoever listens.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <span>
#include <string_view>
#include <vector>

#include "zin/cache/engine.hpp"

namespace zin::caching {

/// What became of one key.
struct Seen {
  CacheOutcome outcome = CacheOutcome::pending;
  std::size_t bytes = 0;
};

/// Calls `call(Seen*)`, which sets one Seen for each key where it is given any: nobody listens for
/// nullptr. What it throws is told, and goes on.
template <class Call>
void observe(Engine& engine, CacheVerb verb, std::span<const std::string_view> keys, Ttl ttl,
             Call call) {
  const AccessObserver& observer = engine.observer();
  if (!observer.listens()) [[likely]]
    return call(nullptr);
  for (const std::string_view key : keys) observer.starting({.verb = verb, .key = key, .ttl = ttl});
  std::vector<Seen> seen(keys.size());
  const TimePoint began = engine.clock().now();
  const auto tell = [&](std::size_t at, const Error* error) {
    CacheEvent event{.verb = verb, .key = keys[at], .ttl = ttl};
    event.outcome = error == nullptr ? seen[at].outcome : CacheOutcome::failed;
    event.bytes = seen[at].bytes;
    event.duration = engine.clock().now() - began;
    event.error = error;
    observer.finished(event);
  };
  try {
    call(seen.data());
  } catch (const Error& error) {
    for (std::size_t at = 0; at < keys.size(); ++at) tell(at, &error);
    throw;
  }
  for (std::size_t at = 0; at < keys.size(); ++at) tell(at, nullptr);
}

template <class Call>
void observe(Engine& engine, CacheVerb verb, std::string_view key, Ttl ttl, Call call) {
  observe(engine, verb, std::span{&key, 1}, ttl, std::move(call));
}

}  // namespace zin::caching
