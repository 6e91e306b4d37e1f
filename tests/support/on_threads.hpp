// The same work on several threads at once.
// SPDX-License-Identifier: MIT
#pragma once

#include <thread>
#include <vector>

namespace zin::test {

/// Calls `work(thread)` on `count` threads, numbered from 0, and waits for them. Boost.Test is for
/// one thread alone, so what is wrong is for the work to count.
template <class Work>
void on_threads(unsigned count, Work work) {
  std::vector<std::jthread> threads;
  for (unsigned at = 0; at < count; ++at) threads.emplace_back(work, at);
}

}  // namespace zin::test
