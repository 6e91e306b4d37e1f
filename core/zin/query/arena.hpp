// The memory of a query's tree, which copies of the query share.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

#include "zin/base/export.hpp"
#include "zin/base/value.hpp"

namespace zin::query {

/// Takes nodes, texts and values one behind the other. What was put in never moves and never
/// changes, so a copy of the arena shares it, and both go on in memory of their own.
/// [thread-safe] to copy; [one thread at a time] to add to.
class ZIN_API Arena {
 public:
  Arena() noexcept = default;
  Arena(const Arena& other) noexcept;
  Arena(Arena&& other) noexcept : block_(std::exchange(other.block_, nullptr)) {}
  Arena& operator=(Arena other) noexcept {
    std::swap(block_, other.block_);
    return *this;
  }
  ~Arena() {
    if (block_ != nullptr) release(block_);
  }

  /// A copy of `node`, good as long as the arena or a copy of it. Nodes are never destroyed, nor
  /// changed once they are in a list.
  template <class Node>
  Node* make(const Node& node) {
    static_assert(std::is_trivially_copyable_v<Node> && std::is_trivially_destructible_v<Node>);
    return ::new (allocate(sizeof(Node), alignof(Node))) Node(node);
  }
  /// The same of several nodes.
  template <class Node>
  std::span<const Node> make_all(std::span<const Node> nodes) {
    static_assert(std::is_trivially_copyable_v<Node> && std::is_trivially_destructible_v<Node>);
    if (nodes.empty()) return {};
    auto* const first = static_cast<Node*>(allocate(nodes.size_bytes(), alignof(Node)));
    std::uninitialized_copy(nodes.begin(), nodes.end(), first);
    return {first, nodes.size()};
  }
  [[nodiscard]] std::string_view keep(std::string_view text) {
    if (text.empty()) return {};
    auto* const copy = static_cast<char*>(allocate(text.size(), 1));
    std::memcpy(copy, text.data(), text.size());
    return {copy, text.size()};
  }
  /// Room for `count` values, of which the caller moves or copies each into its place.
  template <class Make>
  std::span<const Value> keep_values(std::size_t count, Make make) {
    if (count == 0) return {};
    Values& values = new_values(count);
    auto* const first = reinterpret_cast<Value*>(&values + 1);
    for (; values.count < count; ++values.count) ::new (first + values.count) Value(make());
    return {first, count};
  }
  [[nodiscard]] const Value* keep(Value&& value) {
    return keep_values(1, [&] { return std::move(value); }).data();
  }
  /// What `other` holds lives as long as what is in here.
  void keep(const Arena& other);

 private:
  struct Block;
  struct Blocks;  // makes and ends them
  // In front of values, which have to be destroyed.
  struct alignas(Value) Values {
    Values* before;
    std::size_t count;
  };
  // Another arena's block that is held.
  struct Holding {
    Holding* before;
    Block* block;
  };
  // One allocation, this in front of it.
  struct Block {
    std::atomic<std::uint32_t> references{1};
    Block* parent;
    Values* values = nullptr;
    Holding* holdings = nullptr;
    std::byte* front;  // what is free
    std::byte* end;
  };

  // Only the arena that holds a block's one reference adds to it; another one begins a block of its
  // own on top, so that what a copy of a query sees never changes.
  [[nodiscard]] void* allocate(std::size_t size, std::size_t alignment) {
    const std::size_t most = size + alignment - 1;
    if (block_ == nullptr || static_cast<std::size_t>(block_->end - block_->front) < most ||
        block_->references.load(std::memory_order_acquire) != 1) {
      add_block(most);
    }
    const std::size_t gap = -reinterpret_cast<std::uintptr_t>(block_->front) & (alignment - 1);
    std::byte* const place = block_->front + gap;
    block_->front = place + size;
    return place;
  }
  [[nodiscard]] Values& new_values(std::size_t count);
  void add_block(std::size_t least);
  static void retain(Block* block) noexcept;
  static void release(Block* block) noexcept;

  Block* block_ = nullptr;
};

}  // namespace zin::query
