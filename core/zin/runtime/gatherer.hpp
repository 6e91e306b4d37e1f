// Sends asynchronous reads together when every connection is busy.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <deque>
#include <mutex>
#include <vector>

#include "zin/base/fork_guard.hpp"
#include "zin/loop/fiber.hpp"
#include "zin/runtime/gathered_read.hpp"
#include "zin/runtime/pool.hpp"
#include "zin/sql/dialect.hpp"

namespace zin::runtime {

/// Reads that find no connection wait in groups: a group takes one place in the pool's line, and
/// what has come until it is served goes out as one batch. [thread-safe]
class Gatherer final : detail::ForkAware {
 public:
  /// Most reads of one batch: enough that a round trip costs little for each.
  static constexpr std::size_t most = 256;

  explicit Gatherer(Pool& pool) : pool_(pool) {}

  /// Takes it when no connection is free and its words do nothing but read, and tells it then when
  /// it is done; else gives false.
  /// The group waits on a clone of `loop`.
  [[nodiscard]] bool take(detail::GatheredRead& read, detail::Loop& loop, Dialect dialect);
  /// Gives whether it was still waiting: it is not told any more.
  [[nodiscard]] bool remove(detail::GatheredRead& read) noexcept;

 private:
  class Group;
  using Reads = std::vector<detail::GatheredRead*>;

  [[nodiscard]] Reads next_batch();
  [[nodiscard]] Reads all_waiting();
  [[nodiscard]] bool needs_a_group();
  void before_fork() noexcept override { mutex_.lock(); }
  void after_fork_in_parent() noexcept override { mutex_.unlock(); }
  // What waits is the parent's.
  void after_fork_in_child() noexcept override {
    waiting_.clear();
    lined_up_ = false;
    mutex_.unlock();
  }

  Pool& pool_;
  std::mutex mutex_;
  std::deque<detail::GatheredRead*> waiting_;
  bool lined_up_ = false;  // a group waits in the line for those
  detail::ForkGuard fork_guard_{*this};
};

}  // namespace zin::runtime
