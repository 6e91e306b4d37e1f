// Which statement a cancel may hit, and whether one is on its way.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "zin/abi/driver.h"

namespace zin::mysql {

/// KILL QUERY names a connection, not a statement: nothing else may be sent while one is on its
/// way. The owner opens the gate for a statement and closes it when that has ended; others pass
/// through it to cancel, and the owner waits for them before it sends anything else.
class CancelGate {
 public:
  enum class Kind : std::uint8_t { none, cancelled, timed_out };

  /// The owner's: lets cancels of `token` in, from here on.
  void open(std::uint64_t token, std::int64_t deadline_ns) noexcept {
    deadline_ns_.store(deadline_ns, std::memory_order_relaxed);
    kind_.store(Kind::none, std::memory_order_relaxed);
    token_.store(token, std::memory_order_release);
  }
  /// The owner's: lets nobody in. busy() tells whether someone is still inside.
  void close() noexcept {
    if (token_.load(std::memory_order_relaxed) != 0) token_.store(0);
  }
  [[nodiscard]] std::uint64_t token() const noexcept {
    return token_.load(std::memory_order_relaxed);
  }
  [[nodiscard]] bool busy() const noexcept { return inside_.load() != 0; }
  /// Waits until nobody is inside. [blocks]
  void wait() {
    std::unique_lock lock(mutex_);
    left_.wait(lock, [this] { return !busy(); });
  }

  /// To cancel `token`: false when it is not running, else leave() must follow. [thread-safe]
  [[nodiscard]] bool enter(std::uint64_t token, std::int64_t now_ns) noexcept {
    inside_.fetch_add(1);
    if (token != 0 && token_.load() == token) {
      mark(now_ns);
      return true;
    }
    leave(false);
    return false;
  }
  /// `delivered`: the server has taken the cancel. [thread-safe]
  void leave(bool delivered) noexcept {
    if (delivered) delivered_.store(true);
    {
      const std::lock_guard lock(mutex_);
      inside_.fetch_sub(1);
    }
    left_.notify_all();
  }

  /// The first one who asks decides whether it was a cancel or a deadline. [thread-safe]
  void mark(std::int64_t now_ns) noexcept {
    Kind none = Kind::none;
    kind_.compare_exchange_strong(none, now_ns >= deadline_ns_.load(std::memory_order_relaxed)
                                            ? Kind::timed_out
                                            : Kind::cancelled);
  }
  [[nodiscard]] Kind kind() const noexcept { return kind_.load(std::memory_order_acquire); }
  void set_delivered() noexcept { delivered_.store(true); }
  [[nodiscard]] bool delivered() const noexcept { return delivered_.load(); }
  /// Whether the server has taken a cancel since this was asked last.
  [[nodiscard]] bool take_delivered() noexcept {
    return delivered_.load(std::memory_order_relaxed) && delivered_.exchange(false);
  }

 private:
  std::atomic<std::uint64_t> token_{0};
  std::atomic<std::uint32_t> inside_{0};
  std::atomic<std::int64_t> deadline_ns_{ZIN_NEVER};
  std::atomic<Kind> kind_{Kind::none};
  std::atomic<bool> delivered_{false};
  std::mutex mutex_;
  std::condition_variable left_;
};

}  // namespace zin::mysql
