// The ring, and what goes when there is no room.
// SPDX-License-Identifier: MIT
#include "shard.hpp"

namespace zin::memory {

Shard::Shard(Budget& budget) : table_(0, Hash{}, Equal{}, CountingAllocator<Entry*>{budget}) {}

Shard::~Shard() { clear({}); }

void Shard::put(EntryPointer entry) {
  const auto [at, is_new] = table_.insert(entry.get());
  if (!is_new) {
    Entry* const old = *at;
    // Equal by their keys: the place in the table may stay.
    const_cast<Entry*&>(*at) = entry.get();
    unlink(*old);
    old->release();
  } else {
    ++figures.items;
  }
  link(*entry.release());
}

void Shard::remove(Entry& entry) noexcept { erase(table_.find(Probe{entry.key(), entry.hash()})); }

void Shard::erase(Table::iterator at) noexcept {
  Entry* const entry = *at;
  table_.erase(at);
  unlink(*entry);
  --figures.items;
  entry->release();
}

// Behind the hand: the hand comes to it after a whole round.
void Shard::link(Entry& entry) noexcept {
  if (hand_ == nullptr) {
    entry.next = entry.previous = &entry;
    hand_ = broom_ = &entry;
    return;
  }
  entry.next = hand_;
  entry.previous = hand_->previous;
  entry.previous->next = &entry;
  hand_->previous = &entry;
}

void Shard::unlink(Entry& entry) noexcept {
  if (entry.next == &entry) {
    hand_ = broom_ = nullptr;
    return;
  }
  if (hand_ == &entry) hand_ = entry.next;
  if (broom_ == &entry) broom_ = entry.next;
  entry.next->previous = entry.previous;
  entry.previous->next = entry.next;
}

// Groups of 15 slots and a word of 16 bytes for each (boost/unordered/detail/foa/table_core.hpp);
// the number of groups doubles.
std::uint64_t Shard::growth() const noexcept {
  if (table_.size() < table_.max_load()) return 0;
  const std::uint64_t slots = 2 * (table_.bucket_count() + 15);
  return block_bytes(slots * sizeof(Entry*) + (slots / 15 + 2) * 16);
}

bool Shard::evict(Moment& moment) noexcept {
  if (hand_ == nullptr) return false;
  for (;;) {
    Entry& entry = *hand_;
    const bool expired = moment.is_past(entry.expires_ns);
    if (!expired && entry.recently_used) {
      entry.recently_used = false;
      hand_ = entry.next;
      continue;
    }
    ++(expired ? figures.expired : figures.evicted);
    remove(entry);
    return true;
  }
}

void Shard::sweep(Moment& moment) noexcept {
  constexpr int looks = 2;  // for each set: faster than what it adds
  for (int look = 0; look < looks && broom_ != nullptr; ++look) {
    Entry& entry = *broom_;
    broom_ = entry.next;
    if (!moment.is_past(entry.expires_ns)) continue;
    ++figures.expired;
    remove(entry);
  }
}

std::uint64_t Shard::clear(std::string_view prefix) noexcept {
  std::uint64_t removed = 0;
  if (hand_ == nullptr) return removed;
  Entry* entry = hand_;
  for (std::uint64_t left = figures.items; left > 0; --left) {
    Entry* const next = entry->next;
    if (entry->key().starts_with(prefix)) {
      remove(*entry);
      ++removed;
    }
    entry = next;
  }
  return removed;
}

}  // namespace zin::memory
