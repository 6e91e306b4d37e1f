// What a pool costs elsewhere: the least that is possible, and the pools of other libraries.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace zin::bench {

/// A pool of two connections to SQLite in memory. `pairs(n)` takes one and gives it back n times,
/// on any thread; empty when the library was not there when this was built.
struct PoolPeer {
  std::string name;
  std::function<void(std::uint64_t)> pairs;
};

/// Two atomic exchanges on a line of memory of the thread's own: no pool can do with less.
[[nodiscard]] PoolPeer two_atomics();
/// SOCI's soci::session on a soci::connection_pool.
[[nodiscard]] PoolPeer soci_pool();
/// Poco::Data::SessionPool.
[[nodiscard]] PoolPeer poco_pool();

}  // namespace zin::bench
