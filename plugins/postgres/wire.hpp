// libpq's connection without its blocking calls: waiting for the server, by the caller or in place.
// SPDX-License-Identifier: MIT
#pragma once

#include <libpq-fe.h>

#include <array>
#include <coroutine>
#include <cstdint>
#include <memory>
#include <string>

#include "canceller.hpp"
#include "errors.hpp"
#include "zin/abi/driver.h"
#include "zin/plugin/operation.hpp"

namespace zin::postgres {

struct ClearResult {
  void operator()(PGresult* result) const noexcept { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, ClearResult>;

/// Owns a PGconn. An operation that must wait does `co_await wire.more()`: that blocks, or leaves
/// the coroutine until the host steps, as the operation wants it.
class Wire {
 public:
  Wire() = default;
  ~Wire();
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  /// Takes over a connection, of which nothing may have been sent yet.
  void adopt(PGconn* connection) noexcept;
  /// After each step of connecting: the socket may be another one under the same number.
  void socket_changed() noexcept { ++generation_; }
  /// Waits for this descriptor in place of the server's until it is -1: connecting has a host to
  /// look up first. It is the caller's.
  void watch(int descriptor) noexcept {
    watched_ = descriptor;
    socket_changed();
  }
  /// Becomes the session of a server; from here on libpq never blocks.
  void established();
  /// The connection is of no more use; its socket is closed.
  void kill() noexcept;
  /// In a child process: forgets the parent's session without ending it.
  void abandon() noexcept;

  [[nodiscard]] PGconn* get() const noexcept { return connection_; }
  [[nodiscard]] bool alive() const noexcept {
    return connection_ != nullptr && PQstatus(connection_) == CONNECTION_OK;
  }
  [[nodiscard]] Canceller& canceller() noexcept { return canceller_; }

  /// What is under way from here on.
  void begin(const plugin::Operation& op) noexcept;
  void resume(std::uint32_t ready) noexcept { ready_ = ready; }
  /// Whether what is sent may stay even if its answer is lost. `with_sync`: it does only once the
  /// server has all of it, since the Sync at the very end commits it.
  void set_stands_alone(bool stands_alone, bool with_sync = false) noexcept {
    stands_alone_ = stands_alone;
    with_sync_ = with_sync;
  }
  [[nodiscard]] bool stands_alone() const noexcept {
    return stands_alone_ && !(with_sync_ && (unsent_ || never_sent_));
  }
  [[nodiscard]] const plugin::Operation& op() const noexcept { return op_; }
  /// What an operation does when its owner, or its deadline, wants it to end.
  enum class Ending : std::uint8_t {
    asks_server,  ///< The server is asked to cancel, and the answer is waited for.
    at_once,      ///< There is nothing on the server to cancel.
    never         ///< It only clears up; give_up_ns still ends it.
  };
  void set_ending(Ending ending) noexcept { ending_ = ending; }
  /// A time at which the operation wants to go on whatever the server does; ZIN_NEVER none.
  void set_timer(std::int64_t at_ns) noexcept { timer_ns_ = at_ns; }
  [[nodiscard]] std::int64_t timer_ns() const noexcept { return timer_ns_; }
  /// Whether the socket has one of these events now.
  [[nodiscard]] bool is_ready(std::uint32_t events) const noexcept;

  /// Starts sending what a PQsend... call has queued. Requires: that call returned 1, else it
  /// throws, since the connection is broken.
  void sent(int accepted);
  /// The same without sending yet: more follows.
  void queued(int accepted) {
    if (accepted != 1) throw lost();
  }
  /// A result, nullptr at the end of those of a statement. False: the server has to be waited for.
  /// Throws CONN_LOST.
  [[nodiscard]] bool take(Result& result);
  /// Whether everything has been sent.
  [[nodiscard]] bool flushed() const noexcept { return !unsent_; }
  /// Takes in what has arrived, without waiting. Throws CONN_LOST.
  void receive();

  struct Wait {
    Wire& wire;
    std::uint32_t events;
    bool receives;
    [[nodiscard]] bool await_ready();
    void await_suspend(std::coroutine_handle<> waiting) noexcept;
    void await_resume();
  };
  /// Waits until something has arrived, or more could be sent, and takes it in. It may have been
  /// nothing. Throws CONN_LOST, TIMEOUT or CANCELLED.
  [[nodiscard]] Wait more() noexcept {
    return {*this, unsent_ ? ZIN_READY_READ | ZIN_READY_WRITE : ZIN_READY_READ, true};
  }
  /// Waits for events of the socket alone (ZIN_READY_*), as connecting does.
  [[nodiscard]] Wait ready(std::uint32_t events) noexcept { return {*this, events, false}; }
  /// Waits for the cancel that is on its way.
  [[nodiscard]] Wait cancel_returned() noexcept { return {*this, 0, false}; }

  /// Goes on with what waits.
  void run_waiting() { std::exchange(waiting_, nullptr).resume(); }
  /// What the host has to wait for. Requires: something waits.
  void describe(zin_wait* wait);

  /// The failure of a connection that broke, with the server's last words if there are any.
  [[nodiscard]] plugin::Failure lost(std::string message = {});
  /// The failure for an operation that was ended before its answer came.
  [[nodiscard]] plugin::Failure given_up();
  /// Cancelled or timed out, as the request of the canceller says.
  [[nodiscard]] plugin::Failure ended_early(plugin::Failure failure);

  ErrorDetails details{};

 private:
  void send_more();
  /// Gives the connection up and throws given_up().
  [[noreturn]] void give_up();
  [[nodiscard]] int descriptor() const noexcept {
    return watched_ >= 0 ? watched_ : PQsocket(connection_);
  }
  void block(std::uint32_t events, bool cancel);
  void heed(std::uint32_t ready);
  void ask_for_end(EndReason reason);
  [[nodiscard]] std::int64_t next_time(std::int64_t now) const noexcept;
  [[nodiscard]] bool tls_has_more() const noexcept;

  PGconn* connection_ = nullptr;
  Canceller canceller_;
  plugin::Operation op_;
  std::coroutine_handle<> waiting_ = nullptr;
  std::uint32_t waiting_events_ = 0;
  bool waiting_for_cancel_ = false;
  std::uint32_t ready_ = 0;
  std::uint32_t generation_ = 0;
  std::uint32_t described_fds_ = 0;
  int watched_ = -1;
  std::array<zin_pollfd, 2> fds_{};
  std::int64_t timer_ns_ = ZIN_NEVER;
  bool unsent_ = false;
  bool stands_alone_ = false;
  bool with_sync_ = false;
  bool never_sent_ = false;  // some of it, and it never will be
  Ending ending_ = Ending::asks_server;
  void* tls_ = nullptr;
};

}  // namespace zin::postgres
