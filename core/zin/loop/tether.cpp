// Fibers that are elsewhere when the event loop they belong to ends.
// SPDX-License-Identifier: MIT
#include "zin/loop/tether.hpp"

#include "zin/loop/fiber.hpp"

namespace zin::detail {

void Tether::leave() noexcept {
  const std::lock_guard lock{mutex_};
  away_ = true;
}

bool Tether::come_back() noexcept {
  const std::lock_guard lock{mutex_};  // held until it was posted: the loop cannot end before
  if (loop_ended_) return false;
  away_ = false;
  fiber_->post_home();
  return true;
}

bool Tether::let_go() noexcept {
  const std::lock_guard lock{mutex_};
  if (loop_ended_ && away_) {
    fiber_ended_ = true;
    changed_.notify_all();
    return false;
  }
  fiber_ = nullptr;
  return true;
}

void Tether::loop_ends() noexcept {
  {
    std::unique_lock lock{mutex_};
    loop_ended_ = true;
    if (fiber_ == nullptr || !away_) return;  // what is armed or posted, the loop abandons
    fiber_->cancel();
    changed_.wait(lock, [this] { return fiber_ended_; });
  }
  fiber_->tell_end();
}

}  // namespace zin::detail
