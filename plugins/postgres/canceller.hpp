// Asks the server to end a statement, on a thread of its own: libpq's request blocks and knows no
// deadline. SPDX-License-Identifier: MIT
#pragma once

#include <libpq-fe.h>

#include <cstdint>
#include <memory>

namespace zin::postgres {

/// Why a statement is to end; decides what its operation answers.
enum class EndReason : std::uint8_t { none, cancelled, timed_out, closed };

/// Belongs to one connection. All but request() is called by who is inside the connection.
class Canceller {
 public:
  Canceller();
  ~Canceller();
  Canceller(const Canceller&) = delete;
  Canceller& operator=(const Canceller&) = delete;

  /// Keeps what it takes to reach this server session. Throws std::bad_alloc.
  void attach(const PGconn* connection);
  /// A statement with this token begins to run, or goes on. Requests of an earlier one are
  /// forgotten.
  void begin(std::uint64_t token);
  /// It is over: from here on a request for it changes nothing. Requires: !in_flight().
  void end();
  /// Like end(), unless a request is on its way: false then, and the operation has to wait.
  [[nodiscard]] bool try_end();

  /// From any thread: sends a request if this statement is running, and waits for the end of it
  /// until `deadline_ns` (of the host's clock). False when the deadline came first; the request
  /// then goes on by itself.
  [[nodiscard]] bool request(std::uint64_t token, std::int64_t deadline_ns);
  /// From inside: sends a request for what runs now, unless one is on its way. The first reason
  /// counts.
  void start(EndReason reason);

  [[nodiscard]] EndReason reason() const noexcept;
  [[nodiscard]] bool in_flight() const noexcept;
  /// Whether any request was sent since begin() of this token.
  [[nodiscard]] bool sent() const noexcept;
  /// When the latest request came back; it may have come too early to hit anything.
  [[nodiscard]] std::int64_t last_ns() const noexcept;
  /// Waits for the request on its way; false when `deadline_ns` came first.
  [[nodiscard]] bool wait(std::int64_t deadline_ns);
  /// A descriptor that is readable once a request came back; made by the first start() or
  /// request(), -1 before.
  [[nodiscard]] int descriptor() const noexcept;
  /// Makes descriptor() unreadable again.
  void drain() noexcept;

  /// Waits for the threads of all connections, a few seconds at most.
  static void join_all() noexcept;

 private:
  struct State;
  void launch(const std::shared_ptr<State>& state);
  std::shared_ptr<State> state_;
};

}  // namespace zin::postgres
