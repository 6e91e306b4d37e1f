// Checks items, asks the namespace for all of them at once, and hands out what it found.
// SPDX-License-Identifier: MIT
#include "store.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "key.hpp"
#include "zin/plugin/failure.hpp"
#include "zin/plugin/text_view.hpp"

namespace zin::kv {
namespace {

constexpr std::uint32_t out_flags =
    ZIN_COUT_HIT | ZIN_COUT_PINNED | ZIN_COUT_COPIED | ZIN_COUT_TTL_ROUNDED;
constexpr std::uint32_t conditions = ZIN_CSET_IF_ABSENT | ZIN_CSET_IF_PRESENT | ZIN_CSET_IF_VERSION;
constexpr std::int64_t ns_per_ms = 1'000'000;
// Other locations may see what was there before for so long, misses included.
constexpr std::int64_t stale_ns = 60'000'000'000;

bool has(const zin_cache_item& item, std::uint32_t flag) noexcept {
  return (item.flags & flag) != 0;
}

// KV compares nothing: it only writes. What has a condition goes no further.
bool begin(zin_cache_item& item) {
  check_key(plugin::view(item.key));
  item.flags &= ~out_flags;
  item.pin = nullptr;
  item.version = 0;
  // What touches is for keys that are there anyway.
  const std::uint32_t refused =
      has(item, ZIN_CSET_TOUCH) ? conditions & ~ZIN_CSET_IF_PRESENT : conditions;
  item.status = has(item, refused) ? ZIN_E_UNSUPPORTED : ZIN_OK;
  return item.status == ZIN_OK;
}

// A key as the namespace wants it, and whose it is.
struct Selection {
  std::vector<std::string_view> keys;
  std::vector<std::size_t> indices;

  void add(std::string_view key, std::size_t index) {
    keys.push_back(key);
    indices.push_back(index);
  }
};

// The whole call fails, since an item has no words of its own.
void check_all_done(std::size_t failed, std::size_t all, std::string_view doing) {
  if (failed == 0) return;
  plugin::Failure failure(ZIN_E_ERROR, ZIN_CAT_BUSY,
                          "KV did not " + std::string(doing) + ' ' + std::to_string(failed) +
                              " of " + std::to_string(all) +
                              " keys in three attempts, and did the rest: try again in a while");
  failure.flags |= ZIN_ERRF_PARTIAL | ZIN_ERRF_RETRY_STATEMENT;
  throw failure;
}

}  // namespace

Items::Items(zin_cache_item* items, std::uint32_t n) : items_(items), n_(n) {
  if (n != 0 && items->struct_size < sizeof(zin_cache_item))
    throw plugin::misuse("the items are smaller than those of cache.h");
}

Store::Store(std::unique_ptr<Namespace> name_space, StoreSettings settings, const WallClock& clock)
    : name_space_(std::move(name_space)), settings_(settings), clock_(clock) {}

void Store::hand_over(zin_cache_item& item, Found&& found) const {
  item.flags |= ZIN_COUT_HIT;
  if (has(item, ZIN_CGET_TTL))
    item.ttl_ns = found.expires_ms == 0
                      ? ZIN_TTL_NONE
                      : std::max<std::int64_t>(found.expires_ms - clock_.now_ms(), 1) * ns_per_ms;
  if (has(item, ZIN_CGET_NO_VALUE)) return;
  const std::string& value = found.value;
  if (item.buf != nullptr && value.size() <= item.buf_cap) {
    std::memcpy(item.buf, value.data(), value.size());
    item.value = {static_cast<const char*>(item.buf), value.size()};
    item.flags |= ZIN_COUT_COPIED;
    return;
  }
  auto kept = std::make_unique<std::string>(std::move(found.value));
  item.value = plugin::str(*kept);
  item.pin = kept.release();
  item.flags |= ZIN_COUT_PINNED;
}

void Store::unpin(zin_cache_item& item) noexcept {
  if (!has(item, ZIN_COUT_PINNED)) return;
  const std::unique_ptr<std::string> ended(static_cast<std::string*>(item.pin));
  item.pin = nullptr;
  item.flags &= ~ZIN_COUT_PINNED;
}

void Store::get(const Items& items, const plugin::Operation& op) {
  Selection selected;
  Wanted wanted{.value = false, .expiry = false};
  for (std::uint32_t i = 0; i < items.size(); ++i) {
    zin_cache_item& item = items[i];
    item.value = {nullptr, 0};
    if (!begin(item)) continue;
    selected.add(plugin::view(item.key), i);
    wanted.value = wanted.value || !has(item, ZIN_CGET_NO_VALUE);
    wanted.expiry = wanted.expiry || has(item, ZIN_CGET_TTL);
  }
  if (selected.keys.empty()) return;
  auto found = name_space_->read(selected.keys, wanted, op);
  std::int64_t hits = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (!found[i]) continue;
    hand_over(items[selected.indices[i]], std::move(*found[i]));
    ++hits;
  }
  hits_.fetch_add(hits, std::memory_order_relaxed);
  misses_.fetch_add(static_cast<std::int64_t>(found.size()) - hits, std::memory_order_relaxed);
}

