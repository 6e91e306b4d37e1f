// One key and its value, in one block of memory.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "budget.hpp"
#include "zin/abi/cache.h"

namespace zin::memory {

/// A key with its hash, computed once.
struct Probe {
  std::string_view key;
  std::size_t hash;
};
[[nodiscard]] inline Probe probe(std::string_view key) noexcept {
  return {key, std::hash<std::string_view>{}(key)};
}

/// Lives while the table or a pin refers to it, and is charged to the budget for as long. Key and
/// value never change; what does is guarded by the shard's mutex.
class Entry {
 public:
  Entry(const Entry&) = delete;
  Entry& operator=(const Entry&) = delete;

  /// What an entry is charged.
  [[nodiscard]] static std::uint64_t charge(std::size_t key_bytes,
                                            std::size_t value_bytes) noexcept {
    return block_bytes(sizeof(Entry) + key_bytes + value_bytes);
  }
  /// One reference, the caller's. Requires: charge() was taken from the budget; it is given back
  /// with the last reference. Throws std::bad_alloc, with the charge still taken.
  [[nodiscard]] static Entry* make(const Probe& probe, std::string_view value, Budget& budget);

  [[nodiscard]] std::string_view key() const noexcept { return {text(), key_bytes_}; }
  [[nodiscard]] std::string_view value() const noexcept {
    return {text() + key_bytes_, value_bytes_};
  }
  [[nodiscard]] std::size_t hash() const noexcept { return hash_; }
  [[nodiscard]] std::uint64_t bytes() const noexcept { return charge(key_bytes_, value_bytes_); }

  void refer() noexcept { references_.fetch_add(1, std::memory_order_relaxed); }
  /// Destroys it with the last reference. [thread-safe]
  void release() noexcept {
    if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1) destroy();
  }

  // What a hit needs comes last, beside the key.
  Entry* next = nullptr;  ///< In the ring of its shard.
  Entry* previous = nullptr;
  std::uint64_t version = 0;
  std::int64_t expires_ns = ZIN_NEVER;
  bool recently_used = false;

 private:
  Entry(const Probe& probe, std::string_view value, Budget& budget) noexcept;
  ~Entry() = default;
  void destroy() noexcept;
  [[nodiscard]] const char* text() const noexcept {
    return reinterpret_cast<const char*>(this + 1);
  }

  Budget& budget_;
  const std::size_t hash_;
  const std::uint64_t value_bytes_;
  const std::uint32_t key_bytes_;
  std::atomic<std::uint32_t> references_{1};
};

struct Release {
  void operator()(Entry* entry) const noexcept { entry->release(); }
};
using EntryPointer = std::unique_ptr<Entry, Release>;

}  // namespace zin::memory
