// A session with the server on the level of the connector: one MYSQL handle and its calls.
// SPDX-License-Identifier: MIT
#pragma once

#include <coroutine>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "call.hpp"
#include "client.hpp"
#include "connect_options.hpp"
#include "local_file.hpp"
#include "task.hpp"
#include "zin/plugin/failure.hpp"

namespace zin::mysql {

/// [one thread at a time]
class Link {
 public:
  /// Not yet connected; touches no network. `options` must outlive it.
  explicit Link(const ConnectOptions& options);
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;
  ~Link() { close(); }
  /// Says good-bye when nothing is under way, else cuts the line. Never waits. Statements of it
  /// keep their memory until they are closed. handle() is NULL then.
  void close() noexcept;
  /// In a forked child: lets go of the parent's session without a word. Its memory is left.
  void leave_to_parent() noexcept;

  [[nodiscard]] MYSQL* handle() const noexcept { return mysql_; }
  /// What the server gets that asks for one.
  [[nodiscard]] LocalFile& local_file() noexcept { return local_file_; }

  /// Which of its forms a call takes from here on.
  void set_synchronous(bool synchronous) noexcept { synchronous_ = synchronous; }

  /// `co_await link.run(call)`: the call has finished then, its result is in it.
  class Running {
   public:
    Running(Link& link, Call& call) noexcept : link_(link), call_(call) {}
    bool await_ready() {
      if (link_.synchronous_) {
        call_.block();
        return true;
      }
      link_.events_ = call_.start();
      return link_.events_ == 0;
    }
    void await_suspend(std::coroutine_handle<> waiting) noexcept { link_.suspend(call_, waiting); }
    void await_resume() const noexcept {}

   private:
    Link& link_;
    Call& call_;
  };
  [[nodiscard]] Running run(Call& call) noexcept { return {*this, call}; }

  /// Goes on with a call that was started outside of a coroutine and waits for `events`.
  class Resuming {
   public:
    Resuming(Link& link, Call& call) noexcept : link_(link), call_(call) {}
    [[nodiscard]] bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiting) noexcept { link_.suspend(call_, waiting); }
    void await_resume() const noexcept {}

   private:
    Link& link_;
    Call& call_;
  };
  [[nodiscard]] Resuming resume(Call& call, int events) noexcept {
    events_ = events;
    return {*this, call};
  }

  /// Whether a call waits, and for which ZIN_READY_* events of descriptor().
  [[nodiscard]] bool waits() const noexcept { return call_ != nullptr; }
  [[nodiscard]] std::uint32_t awaited() const noexcept;
  /// -1 when there is none.
  [[nodiscard]] int descriptor() const noexcept;
  /// Goes on with the call that waits, and with its coroutine when it has finished. `ready` =
  /// ZIN_READY_*; without READ, WRITE and ERROR nothing happens.
  void step(std::uint32_t ready);
  /// Ends the call that waits by cutting the line; its coroutine sees a lost connection.
  void abort();
  /// No more data goes either way; whoever waits for some is told.
  void cut() noexcept;

  /// Where a connection goes: as the options say, or to the very server of another connection.
  struct Address {
    std::string host;  ///< Empty: the socket.
    std::string socket;
    unsigned port = 0;
  };
  [[nodiscard]] Address address() const;
  /// The numeric address at the other end; the options' way where there is none.
  [[nodiscard]] Address peer() const;

  /// Logs in. Throws what stands against it.
  Task<> connect(Address address);
  /// Runs a statement that returns no rows. Throws the server's error.
  Task<> query(std::string_view sql);
  /// The first row of a query; empty for no row, NULL as empty text.
  Task<std::vector<std::string>> first_row(std::string_view sql);

  /// The connector's last error as a failure, without what the connection knows beside it.
  [[nodiscard]] plugin::Failure failure() const;
  /// Whether the socket still stands.
  [[nodiscard]] bool alive() const noexcept {
    return mysql_ != nullptr && mysql_->net.pvio != nullptr && !cut_;
  }
  [[nodiscard]] bool encrypted() const noexcept { return encrypted_; }
  /// Whether a write could raise SIGPIPE in this process.
  [[nodiscard]] bool guards_sigpipe() const noexcept { return guards_sigpipe_; }

 private:
  void suspend(Call& call, std::coroutine_handle<> waiting) noexcept {
    call_ = &call;
    waiting_ = waiting;
  }
  void set_options();
  void set_security();

  const ConnectOptions& options_;
  LocalFile local_file_;
  MYSQL* mysql_;
  Call* call_ = nullptr;
  std::coroutine_handle<> waiting_;
  int events_ = 0;
  bool synchronous_ = true;
  bool connecting_ = false;
  bool cut_ = false;
  bool encrypted_ = false;
  bool guards_sigpipe_ = false;
};

}  // namespace zin::mysql
