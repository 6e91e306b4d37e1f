// Where fibers wait and go on: an event loop, or threads that may block.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/loop/fiber.hpp"

namespace zin::detail {

/// The registration of the descriptors of one connection with one event loop; destroying it ends
/// that. Not while a fiber waits with it.
class ZIN_API Watch {
 public:
  Watch() = default;
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  virtual ~Watch();
};

/// Implemented over an executor of the application, see async.hpp, and by Workers.
/// Must outlive the fibers on it. [thread-safe]
class ZIN_API Loop {
 public:
  /// `thread_context` names what the loop's threads run, for Runners.
  explicit Loop(const void* thread_context) noexcept : thread_context_(thread_context) {}
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  /// Calls fiber.fire() once something that fiber.waits_for() comes, which may be at once and on
  /// another thread, and sees then that it goes on. A loop that has ended fires ready_abandoned.
  virtual void arm(Fiber& fiber) noexcept = 0;
  /// Takes that back: when it returns, nobody fires any more.
  virtual void disarm(Fiber& fiber) noexcept = 0;
  /// Calls fiber.go_on() soon on one of the loop's threads.
  virtual void post(Fiber& fiber) noexcept = 0;
  /// Whether it waits for descriptors; else its threads may block.
  [[nodiscard]] virtual bool polls() const noexcept = 0;

  /// For a fiber of this loop that goes to another one; nullptr where this one cannot end before
  /// it.
  [[nodiscard]] virtual std::shared_ptr<Tether> tether(Fiber& fiber) = 0;
  /// Another one on the same executor, with a life of its own.
  [[nodiscard]] virtual std::unique_ptr<Loop> clone() const = 0;
  virtual ~Loop();

  [[nodiscard]] const void* thread_context() const noexcept { return thread_context_; }

 private:
  const void* thread_context_;
};

}  // namespace zin::detail
