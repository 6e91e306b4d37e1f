// Blocks of an arena: counted references, a parent, and what has to be destroyed.
// SPDX-License-Identifier: MIT
#include "zin/query/arena.hpp"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstring>

#include "zin/base/thread_cache.hpp"

namespace zin::query {
namespace {

// Holds the tree of a usual query.
constexpr std::size_t usual_bytes = 1792;
constexpr std::size_t kept_blocks = 8;

}  // namespace

// One allocation. Only an arena that holds the one reference adds to it; another one begins a block
// of its own on top, so that what a copy of a query sees never changes.
struct Arena::Block {
  std::atomic<std::uint32_t> references{1};
  Block* parent;
  Values* values = nullptr;
  Holding* holdings = nullptr;
  std::byte* front;
  std::byte* end;

  static Block* make(std::size_t bytes, Block* parent) {
    void* const memory =
        bytes <= usual_bytes ? Cache::take([](const Memory&) { return true; }) : nullptr;
    const std::size_t size = std::max(bytes, usual_bytes);
    return ::new (memory != nullptr ? memory : ::operator new(sizeof(Block) + size))
        Block(size, parent);
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
    const auto bytes =
        static_cast<std::size_t>(block->end - reinterpret_cast<std::byte*>(block + 1));
    block->~Block();
    bytes == usual_bytes ? Cache::keep(reinterpret_cast<Memory*>(block)) : ::operator delete(block);
    return parent;
  }

 private:
  struct Memory;  // of a block that has ended
  struct Free {
    void operator()(Memory* memory) const noexcept { ::operator delete(memory); }
  };
  using Cache = detail::ThreadCache<Memory, kept_blocks, Free>;

  Block(std::size_t size, Block* on_top_of) noexcept
      : parent(on_top_of), front(reinterpret_cast<std::byte*>(this + 1)), end(front + size) {}
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
    block = Block::destroy(block);
  }
}

void* Arena::allocate(std::size_t size, std::size_t alignment) {
  const std::size_t needed = size + alignment - 1;
  if (block_ == nullptr || static_cast<std::size_t>(block_->end - block_->front) < needed ||
      block_->references.load(std::memory_order_acquire) != 1) {
    add_block(needed);
  }
  const auto address = reinterpret_cast<std::uintptr_t>(block_->front);
  std::byte* const place = block_->front + ((alignment - address % alignment) % alignment);
  block_->front = place + size;
  return place;
}

void Arena::add_block(std::size_t least) {
  // Each block is larger than the one below it, so that a long list takes few.
  std::size_t bytes = least;
  if (block_ != nullptr && least > usual_bytes / 4) {
    bytes = std::max(least, static_cast<std::size_t>(
                                2 * (block_->end - reinterpret_cast<std::byte*>(block_ + 1))));
  }
  block_ = Block::make(bytes, block_);
}

std::string_view Arena::keep(std::string_view text) {
  if (text.empty()) return {};
  auto* const copy = static_cast<char*>(allocate(text.size(), 1));
  std::memcpy(copy, text.data(), text.size());
  return {copy, text.size()};
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
