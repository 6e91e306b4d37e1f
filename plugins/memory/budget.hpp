// How much memory a store uses, and may.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <new>

namespace zin::memory {

/// Counts the blocks of all entries and tables as the allocator rounds them. [thread-safe]
class Budget {
 public:
  explicit Budget(std::uint64_t max) noexcept : max_(max) {}

  /// False, with nothing taken, when that would be too much.
  [[nodiscard]] bool try_take(std::uint64_t bytes) noexcept {
    std::uint64_t used = used_.load(std::memory_order_relaxed);
    do {
      if (bytes > max_ || used > max_ - bytes) return false;
    } while (!used_.compare_exchange_weak(used, used + bytes, std::memory_order_relaxed));
    return true;
  }
  /// What is used whether it fits or not.
  void take(std::uint64_t bytes) noexcept { used_.fetch_add(bytes, std::memory_order_relaxed); }
  void give_back(std::uint64_t bytes) noexcept {
    used_.fetch_sub(bytes, std::memory_order_relaxed);
  }

  [[nodiscard]] std::uint64_t used() const noexcept {
    return used_.load(std::memory_order_relaxed);
  }
  [[nodiscard]] std::uint64_t max() const noexcept { return max_; }

 private:
  const std::uint64_t max_;
  std::atomic<std::uint64_t> used_{0};
};

/// What malloc takes for a block of `bytes`: glibc has 8 bytes in front of it and rounds to 16, and
/// those of 128 KiB and more may be whole pages of their own (malloc/malloc.c, request2size and
/// sysmalloc_mmap).
[[nodiscard]] constexpr std::uint64_t block_bytes(std::uint64_t bytes) noexcept {
  constexpr std::uint64_t page = 4096;
  if (bytes >= 128 * 1024) return (bytes + 16 + page - 1) & ~(page - 1);
  const std::uint64_t rounded = (bytes + 8 + 15) & ~std::uint64_t{15};
  return rounded < 32 ? 32 : rounded;
}

/// An allocator that charges a budget; for the tables, which must outlive neither.
template <class T>
class CountingAllocator {
 public:
  using value_type = T;

  explicit CountingAllocator(Budget& budget) noexcept : budget_(&budget) {}
  template <class U>
  CountingAllocator(const CountingAllocator<U>& other) noexcept  // NOLINT(google-explicit-*)
      : budget_(&other.budget()) {}

  T* allocate(std::size_t count) {
    T* const made = static_cast<T*>(::operator new(count * sizeof(T), alignment));
    budget_->take(block_bytes(count * sizeof(T)));
    return made;
  }
  void deallocate(T* memory, std::size_t count) noexcept {
    ::operator delete(memory, alignment);
    budget_->give_back(block_bytes(count * sizeof(T)));
  }

  [[nodiscard]] Budget& budget() const noexcept { return *budget_; }
  template <class U>
  friend bool operator==(const CountingAllocator& a, const CountingAllocator<U>& b) noexcept {
    return &a.budget() == &b.budget();
  }

 private:
  static constexpr std::align_val_t alignment{alignof(T) < 16 ? 16 : alignof(T)};
  Budget* budget_;
};

}  // namespace zin::memory
