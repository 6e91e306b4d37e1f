// Threads for fibers that block them: drivers without an asynchronous side, name look-ups.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <mutex>

#include "zin/base/fork_guard.hpp"
#include "zin/loop/loop.hpp"

namespace zin::detail {

/// In a forked child the threads are started anew; what they were given is the parent's alone.
/// [thread-safe]
class Workers final : ForkAware {
 public:
  /// Starts none yet. 0 threads: as many as the machine has cores.
  explicit Workers(unsigned threads);
  /// Waits until the threads have done what they were given.
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// Starts the threads when it is asked for the first time. Lives as long as this object.
  /// Throws std::system_error when there are no threads left.
  [[nodiscard]] Loop& loop();

 private:
  struct Pool;
  void before_fork() noexcept override;
  void after_fork_in_parent() noexcept override;
  void after_fork_in_child() noexcept override;

  const unsigned threads_;
  std::mutex mutex_;
  std::unique_ptr<Pool> pool_;
  ForkGuard fork_guard_{*this};
};

}  // namespace zin::detail
