// CacheStore: what a store has beside the verbs.
// SPDX-License-Identifier: MIT
#include "zin/cache/cache_store.hpp"

#include <utility>

#include "zin/base/error.hpp"
#include "zin/cache/access.hpp"
#include "zin/cache/engine.hpp"
#include "zin/cache/random_text.hpp"
#include "zin/cache/tag_scope.hpp"

namespace zin {

using caching::Engine;

namespace {

// A lock is one value, set where there is none and removed where it is still the same.
std::string checked_lock(const Engine& engine, std::string_view name,
                         std::chrono::nanoseconds lease) {
  engine.require(ZIN_CCAP_IF_ABSENT | ZIN_CCAP_CAS | ZIN_CCAP_TTL, "lock",
                 "use a store that has it, such as memory, or a lock of the database");
  if (lease.count() <= 0) {
    throw Error(Errc::invalid_argument, "a lock with a lease of zero or less holds for no time");
  }
  static_cast<void>(engine.full_key({{}, name}));
  return engine.beside("lock", {.scope = {}, .key = name});
}

}  // namespace

CacheStore::CacheStore(std::shared_ptr<Engine> engine) : CacheVerbs(std::move(engine), {}) {}

const std::string& CacheStore::name() const noexcept { return engine()->name(); }
const CacheConfig& CacheStore::config() const noexcept { return engine()->config(); }
CacheCapabilities CacheStore::capabilities() const { return engine()->capabilities(); }
CacheStats CacheStore::stats() const { return engine()->stats(); }
void CacheStore::close() const noexcept { engine()->close(); }

CacheLock CacheStore::lock(std::string_view name, std::chrono::nanoseconds lease) const {
  std::string key = checked_lock(*engine(), name, lease);
  return {engine(), std::move(key), caching::random_text(), lease, false};
}

CacheLock CacheStore::restore_lock(std::string_view name, std::string owner,
                                   std::chrono::nanoseconds lease) const {
  std::string key = checked_lock(*engine(), name, lease);
  return {engine(), std::move(key), std::move(owner), lease, true};
}

TaggedCache CacheStore::tags(std::vector<std::string> names) const {
  return {engine(), caching::checked_tags(std::move(names))};
}
TaggedCache CacheStore::tags(std::initializer_list<std::string_view> names) const {
  return tags(std::vector<std::string>(names.begin(), names.end()));
}

std::optional<std::uint64_t> CacheStore::clear(std::string_view prefix) const {
  Engine& engine = *this->engine();
  engine.refuse_when_closed();
  const std::string whole = config().prefix + std::string{prefix};
  if (whole.empty() && engine.backend().can(ZIN_CCAP_SHARED)) {
    throw Error(Errc::invalid_argument,
                "clear() without a key prefix would remove what others keep in the store \"" +
                    name() + "\" too; set CACHE_KEY_PREFIX, or name a prefix");
  }
  std::optional<std::uint64_t> removed;
  caching::observe(engine, CacheVerb::clear, prefix, {}, [&](caching::Seen* seen) {
    removed = engine.backend().clear(whole);
    if (seen != nullptr) *seen = {CacheOutcome::forgotten, 0};
  });
  return removed;
}

std::vector<std::string> CacheStore::keys(std::string_view prefix) const {
  Engine& engine = *this->engine();
  engine.require(ZIN_CCAP_SCAN, "list its keys", "keep a list of them under a key of its own");
  const std::string& own = config().prefix;
  const std::string whole = own + std::string{prefix};
  std::vector<std::string> keys;
  std::string resume;
  do {
    caching::KeyList page = engine.backend().scan(whole, resume);
    for (std::string& key : page.keys) {
      key.erase(0, own.size());
      if (!key.starts_with(caching::reserved)) keys.push_back(std::move(key));
    }
    resume = std::move(page.resume);
  } while (!resume.empty());
  return keys;
}

void CacheStore::before_access(CacheListener listener) const {
  engine()->observer().before_access(std::move(listener));
}
void CacheStore::after_access(CacheListener listener) const {
  engine()->observer().after_access(std::move(listener));
}

TaggedCache::TaggedCache(std::shared_ptr<Engine> engine, std::vector<std::string> tags)
    : CacheVerbs(std::move(engine), std::move(tags)) {}

void TaggedCache::flush() const { caching::renew_tags(*engine(), tag_names()); }

}  // namespace zin
