// Who holds a lock, in a form that tells whether that process still lives.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace zin::migrate {

/// One process. Two processes of the same machine that see each other's numbers have the same
/// `machine`.
struct LockHolder {
  std::string host;
  std::string machine;  ///< A digest of host, boot and namespace of process numbers.
  std::int64_t process = 0;
  std::int64_t started = 0;  ///< When it started, in the kernel's ticks: numbers are used again.

  /// The calling process. [thread-safe]
  [[nodiscard]] static LockHolder this_process();
  /// Whether it is known to live no more: it was on this machine, and is not there. Of a process of
  /// another machine nobody knows: false. [thread-safe]
  [[nodiscard]] bool is_dead() const;
  /// "process 4711 on web1".
  [[nodiscard]] std::string text() const;
};

}  // namespace zin::migrate