Lifetime Store::life_of(const zin_cache_item& item, const plugin::Operation& op) {
  if (!has(item, ZIN_CSET_KEEP_TTL)) return lifetime(item.ttl_ns, clock_.now_ms());
  const std::string_view key = plugin::view(item.key);
  const auto there = name_space_->read({&key, 1}, {.value = false, .expiry = true}, op);
  if (!there.front()) return lifetime(item.ttl_ns, clock_.now_ms());
  if (there.front()->expires_ms == 0) return {};
  const std::int64_t now = clock_.now_ms();
  const std::int64_t left = std::max<std::int64_t>(there.front()->expires_ms - now, 1);
  return lifetime(left * ns_per_ms, now);
}

// Not in one step: a write that comes in between is lost. KV has nothing better.
void Store::touch(zin_cache_item& item, const plugin::Operation& op) {
  const std::string_view key = plugin::view(item.key);
  const auto there = name_space_->read({&key, 1}, {.value = true, .expiry = false}, op);
  if (!there.front()) return;
  const Pair pair{key, there.front()->value, lifetime(item.ttl_ns, clock_.now_ms())};
  check_all_done(name_space_->write({&pair, 1}, op).size(), 1, "store");
  item.flags |= ZIN_COUT_HIT;
}

void Store::set(const Items& items, const plugin::Operation& op) {
  for (std::uint32_t i = 0; i < items.size(); ++i) {
    const zin_cache_item& item = items[i];
    if (item.ttl_ns == 0 || item.ttl_ns < ZIN_TTL_NONE)
      throw plugin::misuse("a ttl is neither positive nor ZIN_TTL_NONE");
    check_key(plugin::view(item.key));
    if (!has(item, ZIN_CSET_TOUCH))
      name_space_->check_value(plugin::view(item.key), plugin::view(item.value));
  }
  std::vector<Pair> pairs;
  std::vector<std::size_t> indices;
  std::vector<std::size_t> touched;
  for (std::uint32_t i = 0; i < items.size(); ++i) {
    zin_cache_item& item = items[i];
    if (!begin(item)) continue;
    if (has(item, ZIN_CSET_TOUCH)) {
      touched.push_back(i);
      continue;
    }
    pairs.push_back({plugin::view(item.key), plugin::view(item.value), life_of(item, op)});
    indices.push_back(i);
  }
  if (!pairs.empty()) {
    check_all_done(name_space_->write(pairs, op).size(), pairs.size(), "store");
    for (const std::size_t i : indices) items[i].flags |= ZIN_COUT_HIT;
    sets_.fetch_add(static_cast<std::int64_t>(pairs.size()), std::memory_order_relaxed);
  }
  for (const std::size_t i : touched) touch(items[i], op);
}

void Store::remove(const Items& items, const plugin::Operation& op) {
  Selection selected;
  for (std::uint32_t i = 0; i < items.size(); ++i)
    if (begin(items[i])) selected.add(plugin::view(items[i].key), i);
  if (selected.keys.empty()) return;
  check_all_done(name_space_->remove(selected.keys, op).size(), selected.keys.size(), "forget");
  for (const std::size_t i : selected.indices) items[i].flags |= ZIN_COUT_HIT;
}

std::int64_t Store::clear(std::string_view prefix, const plugin::Operation& op) {
  check_prefix(prefix);
  if (prefix.empty() && !settings_.clear_all)
    throw plugin::unsupported(
        "clearing without a prefix would remove every key of the namespace, whoever wrote it: set "
        "CACHE_KEY_PREFIX, or allow it with clear_all=true in CACHE_OPTIONS");
  // A page may come back with what was removed while it was listed: first all names, then all work.
  std::vector<std::string> names;
  std::string cursor;
  do {
    ListPage page = name_space_->list(prefix, cursor, 0, op);
    for (ListedKey& key : page.keys) names.push_back(std::move(key.name));
    cursor = std::move(page.cursor);
  } while (!cursor.empty());
  const std::vector<std::string_view> keys(names.begin(), names.end());
  check_all_done(name_space_->remove(keys, op).size(), keys.size(), "clear");
  return static_cast<std::int64_t>(keys.size());
}

std::unique_ptr<KeyPage> Store::scan(std::string_view prefix, std::string_view resume,
                                     std::uint32_t limit, const plugin::Operation& op) {
  check_prefix(prefix);
  ListPage page = name_space_->list(prefix, resume, limit, op);
  auto out = std::make_unique<KeyPage>();
  const std::int64_t now = clock_.now_ms();
  for (ListedKey& key : page.keys)
    if (key.deadline_ms == 0 || key.deadline_ms > now) out->names.push_back(std::move(key.name));
  for (const std::string& name : out->names) out->keys.push_back(plugin::str(name));
  out->next = std::move(page.cursor);
  return out;
}

zin_cache_info Store::info() const noexcept {
  zin_cache_info out{};
  out.capabilities = store_capabilities;
  out.max_key_bytes = max_key_bytes;
  out.max_value_bytes = name_space_->max_value_bytes();
  out.min_ttl_ns = out.ttl_step_ns = ns_per_ms;
  out.stale_ns = stale_ns;
  return out;
}

zin_cache_stats Store::stats() const noexcept {
  zin_cache_stats out{};
  out.hits = hits_.load(std::memory_order_relaxed);
  out.misses = misses_.load(std::memory_order_relaxed);
  out.sets = sets_.load(std::memory_order_relaxed);
  out.evicted = out.expired = out.items = out.bytes = out.pinned_bytes = -1;
  return out;
}

}  // namespace zin::kv
