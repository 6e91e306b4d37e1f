// A flow of control with a stack of its own: it waits without keeping its thread.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>

#include "zin/base/clock.hpp"
#include "zin/base/export.hpp"

namespace zin::detail {

class Loop;
class Tether;
class Watch;

/// Why a wait ended: a set. The bits are those of the driver ABI.
using Ready = std::uint32_t;
inline constexpr Ready ready_read = 1, ready_write = 2, ready_error = 4, ready_woken = 8,
                       ready_timer = 16, ready_cancelled = 32, ready_abandoned = 64;

/// A descriptor, the events that are waited for, and those that came; laid out as the driver ABI's.
struct PollFd {
  std::int64_t fd;
  Ready wanted;
  Ready ready;
};

/// What a fiber waits for.
struct Wait {
  std::span<PollFd> fds{};
  std::uint32_t generation = 0;             ///< Changes when the descriptors do.
  std::unique_ptr<Watch>* watch = nullptr;  ///< Where their registration is kept; with fds.
  TimePoint until = TimePoint::max();
};

/// Blocking code runs on it unchanged: where it would block its thread, it waits here, and the
/// thread goes on with other work. It may go on on another thread; what belongs to the flow and not
/// to the thread is behind local(). Derived classes say what it does. Lives until ended() was
/// called. Costs 256 KiB of address space, of which it touches what it uses, and is reused.
class ZIN_API Fiber {
 public:
  Fiber(const Fiber&) = delete;
  Fiber& operator=(const Fiber&) = delete;

  /// Runs run() on this thread until it waits for the first time or ends. Once.
  /// Throws std::bad_alloc, with nothing begun.
  void start(Loop& loop);
  /// The same on a thread of the loop.
  void launch(Loop& loop);
  /// Goes on after a wait that fire() ended, on this thread. For loops.
  void go_on() noexcept;

  /// The one that runs on this thread; nullptr outside of any.
  [[nodiscard]] static Fiber* current() noexcept;
  /// A pointer for the flow of control that runs: one for each fiber, and one for each thread
  /// outside of any.
  [[nodiscard]] static void*& local() noexcept;
  /// current() when it may wait for descriptors.
  [[nodiscard]] static Fiber* polling() noexcept;

  /// Leaves the thread until one of `what` comes, or wake() or cancel() is called, and gives all
  /// that came. Spurious returns are possible. Requires: current() == this, no lock is held.
  Ready wait(const Wait& what) noexcept;
  /// Goes on on `loop`, now and after each wait. Requires: current() == this, no lock is held.
  /// Throws std::bad_alloc when it leaves home().
  void move_to(Loop& loop);
  /// Lets others of its loop go first. Requires: as move_to().
  void yield() noexcept;
  [[nodiscard]] Loop& loop() const noexcept { return *loop_; }
  /// That of whoever waits for the fiber's end: where it was started, unless set_home() said else.
  [[nodiscard]] Loop& home() const noexcept { return *home_; }
  void set_home(Loop& loop) noexcept { home_ = &loop; }

  /// Ends its wait, or the next one. [thread-safe]
  void wake() noexcept { fire_and_post(ready_woken); }
  /// The same, and what it does is to end soon. [thread-safe]
  void cancel() noexcept;
  [[nodiscard]] bool is_cancelled() const noexcept {
    return cancelled_.load(std::memory_order_relaxed);
  }
  /// Its loop ends, and no thread runs it any more: it ends without waiting again, on this thread.
  /// For loops.
  void abandon() noexcept;
  /// Whether it was cancelled or abandoned: begin nothing new.
  [[nodiscard]] bool ends_soon() const noexcept { return abandoned_ || is_cancelled(); }

  /// What cancel() calls while the fiber keeps its thread in a call that blocks. Must not block.
  class Interrupt {
   public:
    virtual void interrupt() noexcept = 0;

   protected:
    ~Interrupt() = default;
  };
  /// nullptr: nothing any more; when it returns, interrupt() is not under way.
  void set_interrupt(Interrupt* interrupt) noexcept;

  // For loops and Tether.
  void post_home() noexcept;
  void tell_end() noexcept { ended(); }
  [[nodiscard]] const Wait& waits_for() const noexcept { return wait_; }
  /// Something that it waits for came. When it gives true the caller, and nobody else, has to see
  /// that it goes on: by go_on() or Loop::post(). [thread-safe]
  [[nodiscard]] bool fire(Ready what) noexcept;
  Fiber* next = nullptr;  ///< Of the loop, while it is armed.
  Fiber* previous = nullptr;

 protected:
  Fiber() noexcept = default;
  ~Fiber();

 private:
  struct Context;
  enum class State : std::uint32_t { running, arming, armed, fired };

  virtual void run() noexcept = 0;
  /// run() has returned; called outside of the fiber. May destroy it.
  virtual void ended() noexcept = 0;

  void make_context(Loop& loop);
  void fire_and_post(Ready what) noexcept;
  bool run_until_wait() noexcept;
  [[nodiscard]] bool arm() noexcept;
  void disarm() noexcept;
  void leave() noexcept;
  void leave_home();

  std::atomic<State> state_{State::running};
  std::atomic<Ready> ready_{0};
  std::atomic<bool> cancelled_{false};
  bool abandoned_ = false;
  bool armed_ = false;  // in the loop
  Loop* loop_ = nullptr;
  Loop* home_ = nullptr;
  std::shared_ptr<Tether> tether_;  // once it has left home
  std::mutex interrupt_mutex_;
  Interrupt* interrupt_ = nullptr;
  Loop* next_loop_ = nullptr;  // while it moves
  Wait wait_;
  void* local_ = nullptr;
  Context* context_ = nullptr;
};

}  // namespace zin::detail
