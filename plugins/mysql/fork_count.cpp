// Counts forks.
// SPDX-License-Identifier: MIT
#include "fork_count.hpp"

#include <pthread.h>

#include <atomic>

namespace zin::mysql {
namespace {

std::atomic<std::uint32_t> forks{0};

// getpid() in each operation would be a system call.
const bool counts = [] {
  return pthread_atfork(nullptr, nullptr, [] { forks.fetch_add(1, std::memory_order_relaxed); }) ==
         0;
}();

}  // namespace

std::uint32_t fork_count() noexcept {
  static_cast<void>(counts);
  return forks.load(std::memory_order_relaxed);
}

}  // namespace zin::mysql
