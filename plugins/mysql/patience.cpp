// Waits for sockets in the connector's place.
// SPDX-License-Identifier: MIT
#include "patience.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <limits>
#include <utility>

#include "zin/plugin/host_services.hpp"

namespace zin::mysql {
namespace {

thread_local Patience* current = nullptr;

int poll_once(int descriptor, short events, std::int64_t until_ns) noexcept {
  std::int64_t timeout_ms = -1;
  if (until_ns != ZIN_NEVER) {
    const std::int64_t left = std::max<std::int64_t>(0, until_ns - plugin::now_ns());
    timeout_ms =
        std::min<std::int64_t>((left + 999'999) / 1'000'000, std::numeric_limits<int>::max());
  }
  pollfd waited{descriptor, events, 0};
  return poll(&waited, 1, static_cast<int>(timeout_ms));
}

}  // namespace

bool Patience::wait(int descriptor, short events) noexcept {
  for (;;) {
    const std::int64_t until = std::min(deadline_ns_, give_up_ns_);
    const int ready = poll_once(descriptor, events, until);
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
    if (until == ZIN_NEVER) continue;
    const std::int64_t now = plugin::now_ns();
    if (now >= give_up_ns_) {
      gave_up_ = true;
      gave_up_now();
      errno = ETIMEDOUT;
      return false;
    }
    if (now >= deadline_ns_) {
      deadline_ns_ = ZIN_NEVER;
      past_deadline();
    }
  }
}

void set_up_descriptor(int descriptor) noexcept {
  const int flags = fcntl(descriptor, F_GETFL);
  if (flags >= 0 && (flags & O_NONBLOCK) == 0) fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
  fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  // For the handshake of TLS the connector makes it block again. A read that comes back soon makes
  // it ask here whether to wait on, where deadlines count.
  const timeval soon{0, 1000};
  setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &soon, sizeof soon);
  setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &soon, sizeof soon);
}

PatienceScope::PatienceScope(Patience& patience) noexcept
    : outer_(std::exchange(current, &patience)) {}

PatienceScope::~PatienceScope() { current = outer_; }

int zin_mysql_wait_for_socket(int descriptor, char for_reading, int) {
  const short events = for_reading != 0 ? POLLIN : POLLOUT;
  if (current != nullptr) {
    if (current->connects) set_up_descriptor(descriptor);
    return current->wait(descriptor, events) ? 1 : 0;
  }
  Patience endless(ZIN_NEVER, ZIN_NEVER);
  return endless.wait(descriptor, events) ? 1 : 0;
}

SigpipeGuard::SigpipeGuard(bool needed) noexcept {
  if (!needed) return;
  sigset_t pipe, before;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  sigset_t pending;
  if (sigpending(&pending) == 0) was_pending_ = sigismember(&pending, SIGPIPE) == 1;
  active_ = pthread_sigmask(SIG_BLOCK, &pipe, &before) == 0 && sigismember(&before, SIGPIPE) == 0;
}

SigpipeGuard::~SigpipeGuard() {
  if (!active_) return;
  sigset_t pipe;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  if (!was_pending_) {
    const timespec at_once{};
    while (sigtimedwait(&pipe, nullptr, &at_once) == -1 && errno == EINTR) {
    }
  }
  pthread_sigmask(SIG_UNBLOCK, &pipe, nullptr);
}

bool SigpipeGuard::deadly() noexcept {
  struct sigaction now {};
  return sigaction(SIGPIPE, nullptr, &now) == 0 && (now.sa_flags & SA_SIGINFO) == 0 &&
         now.sa_handler == SIG_DFL;
}

}  // namespace zin::mysql
