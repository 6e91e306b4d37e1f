// How many rows are inserted at once.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>

namespace zin {

struct InsertOptions {
  /// false: pieces of 4,096 rows are committed one by one, and those before a failure stay. In a
  /// transaction of the caller's all rows are part of that, whatever is said here.
  bool atomic = true;
  /// Told on the calling thread, after every few thousand rows at the latest and at the end, how
  /// many the server has been given so far. What it throws ends the insert as a failure does. The
  /// count begins anew when a transaction is tried again.
  std::function<void(std::uint64_t rows)> progress{};
};

}  // namespace zin
