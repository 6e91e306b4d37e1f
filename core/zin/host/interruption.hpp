// Cancelling what a fiber does on a connection.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/host/driver_connection.hpp"

namespace zin::host {

/// While it lives, cancelling the current fiber ends a call that blocks on this connection; calls
/// that wait are ended by Operation. Nothing outside of fibers.
class Interruption final : detail::Fiber::Interrupt {
 public:
  /// Throws Errc::cancelled when the fiber was cancelled already.
  Interruption(DriverConnection& connection, const Operation& op)
      : fiber_(op.fiber()), connection_(connection), token_(op.token()) {
    if (fiber_ != nullptr) [[unlikely]]
      begin();
  }
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;
  ~Interruption() {
    if (fiber_ != nullptr) [[unlikely]]
      fiber_->set_interrupt(nullptr);
  }

 private:
  void begin();
  void interrupt() noexcept override;

  detail::Fiber* fiber_;
  DriverConnection& connection_;
  std::uint64_t token_;
};

}  // namespace zin::host
