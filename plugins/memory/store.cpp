// What happens to a key under its shard's lock, and the making of room before.
// SPDX-License-Identifier: MIT
#include "store.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>
#include <string>

#include "zin/plugin/failure.hpp"
#include "zin/plugin/text_view.hpp"

namespace zin::memory {
namespace {

constexpr std::uint64_t shard_share = 16 * 1024;  // of a budget, so that shards stay a small part
constexpr std::uint64_t max_shards = 64;

std::uint64_t shards_for(std::uint64_t max_bytes) noexcept {
  return std::bit_floor(std::clamp(max_bytes / shard_share, std::uint64_t{1}, max_shards));
}

std::int64_t expiry(std::int64_t ttl_ns, Moment& moment) noexcept {
  if (ttl_ns == ZIN_TTL_NONE) return ZIN_NEVER;
  const std::int64_t now = moment.now_ns();
  return ttl_ns > ZIN_NEVER - now ? ZIN_NEVER : now + ttl_ns;
}

// Any of them.
bool has(const zin_cache_item& item, std::uint32_t flags) noexcept {
  return (item.flags & flags) != 0;
}

// Whether the write may happen, seeing what is there.
bool is_met(const zin_cache_item& item, const Entry* there) noexcept {
  if (has(item, ZIN_CSET_IF_ABSENT) && there != nullptr) return false;
  if (has(item, ZIN_CSET_IF_PRESENT) && there == nullptr) return false;
  return !has(item, ZIN_CSET_IF_VERSION) || (there != nullptr && there->version == item.version);
}

std::optional<std::int64_t> number_in(std::string_view text) noexcept {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

}  // namespace

Store::Store(std::uint64_t max_bytes) : budget_(max_bytes) {
  const std::uint64_t count = shards_for(max_bytes);
  shards_.reserve(count);
  for (std::uint64_t made = 0; made < count; ++made) {
    shards_.push_back(std::make_unique<Shard>(budget_));
    budget_.take(block_bytes(sizeof(Shard)));
  }
}

std::uint64_t Store::max_value_bytes() const noexcept {
  const std::uint64_t beside = 4096 + budget_.max() / 16;
  return budget_.max() <= 2 * beside ? 1 : budget_.max() - beside;
}

void Store::get(zin_cache_item& item, Moment& moment) {
  const Probe wanted = probe(plugin::view(item.key));
  Shard& shard = shard_of(wanted);
  const std::lock_guard lock{shard.mutex};
  Entry* const entry = shard.find(wanted, moment);
  if (entry == nullptr) {
    ++shard.figures.misses;
    return;
  }
  ++shard.figures.hits;
  if (!entry->recently_used) entry->recently_used = true;
  if (has(item, ZIN_CGET_VERSION | ZIN_CGET_TTL | ZIN_CGET_NO_VALUE)) [[unlikely]] {
    if (has(item, ZIN_CGET_VERSION)) item.version = entry->version;
    if (has(item, ZIN_CGET_TTL)) {
      item.ttl_ns =
          entry->expires_ns == ZIN_NEVER ? ZIN_TTL_NONE : entry->expires_ns - moment.now_ns();
    }
    if (has(item, ZIN_CGET_NO_VALUE)) {
      item.flags |= ZIN_COUT_HIT;
      return;
    }
  }
  const std::string_view value = entry->value();
  if (value.size() <= item.buf_cap && item.buf != nullptr) [[likely]] {
    if (!value.empty()) std::memcpy(item.buf, value.data(), value.size());
    item.value = {static_cast<const char*>(item.buf), value.size()};
    item.flags |= ZIN_COUT_HIT | ZIN_COUT_COPIED;
    return;
  }
  entry->refer();
  item.value = plugin::str(value);
  item.pin = entry;
  item.flags |= ZIN_COUT_HIT | ZIN_COUT_PINNED;
}

// Runs `work` under the lock once the table may grow; false when there is no room for that.
template <class Work>
bool Store::with_room_to_grow(Shard& shard, Moment& moment, Work work) {
  std::uint64_t taken = 0;
  for (;;) {
    std::uint64_t growth = 0;
    {
      const std::lock_guard lock{shard.mutex};
      growth = shard.growth();
      if (growth <= taken) {
        // The table charges itself.
        budget_.give_back(taken);
        work();
        shard.sweep(moment);
        return true;
      }
    }
    budget_.give_back(taken);
    taken = 0;
    if (!make_room(growth, moment)) return false;
    taken = growth;
  }
}

EntryPointer Store::make(const Probe& probe, std::string_view value, Moment& moment) {
  const std::uint64_t bytes = Entry::charge(probe.key.size(), value.size());
  if (!make_room(bytes, moment)) return nullptr;
  try {
    return EntryPointer{Entry::make(probe, value, budget_)};
  } catch (...) {
    budget_.give_back(bytes);
    throw;
  }
}

void Store::set(zin_cache_item& item, Moment& moment) {
  if (has(item, ZIN_CSET_TOUCH)) return touch(item, moment);
  const Probe wanted = probe(plugin::view(item.key));
  const std::string_view value = plugin::view(item.value);
  EntryPointer made;
  if (value.size() <= max_value_bytes()) made = make(wanted, value, moment);
  if (made == nullptr) {
    item.status = ZIN_E_NOMEM;
    return;
  }
  Shard& shard = shard_of(wanted);
  const bool done = with_room_to_grow(shard, moment, [&] {
    const Entry* const there = shard.find(wanted, moment);
    if (!is_met(item, there)) return;
    const bool keeps = has(item, ZIN_CSET_KEEP_TTL) && there != nullptr;
    made->expires_ns = keeps ? there->expires_ns : expiry(item.ttl_ns, moment);
    made->version = last_version_.fetch_add(1, std::memory_order_relaxed) + 1;
    item.version = made->version;
    shard.put(std::move(made));
    ++shard.figures.sets;
    item.flags |= ZIN_COUT_HIT;
  });
  if (!done) item.status = ZIN_E_NOMEM;
}

void Store::touch(zin_cache_item& item, Moment& moment) {
  const Probe wanted = probe(plugin::view(item.key));
  Shard& shard = shard_of(wanted);
  const std::lock_guard lock{shard.mutex};
  Entry* const entry = shard.find(wanted, moment);
  if (entry == nullptr || !is_met(item, entry)) return;
  entry->expires_ns = expiry(item.ttl_ns, moment);
  item.version = entry->version;
  item.flags |= ZIN_COUT_HIT;
}

void Store::remove(zin_cache_item& item, Moment& moment) {
  const Probe wanted = probe(plugin::view(item.key));
  Shard& shard = shard_of(wanted);
  const std::lock_guard lock{shard.mutex};
  Entry* const entry = shard.find(wanted, moment);
  if (entry == nullptr || !is_met(item, entry)) return;
  shard.remove(*entry);
  item.flags |= ZIN_COUT_HIT;
}

std::optional<std::int64_t> Store::add(std::string_view key, std::int64_t by, std::int64_t ttl_ns,
                                       Moment& moment) {
  const Probe wanted = probe(key);
  Shard& shard = shard_of(wanted);
  for (;;) {
    std::int64_t sum = by;
    std::uint64_t version = 0;
    {
      const std::lock_guard lock{shard.mutex};
      if (const Entry* const there = shard.find(wanted, moment)) {
        const auto number = number_in(there->value());
        if (!number || __builtin_add_overflow(*number, by, &sum)) return std::nullopt;
        version = there->version;
      }
    }
    zin_cache_item item{};
    item.key = plugin::str(key);
    const std::string text = std::to_string(sum);
    item.value = plugin::str(text);
    item.ttl_ns = ttl_ns;
    item.version = version;
    item.flags = version == 0 ? ZIN_CSET_IF_ABSENT : ZIN_CSET_IF_VERSION | ZIN_CSET_KEEP_TTL;
    set(item, moment);
    if (item.status != ZIN_OK) {
      throw plugin::Failure(ZIN_E_NOMEM, ZIN_CAT_RESOURCE,
                            "the counter does not fit into max_bytes");
    }
    if (has(item, ZIN_COUT_HIT)) return sum;
  }
}

bool Store::make_room(std::uint64_t bytes, Moment& moment) {
  while (!budget_.try_take(bytes)) {
    if (bytes > budget_.max() || !evict_one(moment)) return false;
  }
  return true;
}

// From each shard in turn, so that all age alike, with one lock at a time.
bool Store::evict_one(Moment& moment) {
  for (std::size_t tried = 0; tried < shards_.size(); ++tried) {
    const std::size_t at = next_victim_.fetch_add(1, std::memory_order_relaxed);
    Shard& shard = *shards_[at & (shards_.size() - 1)];
    const std::lock_guard lock{shard.mutex};
    if (shard.evict(moment)) return true;
  }
  return false;
}

std::uint64_t Store::clear(std::string_view prefix) {
  std::uint64_t removed = 0;
  for (const auto& shard : shards_) {
    const std::lock_guard lock{shard->mutex};
    removed += shard->clear(prefix);
  }
  return removed;
}

KeyPage Store::page(std::string_view prefix, std::size_t shard, Moment& moment) {
  KeyPage page;
  {
    const std::lock_guard lock{shards_[shard]->mutex};
    shards_[shard]->for_each(moment, [&](const Entry& entry) {
      if (entry.key().starts_with(prefix)) page.add(entry.key());
    });
  }
  if (shard + 1 < shards_.size()) page.resume = std::to_string(shard + 1);
  return page;
}

Figures Store::figures() {
  Figures sum;
  for (const auto& shard : shards_) {
    const std::lock_guard lock{shard->mutex};
    sum.hits += shard->figures.hits;
    sum.misses += shard->figures.misses;
    sum.sets += shard->figures.sets;
    sum.evicted += shard->figures.evicted;
    sum.expired += shard->figures.expired;
    sum.items += shard->figures.items;
  }
  return sum;
}

}  // namespace zin::memory
