// Memory for coroutines, used again: frames are larger than what malloc keeps at hand.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <new>

namespace zin::postgres {

/// A few blocks of one size for each thread; larger frames are allocated as usual.
class FrameMemory {
 public:
  FrameMemory() noexcept = default;
  FrameMemory(const FrameMemory&) = delete;
  FrameMemory& operator=(const FrameMemory&) = delete;
  ~FrameMemory() {
    while (size_ > 0) ::operator delete(blocks_[--size_]);
  }

  [[nodiscard]] static void* take(std::size_t size) {
    if (size > block_bytes || !reuses) return ::operator new(size);
    FrameMemory& own = of_thread();
    return own.size_ > 0 ? own.blocks_[--own.size_] : ::operator new(block_bytes);
  }
  static void give(void* block, std::size_t size) noexcept {
    if (size <= block_bytes && reuses) {
      FrameMemory& own = of_thread();
      if (own.size_ < own.blocks_.size()) {
        own.blocks_[own.size_++] = block;
        return;
      }
    }
    ::operator delete(block);
  }

 private:
  static constexpr std::size_t block_bytes = 2048;
  // AddressSanitizer sees a frame that is used after its end only when its memory is gone.
#if defined(__SANITIZE_ADDRESS__)
  static constexpr bool reuses = false;
#else
  static constexpr bool reuses = true;
#endif

  static FrameMemory& of_thread() noexcept {
    static thread_local FrameMemory own;
    return own;
  }

  std::array<void*, 4> blocks_{};
  std::size_t size_ = 0;
};

}  // namespace zin::postgres
