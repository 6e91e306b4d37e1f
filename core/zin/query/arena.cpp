// Blocks of an arena: counted references, a parent, and what has to be destroyed.
// SPDX-License-Identifier: MIT
#include "zin/query/arena.hpp"

#include <algorithm>

#include "zin/base/thread_cache.hpp"

namespace zin::query {
namespace {

// Holds the tree of a usual query.
constexpr std::size_t usual_bytes = 1792;
constexpr std::size_t kept_blocks = 8;

}  // namespace

struct Arena::Blocks {
  static Block* make(std::size_t bytes, Block* parent) {
    void* const memory =
        bytes <= usual_bytes ? Cache::take([](const Memory&) { return true; }) : nullptr;
    const std::size_t size = std::max(bytes, usual_bytes);
    void* const place = memory != nullptr ? memory : ::operator new(sizeof(Block) + size);
    auto* const front = static_cast<std::byte*>(place) + sizeof(Block);
    return ::new (place) Block{.parent = parent, .front = front, .end = front + size};
  }

  // Gives the parent, whose reference the caller now holds.
  static Block* destroy(Block* block) noexcept {
    for (const Values* values = block->values; values != nullptr; values = values->before) {
      std::destroy_n(reinterpret_cast<const Value*>(values + 1), values->count);
    }
    for (const Holding* held = block->holdings; held != nullptr; held = held->before) {
      release(held->block);
    }
    Block* const parent = block->parent;
    const std::size_t bytes = size_of(*block);
    block->~Block();
    bytes == usual_bytes ? Cache::keep(reinterpret_cast<Memory*>(block)) : ::operator delete(block);
    return parent;
  }

  static std::size_t size_of(const Block& block) noexcept {
    return static_cast<std::size_t>(block.end - reinterpret_cast<const std::byte*>(&block + 1));
  }

 private:
  struct Memory;  // of a block that has ended
  struct Free {
    void operator()(Memory* memory) const noexcept { ::operator delete(memory); }
  };
  using Cache = detail::ThreadCache<Memory, kept_blocks, Free>;
};

Arena::Arena(const Arena& other) noexcept : block_(other.block_) {
  if (block_ != nullptr) retain(block_);
}

void Arena::retain(Block* block) noexcept {
  block->references.fetch_add(1, std::memory_order_relaxed);
}

void Arena::release(Block* block) noexcept {
  // The only holder need not tell others.
  while (block != nullptr && (block->references.load(std::memory_order_acquire) == 1 ||
                              block->references.fetch_sub(1, std::memory_order_acq_rel) == 1)) {
    block = Blocks::destroy(block);
  }
}

void Arena::add_block(std::size_t least) {
  // Each block is larger than the one below it, so that a long list takes few.
  std::size_t bytes = least;
  if (block_ != nullptr && least > usual_bytes / 4) {
    bytes = std::max(least, 2 * Blocks::size_of(*block_));
  }
  block_ = Blocks::make(bytes, block_);
}

Arena::Values& Arena::new_values(std::size_t count) {
  void* const place = allocate(sizeof(Values) + count * sizeof(Value), alignof(Values));
  auto* const values = ::new (place) Values{.before = block_->values, .count = 0};
  block_->values = values;
  return *values;
}

void Arena::keep(const Arena& other) {
  if (other.block_ == nullptr || other.block_ == block_) return;
  void* const place = allocate(sizeof(Holding), alignof(Holding));
  block_->holdings = ::new (place) Holding{.before = block_->holdings, .block = other.block_};
  retain(other.block_);
}

}  // namespace zin::query
