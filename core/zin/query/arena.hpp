// The memory of a query's tree, which copies of the query share.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
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
  [[nodiscard]] std::string_view keep(std::string_view text);
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

  [[nodiscard]] void* allocate(std::size_t size, std::size_t alignment);
  [[nodiscard]] Values& new_values(std::size_t count);
  void add_block(std::size_t least);
  static void retain(Block* block) noexcept;
  static void release(Block* block) noexcept;

  Block* block_ = nullptr;
};

}  // namespace zin::query
