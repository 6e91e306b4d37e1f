// How a transaction is run.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "zin/base/deadline.hpp"

namespace zin {

enum class Isolation : std::uint8_t { default_, read_committed, repeatable_read, serializable };

struct TransactionOptions {
  /// How often it is run in all when it fails with a retryable error (deadlock, serialisation
  /// failure, busy, a connection lost before the commit); 1 = once, 0 = as the connection's
  /// `retries` says.
  std::uint32_t attempts = 0;
  /// default_ = the server's. A driver that cannot give it refuses before any statement.
  Isolation isolation = Isolation::default_;
  /// The server refuses writes. Otherwise a database with one writer (SQLite) takes its write lock
  /// at the start, so that a transaction does not fail half-way.
  bool read_only = false;
  /// Ends all of it, retries included. Each statement is cancelled when it passes.
  Deadline deadline{};
};

}  // namespace zin
