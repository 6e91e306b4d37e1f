// The verbs as calls of the store.
// SPDX-License-Identifier: MIT
#include "zin/cache/cache_verbs.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

#include "zin/base/error.hpp"
#include "zin/cache/access.hpp"
#include "zin/cache/engine.hpp"
#include "zin/cache/key_text.hpp"
#include "zin/cache/tag_scope.hpp"

namespace zin {

using caching::Engine;
using caching::hit;
using caching::item_of;
using caching::KeyText;
using caching::observe;
using caching::Pins;
using caching::Seen;
using caching::value_of;

namespace {

// Reads to here are copied, longer values are viewed in the store.
constexpr std::size_t small_value = 1024;

zin_cache_item reading(std::string_view key, void* buffer, std::size_t size) noexcept {
  zin_cache_item item = item_of(key);
  item.buf = buffer;
  item.buf_cap = size;
  return item;
}

// Whether there is nothing to be said against it; `size` is that of the key in the store.
bool is_ordinary(const Engine& engine, std::string_view key, std::size_t size) noexcept {
  return !key.empty() && key.front() != caching::reserved.front() && size <= engine.max_key_bytes();
}

// full_key() without an allocation.
class StoreKey {
 public:
  StoreKey(const Engine& engine, std::string_view scope, std::string_view key)
      : text_(engine.config().prefix, scope, key) {
    if (!is_ordinary(engine, key, text_.view().size())) [[unlikely]] {
      static_cast<void>(engine.full_key({scope, key}));  // says what is wrong, if it is
    }
  }
  [[nodiscard]] std::string_view view() const noexcept { return text_.view(); }

