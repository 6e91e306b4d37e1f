// A store driver in the process that can do little, and counts what it is asked.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "zin/abi/cache.h"
#include "zin/cache/cache_store.hpp"
#include "zin/host/cache_handle.hpp"

namespace zin::test {

/// Blocks, takes one call at a time, and does nothing atomically: like a service across a network.
struct PlainStore {
  std::atomic<int> inside{0};       ///< Calls now.
  std::atomic<int> most_inside{0};  ///< At the same time, ever.
  std::atomic<int> reads{0}, writes{0};
  std::atomic<int> failures_left{0};  ///< The next calls fail as a connection that is lost.
  std::mutex mutex;
  std::set<std::thread::id> threads;  ///< That called.

  /// The one that the driver's calls go to.
  static PlainStore& current();
};

/// With `more` capabilities (ZIN_CCAP_*) declared.
const host::CacheHandle& plain_driver(std::uint64_t more = 0);
CacheStore open_plain(std::uint64_t more = 0, CacheConfig config = {});

}  // namespace zin::test
