// The order in which the tiers are asked and told.
// SPDX-License-Identifier: MIT
#include "zin/cache/tiered_store.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "zin/base/error.hpp"

namespace zin::caching {
namespace {

constexpr std::uint32_t exact_reads = ZIN_CGET_TTL | ZIN_CGET_VERSION;
constexpr std::uint32_t plain_writes = 0;

// An answer of a tier as one of ours: copied, so that it does not matter whose it is.
void answer(zin_cache_item& item, const zin_cache_item& given) {
  const std::string_view value = value_of(given);
  item.flags |= given.flags & (ZIN_COUT_HIT | ZIN_COUT_TTL_ROUNDED);
  item.ttl_ns = given.ttl_ns;
  item.version = given.version;
  item.status = given.status;
  if (!hit(given) || (item.flags & ZIN_CGET_NO_VALUE) != 0) return;
  if (value.size() <= item.buf_cap && item.buf != nullptr) {
    if (!value.empty() && value.data() != item.buf) {
      std::memcpy(item.buf, value.data(), value.size());
    }
    item.value = {static_cast<const char*>(item.buf), value.size()};
    item.flags |= ZIN_COUT_COPIED;
    return;
  }
  auto* const kept = new std::string{value};
  item.value = {kept->data(), kept->size()};
  item.pin = kept;
  item.flags |= ZIN_COUT_PINNED;
}

std::string_view key_of(const zin_cache_item& item) noexcept {
  return {item.key.ptr, item.key.len};
}

}  // namespace

TieredStore::TieredStore(std::unique_ptr<Backend> front, std::unique_ptr<Backend> back,
                         std::chrono::nanoseconds stale)
    : front_(std::move(front)),
      back_(std::move(back)),
      stale_ns_(stale.count()),
      info_(back_->info()) {
  info_.struct_size = sizeof info_;
  info_.max_batch_items = 0;
  info_.capabilities |= ZIN_CCAP_FREE_THREADED | ZIN_CCAP_EVENTUAL;
  info_.capabilities &= ~ZIN_CCAP_PINS;
  info_.stale_ns += stale_ns_;
  const std::uint64_t front_key = front_->info().max_key_bytes;
  if (front_key != 0 && (info_.max_key_bytes == 0 || front_key < info_.max_key_bytes)) {
    info_.max_key_bytes = front_key;
  }
}

std::int64_t TieredStore::front_ttl(std::int64_t ttl_ns) const noexcept {
  return ttl_ns > 0 ? std::min(ttl_ns, stale_ns_) : stale_ns_;
}

void TieredStore::get(Items items) {
  std::vector<zin_cache_item> missing;
  std::vector<std::size_t> places;
  try {
    get_from_front(items);
    for (std::size_t at = 0; at < items.size(); ++at) {
      if (hit(items[at])) continue;
      missing.push_back(item_of(key_of(items[at]), (items[at].flags & 0xFFFFU) | ZIN_CGET_TTL));
      places.push_back(at);
    }
    if (!missing.empty()) {
      const Pins pins{*back_, missing};
      back_->get(missing);
      for (std::size_t at = 0; at < missing.size(); ++at) answer(items[places[at]], missing[at]);
      keep(missing);
    }
  } catch (...) {
    unpin(items);
    throw;
  }
  const auto found = std::count_if(items.begin(), items.end(), hit);
  hits_.fetch_add(found, std::memory_order_relaxed);
  misses_.fetch_add(static_cast<std::int64_t>(items.size()) - found, std::memory_order_relaxed);
}

void TieredStore::get_from_front(Items items) {
  std::vector<zin_cache_item> asked;
  std::vector<std::size_t> places;
  for (std::size_t at = 0; at < items.size(); ++at) {
    if ((items[at].flags & exact_reads) != 0) continue;
    asked.push_back(items[at]);
    places.push_back(at);
  }
  if (asked.empty()) return;
  const Pins pins{*front_, asked};
  front_->get(asked);
  for (std::size_t at = 0; at < asked.size(); ++at) {
    if (hit(asked[at])) answer(items[places[at]], asked[at]);
  }
}

// Not over what a writer of this process has put there meanwhile, where the front can tell.
void TieredStore::keep(Items found) noexcept {
  const std::uint32_t flags =
      front_->can(ZIN_CCAP_IF_ABSENT) ? std::uint32_t{ZIN_CSET_IF_ABSENT} : 0;
  try {
    std::vector<zin_cache_item> kept;
    for (const zin_cache_item& item : found) {
      if (!hit(item) || (item.flags & (ZIN_CGET_NO_VALUE | ZIN_CGET_VERSION)) != 0) continue;
      kept.push_back(item_of(key_of(item), flags));
      kept.back().value = item.value;
      kept.back().ttl_ns = front_ttl(item.ttl_ns);
    }
    if (!kept.empty()) front_->set(kept);
  } catch (...) {  // no room: the next reader asks the back again
  }
}

void TieredStore::unpin(Items items) noexcept {
  for (zin_cache_item& item : items) {
    if ((item.flags & ZIN_COUT_PINNED) == 0) continue;
    delete static_cast<std::string*>(item.pin);
    item.pin = nullptr;
    item.flags &= ~ZIN_COUT_PINNED;
  }
}

void TieredStore::drop(Items items) noexcept {
  try {
    std::vector<zin_cache_item> gone;
    for (const zin_cache_item& item : items) gone.push_back(item_of(key_of(item)));
    front_->remove(gone);
  } catch (...) {  // it ends by its TTL
  }
}

void TieredStore::set(Items items) {
  try {
    back_->set(items);
  } catch (...) {
    drop(items);  // some may be stored
    throw;
  }
  std::vector<zin_cache_item> plain;
  std::vector<zin_cache_item> others;
  for (const zin_cache_item& item : items) {
    const bool is_plain = (item.flags & 0xFFFFU) == plain_writes;
    zin_cache_item told = item_of(key_of(item));
    told.value = item.value;
    told.ttl_ns = front_ttl(item.ttl_ns);
    (is_plain ? plain : others).push_back(told);
    if (hit(item)) sets_.fetch_add(1, std::memory_order_relaxed);
  }
  if (!others.empty()) drop(others);
  if (plain.empty()) return;
  try {
    front_->set(plain);
  } catch (...) {
    drop(plain);
  }
}

void TieredStore::remove(Items items) {
  try {
    back_->remove(items);
  } catch (...) {
    drop(items);
    throw;
  }
  drop(items);
}

std::int64_t TieredStore::add(std::string_view key, std::int64_t by, std::int64_t ttl_ns) {
  zin_cache_item item = item_of(key);
  drop({&item, 1});
  const std::int64_t sum = back_->add(key, by, ttl_ns);
  drop({&item, 1});
  return sum;
}

std::optional<std::uint64_t> TieredStore::clear(std::string_view prefix) {
  front_->clear(prefix);
  const auto removed = back_->clear(prefix);
  front_->clear(prefix);
  return removed;
}

KeyList TieredStore::scan(std::string_view prefix, std::string_view resume) {
  return back_->scan(prefix, resume);
}

zin_cache_stats TieredStore::stats() noexcept {
  zin_cache_stats stats = front_->stats();
  stats.hits = hits_.load(std::memory_order_relaxed);
  stats.misses = misses_.load(std::memory_order_relaxed);
  stats.sets = sets_.load(std::memory_order_relaxed);
  return stats;
}

void TieredStore::leave_to_parent() noexcept {
  front_->leave_to_parent();
  back_->leave_to_parent();
}

}  // namespace zin::caching
