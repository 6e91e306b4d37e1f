// CacheStore: one named cache of the application.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zin/base/names.hpp"
#include "zin/cache/cache_event.hpp"
#include "zin/cache/cache_lock.hpp"
#include "zin/cache/cache_stats.hpp"
#include "zin/cache/cache_verbs.hpp"
#include "zin/cache/tagged_cache.hpp"
#include "zin/config/cache_config.hpp"

namespace zin {

/// Values by key in a store, which its driver keeps. Made by Manager, zin::cache() or
/// zin::use_cache(), which own it; it connects when it is first used. See CacheVerbs for what all
/// calls have in common. After a fork the child has a store of its own: one in memory begins empty.
class ZIN_API CacheStore final : public CacheVerbs {
 public:
  /// For Manager.
  explicit CacheStore(std::shared_ptr<caching::Engine> engine);

  [[nodiscard]] const std::string& name() const noexcept;
  [[nodiscard]] const CacheConfig& config() const noexcept;
  [[nodiscard]] CacheCapabilities capabilities() const;
  [[nodiscard]] CacheStats stats() const;

  /// A lock on `name` for at most `lease`: when its holder is gone, it ends by itself. Nothing is
  /// locked yet. Throws Errc::unsupported where the store cannot add, compare and expire in one
  /// step, and Errc::invalid_argument for a lease of zero or less.
  [[nodiscard]] CacheLock lock(std::string_view name, std::chrono::nanoseconds lease) const;
  /// The lock that somebody else took and gave on, by CacheLock::detach().
  [[nodiscard]] CacheLock restore_lock(std::string_view name, std::string owner,
                                       std::chrono::nanoseconds lease) const;

  /// The values that were set with exactly these tags, in any order: a key is another one than
  /// without, or with others. Throws Errc::invalid_argument for none.
  [[nodiscard]] TaggedCache tags(std::initializer_list<std::string_view> names) const;
  [[nodiscard]] TaggedCache tags(std::vector<std::string> names) const;
  [[nodiscard]] TaggedCache tags(std::string_view name) const { return tags({name}); }

  /// Removes every value whose key begins with `prefix`, all by default, those with tags too. Gives
  /// their number, when the store counts. Nothing of other stores or of other prefixes is removed;
  /// without CACHE_KEY_PREFIX a store that others share refuses (Errc::invalid_argument).
  /// A failure may leave it half done.
  std::optional<std::uint64_t> clear(std::string_view prefix = {}) const;
  template <class... Token>
  auto async_clear(std::string prefix = {}, Token&&... token) const;
  /// Keys that begin with `prefix`, without the store's own, in no order; those that change
  /// meanwhile may be missed. Throws Errc::unsupported.
  [[nodiscard]] std::vector<std::string> keys(std::string_view prefix = {}) const;

  /// Calls `listener` before, or after, each access; see CacheListener. For the life of the store.
  void before_access(CacheListener listener) const;
  void after_access(CacheListener listener) const;

  /// Later calls throw Errc::closed. Waits for values that flexible() has made anew.
  void close() const noexcept;
};

}  // namespace zin
