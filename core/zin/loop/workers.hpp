// Threads for fibers that block them: drivers without an asynchronous side, name look-ups.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <mutex>

#include "zin/loop/loop.hpp"

namespace zin::detail {

/// [thread-safe]
class Workers {
 public:
  /// Starts none yet. 0 threads: as many as the machine has cores.
  explicit Workers(unsigned threads) noexcept;
  /// Waits until the threads have done what they were given.
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// Starts the threads when it is asked for the first time. Lives as long as this object.
  /// Throws std::system_error when there are no threads left.
  [[nodiscard]] Loop& loop();

 private:
  struct Pool;
  const unsigned threads_;
  std::mutex mutex_;
  std::unique_ptr<Pool> pool_;
};

}  // namespace zin::detail
