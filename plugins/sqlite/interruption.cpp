// Cancels, deadlines and waits for locks.
// SPDX-License-Identifier: MIT
#include "interruption.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>

#include "zin/plugin/host_services.hpp"

namespace zin::sqlite {
namespace {

// A step of SQLite's machine takes some 10 ns: this asks the clock every 10 us or so.
constexpr int steps_between_checks = 1000;

}  // namespace

void Interruption::wait_for_locks(std::int64_t limit_ms) noexcept {
  busy_limit_ms_ = limit_ms;
  sqlite3_busy_handler(db_, &on_busy, this);
}

bool Interruption::change(const plugin::Operation& op, bool alone) {
  const std::uint64_t before = token_;
  token_ = op.token();
  deadline_ns_ = op.deadline_ns();
  timed_out_ = false;
  alone_.store(alone, std::memory_order_relaxed);
  cancellable_.exchange(token_, std::memory_order_seq_cst);
  if (cancelling_.load(std::memory_order_seq_cst)) [[unlikely]] {
    const std::lock_guard wait(mutex_);
  }
  if (token_ != 0 && early_token_.load(std::memory_order_relaxed) == token_) [[unlikely]] {
    const std::lock_guard lock(mutex_);
    note_cancelled(token_);
  }
  if (const bool on = op.has_deadline() || token_ != 0; on != armed_) arm(on);
  return before != 0 && before != token_ &&
         cancelled_token_.load(std::memory_order_relaxed) == before;
}

void Interruption::arm(bool on) noexcept {
  sqlite3_progress_handler(db_, on ? steps_between_checks : 0, on ? &on_progress : nullptr, this);
  armed_ = on;
}

bool Interruption::overdue() const noexcept {
  return deadline_ns_ != ZIN_NEVER && plugin::now_ns() >= deadline_ns_;
}

Interruption::Stop Interruption::stopped() const noexcept {
  if (token_ != 0 && cancelled_token_.load(std::memory_order_acquire) == token_)
    return cancelled_at_ns_ < deadline_ns_ ? Stop::cancelled : Stop::timed_out;
  return timed_out_ ? Stop::timed_out : Stop::none;
}

void Interruption::cancel(std::uint64_t token) noexcept {
  if (token == 0) return;
  const std::lock_guard lock(mutex_);
  cancelling_.store(true, std::memory_order_seq_cst);
  if (cancellable_.load(std::memory_order_seq_cst) == token) {
    note_cancelled(token);
    if (alone_.load(std::memory_order_relaxed)) sqlite3_interrupt(db_);
    cancelled_.notify_all();
  } else {
    early_token_.store(token, std::memory_order_relaxed);
  }
  cancelling_.store(false, std::memory_order_seq_cst);
}

// Requires: locked.
void Interruption::note_cancelled(std::uint64_t token) noexcept {
  if (cancelled_token_.load(std::memory_order_relaxed) == token) return;
  cancelled_at_ns_ = plugin::now_ns();
  cancelled_token_.store(token, std::memory_order_release);
}

bool Interruption::must_stop() noexcept {
  if (token_ != 0 && cancelled_token_.load(std::memory_order_acquire) == token_) return true;
  timed_out_ = timed_out_ || overdue();
  return timed_out_;
}

int Interruption::on_progress(void* self) noexcept {
  return static_cast<Interruption*>(self)->must_stop() ? 1 : 0;
}

int Interruption::on_busy(void* self, int count) noexcept {
  return static_cast<Interruption*>(self)->pause_for_lock(count) ? 1 : 0;
}

bool Interruption::pause_for_lock(int times) noexcept {
  // SQLite's own waits (sqliteDefaultBusyCallback), but a cancel ends them at once.
  constexpr std::array<std::int64_t, 12> waits_ms = {1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100};
  if (times == 0) busy_waited_ms_ = 0;
  if (must_stop() || busy_waited_ms_ >= busy_limit_ms_) return false;
  const auto index = std::min(static_cast<std::size_t>(times), waits_ms.size() - 1);
  const std::int64_t ms = std::min(waits_ms[index], busy_limit_ms_ - busy_waited_ms_);
  busy_waited_ms_ += ms;
  auto pause = std::chrono::nanoseconds(std::chrono::milliseconds(ms));
  if (deadline_ns_ != ZIN_NEVER)
    pause = std::min(pause, std::chrono::nanoseconds(deadline_ns_ - plugin::now_ns()));
  std::unique_lock lock(mutex_);
  cancelled_.wait_for(lock, pause, [this] {
    return token_ != 0 && cancelled_token_.load(std::memory_order_relaxed) == token_;
  });
  return !must_stop();
}

}  // namespace zin::sqlite
