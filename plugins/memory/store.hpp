// An open store: shards over one budget.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "key_page.hpp"
#include "shard.hpp"

struct zin_cache {};

namespace zin::memory {

/// What start_set, start_del and start_get are asked for a key. [thread-safe]
class Store final : public zin_cache {
 public:
  explicit Store(std::uint64_t max_bytes);
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  void get(zin_cache_item& item, Moment& moment);
  void set(zin_cache_item& item, Moment& moment);
  void remove(zin_cache_item& item, Moment& moment);
  /// Nothing when the value is no number or the sum does not fit: unchanged then. Throws
  /// plugin::Failure when it does not fit into the budget.
  [[nodiscard]] std::optional<std::int64_t> add(std::string_view key, std::int64_t by,
                                                std::int64_t ttl_ns, Moment& moment);
  [[nodiscard]] std::uint64_t clear(std::string_view prefix);
  /// Keys of one shard, copied. Throws std::bad_alloc.
  [[nodiscard]] KeyPage page(std::string_view prefix, std::size_t shard, Moment& moment);
  [[nodiscard]] std::size_t shard_count() const noexcept { return shards_.size(); }

  [[nodiscard]] Figures figures();
  [[nodiscard]] const Budget& budget() const noexcept { return budget_; }
  /// The longest value that is taken: with less, a table and the longest key find room beside it.
  [[nodiscard]] std::uint64_t max_value_bytes() const noexcept;

 private:
  [[nodiscard]] Shard& shard_of(const Probe& probe) noexcept {
    // Not the bits that the table goes by, which are the lowest and the highest.
    return *shards_[(probe.hash >> 24) & (shards_.size() - 1)];
  }
  void touch(zin_cache_item& item, Moment& moment);
  [[nodiscard]] bool make_room(std::uint64_t bytes, Moment& moment);
  [[nodiscard]] bool evict_one(Moment& moment);
  [[nodiscard]] EntryPointer make(const Probe& probe, std::string_view value, Moment& moment);
  template <class Work>
  bool with_room_to_grow(Shard& shard, Moment& moment, Work work);

  Budget budget_;
  std::vector<std::unique_ptr<Shard>> shards_;
  std::atomic<std::uint64_t> last_version_{0};
  std::atomic<std::size_t> next_victim_{0};
};

}  // namespace zin::memory
