// The time of day, for deadlines that other machines read.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace zin::kv {

/// The machine's time of day, moved by what the host's clock has been ahead of the machine's since
/// this object was made: the same for a host that tells the machine's time, and in a host's hand
/// for one that tells another, as tests do. [thread-safe]
class WallClock {
 public:
  WallClock() noexcept;

  /// Milliseconds since 1970.
  [[nodiscard]] std::int64_t now_ms() const noexcept;

 private:
  std::int64_t apart_ns_;
};

}  // namespace zin::kv
