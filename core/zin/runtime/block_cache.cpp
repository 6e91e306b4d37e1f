// Free lists of result blocks, one per size.
// SPDX-License-Identifier: MIT
#include "zin/runtime/block_cache.hpp"

#include <map>
#include <mutex>
#include <new>
#include <vector>

namespace zin::detail {
namespace {

constexpr std::size_t most_kept_bytes = 32U << 20;

struct FreeBlocks {
  std::mutex mutex;
  std::map<std::size_t, std::vector<std::byte*>> by_size;
  std::size_t kept_bytes = 0;
};

FreeBlocks& free_blocks() {
  // Leaked on purpose: results may be destroyed while the process ends.
  static auto* const instance = new FreeBlocks;
  return *instance;
}

}  // namespace

std::byte* take_block(std::size_t bytes) {
  FreeBlocks& free = free_blocks();
  {
    const std::lock_guard lock{free.mutex};
    const auto found = free.by_size.find(bytes);
    if (found != free.by_size.end() && !found->second.empty()) {
      std::byte* const block = found->second.back();
      found->second.pop_back();
      free.kept_bytes -= bytes;
      return block;
    }
  }
  return static_cast<std::byte*>(::operator new(bytes));
}

void give_block(std::byte* block, std::size_t bytes) noexcept {
  try {
    FreeBlocks& free = free_blocks();
    const std::lock_guard lock{free.mutex};
    if (free.kept_bytes + bytes <= most_kept_bytes) {
      free.by_size[bytes].push_back(block);
      free.kept_bytes += bytes;
      return;
    }
  } catch (...) {  // no memory for the list: the block goes back
  }
  ::operator delete(block);
}

}  // namespace zin::detail
