// Ends statements early: a cancel from another thread, a deadline, a lock that is waited for.
// SPDX-License-Identifier: MIT
#pragma once

#include <sqlite3.h>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "zin/plugin/operation.hpp"

namespace zin::sqlite {

/// Which statement a connection is at, and whether it shall go on.
///
/// A progress handler ends what was cancelled or is late. sqlite3_interrupt is faster, but it
/// reaches every open statement of a connection, stays in force until all of them are reset, and is
/// lost on one that has not begun to run: so it comes on top, while the statement is alone. A
/// cancel that comes before its statement is kept for it. The statement stays the current one
/// between its fetches: then a fetch of a lone scan costs a comparison, and a cancel between two
/// fetches ends the next. [one thread at a time], but for cancel().
class Interruption {
 public:
  enum class Stop { none, cancelled, timed_out };

  void attach(sqlite3* db) noexcept { db_ = db; }
  /// Installs the wait for locks, at most `limit_ms` each.
  void wait_for_locks(std::int64_t limit_ms) noexcept;

  /// Before each call that runs SQL for `op`; `alone` = no other statement of the connection is
  /// half way. True: an interrupt meant for the statement before is still in force and would hit
  /// this one, until that one is reset.
  [[nodiscard]] bool enter(const plugin::Operation& op, bool alone) {
    if (op.token() == token_ && !op.has_deadline() && deadline_ns_ == ZIN_NEVER) [[likely]]
      return false;
    return change(op, alone);
  }
  /// Whether the deadline of the current operation has passed; asks the clock only if there is one.
  [[nodiscard]] bool overdue() const noexcept;
  /// The last statement that was cancelled while it was the current one, 0 = none so far.
  [[nodiscard]] std::uint64_t cancelled_token() const noexcept {
    return cancelled_token_.load(std::memory_order_acquire);
  }
  /// Waits a little for another connection's lock, the longer the more `times` it was held before.
  /// False, and no wait, when the limit of wait_for_locks is used up or the statement shall stop.
  [[nodiscard]] bool pause_for_lock(int times) noexcept;
  /// Why SQLite was made to stop, after it answered SQLITE_INTERRUPT or SQLITE_BUSY.
  [[nodiscard]] Stop stopped() const noexcept;

  /// Ends the statement of `token`, if it is the current one or begins next. [thread-safe]
  void cancel(std::uint64_t token) noexcept;

 private:
  [[gnu::noinline]] bool change(const plugin::Operation& op, bool alone);
  void arm(bool on) noexcept;
  void note_cancelled(std::uint64_t token) noexcept;
  [[nodiscard]] bool must_stop() noexcept;
  static int on_progress(void* self) noexcept;
  static int on_busy(void* self, int count) noexcept;

  sqlite3* db_ = nullptr;
  std::uint64_t token_ = 0;
  std::int64_t deadline_ns_ = ZIN_NEVER;
  std::int64_t busy_limit_ms_ = 0;
  std::int64_t busy_waited_ms_ = 0;
  bool armed_ = false;      // the progress handler is installed
  bool timed_out_ = false;  // it, or the wait for a lock, saw the deadline pass

  // How a statement begins without a lock: it stores its token and then looks for a cancel under
  // way; a cancel says that it is under way and then looks for the token. One of the two sees the
  // other, and the statement waits.
  std::atomic<std::uint64_t> cancellable_ = 0;  // the current token, as other threads see it
  std::atomic<bool> cancelling_ = false;
  std::atomic<bool> alone_ = true;
  std::atomic<std::uint64_t> early_token_ = 0;  // cancelled while it was not the current one
  std::mutex mutex_;                            // held by a cancel; guards what follows
  std::condition_variable cancelled_;
  std::int64_t cancelled_at_ns_ = 0;
  std::atomic<std::uint64_t> cancelled_token_ = 0;
};

}  // namespace zin::sqlite
