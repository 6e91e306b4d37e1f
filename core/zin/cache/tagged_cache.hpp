// The values of a store that have tags.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "zin/cache/cache_verbs.hpp"

namespace zin {

/// Made by CacheStore::tags(). Each tag has a version in the store; a value lies under the versions
/// that its tags had when it was set, so that a new version of one hides it, on every store and
/// however many values there are. A hidden value stays where it is until it expires or is evicted:
/// give values with tags a TTL. Each call costs one more call, for the versions.
class ZIN_API TaggedCache final : public CacheVerbs {
 public:
  TaggedCache(std::shared_ptr<caching::Engine> engine, std::vector<std::string> tags);

  /// Hides every value that has one of these tags. On a store that others share they see it when
  /// they see the new version: CacheCapabilities::stale.
  void flush() const;
  void clear() const { flush(); }
  template <class... Token>
  auto async_flush(Token&&... token) const;
};

}  // namespace zin
