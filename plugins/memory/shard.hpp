// A part of a store with a lock of its own: a table of entries, and the ring in which they age.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/unordered/unordered_flat_set.hpp>
#include <cstdint>
#include <mutex>
#include <string_view>

#include "entry.hpp"
#include "moment.hpp"

namespace zin::memory {

struct Figures {
  std::uint64_t hits = 0, misses = 0, sets = 0, evicted = 0, expired = 0, items = 0;
};

/// Evicts by CLOCK: a hand goes round the ring; what was used since it came by last is passed over
/// once. A hit so costs one flag, and no order has to be kept. [one thread at a time], which
/// `mutex` is for.
class alignas(64) Shard {
 public:
  explicit Shard(Budget& budget);
  ~Shard();
  Shard(const Shard&) = delete;
  Shard& operator=(const Shard&) = delete;

  std::mutex mutex;
  Figures figures;

  /// The entry that has not expired; what has is removed. nullptr when there is none.
  [[nodiscard]] Entry* find(const Probe& probe, Moment& moment) noexcept {
    const auto found = table_.find(probe);
    if (found == table_.end()) return nullptr;
    Entry* const entry = *found;
    if (entry->expires_ns != ZIN_NEVER && moment.is_past(entry->expires_ns)) [[unlikely]] {
      ++figures.expired;
      erase(found);
      return nullptr;
    }
    return entry;
  }
  /// Takes the entry over, in place of the one of the same key. Requires: growth() fits.
  /// Throws std::bad_alloc, with nothing changed.
  void put(EntryPointer entry);
  void remove(Entry& entry) noexcept;

  /// Bytes that the table takes when one more entry makes it grow; 0 when it does not.
  [[nodiscard]] std::uint64_t growth() const noexcept;
  /// Removes one entry; false when there is none.
  bool evict(Moment& moment) noexcept;
  /// Looks at a few entries, in turn, and removes those that have expired: what nobody asks for
  /// again would else stay until the budget is used up.
  void sweep(Moment& moment) noexcept;
  /// Gives how many entries were removed.
  std::uint64_t clear(std::string_view prefix) noexcept;

  /// Calls `look` with each entry that has not expired.
  template <class Look>
  void for_each(Moment& moment, Look look) const {
    for (const Entry* const entry : table_) {
      if (!moment.is_past(entry->expires_ns)) look(*entry);
    }
  }

 private:
  struct Hash {
    using is_transparent = void;
    using is_avalanching = void;  // std::hash of libstdc++ is Murmur 2
    std::size_t operator()(const Probe& probe) const noexcept { return probe.hash; }
    std::size_t operator()(const Entry* entry) const noexcept { return entry->hash(); }
  };
  struct Equal {
    using is_transparent = void;
    bool operator()(const Entry* a, const Entry* b) const noexcept {
      return a == b || a->key() == b->key();
    }
    bool operator()(const Probe& probe, const Entry* entry) const noexcept {
      return probe.key == entry->key();
    }
    bool operator()(const Entry* entry, const Probe& probe) const noexcept {
      return probe.key == entry->key();
    }
  };
  using Table = boost::unordered_flat_set<Entry*, Hash, Equal, CountingAllocator<Entry*>>;

  void erase(Table::iterator at) noexcept;
  void link(Entry& entry) noexcept;
  void unlink(Entry& entry) noexcept;

  Table table_;
  Entry* hand_ = nullptr;
  Entry* broom_ = nullptr;
};

}  // namespace zin::memory
