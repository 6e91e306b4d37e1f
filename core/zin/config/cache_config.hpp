// What a cache store is made from.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>

namespace zin {

/// One store by name. Variables in capitals are those of the default store; store `sessions` reads
/// CACHE_SESSIONS_DRIVER, CACHE_SESSIONS_TTL, CACHE_SESSIONS_KEY_PREFIX, CACHE_SESSIONS_MAX_BYTES
/// and CACHE_SESSIONS_OPTIONS first.
struct CacheConfig {
  /// "memory", "kv-http", "kv-remote" or any other store driver's name or alias. CACHE_CONNECTION,
  /// CACHE_DRIVER
  std::string driver = "memory";
  /// Put before every key; may be empty. CACHE_KEY_PREFIX
  std::string prefix = "zin:";
  /// Time to live of a value that is set without one; default 1 h, 0 = until evicted.
  /// CACHE_DEFAULT_TTL, for stores of that driver CACHE_MEMORY_TTL and CACHE_KV_TTL
  std::chrono::seconds default_ttl{3600};
  /// Memory that a memory store may use, in bytes; 1 and more, default 64 MiB.
  /// CACHE_MEMORY_MAX_BYTES
  std::uint64_t max_bytes = 67108864;
  /// Further options by the driver's own keys. CACHE_OPTIONS
  std::map<std::string, std::string> options{};

  bool operator==(const CacheConfig&) const = default;
};

}  // namespace zin
