// The least that a cache in memory can be: maps of texts, each with a mutex.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <cstddef>
#include <cstring>
#include <mutex>
#include <string>
#include <string_view>

namespace zin::bench {

/// No budget, no time to live, no figures. [thread-safe]
class CacheFloor {
 public:
  void set(std::string_view key, std::string_view value) {
    Shard& shard = shard_of(Hash{}(key));
    const std::lock_guard lock{shard.mutex};
    shard.values.insert_or_assign(std::string{key}, std::string{value});
  }
  /// Copies the value; 0 when there is none.
  std::size_t get(std::string_view key, char* to, std::size_t room) {
    Shard& shard = shard_of(Hash{}(key));
    const std::lock_guard lock{shard.mutex};
    const auto found = shard.values.find(key);
    if (found == shard.values.end() || found->second.size() > room) return 0;
    std::memcpy(to, found->second.data(), found->second.size());
    return found->second.size();
  }

 private:
  struct Hash {
    using is_transparent = void;
    using is_avalanching = void;
    std::size_t operator()(std::string_view key) const noexcept {
      return std::hash<std::string_view>{}(key);
    }
  };
  struct alignas(64) Shard {
    std::mutex mutex;
    boost::unordered_flat_map<std::string, std::string, Hash, std::equal_to<>> values;
  };
  static constexpr std::size_t shard_count = 64;

  Shard& shard_of(std::size_t hash) noexcept { return shards_[(hash >> 24) % shard_count]; }

  std::array<Shard, shard_count> shards_;
};

}  // namespace zin::bench
