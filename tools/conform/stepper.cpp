// Waits with poll().
// SPDX-License-Identifier: MIT
#include "stepper.hpp"

#include <poll.h>

#include <algorithm>
#include <thread>
#include <vector>

#include "check.hpp"
#include "host.hpp"

namespace zin::conform {
namespace {

constexpr std::int64_t patience_ns = 20'000'000'000;

void on_thread(bool elsewhere, const std::function<void()>& work) {
  if (elsewhere)
    std::thread{work}.join();
  else
    work();
}

}  // namespace

Stepper::Stepper(const zin_driver& driver, zin_conn* connection, const Stepping& how)
    : driver_{driver}, connection_{connection}, how_{how} {
  if (how_.token == 0) how_.token = new_token();
}

Stepper::Stepper(Connection& connection, const Stepping& how)
    : Stepper{connection.driver(), connection.get(), how} {}

std::uint32_t Stepper::wait_for(const zin_wait& wait) const {
  constexpr std::uint32_t known = ZIN_WAIT_FD | ZIN_WAIT_WAKE | ZIN_WAIT_NOW;
  require(wait.kind != 0 && (wait.kind & ~known) == 0, "PENDING with wait.kind {:#x}", wait.kind);
  require((wait.kind & ZIN_WAIT_FD) == 0 || (wait.nfds > 0 && wait.fds != nullptr),
          "PENDING for descriptors, and there are none");
  if ((wait.kind & ZIN_WAIT_NOW) != 0) return 0;
  std::vector<pollfd> fds;
  for (std::uint32_t i = 0; i < wait.nfds; ++i) {
    const bool reads = (wait.fds[i].events & ZIN_READY_READ) != 0;
    const bool writes = (wait.fds[i].events & ZIN_READY_WRITE) != 0;
    fds.push_back({static_cast<int>(wait.fds[i].fd),
                   static_cast<short>((reads ? POLLIN : 0) | (writes ? POLLOUT : 0)), 0});
  }
  // A driver that is woken by its host is looked after often.
  std::int64_t left_ms = (wait.kind & ZIN_WAIT_WAKE) != 0 ? 5 : 1000;
  if (wait.deadline_ns != ZIN_NEVER)
    left_ms = std::clamp<std::int64_t>((wait.deadline_ns - now_ns()) / 1'000'000 + 1, 0, left_ms);
  ::poll(fds.data(), fds.size(), static_cast<int>(left_ms));
  std::uint32_t ready = 0;
  for (std::uint32_t i = 0; i < wait.nfds; ++i) {
    std::uint32_t seen = 0;
    if ((fds[i].revents & POLLIN) != 0) seen |= ZIN_READY_READ;
    if ((fds[i].revents & POLLOUT) != 0) seen |= ZIN_READY_WRITE;
    if ((fds[i].revents & (POLLERR | POLLHUP)) != 0) seen |= ZIN_READY_ERROR;
    require((fds[i].revents & POLLNVAL) == 0, "descriptor {} of zin_wait is not open", fds[i].fd);
    wait.fds[i].revents = seen;
    ready |= seen;
  }
  return ready;
}

Reply Stepper::run(const Call& call) {
  const zin_op op{sizeof op, 0, how_.token, ZIN_NEVER, ZIN_NEVER};
  zin_wait wait{};
  wait.struct_size = sizeof wait;
  Reply reply{ZIN_OK, empty_error()};
  on_thread(how_.hops, [&] { reply.status = call(&op, &wait, &reply.error); });
  pending_ = 0;
  return reply.status == ZIN_PENDING ? go_on(wait) : reply;
}

Reply Stepper::go_on(zin_wait& wait) {
  Reply reply{ZIN_PENDING, empty_error()};
  const std::int64_t end = now_ns() + patience_ns;
  const auto step = [&](std::uint32_t ready) {
    on_thread(how_.hops, [&] {
      reply.status = driver_.op_step(connection_, how_.token, ready, &wait, &reply.error);
    });
  };
  while (reply.status == ZIN_PENDING) {
    require(now_ns() < end, "an operation does not end");
    if (++pending_ == 1 && how_.cancels) {
      step(ZIN_READY_CANCEL);
      continue;
    }
    if (how_.spurious) step(0);
    if (reply.status == ZIN_PENDING) step(wait_for(wait));
  }
  return reply;
}

}  // namespace zin::conform
