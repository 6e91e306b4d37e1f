// KILL QUERY on a thread of its own, for an operation that cannot make the call itself.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "connect_options.hpp"
#include "killer.hpp"

namespace zin::mysql {

/// How far the KILL of such a thread has come. [thread-safe]
class ThreadedKill {
 public:
  [[nodiscard]] bool under_way() const noexcept { return state_.load() == State::under_way; }
  /// Whether the server has taken it.
  [[nodiscard]] bool delivered() const noexcept { return state_.load() == State::delivered; }
  void wait() const noexcept { state_.wait(State::under_way); }
  void end(bool delivered) noexcept {
    state_ = delivered ? State::delivered : State::failed;
    state_.notify_all();
  }

 private:
  enum class State : std::uint8_t { under_way, delivered, failed };
  std::atomic<State> state_{State::under_way};
};

/// Asks the server to end what runs there, on a thread of its own that owns all it uses and ends
/// within longest_kill_ns; then the host is woken for `token`. A failure is logged. Nothing else
/// may be sent on the session before the end of it. [thread-safe]
[[nodiscard]] std::shared_ptr<const ThreadedKill> kill_on_thread(const ConnectOptions& options,
                                                                 const Target& target,
                                                                 std::uint64_t token) noexcept;

/// The same for a session that was given up: nobody looks at the outcome. [thread-safe]
void kill_later(const ConnectOptions& options, const Target& target) noexcept;

/// Waits for these threads, for the shutdown of the plugin. [blocks]
void join_late_kills() noexcept;

}  // namespace zin::mysql
