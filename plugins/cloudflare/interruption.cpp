// A mutex around the current token and descriptor.
// SPDX-License-Identifier: MIT
#include "interruption.hpp"

#include <sys/socket.h>

#include <chrono>

#include "zin/plugin/failure.hpp"
#include "zin/plugin/host_services.hpp"

namespace zin::cloudflare {

Interruption::Operating::Operating(Interruption& at, const plugin::Operation& op) : at_(at) {
  const std::lock_guard lock(at.mutex_);
  at.token_ = op.token();
  at.cancelled_ = op.token() != 0 && at.early_token_ == op.token();
  if (!at.cancelled_) return;
  at.token_ = 0;
  at.cancelled_ = false;
  throw plugin::Failure(ZIN_E_CANCELLED, ZIN_CAT_CANCELLED, "cancelled before it was sent");
}

Interruption::Operating::~Operating() {
  const std::lock_guard lock(at_.mutex_);
  at_.token_ = 0;
  at_.cancelled_ = false;
}

void Interruption::attach(int fd) noexcept {
  const std::lock_guard lock(mutex_);
  fd_ = fd;
  if (cancelled_) ::shutdown(fd, SHUT_RDWR);
}

void Interruption::detach() noexcept {
  const std::lock_guard lock(mutex_);
  fd_ = -1;
}

bool Interruption::cancelled() const noexcept {
  const std::lock_guard lock(mutex_);
  return cancelled_;
}

bool Interruption::pause_until(std::int64_t when_ns) {
  std::unique_lock lock(mutex_);
  while (!cancelled_) {
    const std::int64_t left = when_ns - plugin::now_ns();
    if (left <= 0) return true;
    changed_.wait_for(lock, std::chrono::nanoseconds(left));
  }
  return false;
}

void Interruption::cancel(std::uint64_t token) noexcept {
  if (token == 0) return;
  const std::lock_guard lock(mutex_);
  if (token != token_) {
    early_token_ = token;
    return;
  }
  cancelled_ = true;
  // The thread that waits sees an end of its stream; the descriptor stays its own to close.
  if (fd_ >= 0) ::shutdown(fd_, SHUT_RDWR);
  changed_.notify_all();
}

}  // namespace zin::cloudflare
