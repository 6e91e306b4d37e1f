// Pages with an unreadable one behind them.
// SPDX-License-Identifier: MIT
#include "fence.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <new>

namespace zin::conform {

Fence::Fence(std::size_t size, std::size_t alignment, std::byte pattern)
    : size_{size}, pattern_{pattern} {
  const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  const std::size_t padded = (size + alignment - 1) / alignment * alignment;
  const std::size_t usable = (std::max<std::size_t>(padded, 1) + page - 1) / page * page;
  mapped_ = usable + page;
  void* pages = mmap(nullptr, mapped_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED || mprotect(static_cast<std::byte*>(pages) + usable, page, PROT_NONE)) {
    throw std::bad_alloc{};
  }
  pages_ = static_cast<std::byte*>(pages);
  data_ = pages_ + usable - padded;
  std::fill(data_, data_ + padded, pattern);
}

bool Fence::intact() const noexcept {
  const std::byte* end = pages_ + mapped_ - static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  return std::all_of(static_cast<const std::byte*>(data_) + size_, end,
                     [&](std::byte b) { return b == pattern_; });
}

void Fence::close() noexcept { mprotect(pages_, mapped_, PROT_NONE); }

FencedText::FencedText(std::string_view text) : fence_{text.size(), 1} {
  std::memcpy(fence_.data(), text.data(), text.size());
}

}  // namespace zin::conform
