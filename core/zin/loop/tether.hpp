// Fibers that are elsewhere when the event loop they belong to ends.
// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <mutex>

#include "zin/base/export.hpp"

namespace zin::detail {

class Fiber;

/// Ties a fiber that runs on other threads to the event loop on which it goes on and its end is
/// told: the loop, when it is destroyed, waits for it, since what waits there must be destroyed by
/// that thread and no other. [thread-safe]
class ZIN_API Tether {
 public:
  explicit Tether(Fiber& fiber) noexcept : fiber_(&fiber) {}
  Tether(const Tether&) = delete;
  Tether& operator=(const Tether&) = delete;

  /// The fiber goes elsewhere.
  void leave() noexcept;
  /// The fiber comes back: posts it, unless the loop has ended, which gives false.
  [[nodiscard]] bool come_back() noexcept;
  /// It has run to its end: whether the caller tells that; else the loop's end does.
  [[nodiscard]] bool let_go() noexcept;
  /// The loop ends: cancels the fiber when it is elsewhere, waits for it and tells its end.
  void loop_ends() noexcept;

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  Fiber* fiber_;
  bool away_ = false;
  bool loop_ended_ = false;
  bool fiber_ended_ = false;
};

}  // namespace zin::detail
