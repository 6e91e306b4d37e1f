// Where values are kept: a store of a plugin, or several put together.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "zin/abi/cache.h"
#include "zin/loop/loop.hpp"

namespace zin::caching {

/// An item of a call. Its views are the caller's.
[[nodiscard]] inline zin_cache_item item_of(std::string_view key,
                                            std::uint32_t flags = 0) noexcept {
  zin_cache_item item;  // NOLINT(*-member-init): each field is set, for less than a memset
  item.struct_size = sizeof item;
  item.flags = flags;
  item.key = {key.data(), key.size()};
  item.value = {nullptr, 0};
  item.ttl_ns = ZIN_TTL_NONE;
  item.version = 0;
  item.status = ZIN_OK;
  item.reserved0 = 0;
  item.buf = nullptr;
  item.buf_cap = 0;
  item.pin = nullptr;
  return item;
}
[[nodiscard]] inline bool hit(const zin_cache_item& item) noexcept {
  return (item.flags & ZIN_COUT_HIT) != 0;
}
[[nodiscard]] inline std::string_view value_of(const zin_cache_item& item) noexcept {
  return item.value.ptr == nullptr ? std::string_view{}
                                   : std::string_view{item.value.ptr, item.value.len};
}

using Items = std::span<zin_cache_item>;

struct KeyList {
  std::vector<std::string> keys;
  std::string resume;  ///< For the next call; empty: there are no more.
};

/// Speaks in whole keys. Each call that writes or reads throws Error for the first item that failed
/// or for the whole; what was pinned is let go then. On a fiber it waits instead of blocking its
/// thread. [thread-safe] [blocks]
class Backend {
 public:
  Backend() = default;
  Backend(const Backend&) = delete;
  Backend& operator=(const Backend&) = delete;
  virtual ~Backend() = default;

  [[nodiscard]] virtual std::string_view driver() const noexcept = 0;
  /// Of the open store. Capabilities are ZIN_CCAP_*.
  [[nodiscard]] virtual const zin_cache_info& info() const noexcept = 0;
  /// Whether calls block a thread.
  [[nodiscard]] virtual bool blocks() const noexcept = 0;
  [[nodiscard]] bool can(std::uint64_t wanted) const noexcept {
    return (info().capabilities & wanted) == wanted;
  }

  /// What is pinned afterwards is for unpin().
  virtual void get(Items items) = 0;
  /// get() of one, the call that there are most of.
  virtual void get_one(zin_cache_item& item) { get({&item, 1}); }
  virtual void unpin(Items items) noexcept = 0;
  virtual void set(Items items) = 0;
  virtual void remove(Items items) = 0;
  [[nodiscard]] virtual std::int64_t add(std::string_view key, std::int64_t by,
                                         std::int64_t ttl_ns) = 0;
  /// Gives how many were removed, where the store counts them.
  virtual std::optional<std::uint64_t> clear(std::string_view prefix) = 0;
  [[nodiscard]] virtual KeyList scan(std::string_view prefix, std::string_view resume) = 0;
  [[nodiscard]] virtual zin_cache_stats stats() noexcept = 0;

  /// In a forked child, whose only thread this is: nothing of the parent's may be touched.
  virtual void leave_to_parent() noexcept = 0;
};

/// Lets go of what a get() pinned.
class Pins {
 public:
  Pins(Backend& backend, Items items) noexcept : backend_(backend), items_(items) {}
  Pins(const Pins&) = delete;
  Pins& operator=(const Pins&) = delete;
  ~Pins() {
    for (const zin_cache_item& item : items_) {
      if ((item.flags & ZIN_COUT_PINNED) == 0) continue;
      backend_.unpin(items_);
      return;
    }
  }

 private:
  Backend& backend_;
  Items items_;
};

}  // namespace zin::caching