 private:
  KeyText text_;
};

}  // namespace

CacheVerbs::CacheVerbs(std::shared_ptr<Engine> engine, std::vector<std::string> tags)
    : engine_(std::move(engine)), tags_(std::move(tags)) {}
CacheVerbs::CacheVerbs(const CacheVerbs&) = default;
CacheVerbs::CacheVerbs(CacheVerbs&&) noexcept = default;
CacheVerbs& CacheVerbs::operator=(const CacheVerbs&) = default;
CacheVerbs& CacheVerbs::operator=(CacheVerbs&&) noexcept = default;
CacheVerbs::~CacheVerbs() = default;

detail::CacheLoops& CacheVerbs::loops() const noexcept { return *engine_; }

namespace {

template <class Use>
[[gnu::always_inline]] inline std::size_t use_one(caching::Backend& backend, zin_cache_item& item,
                                                  Use use) {
  backend.get_one(item);
  if (!hit(item)) return std::string_view::npos;
  if ((item.flags & ZIN_COUT_PINNED) == 0) [[likely]]
    return use(item);
  const Pins pins{backend, {&item, 1}};
  return use(item);
}

constexpr std::size_t no_value = std::string_view::npos;

// What most reads are: no tags, nobody listens, a short key. Gives what `use` makes of the value,
// or no_value. What is passed on lies in registers: a pair that is written by halves and read as a
// whole costs as much as a look into the map.
template <class Use>
[[gnu::always_inline]] inline std::size_t read_unheard(Engine& engine, std::string_view key,
                                                       void* buffer, std::size_t room, Use use) {
  const std::string& prefix = engine.config().prefix;
  const std::size_t size = prefix.size() + key.size();
  std::array<char, KeyText::small_size + caching::join_slack> text;  // NOLINT(*-member-init)
  zin_cache_item item = reading({}, buffer, room);
  if (is_ordinary(engine, key, size) && size <= KeyText::small_size) [[likely]] {
    if (prefix.empty()) {
      item.key = {key.data(), size};
      return use_one(engine.backend(), item, use);
    }
    caching::join_key(text.data(), prefix, key);
    item.key = {text.data(), size};
    return use_one(engine.backend(), item, use);
  }
  const StoreKey place{engine, {}, key};
  item.key = {place.view().data(), place.view().size()};
  return use_one(engine.backend(), item, use);
}

// With all that there may be.
template <class Use>
[[gnu::noinline]] std::size_t read_heard(Engine& engine, std::span<const std::string> tags,
                                         std::string_view key, void* buffer, std::size_t room,
                                         Use use) {
  const std::string scope = tag_scope(engine, tags);
  const StoreKey place{engine, scope, key};
  std::size_t found = no_value;
  observe(engine, CacheVerb::get, key, {}, [&](Seen* seen) {
    zin_cache_item item = reading(place.view(), buffer, room);
    const Pins pins{engine.backend(), {&item, 1}};
    engine.backend().get({&item, 1});
    const bool there = hit(item);
    if (seen != nullptr) {
      *seen = {there ? CacheOutcome::hit : CacheOutcome::miss, value_of(item).size()};
    }
    if (there) found = use(item);
  });
  return found;
}

template <class Use>
[[gnu::always_inline]] inline std::size_t read_one(Engine& engine,
                                                   std::span<const std::string> tags,
                                                   std::string_view key, void* buffer,
                                                   std::size_t room, Use use) {
  engine.refuse_when_closed();
  if (tags.empty() && !engine.observer().listens()) [[likely]]
    return read_unheard(engine, key, buffer, room, use);
  return read_heard(engine, tags, key, buffer, room, use);
}

}  // namespace

bool CacheVerbs::read_value(std::string_view key, detail::ValueSink sink) const {
  std::array<char, small_value> buffer;  // NOLINT(*-member-init)
  const auto pass = [sink](const zin_cache_item& item) {
    sink.take(sink.context, value_of(item));
    return std::size_t{0};
  };
  return read_one(*engine_, tags_, key, buffer.data(), buffer.size(), pass) != no_value;
}

std::optional<std::size_t> CacheVerbs::read(std::string_view key,
                                            std::span<std::byte> buffer) const {
  const auto copy = [buffer](const zin_cache_item& item) {
    const std::string_view bytes = value_of(item);
    if ((item.flags & ZIN_COUT_COPIED) == 0 && bytes.size() <= buffer.size() && !bytes.empty()) {
      std::memcpy(buffer.data(), bytes.data(), bytes.size());
    }
    return bytes.size();
  };
  const std::size_t size = read_one(*engine_, tags_, key, buffer.data(), buffer.size(), copy);
  if (size == no_value) return std::nullopt;
  return size;
}

bool CacheVerbs::has(std::string_view key) const {
  Engine& engine = *engine_;
  engine.refuse_when_closed();
  const std::string scope = tag_scope(engine, tags_);
  const StoreKey place{engine, scope, key};
  bool found = false;
  observe(engine, CacheVerb::get, key, {}, [&](Seen* seen) {
    zin_cache_item item = item_of(place.view(), ZIN_CGET_NO_VALUE);
    const Pins pins{engine.backend(), {&item, 1}};
    engine.backend().get({&item, 1});
    found = hit(item);
    if (seen != nullptr) *seen = {found ? CacheOutcome::hit : CacheOutcome::miss, 0};
  });
  return found;
}

bool CacheVerbs::write(std::string_view key, std::string_view bytes, Ttl ttl,
                       bool if_absent) const {
  Engine& engine = *engine_;
  engine.refuse_when_closed();
  if (if_absent) {
    engine.require(ZIN_CCAP_IF_ABSENT, "add a value in one step",
                   "use set(), or a store that has it, such as memory");
  }
  const std::int64_t ttl_ns = engine.ttl_ns(ttl);
  engine.check_value(bytes);
  const std::string scope = tag_scope(engine, tags_);
  const StoreKey place{engine, scope, key};
  bool stored = false;
  observe(engine, CacheVerb::set, key, ttl, [&](Seen* seen) {
    zin_cache_item item = item_of(place.view(), if_absent ? std::uint32_t{ZIN_CSET_IF_ABSENT} : 0);
    item.value = {bytes.data(), bytes.size()};
    item.ttl_ns = ttl_ns;
    engine.backend().set({&item, 1});
    stored = hit(item);
    if (seen != nullptr) {
      *seen = {stored ? CacheOutcome::written : CacheOutcome::kept, bytes.size()};
    }
  });
  return stored;
}

void CacheVerbs::put_many(CacheEntries entries, Ttl ttl) const {
  std::vector<std::pair<std::string_view, std::string>> list;
  list.reserve(entries.size());
  for (const auto& [key, value] : entries) list.emplace_back(key, value.bytes());
  write_all(list, ttl);
}

void CacheVerbs::put_many(const std::map<std::string, CacheValue>& entries, Ttl ttl) const {
  std::vector<std::pair<std::string_view, std::string>> list;
  list.reserve(entries.size());
  for (const auto& [key, value] : entries) list.emplace_back(key, value.bytes());
  write_all(list, ttl);
}

void CacheVerbs::write_all(std::span<const std::pair<std::string_view, std::string>> entries,
                           Ttl ttl) const {
  Engine& engine = *engine_;
  engine.refuse_when_closed();
  const std::int64_t ttl_ns = engine.ttl_ns(ttl);
  for (const auto& [key, bytes] : entries) {
    engine.check_value(bytes);
    static_cast<void>(engine.full_key({{}, key}));
  }
  if (entries.empty()) return;
  const std::string scope = tag_scope(engine, tags_);
  std::vector<std::string> places;
  std::vector<std::string_view> keys;
  for (const auto& [key, bytes] : entries) {
    places.push_back(engine.full_key({scope, key}));
    keys.push_back(key);
  }
  observe(engine, CacheVerb::set, keys, ttl, [&](Seen* seen) {
    std::vector<zin_cache_item> items;
    items.reserve(places.size());
    for (std::size_t at = 0; at < places.size(); ++at) {
      items.push_back(item_of(places[at]));
      items.back().value = {entries[at].second.data(), entries[at].second.size()};
      items.back().ttl_ns = ttl_ns;
    }
    engine.backend().set(items);
    if (seen == nullptr) return;
    for (const auto& [key, bytes] : entries) *seen++ = {CacheOutcome::written, bytes.size()};
  });
}

void CacheVerbs::read_all(std::span<const std::string_view> keys, ManySink sink) const {
  Engine& engine = *engine_;
  engine.refuse_when_closed();
  for (const std::string_view key : keys) static_cast<void>(engine.full_key({{}, key}));
  if (keys.empty()) return;
  const std::string scope = tag_scope(engine, tags_);
  std::vector<std::string> places;
  for (const std::string_view key : keys) places.push_back(engine.full_key({scope, key}));
  observe(engine, CacheVerb::get, keys, {}, [&](Seen* seen) {
    std::vector<zin_cache_item> items;
    items.reserve(places.size());
    for (const std::string& place : places) items.push_back(item_of(place));
    const Pins pins{engine.backend(), items};
    engine.backend().get(items);
    for (std::size_t at = 0; at < items.size(); ++at) {
      const std::string_view bytes = value_of(items[at]);
      const bool found = hit(items[at]);
      if (seen != nullptr) {
        seen[at] = {found ? CacheOutcome::hit : CacheOutcome::miss, bytes.size()};
      }
      if (found) sink.take(sink.context, at, bytes);
    }
  });
}

bool CacheVerbs::forget(std::string_view key) const { return forget_all({&key, 1}) != 0; }

std::size_t CacheVerbs::forget_all(std::span<const std::string_view> keys) const {
  Engine& engine = *engine_;
  engine.refuse_when_closed();
  for (const std::string_view key : keys) static_cast<void>(engine.full_key({{}, key}));
  if (keys.empty()) return 0;
  const std::string scope = tag_scope(engine, tags_);
  std::vector<std::string> places;
  for (const std::string_view key : keys) places.push_back(engine.full_key({scope, key}));
  std::size_t forgotten = 0;
  observe(engine, CacheVerb::forget, keys, {}, [&](Seen* seen) {
    std::vector<zin_cache_item> items;
    items.reserve(places.size());
    for (const std::string& place : places) items.push_back(item_of(place));
    engine.backend().remove(items);
    for (std::size_t at = 0; at < items.size(); ++at) {
      if (hit(items[at])) ++forgotten;
      if (seen == nullptr) continue;
      seen[at] = {hit(items[at]) ? CacheOutcome::forgotten : CacheOutcome::miss, 0};
    }
  });
  return forgotten;
}

std::optional<std::string> CacheVerbs::pull_bytes(std::string_view key) const {
  Engine& engine = *engine_;
  engine.refuse_when_closed();
  const std::string scope = tag_scope(engine, tags_);
  const std::string place = engine.full_key({scope, key});
  const bool atomic = engine.backend().can(ZIN_CCAP_CAS);
  std::optional<std::string> bytes;
  const auto read_once = [&](Seen* seen, std::uint64_t& version) {
    zin_cache_item item = item_of(place, atomic ? std::uint32_t{ZIN_CGET_VERSION} : 0);
    const Pins pins{engine.backend(), {&item, 1}};
    engine.backend().get({&item, 1});
    bytes.reset();
    if (hit(item)) bytes = std::string{value_of(item)};
    version = item.version;
    if (seen == nullptr) return;
    *seen = {bytes ? CacheOutcome::hit : CacheOutcome::miss, value_of(item).size()};
  };
  for (;;) {
    std::uint64_t version = 0;
    observe(engine, CacheVerb::get, key, {}, [&](Seen* seen) { read_once(seen, version); });
    if (!bytes) return std::nullopt;
    bool mine = false;
    observe(engine, CacheVerb::forget, key, {}, [&](Seen* seen) {
      zin_cache_item item = item_of(place, atomic ? std::uint32_t{ZIN_CSET_IF_VERSION} : 0);
      item.version = version;
      engine.backend().remove({&item, 1});
      mine = hit(item) || !atomic;
      if (seen != nullptr) *seen = {mine ? CacheOutcome::forgotten : CacheOutcome::miss, 0};
    });
    if (mine) return bytes;
  }
}

bool CacheVerbs::touch(std::string_view key, Ttl ttl) const {
  Engine& engine = *engine_;
  engine.refuse_when_closed();
  const std::int64_t ttl_ns = engine.ttl_ns(ttl);
  engine.require(ZIN_CCAP_TOUCH, "change the TTL alone", "set the value again");
  const std::string scope = tag_scope(engine, tags_);
  const StoreKey place{engine, scope, key};
  bool found = false;
  observe(engine, CacheVerb::touch, key, ttl, [&](Seen* seen) {
    zin_cache_item item = item_of(place.view(), ZIN_CSET_TOUCH | ZIN_CSET_IF_PRESENT);
    item.ttl_ns = ttl_ns;
    engine.backend().set({&item, 1});
    found = hit(item);
    if (seen != nullptr) *seen = {found ? CacheOutcome::written : CacheOutcome::miss, 0};
  });
  return found;
}

std::int64_t CacheVerbs::increment(std::string_view key, std::int64_t by, Ttl ttl) const {
  Engine& engine = *engine_;
  engine.require(ZIN_CCAP_INCR, "count in one step", "use a store that has it, such as memory");
  const std::int64_t ttl_ns = engine.ttl_ns(ttl);
  const std::string scope = tag_scope(engine, tags_);
  const StoreKey place{engine, scope, key};
  std::int64_t sum = 0;
  observe(engine, CacheVerb::increment, key, ttl, [&](Seen* seen) {
    sum = engine.backend().add(place.view(), by, ttl_ns);
    if (seen != nullptr) *seen = {CacheOutcome::written, 0};
  });
  return sum;
}

std::int64_t CacheVerbs::decrement(std::string_view key, std::int64_t by, Ttl ttl) const {
  if (by == std::numeric_limits<std::int64_t>::min()) {
    throw Error(Errc::invalid_argument, "there is no negative of this number; decrement twice");
  }
  return increment(key, -by, ttl);
}

}  // namespace zin
