// The pools of the process.
// SPDX-License-Identifier: MIT
#pragma once

#include <mutex>
#include <vector>

#include "zin/base/fork_guard.hpp"

namespace zin::runtime {

class PoolState;

/// Knows each pool while it lives. [thread-safe]
class PoolDirectory final : detail::ForkAware {
 public:
  [[nodiscard]] static PoolDirectory& of_process();

  void add(PoolState& pool);
  /// When it returns, nobody looks at the pool any more.
  void remove(PoolState& pool) noexcept;

  /// Calls `look` with each pool; none is destroyed meanwhile, and `look` must not do so.
  template <class Look>
  void for_each(Look look) {
    const std::lock_guard lock{mutex_};
    for (const PoolState* const pool : pools_) look(*pool);
  }

 private:
  PoolDirectory();
  void before_fork() noexcept override { mutex_.lock(); }
  void after_fork_in_parent() noexcept override { mutex_.unlock(); }
  void after_fork_in_child() noexcept override { mutex_.unlock(); }

  std::mutex mutex_;
  std::vector<PoolState*> pools_;
  detail::ForkGuard fork_guard_{*this, detail::ForkGuard::Rank::outer};  // see for_each()
};

}  // namespace zin::runtime
