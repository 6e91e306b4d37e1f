// What has to be put right around a fork().
// SPDX-License-Identifier: MIT
#pragma once

#include <mutex>

namespace zin::detail {

/// An object with state that a forked child may not take over as it is: a mutex that another thread
/// holds, threads that are gone, a connection that is its parent's.
class ForkAware {
 public:
  /// Before the fork, on the thread that forks; takes its mutexes, so that the child finds what
  /// they guard complete. Must not make or destroy a ForkGuard, here or where those are held.
  virtual void before_fork() noexcept = 0;
  virtual void after_fork_in_parent() noexcept = 0;
  /// In the child, whose only thread this is.
  virtual void after_fork_in_child() noexcept = 0;

 protected:
  ~ForkAware() = default;
};

/// While it lives, each fork() of the process tells `object`, as far as it goes through the C
/// library: not vfork() and posix_spawn(), whose children only execute another program. Declare it
/// last in the object. [thread-safe]
class ForkGuard {
 public:
  /// Whose mutex is taken first: of the outer ones before the others, and of the same rank those of
  /// objects that were made later, since they use the ones before them.
  enum class Rank { inner, outer };

  explicit ForkGuard(ForkAware& object, Rank rank = Rank::inner);
  ~ForkGuard();
  ForkGuard(const ForkGuard&) = delete;
  ForkGuard& operator=(const ForkGuard&) = delete;

 private:
  ForkAware& object_;
};

/// A mutex that a forked child finds free, with what it guards complete. For std::lock_guard and
/// the like. Must not be held where a ForkGuard is made or destroyed. [thread-safe]
class ForkSafeMutex final : ForkAware {
 public:
  ForkSafeMutex() = default;
  ForkSafeMutex(const ForkSafeMutex&) = delete;
  ForkSafeMutex& operator=(const ForkSafeMutex&) = delete;

  void lock() { mutex_.lock(); }
  void unlock() noexcept { mutex_.unlock(); }

 private:
  void before_fork() noexcept override { mutex_.lock(); }
  void after_fork_in_parent() noexcept override { mutex_.unlock(); }
  void after_fork_in_child() noexcept override { mutex_.unlock(); }

  std::mutex mutex_;
  ForkGuard guard_{*this};
};

/// In a forked child: what the parent's objects are made of, which must be neither used nor
/// destroyed here, stays where it is; leak checkers see that it is meant.
void leave_memory_to_parent(const void* memory);

}  // namespace zin::detail
