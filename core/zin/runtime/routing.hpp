// What a caller says aloud about the server of a statement.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

#include "zin/base/clock.hpp"
#include "zin/runtime/write_token.hpp"

namespace zin::detail {

/// Of a session; outlives its calls.
struct Routing {
  enum class To : std::uint8_t {
    by_intent,  ///< Reads to a replica, writes to the primary.
    primary,
    replica,  ///< Writes are refused.
  };

  To to = To::by_intent;
  /// Not in the transaction that is open on this thread.
  bool outside_transaction = false;
  /// Reads on a replica wait until it has this, for so long; else they go to the primary.
  WriteToken token{};
  std::chrono::milliseconds token_wait{0};
  /// Not nullptr: reads go to the primary behind the session's own writes; when the last was.
  std::atomic<TimePoint>* own_write = nullptr;
};

}  // namespace zin::detail
