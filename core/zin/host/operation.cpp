// Waiting for a driver, and ending what takes too long.
// SPDX-License-Identifier: MIT
#include "zin/host/operation.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <optional>

#include "zin/abi/cache.h"
#include "zin/host/host_api.hpp"
#include "zin/host/wake_calls.hpp"
#include "zin/loop/loop.hpp"

namespace zin::host {
namespace {

using detail::Fiber;
using detail::PollFd;
using detail::Ready;

static_assert(detail::ready_read == ZIN_READY_READ && detail::ready_write == ZIN_READY_WRITE);
static_assert(detail::ready_error == ZIN_READY_ERROR && detail::ready_woken == ZIN_READY_WOKEN);
static_assert(detail::ready_timer == ZIN_READY_TIMER &&
              detail::ready_cancelled == ZIN_READY_CANCEL);
static_assert(detail::ready_abandoned == ZIN_READY_TIMEOUT);
static_assert(sizeof(PollFd) == sizeof(zin_pollfd) &&
              offsetof(PollFd, wanted) == offsetof(zin_pollfd, events) &&
              offsetof(PollFd, ready) == offsetof(zin_pollfd, revents));

// Whoever cancels named no time: the connection is worth a wait for a server that is busy.
constexpr std::chrono::seconds cancel_grace{1};

// Tokens are unique in the process and never used again.
std::uint64_t next_token() noexcept {
  static std::atomic<std::uint64_t> last{0};
  return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

std::int64_t nanoseconds(TimePoint at) noexcept {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(at.time_since_epoch()).count();
}

TimePoint time_point(std::int64_t ns) noexcept {
  if (ns == ZIN_NEVER) return TimePoint::max();
  return TimePoint{std::chrono::nanoseconds{ns}};
}

std::int64_t later(std::int64_t ns, std::chrono::nanoseconds span) noexcept {
  return ns > ZIN_NEVER - span.count() ? ZIN_NEVER : ns + span.count();
}

}  // namespace

void Operation::set(Deadline deadline, std::chrono::nanoseconds slack) noexcept {
  op_.struct_size = sizeof op_;
  op_.token = next_token();
  op_.deadline_ns = deadline.is_never() ? ZIN_NEVER : nanoseconds(deadline.at());
  op_.give_up_ns = later(op_.deadline_ns, slack);
  given_ = &op_;
  take_flags();
}

void Operation::take_flags() noexcept {
  waits_ = fiber_ != nullptr && fiber_->loop().polls();
  op_.flags = waits_ ? 0 : ZIN_OPF_SYNC;
  wait_ = {};
  wait_.struct_size = sizeof wait_;
}

void Operation::renew() noexcept {
  fiber_ = Fiber::current();
  if (given_ == nullptr && fiber_ != nullptr) return set(Deadline{}, grace);
  if (given_ != nullptr) take_flags();
}

template <class Table, class Object>
zin_status Operation::step_to_end(const Table& table, Object* object,
                                  std::unique_ptr<detail::Watch>& watch, zin_error* error) {
  std::optional<WakeCalls> wakes;
  for (;;) {
    if ((wait_.kind & ZIN_WAIT_WAKE) != 0 && !wakes) wakes.emplace(op_.token, *fiber_);
    const Ready came = pause(watch);
    const zin_status status =
        table.op_step(object, op_.token, due(came, table, object), &wait_, error);
    if (status != ZIN_PENDING) return status;
  }
}

Ready Operation::pause(std::unique_ptr<detail::Watch>& watch) {
  // What an earlier operation of the fiber was woken by.
  if (heeds_cancel_ && !cancel_asked_ && fiber_->is_cancelled()) return 0;
  if ((wait_.kind & ZIN_WAIT_NOW) != 0) {
    fiber_->yield();
    return 0;
  }
  detail::Wait wait;
  if ((wait_.kind & ZIN_WAIT_FD) != 0 && wait_.nfds > 0) {
    wait.fds = {reinterpret_cast<PollFd*>(wait_.fds), wait_.nfds};
    wait.generation = wait_.fd_generation;
    wait.watch = &watch;
  }
  // What the driver says, and, once a cancel was asked for, when it is given up.
  wait.until = time_point(std::min(wait_.deadline_ns, cancel_asked_ ? op_.give_up_ns : ZIN_NEVER));
  return fiber_->wait(wait);
}

// The bits of the next step.
template <class Table, class Object>
std::uint32_t Operation::due(Ready came, const Table& table, Object* object) {
  std::uint32_t ready = came & ~std::uint32_t{ZIN_READY_CANCEL};
  const bool cancelled = heeds_cancel_ && fiber_->is_cancelled();
  if (op_.deadline_ns == ZIN_NEVER && !cancelled) return ready;
  const std::int64_t now = monotonic_ns();
  if (!cancel_asked_ && (cancelled || now >= op_.deadline_ns)) {
    cancel_asked_ = true;
    op_.give_up_ns = std::min(op_.give_up_ns, later(now, cancel_grace));
    if ((table.capabilities & ZIN_CAP_CANCEL_STEP) != 0) {
      ready |= ZIN_READY_CANCEL;
    } else if (table.cancel != nullptr && (table.capabilities & ZIN_CAP_CANCEL_FAST) != 0) {
      table.cancel(object, op_.token, op_.give_up_ns, nullptr);
    }
  }
  if (now >= op_.give_up_ns) ready |= ZIN_READY_TIMEOUT;
  return ready;
}

template zin_status Operation::step_to_end(const zin_driver&, zin_conn*,
                                           std::unique_ptr<detail::Watch>&, zin_error*);
template zin_status Operation::step_to_end(const zin_cache_driver&, zin_cache*,
                                           std::unique_ptr<detail::Watch>&, zin_error*);

}  // namespace zin::host
