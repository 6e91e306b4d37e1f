// What a pool does between calls: closing, checking, opening and reporting.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "zin/base/log.hpp"
#include "zin/runtime/pool_state.hpp"

namespace zin::runtime {

using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

// Idle connections are looked at this often without a round trip.
constexpr seconds check_interval{30};
constexpr seconds ping_timeout{5};
// What was lent more recently is in use.
constexpr milliseconds busy_interval{100};
// After a failure to open, the next attempt for `min` comes then.
constexpr seconds refill_interval{5};

}  // namespace

TimePoint PoolState::maintain() {
  Lock lock{mutex_};
  if (has(closed)) return TimePoint::max();
  const TimePoint now = clock_.now();
  // Giving back takes no note of the time; who is seen lent here was not idle before.
  for (PoolSlot& slot : slots_) {
    if (slot.is(State::lent)) slot.seen_lent = now;
  }
  report_leaks(now);
  close_idle(lock, now);
  check_idle(lock, now);
  open_to_min(lock);
  return next_round(now);
}

TimePoint PoolState::idle_since(const PoolSlot& slot) const noexcept {
  return std::max(slot.lent_at.load(std::memory_order_relaxed), slot.seen_lent);
}

// Slots in use stay untouched; their expiry is seen when they are lent. By index: others may add
// slots while the lock is released.
void PoolState::close_idle(Lock& lock, TimePoint now) {
  const auto& settings = options_.settings;
  for (std::size_t at = 0; at < slots_.size(); ++at) {
    PoolSlot& slot = slots_[at];
    const auto idle = now - idle_since(slot);
    if (!slot.is(State::free) || idle < busy_interval || !slot.tend()) continue;
    const bool unused = occupied_ > settings.min && settings.idle_timeout.count() > 0 &&
                        idle >= settings.idle_timeout;
    const Reason over = slot.generation != generation_.load() ? &PoolCloses::evicted
                        : now >= slot.expires                 ? &PoolCloses::expired
                        : unused                              ? &PoolCloses::idle
                                                              : nullptr;
    if (over != nullptr) {
      lock.unlock();
      discard(slot, over);
      lock.lock();
    } else {
      slot.state.store(State::free);
    }
  }
  // Whoever began to wait while a slot was looked at saw it lent.
  serve_line();
}

void PoolState::report_leaks(TimePoint now) {
  const milliseconds threshold = options_.settings.leak_threshold;
  if (threshold.count() == 0) return;
  for (PoolSlot& slot : slots_) {
    const TimePoint since = slot.lent_at.load(std::memory_order_relaxed);
    if (!slot.is(State::lent) || now - since < threshold) {
      slot.leak_reported = false;
      continue;
    }
    if (std::exchange(slot.leak_reported, true)) continue;
    const std::source_location holder = slot.holder.load(std::memory_order_relaxed);
    log(LogLevel::warn, "pool",
        fmt::format("a connection of \"{}\" is held for {:.3f} s by {}:{} ({}); close its stream "
                    "or end its transaction",
                    options_.name, std::chrono::duration<double>(now - since).count(),
                    holder.file_name(), holder.line(), holder.function_name()));
  }
}

// Takes each idle connection out for a moment, so that nobody waits for the check.
void PoolState::check_idle(Lock& lock, TimePoint now) {
  const milliseconds keepalive = options_.settings.keepalive;
  for (std::size_t at = 0; at < slots_.size(); ++at) {
    PoolSlot& slot = slots_[at];
    const TimePoint used = idle_since(slot);
    const bool ping_due = keepalive.count() > 0 && now - std::max(slot.pinged, used) >= keepalive;
    const bool check_due = now - std::max(slot.checked, used) >= check_interval;
    if ((!ping_due && !check_due) || !slot.tend()) continue;
    slot.checked = now;
    if (ping_due) slot.pinged = now;
    lock.unlock();
    bool stands = slot.connection->stands();
    if (stands && ping_due) {
      try {
        slot.connection->ping(ping_timeout);
      } catch (const Error&) {
        stands = false;
      }
    }
    if (stands) {
      give_free(slot);
    } else {
      discard(slot, &PoolCloses::dead);
    }
    lock.lock();
  }
  serve_line();
}

void PoolState::open_to_min(Lock& lock) {
  while (options_.settings.enabled && !has(closed | suspended) &&
         occupied_ < options_.settings.min) {
    PoolSlot* const slot = take_room();
    if (slot == nullptr) return;
    begin_opening(*slot, Opener::upkeep);
    lock.unlock();
    try {
      open_into(*slot, TimePoint::max(), Opener::upkeep);
      slot->lent_at.store(clock_.coarse_now(), std::memory_order_relaxed);
      give_free(*slot);
      lock.lock();
    } catch (const std::exception& failure) {
      if (!has(closed)) {
        log(LogLevel::warn, "pool",
            fmt::format("a connection of \"{}\" for its minimum could not be opened: {}",
                        options_.name, failure.what()));
      }
      lock.lock();
      return;
    }
  }
}

TimePoint PoolState::next_round(TimePoint now) const {
  const auto& settings = options_.settings;
  TimePoint next = now + check_interval;
  if (settings.keepalive.count() > 0) next = std::min(next, now + settings.keepalive);
  if (settings.leak_threshold.count() > 0) next = std::min(next, now + settings.leak_threshold);
  if (occupied_ < settings.min) next = std::min(next, now + refill_interval);
  if (settings.idle_timeout.count() > 0 && occupied_ > settings.min) {
    next = std::min(next, now + settings.idle_timeout / 4);
  }
  // A round each few milliseconds would be no upkeep but load.
  return std::max(next, now + milliseconds{10});
}

}  // namespace zin::runtime
