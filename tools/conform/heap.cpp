// Asks glibc, or the sanitizer that replaces its allocator.
// SPDX-License-Identifier: MIT
#include "heap.hpp"

#include <malloc.h>

extern "C" __attribute__((weak)) int __lsan_do_recoverable_leak_check();

namespace zin::conform {

std::size_t heap_bytes() noexcept {
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

bool heap_has_leaks() noexcept {
  return __lsan_do_recoverable_leak_check && __lsan_do_recoverable_leak_check() != 0;
}

}  // namespace zin::conform
