// Memory for values that live until the next batch of rows, or the next execution.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace zin::postgres {

/// Hands out bytes that stay where they are until clear(), which keeps the first block: filling it
/// again touches no new memory.
class Arena {
 public:
  /// `size` bytes, aligned for any scalar.
  [[nodiscard]] char* take(std::size_t size) {
    const std::size_t rounded = (size + 7) & ~std::size_t{7};
    if (static_cast<std::size_t>(end_ - free_) < rounded) [[unlikely]]
      grow(rounded);
    char* const taken = free_;
    free_ += rounded;
    return taken;
  }
  /// A copy with a 0 byte behind it.
  [[nodiscard]] const char* copy(const void* bytes, std::size_t size) {
    char* const to = take(size + 1);
    if (size != 0) std::memcpy(to, bytes, size);
    to[size] = '\0';
    return to;
  }
  [[nodiscard]] const char* copy(std::string_view text) { return copy(text.data(), text.size()); }

  void clear() noexcept {
    if (blocks_.empty()) return;
    // One very large value must not keep its memory for the rest of the connection's life.
    if (blocks_.size() > 1) blocks_.resize(first_size_ <= kept_bytes ? 1 : 0);
    bytes_ = blocks_.empty() ? 0 : first_size_;
    free_ = blocks_.empty() ? nullptr : blocks_.front().get();
    end_ = free_ + bytes_;
  }
  /// All memory held.
  [[nodiscard]] std::uint64_t bytes() const noexcept { return bytes_; }

 private:
  static constexpr std::size_t block_bytes = 32U << 10;
  static constexpr std::size_t kept_bytes = 1U << 20;

  void grow(std::size_t size) {
    const std::size_t block = std::max(block_bytes, size);
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(block));
    if (blocks_.size() == 1) first_size_ = block;
    free_ = blocks_.back().get();
    end_ = free_ + block;
    bytes_ += block;
  }

  std::vector<std::unique_ptr<char[]>> blocks_;
  char* free_ = nullptr;
  char* end_ = nullptr;
  std::size_t first_size_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace zin::postgres
