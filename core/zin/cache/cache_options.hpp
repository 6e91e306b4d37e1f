// What remember() and flexible() may be asked besides.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

#include "zin/cache/ttl.hpp"

namespace zin {

struct RememberOptions {
  /// How long a caller waits for the one that makes the value. One that has waited so long makes it
  /// itself, for the others too: whoever hangs delays the rest by this, and no more.
  std::chrono::milliseconds patience{10000};
  /// More than 0: before the value expires one caller or another makes it anew, the likelier the
  /// nearer the end and the longer that takes, so that a busy key is never cold (Vattani,
  /// Chierichetti, Lowenstein: Optimal Probabilistic Cache Stampede Prevention, 2015). 1 is their
  /// optimum, larger is earlier. Costs a second key beside the value. Needs a store with TTLs.
  double early = 0;
};

/// For flexible(), both from the time of writing.
struct Freshness {
  std::chrono::nanoseconds fresh;  ///< The value is good for so long.
  std::chrono::nanoseconds stale;  ///< It is served for so long; longer than `fresh`.
};

}  // namespace zin
