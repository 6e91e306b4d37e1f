// The one background thread that looks after all pools of the process.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/runtime/pool.hpp"

namespace zin::runtime {

/// Has a pool maintained from now on until this is destroyed, which waits for a round that is under
/// way. The thread starts with the first pool and ends with the last. [thread-safe]
class Upkeep {
 public:
  /// `pool` must outlive this.
  explicit Upkeep(Pool& pool);
  ~Upkeep();
  Upkeep(const Upkeep&) = delete;
  Upkeep& operator=(const Upkeep&) = delete;

  /// Starts the thread again in a forked child, which has none. Nothing where there is one.
  static void go_on();
  /// No pool is maintained any more; returns when the thread has ended. For the end of the process,
  /// so that no driver is at work while what it needs goes away.
  static void end_all() noexcept;

 private:
  Pool& pool_;
};

}  // namespace zin::runtime
