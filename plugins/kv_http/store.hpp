// An open store: the items of the ABI over a namespace.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "namespace.hpp"
#include "settings.hpp"
#include "wall_clock.hpp"
#include "zin/abi/cache.h"
#include "zin/plugin/operation.hpp"

namespace zin::kv {

/// The items of one call. Requires: none is smaller than this header's.
class Items {
 public:
  Items(zin_cache_item* items, std::uint32_t n);

  [[nodiscard]] std::uint32_t size() const noexcept { return n_; }
  [[nodiscard]] zin_cache_item& operator[](std::size_t i) const noexcept {
    return *ZIN_AT(zin_cache_item, items_, i);
  }

 private:
  zin_cache_item* items_;
  std::uint32_t n_;
};

/// Keys of a page, in the form of the ABI.
struct KeyPage {
  std::vector<std::string> names;
  std::vector<zin_str> keys;
  std::string next;  ///< Empty = this was the last one.
};

/// What is known without a request is refused before the first one: keys and values that KV does
/// not take (the whole call fails), conditions that it cannot check (the item is UNSUPPORTED).
/// [thread-safe]
class Store {
 public:
  /// The same clock as the namespace's.
  Store(std::unique_ptr<Namespace> name_space, StoreSettings settings, const WallClock& clock);

  void get(const Items& items, const plugin::Operation& op);
  void set(const Items& items, const plugin::Operation& op);
  void remove(const Items& items, const plugin::Operation& op);
  /// How many keys were removed. Throws UNSUPPORTED for an empty prefix unless the settings allow
  /// it.
  [[nodiscard]] std::int64_t clear(std::string_view prefix, const plugin::Operation& op);
  [[nodiscard]] std::unique_ptr<KeyPage> scan(std::string_view prefix, std::string_view resume,
                                              std::uint32_t limit, const plugin::Operation& op);
  void cancel(std::uint64_t token) noexcept { name_space_->cancel(token); }
  static void unpin(zin_cache_item& item) noexcept;

  [[nodiscard]] zin_cache_info info() const noexcept;
  [[nodiscard]] zin_cache_stats stats() const noexcept;

 private:
  void touch(zin_cache_item& item, const plugin::Operation& op);
  [[nodiscard]] Lifetime life_of(const zin_cache_item& item, const plugin::Operation& op);
  void hand_over(zin_cache_item& item, Found&& found) const;

  std::unique_ptr<Namespace> name_space_;
  StoreSettings settings_;
  WallClock clock_;
  std::atomic<std::int64_t> hits_{0};
  std::atomic<std::int64_t> misses_{0};
  std::atomic<std::int64_t> sets_{0};
};

/// Of every store of this plugin.
inline constexpr std::uint64_t store_capabilities =
    ZIN_CAP_BLOCKING | ZIN_CAP_CANCEL | ZIN_CAP_CANCEL_FAST | ZIN_CAP_DEADLINE |
    ZIN_CCAP_FREE_THREADED | ZIN_CCAP_TTL | ZIN_CCAP_TOUCH | ZIN_CCAP_SCAN | ZIN_CCAP_SHARED |
    ZIN_CCAP_EVENTUAL;

}  // namespace zin::kv
