// Lending and taking back connections.
// SPDX-License-Identifier: MIT
#include "zin/runtime/pool.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "zin/base/log.hpp"
#include "zin/runtime/pool_state.hpp"

namespace zin::runtime {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

namespace {

// A connection that was free for less than this is lent without looking at it.
constexpr milliseconds trusted_idle_time{500};

TimePoint after(TimePoint start, milliseconds span) {
  return span.count() == 0 ? TimePoint::max() : start + span;
}

std::string seconds(std::chrono::nanoseconds span) {
  return fmt::format("{:.3f} s", std::chrono::duration<double>(span).count());
}

}  // namespace

Connection& Lease::operator*() const noexcept { return *slot_->connection; }

void Lease::release() noexcept {
  if (slot_ != nullptr) std::exchange(pool_, nullptr)->release(std::exchange(slot_, nullptr));
}

Pool::Pool(PoolOptions options, ConnectionOpener opener, Clock& clock)
    : state_(std::make_unique<PoolState>(std::move(options), std::move(opener), clock)) {}

Pool::~Pool() {
  state_->close();
  if (state_->stats().active == 0) return;
  log(LogLevel::error, "pool",
      "a database was destroyed while connections were lent; close streams before it");
  static_cast<void>(state_.release());  // the leases still point to it
}

Lease Pool::acquire(const std::source_location& where, Deadline deadline) {
  return state_->acquire(where, deadline);
}
void Pool::close() noexcept { state_->close(); }
bool Pool::drain(Deadline deadline) { return state_->drain(deadline); }
void Pool::evict() { state_->evict(); }
void Pool::suspend() { state_->suspend(); }
void Pool::resume() { state_->resume(); }
PoolStats Pool::stats() const { return state_->stats(); }
TimePoint Pool::maintain() { return state_->maintain(); }

PoolState::PoolState(PoolOptions options, ConnectionOpener opener, Clock& clock)
    : options_(std::move(options)),
      opener_(std::move(opener)),
      clock_(clock),
      jitter_(std::random_device{}()) {}

Lease PoolState::acquire(const std::source_location& where, Deadline deadline) {
  std::unique_ptr<PoolSlot> doomed;
  Lock lock{mutex_};
  refuse_when_closed();
  const bool first = !suspended_ && line_.empty();
  if (first && !idle_.empty()) [[likely]] {
    PoolSlot* const slot = idle_.back();
    idle_.pop_back();
    if (!is_stale(*slot, clock_.coarse_now())) [[likely]]
      return lend(slot, where);
    doomed = forget(slot);  // its place is free for a fresh one
  }
  const TimePoint until =
      std::min(deadline.at(), after(clock_.now(), options_.settings.connection_timeout));
  if (first && has_room()) {
    ++opening_;
  } else {
    Waiter waiter;
    wait_in_line(waiter, lock, until);
    if (waiter.slot != nullptr) return lend(waiter.slot, where);
  }
  lock.unlock();
  doomed.reset();
  return open(where, until);
}

void PoolState::refuse_when_closed() const {
  if (!closed_) return;
  throw Error(Errc::closed, "the connection \"" + options_.name +
                                "\" was closed; register it again with use_database() to use it");
}

// Gives back when the waiter was served; leaves the line when it throws.
void PoolState::wait_in_line(Waiter& waiter, Lock& lock, TimePoint until) {
  const auto most = options_.settings.max_waiters;
  if (most != 0 && line_.size() >= most) {
    throw Error(Errc::pool_exhausted,
                fmt::format("{} callers wait for a connection of \"{}\" already, which is "
                            "DB_POOL_MAX_WAITERS; shed load, or raise DB_POOL_MAX",
                            line_.size(), options_.name));
  }
  const TimePoint began = clock_.now();
  line_.push_back(&waiter);
  while (waiter.slot == nullptr && !waiter.may_open) {
    const TimePoint now = clock_.now();
    if (closed_ || now >= until) {
      std::erase(line_, &waiter);
      refuse_when_closed();
      ++counters_.timeouts;
      throw timeout_error(now, now - began);
    }
    clock_.wait_until(waiter.condition, lock, until);
  }
}

Error PoolState::timeout_error(TimePoint now, std::chrono::nanoseconds waited) const {
  std::string text =
      fmt::format("no connection of \"{}\" became free within {}", options_.name, seconds(waited));
  if (suspended_) {
    text += "; the pool is suspended: call resume()";
  } else {
    text += fmt::format("; of at most {}, {} are lent", options_.settings.max, lent());
    const char* separator = ": ";
    for (const auto& slot : slots_) {
      if (!slot->lent) continue;
      text += fmt::format("{}{}:{} ({}) for {}", separator, slot->holder.file_name(),
                          slot->holder.line(), slot->holder.function_name(),
                          seconds(std::max(now - slot->since, {})));
      separator = ", ";
    }
    text += fmt::format(
        "; {} more callers wait. Give connections back sooner (close streams, keep "
        "transactions short) or raise DB_POOL_MAX",
        line_.size());
  }
  return Error(Errc::pool_timeout, std::move(text));
}

bool PoolState::has_room() const noexcept {
  // Without pooling each caller has a connection of its own.
  return !options_.settings.enabled || slots_.size() + opening_ < options_.settings.max;
}

bool PoolState::is_stale(const PoolSlot& slot, TimePoint now) const noexcept {
  if (slot.generation != generation_ || now >= slot.expires) return true;
  return now - slot.since > trusted_idle_time && !slot.connection->stands();
}

Lease PoolState::lend(PoolSlot* slot, const std::source_location& where) noexcept {
  slot->lent = true;
  slot->leak_reported = false;
  slot->holder = where;
  slot->since = clock_.coarse_now();
  ++counters_.acquired;
  return Lease{this, slot};
}

// Requires: counted in opening_, and not locked.
Lease PoolState::open(const std::source_location& where, TimePoint until) {
  std::unique_ptr<PoolSlot> slot;
  try {
    slot = open_slot(until);
  } catch (...) {
    const Lock lock{mutex_};
    --opening_;
    ++counters_.open_failures;
    serve_line();
    if (closed_) returned_.notify_all();
    throw;
  }
  const Lock lock{mutex_};
  --opening_;
  if (closed_) returned_.notify_all();
  refuse_when_closed();
  ++counters_.opened;
  slot->index = slots_.size();
  slot->generation = generation_;
  slots_.push_back(std::move(slot));
  return lend(slots_.back().get(), where);
}

std::unique_ptr<PoolSlot> PoolState::open_slot(TimePoint until) {
  const TimePoint now = clock_.now();
  const TimePoint end = std::min(until, after(now, options_.connect_timeout));
  auto slot = std::make_unique<PoolSlot>();
  // The driver's deadline runs on the machine's clock, whatever clock the pool has.
  slot->connection = opener_(end == TimePoint::max() ? Deadline{} : Deadline{end - now});
  const TimePoint opened = clock_.now();
  slot->checked = slot->since = opened;
  slot->expires = TimePoint::max();
  if (const auto life = options_.settings.max_lifetime; life.count() > 0) {
    const Lock lock{mutex_};
    std::uniform_real_distribution<double> part{0.9, 1.0};
    slot->expires = opened + duration_cast<milliseconds>(life * part(jitter_));
  }
  return slot;
}

std::unique_ptr<PoolSlot> PoolState::forget(PoolSlot* slot) noexcept {
  const std::size_t index = slot->index;
  std::swap(slots_[index], slots_.back());
  slots_[index]->index = index;
  auto gone = std::move(slots_.back());
  slots_.pop_back();
  ++counters_.closed;
  return gone;
}

// Someone may open a connection now: the first in line.
void PoolState::serve_line() noexcept {
  while (!line_.empty() && !suspended_ && !closed_) {
    Waiter* const first = line_.front();
    if (!idle_.empty()) {
      first->slot = idle_.back();
      idle_.pop_back();
    } else if (has_room()) {
      first->may_open = true;
      ++opening_;
    } else {
      return;
    }
    line_.pop_front();
    first->condition.notify_one();
  }
}

void PoolState::put_free(PoolSlot* slot) noexcept {
  slot->lent = false;
  if (!line_.empty() && !suspended_) {
    Waiter* const first = line_.front();
    line_.pop_front();
    first->slot = slot;
    first->condition.notify_one();
    return;
  }
  slot->since = clock_.coarse_now();
  idle_.push_back(slot);
}

void PoolState::release(PoolSlot* slot) noexcept {
  const bool ready = options_.settings.enabled && slot->connection->make_ready();
  std::unique_ptr<PoolSlot> doomed;  // closed after the lock is released
  {
    const Lock lock{mutex_};
    const bool old = slot->generation != generation_ || clock_.coarse_now() >= slot->expires;
    if (ready && !closed_ && !old) [[likely]] {
      put_free(slot);
    } else {
      doomed = forget(slot);
      serve_line();
    }
    if (closed_) returned_.notify_all();
  }
}

void PoolState::close() noexcept {
  Doomed doomed;
  const Lock lock{mutex_};
  closed_ = true;
  for (PoolSlot* slot : idle_) doomed.push_back(forget(slot));
  idle_.clear();
  for (Waiter* waiter : line_) waiter->condition.notify_one();
}

bool PoolState::drain(Deadline deadline) {
  close();
  Lock lock{mutex_};
  while (!slots_.empty() || opening_ > 0) {
    if (clock_.now() >= deadline.at()) return false;
    clock_.wait_until(returned_, lock, deadline.at());
  }
  return true;
}

void PoolState::evict() {
  Doomed doomed;
  const Lock lock{mutex_};
  ++generation_;
  for (PoolSlot* slot : idle_) doomed.push_back(forget(slot));
  idle_.clear();
  serve_line();
}

void PoolState::suspend() {
  const Lock lock{mutex_};
  suspended_ = true;
}

void PoolState::resume() {
  const Lock lock{mutex_};
  suspended_ = false;
  serve_line();
}

std::uint32_t PoolState::lent() const noexcept {
  return static_cast<std::uint32_t>(
      std::count_if(slots_.begin(), slots_.end(), [](const auto& slot) { return slot->lent; }));
}

PoolStats PoolState::stats() const {
  const Lock lock{mutex_};
  PoolStats stats = counters_;
  stats.idle = static_cast<std::uint32_t>(idle_.size());
  stats.active = lent();
  stats.opening = opening_;
  stats.waiting = static_cast<std::uint32_t>(line_.size());
  return stats;
}

}  // namespace zin::runtime
