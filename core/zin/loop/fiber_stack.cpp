// Maps stacks, and keeps them.
// SPDX-License-Identifier: MIT
#include "zin/loop/fiber_stack.hpp"

#include <sys/mman.h>

#include <cstddef>
#include <new>

#include "zin/base/thread_cache.hpp"
#include "zin/loop/sanitized_switch.hpp"

#if defined(ZIN_ADDRESS_SANITIZER)
#include <sanitizer/asan_interface.h>
#endif

namespace zin::detail {
namespace {

// What drivers, TLS libraries and the callbacks of an application need, with a margin. Only touched
// pages are memory.
constexpr std::size_t stack_bytes = 256 * 1024;
constexpr std::size_t guard_bytes = 4096;
constexpr std::size_t mapped_bytes = stack_bytes + guard_bytes;
constexpr std::size_t kept_by_thread = 16;

struct Unmap {
  void operator()(std::byte* bottom) const noexcept { ::munmap(bottom, mapped_bytes); }
};
using Kept = ThreadCache<std::byte, kept_by_thread, Unmap>;

// The last frames of a fiber never return, and leave their marks behind for those of the next one.
void forget_marks([[maybe_unused]] std::byte* bottom) noexcept {
#if defined(ZIN_ADDRESS_SANITIZER)
  __asan_unpoison_memory_region(bottom + guard_bytes, stack_bytes);
#endif
}

}  // namespace

boost::context::stack_context FiberStack::allocate() {
  std::byte* bottom = Kept::take([](const std::byte&) { return true; });
  if (bottom == nullptr) {
    void* const mapped = ::mmap(nullptr, mapped_bytes, PROT_READ | PROT_WRITE,
                                MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK | MAP_NORESERVE, -1, 0);
    if (mapped == MAP_FAILED) throw std::bad_alloc();
    bottom = static_cast<std::byte*>(mapped);
    if (::mprotect(bottom, guard_bytes, PROT_NONE) != 0) {
      Unmap{}(bottom);
      throw std::bad_alloc();
    }
  }
  boost::context::stack_context stack;
  stack.size = stack_bytes;
  stack.sp = bottom + mapped_bytes;
  return stack;
}

void FiberStack::deallocate(boost::context::stack_context& stack) noexcept {
  std::byte* const bottom = static_cast<std::byte*>(stack.sp) - mapped_bytes;
  forget_marks(bottom);
  Kept::keep(bottom);
}

}  // namespace zin::detail
