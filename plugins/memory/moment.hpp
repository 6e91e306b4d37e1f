// The time of one call, read as seldom and as cheaply as it can be.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "zin/abi/ext_clock.h"
#include "zin/plugin/host_services.hpp"

namespace zin::memory {

/// Exact to the nanosecond: the host's cheap clock decides where the expiry is further away than
/// that clock lags, and the dear one only where it is near. [one thread at a time]
class Moment {
 public:
  [[nodiscard]] bool is_past(std::int64_t expires_ns) noexcept {
    if (expires_ns == ZIN_NEVER) return false;
    const zin_clock* const cheap = plugin::cheap_clock();
    if (cheap == nullptr) return expires_ns <= now_ns();
    if (coarse_ns_ == unread) coarse_ns_ = cheap->coarse_ns(plugin::loaded_by->ctx);
    if (expires_ns <= coarse_ns_) return true;
    return expires_ns - coarse_ns_ <= cheap->lag_ns && expires_ns <= now_ns();
  }
  [[nodiscard]] std::int64_t now_ns() noexcept {
    if (now_ns_ == unread) now_ns_ = plugin::now_ns();
    return now_ns_;
  }

 private:
  static constexpr std::int64_t unread = -1;
  std::int64_t coarse_ns_ = unread;
  std::int64_t now_ns_ = unread;
};

}  // namespace zin::memory
