// Blocking in poll() with the operation's deadline, or telling the host what to wait for.
// SPDX-License-Identifier: MIT
#include "wire.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <utility>

#include "tls_pending.hpp"
#include "zin/plugin/growth.hpp"
#include "zin/plugin/host_services.hpp"

namespace zin::postgres {
namespace {

// A request that came back before the server had begun hits nothing; then another one is sent.
constexpr std::int64_t ask_again_ns = 100'000'000;

std::int16_t poll_events(std::uint32_t events) noexcept {
  const bool reads = (events & ZIN_READY_READ) != 0, writes = (events & ZIN_READY_WRITE) != 0;
  return static_cast<std::int16_t>((reads ? POLLIN : 0) | (writes ? POLLOUT : 0));
}

}  // namespace

Wire::~Wire() { kill(); }

void Wire::adopt(PGconn* connection) noexcept {
  kill();
  connection_ = connection;
  socket_changed();
}

void Wire::established() {
  if (PQsetnonblocking(connection_, 1) != 0) throw std::bad_alloc();
  canceller_.attach(connection_);
  tls_ = PQsslInUse(connection_) != 0 ? PQsslStruct(connection_, "OpenSSL") : nullptr;
}

void Wire::kill() noexcept {
  if (connection_ == nullptr) return;
  PQfinish(std::exchange(connection_, nullptr));
  tls_ = nullptr;
  unsent_ = false;
  socket_changed();
}

void Wire::abandon() noexcept {
  if (connection_ == nullptr) return;
  // The descriptor is this process's own, the session behind it the parent's: PQfinish would end
  // it.
  if (const int socket = PQsocket(connection_); socket >= 0) ::close(socket);
  connection_ = nullptr;
}

void Wire::begin(const plugin::Operation& op) noexcept {
  op_ = op;
  ready_ = 0;
  timer_ns_ = ZIN_NEVER;
  ending_ = Ending::asks_server;
  stands_alone_ = with_sync_ = never_sent_ = false;
}

void Wire::sent(int accepted) {
  const int left = accepted == 1 ? PQflush(connection_) : -1;
  if (left < 0) throw lost();
  unsent_ = left == 1;
}

bool Wire::is_ready(std::uint32_t events) const noexcept {
  pollfd socket{descriptor(), poll_events(events), 0};
  return ::poll(&socket, 1, 0) > 0;
}

// libpq takes what it cannot send to a broken connection as sent, and tells later. Whether it was
// is known only where the break is seen first.
void Wire::send_more() {
  pollfd socket{PQsocket(connection_), POLLOUT, 0};
  if (::poll(&socket, 1, 0) > 0 && (socket.revents & (POLLERR | POLLHUP)) != 0) never_sent_ = true;
  sent(1);
}

bool Wire::take(Result& result) {
  if (PQisBusy(connection_) != 0) return false;
  result.reset(PQgetResult(connection_));
  // A connection that broke answers as if a statement had ended, again and again.
  if (!result && PQstatus(connection_) != CONNECTION_OK) [[unlikely]]
    throw lost();
  return true;
}

void Wire::receive() {
  if (unsent_) [[unlikely]]
    send_more();
  if (PQconsumeInput(connection_) == 0) throw lost();
}

bool Wire::Wait::await_ready() {
  if (!wire.op_.synchronous()) return false;
  wire.block(events, events == 0);
  return true;
}

void Wire::Wait::await_suspend(std::coroutine_handle<> waiting) noexcept {
  wire.waiting_ = waiting;
  wire.waiting_events_ = events;
  wire.waiting_for_cancel_ = events == 0;
}

void Wire::Wait::await_resume() {
  if (!wire.op_.synchronous()) wire.heed(std::exchange(wire.ready_, 0));
  if (receives) wire.receive();
}

void Wire::heed(std::uint32_t ready) {
  if ((ready & ZIN_READY_TIMEOUT) != 0) {
    // With nothing under way on the server there is nothing to sacrifice.
    if (ending_ == Ending::at_once) ask_for_end(EndReason::timed_out);
    give_up();
  }
  if (waiting_for_cancel_) return;
  if ((ready & ZIN_READY_CANCEL) != 0) {
    const bool late = plugin::now_ns() >= op_.deadline_ns();
    ask_for_end(late ? EndReason::timed_out : EndReason::cancelled);
  } else if (canceller_.sent()) [[unlikely]] {
    if (!canceller_.in_flight()) canceller_.drain();
    ask_for_end(canceller_.reason());
  }
}

void Wire::ask_for_end(EndReason reason) {
  if (ending_ == Ending::never) return;
  if (ending_ == Ending::at_once) {
    const bool late = reason == EndReason::timed_out;
    plugin::Failure failure(late ? ZIN_E_TIMEOUT : ZIN_E_CANCELLED,
                            late ? ZIN_CAT_TIMEOUT : ZIN_CAT_CANCELLED,
                            late ? "the deadline passed" : "it was cancelled");
    failure.sqlstate = "57014";
    throw failure;
  }
  if (canceller_.in_flight()) return;
  if (canceller_.sent() && plugin::now_ns() < canceller_.last_ns() + ask_again_ns) return;
  canceller_.start(reason);
}

std::int64_t Wire::next_time(std::int64_t now) const noexcept {
  std::int64_t next = timer_ns_;
  for (const std::int64_t time : {op_.deadline_ns(), op_.give_up_ns()})
    if (time > now) next = std::min(next, time);
  if (ending_ == Ending::asks_server && canceller_.sent() && !canceller_.in_flight())
    next = std::min(next, std::max(now, canceller_.last_ns()) + ask_again_ns);
  return next;
}

void Wire::block(std::uint32_t events, bool cancel) {
  if (cancel) {
    if (canceller_.wait(op_.give_up_ns())) return;
    give_up();
  }
  if (tls_has_more()) return;
  pollfd socket{descriptor(), poll_events(events), 0};
  for (;;) {
    std::int64_t next = ZIN_NEVER;
    if (op_.has_deadline() || op_.give_up_ns() != ZIN_NEVER || timer_ns_ != ZIN_NEVER ||
        canceller_.sent()) [[unlikely]] {
      const std::int64_t now = plugin::now_ns();
      if (now >= op_.give_up_ns() && ending_ != Ending::at_once) give_up();
      if (now >= op_.deadline_ns())
        ask_for_end(EndReason::timed_out);
      else if (canceller_.sent())
        ask_for_end(canceller_.reason());
      if (now >= timer_ns_) return;
      next = next_time(now);
      if (next != ZIN_NEVER) next = std::max<std::int64_t>(next - now, 0);
    }
    const timespec left{next / 1'000'000'000, next % 1'000'000'000};
    const int ready = ::ppoll(&socket, 1, next == ZIN_NEVER ? nullptr : &left, nullptr);
    if (ready > 0) return;
    if (ready < 0 && errno != EINTR) throw lost("poll failed on the server's socket");
  }
}

void Wire::describe(zin_wait* wait) {
  zin_wait whole{};
  const std::uint32_t events = waiting_for_cancel_ ? 0 : waiting_events_;
  fds_[0] = {descriptor(), events, 0};
  whole.nfds = 1;
  if (const int event = canceller_.descriptor(); event >= 0) {
    fds_[1] = {event, ZIN_READY_READ, 0};
    whole.nfds = 2;
  }
  if (whole.nfds != described_fds_) socket_changed();
  described_fds_ = whole.nfds;
  whole.kind = ZIN_WAIT_FD | (tls_has_more() ? ZIN_WAIT_NOW : 0);
  whole.fds = fds_.data();
  whole.fd_generation = generation_;
  whole.deadline_ns = next_time(plugin::now_ns());
  plugin::fill(wait, whole);
}

bool Wire::tls_has_more() const noexcept { return tls_ != nullptr && tls_pending(tls_) > 0; }

plugin::Failure Wire::lost(std::string message) {
  const bool may_be_applied = stands_alone();
  // What the server said before it hung up says more than the hanging up.
  while (connection_ != nullptr && PQsocket(connection_) < 0) {
    const Result result(PQgetResult(connection_));
    if (!result) break;
    const char* const state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
    if (state != nullptr) {
      plugin::Failure failure = server_failure(result.get(), {}, details);
      if (failure.status == ZIN_E_CONN_LOST) {
        if (may_be_applied) failure.flags |= ZIN_ERRF_MAYBE_APPLIED;
        kill();
        return failure;
      }
    }
  }
  if (message.empty() && connection_ != nullptr) message = trimmed(PQerrorMessage(connection_));
  if (message.empty()) message = "the server has closed the connection";
  kill();
  return connection_lost(std::move(message), may_be_applied);
}

void Wire::give_up() {
  plugin::Failure failure = given_up();
  kill();
  throw failure;
}

plugin::Failure Wire::given_up() {
  const bool cancelled = canceller_.reason() == EndReason::cancelled;
  plugin::Failure failure(cancelled ? ZIN_E_CANCELLED : ZIN_E_TIMEOUT,
                          cancelled ? ZIN_CAT_CANCELLED : ZIN_CAT_TIMEOUT,
                          "the server did not answer in time, and the connection was given up");
  failure.sqlstate = "57014";
  failure.flags = ZIN_ERRF_RECONNECT | (stands_alone() ? ZIN_ERRF_MAYBE_APPLIED : 0);
  return failure;
}

plugin::Failure Wire::ended_early(plugin::Failure failure) {
  if (failure.sqlstate != "57014") return failure;
  const EndReason reason = canceller_.reason();
  if (reason == EndReason::timed_out) {
    failure.status = ZIN_E_TIMEOUT;
    failure.category = ZIN_CAT_TIMEOUT;
  } else if (reason == EndReason::cancelled) {
    failure.status = ZIN_E_CANCELLED;
    failure.category = ZIN_CAT_CANCELLED;
  }
  return failure;
}

}  // namespace zin::postgres
