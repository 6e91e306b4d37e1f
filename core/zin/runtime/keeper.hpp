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

 private:
  Pool& pool_;
};

}  // namespace zin::runtime
