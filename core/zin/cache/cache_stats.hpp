// What a store is, and what it has done.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace zin {

/// What a store can do, as it declares it itself.
struct CacheCapabilities {
  bool ttl = false;               ///< Values expire.
  bool touch = false;             ///< A TTL can be changed by itself.
  bool atomic_add = false;        ///< add()
  bool compare_and_swap = false;  ///< With atomic_add and ttl: lock().
  bool counters = false;          ///< increment() and decrement()
  bool scan = false;              ///< Its keys can be listed.
  bool shared = false;            ///< Other processes see its values.
  /// A read, also one that finds nothing, may show what was there so long ago. 0: never.
  std::chrono::nanoseconds stale{0};
  std::chrono::nanoseconds min_ttl{0};  ///< Shorter ones are refused.
  std::uint64_t max_key_bytes = 0;      ///< With the prefix; 0 = no limit.
  std::uint64_t max_value_bytes = 0;    ///< 0 = no limit.
};

/// Counted since the store was opened by this process; empty: the store does not know.
struct CacheStats {
  std::string driver;
  std::optional<std::uint64_t> hits, misses, sets;
  std::optional<std::uint64_t> evicted;  ///< Removed to make room.
  std::optional<std::uint64_t> expired;
  std::optional<std::uint64_t> items;  ///< There now.
  std::optional<std::uint64_t> bytes;  ///< Used now.
  std::uint64_t computed = 0;          ///< Values that remember() and flexible() made.
  std::uint64_t shared = 0;            ///< Callers that got what another one made meanwhile.
};

}  // namespace zin
