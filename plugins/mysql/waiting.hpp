// What an operation waits for beside the network.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <coroutine>

#include "connection.hpp"
#include "patience.hpp"

namespace zin::mysql {

/// The blocking path's clock: at the deadline the server is asked to stop, from this very thread.
class Connection::OpPatience final : public Patience {
 public:
  explicit OpPatience(Connection& connection, const plugin::Operation& op) noexcept
      : Patience(connection.connecting_ || !op.synchronous() ? ZIN_NEVER : op.deadline_ns(),
                 connection.connecting_ ? std::min(connection.connect_until_ns_, op.give_up_ns())
                                        : op.give_up_ns()),
        connection_(connection) {
    connects = connection.connecting_;
  }
  ~OpPatience() override = default;
  OpPatience(const OpPatience&) = delete;
  OpPatience& operator=(const OpPatience&) = delete;

 protected:
  void past_deadline() noexcept override { connection_.kill_in_place(give_up_ns()); }
  void gave_up_now() noexcept override { connection_.gave_up_ = true; }

 private:
  Connection& connection_;
};

/// Awaited: nobody is about to cancel anything. At once on the blocking path. [blocks] there
struct Connection::Quiet {
  Connection& connection;
  bool await_ready() {
    if (connection.quiet()) return true;
    if (!connection.op_.synchronous()) return connection.gave_up_;
    if (connection.threaded_kill_) connection.threaded_kill_->wait();
    connection.gate_.wait();
    return true;
  }
  void await_suspend(std::coroutine_handle<> waiting) noexcept {
    connection.waits_for_quiet_ = waiting;
  }
  void await_resume() const noexcept {}
};

/// Awaited: the host has had time for others (ZIN_WAIT_NOW).
struct Connection::Turn {
  Connection& connection;
  [[nodiscard]] bool await_ready() const noexcept { return connection.gave_up_; }
  void await_suspend(std::coroutine_handle<> waiting) noexcept {
    connection.waits_for_turn_ = waiting;
  }
  void await_resume() const noexcept {}
};

}  // namespace zin::mysql
