// Where the asynchronous verbs of a cache run.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/base/export.hpp"

namespace zin::detail {

class Loop;

class ZIN_API CacheLoops {
 public:
  /// For an operation that waits on `callers`: that, or threads that may block.
  [[nodiscard]] virtual Loop& loop_for(Loop& callers) = 0;

 protected:
  CacheLoops() = default;
  ~CacheLoops() = default;
};

}  // namespace zin::detail
