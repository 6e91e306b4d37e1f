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
// After a failure to open, the next attempt for `min` comes then.
constexpr seconds retry_interval{5};

}  // namespace

TimePoint PoolState::maintain() {
  Doomed doomed;  // closed when the lock is released
  Lock lock{mutex_};
  if (closed_) return TimePoint::max();
  const TimePoint now = clock_.now();
  doom_idle(doomed, now);
  report_leaks(now);
  check_idle(lock, now);
  open_to_min(lock);
  const TimePoint next = next_round(now);
  lock.unlock();
  return next;
}

void PoolState::doom_idle(Doomed& doomed, TimePoint now) {
  const auto& settings = options_.settings;
  std::size_t spare = slots_.size() > settings.min ? slots_.size() - settings.min : 0;
  // The one that is idle for longest comes first.
  std::erase_if(idle_, [&](PoolSlot* slot) {
    const bool old = now >= slot->expires || slot->generation != generation_;
    const bool unused = spare > 0 && settings.idle_timeout.count() > 0 &&
                        now - slot->since >= settings.idle_timeout;
    if (!old && !unused) return false;
    if (spare > 0) --spare;
    doomed.push_back(forget(slot));
    return true;
  });
}

void PoolState::report_leaks(TimePoint now) {
  const milliseconds threshold = options_.settings.leak_threshold;
  if (threshold.count() == 0) return;
  for (const auto& slot : slots_) {
    if (!slot->lent || slot->leak_reported || now - slot->since < threshold) continue;
    slot->leak_reported = true;
    log(LogLevel::warn, "pool",
        fmt::format(
            "a connection of \"{}\" is held for {:.3f} s by {}:{} ({}); close its stream or "
            "end its transaction",
            options_.name, std::chrono::duration<double>(now - slot->since).count(),
            slot->holder.file_name(), slot->holder.line(), slot->holder.function_name()));
  }
}

// Takes each idle connection out for a moment, so that nobody waits for the check.
void PoolState::check_idle(Lock& lock, TimePoint now) {
  const milliseconds keepalive = options_.settings.keepalive;
  const auto due = [&](const PoolSlot* slot) {
    const auto interval = keepalive.count() > 0 ? std::min<milliseconds>(keepalive, check_interval)
                                                : milliseconds{check_interval};
    return now - std::max(slot->checked, slot->since) >= interval;
  };
  for (;;) {
    const auto found = std::find_if(idle_.begin(), idle_.end(), due);
    if (found == idle_.end()) return;
    PoolSlot* const slot = *found;
    const TimePoint idle_since = slot->since;
    idle_.erase(found);
    lock.unlock();
    bool stands = slot->connection->stands();
    if (stands && keepalive.count() > 0) {
      try {
        slot->connection->ping(ping_timeout);
      } catch (const Error&) {
        stands = false;
      }
    }
    lock.lock();
    slot->checked = now;
    if (stands && !closed_ && slot->generation == generation_) {
      put_free(slot);
      if (!slot->lent && !idle_.empty() && idle_.back() == slot) {
        // It was not used: its idle time goes on, at the front where the oldest are.
        slot->since = idle_since;
        std::rotate(idle_.begin(), idle_.end() - 1, idle_.end());
      }
    } else {
      auto doomed = forget(slot);
      serve_line();
      returned_.notify_all();
      lock.unlock();
      doomed.reset();
      lock.lock();
    }
  }
}

void PoolState::open_to_min(Lock& lock) {
  while (!closed_ && !suspended_ && options_.settings.enabled &&
         slots_.size() + opening_ < options_.settings.min) {
    ++opening_;
    lock.unlock();
    std::unique_ptr<PoolSlot> slot;
    try {
      slot = open_slot(TimePoint::max());
    } catch (const std::exception& failure) {
      log(LogLevel::warn, "pool",
          fmt::format("a connection of \"{}\" for its minimum could not be opened: {}",
                      options_.name, failure.what()));
    }
    lock.lock();
    --opening_;
    if (!slot || closed_) {
      ++counters_.open_failures;
      returned_.notify_all();
      return;
    }
    ++counters_.opened;
    slot->index = slots_.size();
    slot->generation = generation_;
    slots_.push_back(std::move(slot));
    put_free(slots_.back().get());
  }
}

TimePoint PoolState::next_round(TimePoint now) const {
  const auto& settings = options_.settings;
  TimePoint next = now + check_interval;
  if (settings.keepalive.count() > 0) next = std::min(next, now + settings.keepalive);
  if (settings.leak_threshold.count() > 0) next = std::min(next, now + settings.leak_threshold);
  if (slots_.size() + opening_ < settings.min) next = std::min(next, now + retry_interval);
  for (const PoolSlot* slot : idle_) {
    next = std::min(next, slot->expires);
    if (settings.idle_timeout.count() > 0 && slots_.size() > settings.min) {
      next = std::min(next, slot->since + settings.idle_timeout);
    }
  }
  // A round each few milliseconds would be no upkeep but load.
  return std::max(next, now + milliseconds{10});
}

}  // namespace zin::runtime
