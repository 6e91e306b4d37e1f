// The line of those who wait for a connection, and what comes back to it.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "zin/loop/fiber_wait.hpp"
#include "zin/loop/runners.hpp"
#include "zin/runtime/pool_state.hpp"

namespace zin::runtime {

namespace {

std::string in_seconds(std::chrono::nanoseconds span) {
  return fmt::format("{:.3f} s", std::chrono::duration<double>(span).count());
}

}  // namespace

// Returns when served; leaves the line when it throws.
PoolSlot& PoolState::wait_in_line(Lock& lock, Search& search, Place place) {
  if (place == Place::last) refuse_beyond_max_waiters();
  Waiter waiter{.where = search.where, .fiber = detail::Fiber::current()};
  if (waiter.fiber == nullptr) refuse_to_block_itself();
  search.waited = true;
  if (place == Place::last) {
    line_.push_back(&waiter);
  } else {
    line_.push_front(&waiter);
  }
  control_.fetch_or(waiting);
  serve_line();  // what was freed before others could see that someone waits
  while (waiter.slot == nullptr) {
    const TimePoint now = clock_.now();
    const bool given_up = waiter.fiber != nullptr && waiter.fiber->ends_soon();
    if (has(closed) || now >= search.until || given_up) {
      leave_line(waiter);
      refuse_when_closed();
      if (given_up) throw Error(Errc::cancelled, "cancelled while it waited for a connection");
      ++counters_.timeouts;
      throw timeout_error(now, search.began);
    }
    pause(waiter, lock, search.until);
  }
  return *waiter.slot;
}

void PoolState::leave_line(const Waiter& waiter) noexcept {
  std::erase(line_, &waiter);
  if (line_.empty()) control_.fetch_and(~waiting);
}

void PoolState::pause(Waiter& waiter, Lock& lock, TimePoint until) {
  if (waiter.fiber == nullptr) return clock_.wait_until(waiter.condition, lock, until);
  lock.unlock();
  detail::wait_until(*waiter.fiber, clock_, until);
  lock.lock();
}

void PoolState::refuse_beyond_max_waiters() {
  const auto most = options_.settings.max_waiters;
  if (most == 0 || line_.size() < most) return;
  ++counters_.rejected;
  throw Error(Errc::pool_exhausted,
              fmt::format("{} callers wait for a connection of \"{}\" already, which is "
                          "DB_POOL_MAX_WAITERS; shed load, or raise DB_POOL_MAX",
                          line_.size(), options_.name));
}

// A thread that waits for a connection which only it could give back, when it goes on with the
// operations of its event loop, would wait in vain.
void PoolState::refuse_to_block_itself() const {
  bool all_empty = true;
  for (const PoolSlot& slot : slots_) {
    if (slot.is(State::empty)) continue;
    all_empty = false;
    const void* const context = slot.holder_context.load(std::memory_order_relaxed);
    if (slot.is(State::free) || context == nullptr || !detail::is_only_runner(context)) return;
  }
  if (all_empty) return;
  throw Error(Errc::invalid_argument,
              "every connection of \"" + options_.name +
                  "\" is lent to asynchronous operations that go on on this thread, which a "
                  "blocking call would keep from it; call the async_ verb and co_await it, or run "
                  "the event loop on one more thread");
}

Error PoolState::timeout_error(TimePoint now, TimePoint began) const {
  std::string text = fmt::format("no connection of \"{}\" became free within {}", options_.name,
                                 in_seconds(now - began));
  if (last_failure_.at >= began) {
    text += "; the last attempt to open one failed: " + last_failure_.why;
  }
  if (has(suspended)) {
    text += "; the pool is suspended: call resume()";
  } else {
    std::string holders;
    unsigned lent = 0;
    for (const PoolSlot& slot : slots_) {
      if (!slot.is(State::lent)) continue;
      const std::source_location holder = slot.holder.load(std::memory_order_relaxed);
      const TimePoint since = slot.lent_at.load(std::memory_order_relaxed);
      holders += fmt::format("{}{}:{} ({}) for {}", lent++ == 0 ? ": " : ", ", holder.file_name(),
                             holder.line(), holder.function_name(),
                             in_seconds(std::max(now - since, TimePoint::duration{0})));
    }
    text += fmt::format(
        "; of at most {}, {} are lent{}; {} are being opened; {} more callers wait. Give "
        "connections back sooner (close streams, keep transactions short) or raise DB_POOL_MAX",
        options_.settings.max, lent, holders, opening_, line_.size());
  }
  return Error(Errc::pool_timeout, std::move(text));
}

PoolSlot* PoolState::take_free() noexcept {
  for (PoolSlot& slot : slots_) {
    if (slot.take()) return &slot;
  }
  return nullptr;
}

// A slot without a connection; nullptr when there are enough.
PoolSlot* PoolState::take_room() {
  // Without pooling each caller has a connection of its own.
  if (options_.settings.enabled && occupied_ >= options_.settings.max) return nullptr;
  const auto found = std::find_if(slots_.begin(), slots_.end(),
                                  [](const PoolSlot& slot) { return slot.is(State::empty); });
  PoolSlot& slot = found == slots_.end() ? slots_.emplace_back() : *found;
  slot.state.store(State::tended);
  slot.holder_context.store(nullptr, std::memory_order_relaxed);
  ++occupied_;
  return &slot;
}

// For a caller: one that is free, or one to open, for which it has leave then.
PoolSlot* PoolState::take_any() {
  PoolSlot* slot = take_free();
  if (slot != nullptr || !may_open()) return slot;
  slot = take_room();
  if (slot != nullptr) begin_opening(*slot, Opener::caller);
  return slot;
}

// What is free goes to the head of the line as its own, so that nobody can come in between.
void PoolState::serve_line() noexcept {
  while (!line_.empty() && !has(suspended | closed)) {
    PoolSlot* slot = nullptr;
    try {
      slot = take_any();
    } catch (const std::bad_alloc&) {  // they wait on for a slot that is given back
    }
    if (slot == nullptr) break;
    Waiter* const first = line_.front();
    line_.pop_front();
    note_holder(*slot, first->where, first->fiber);
    first->slot = slot;
    first->notify();
  }
  if (line_.empty()) control_.fetch_and(~waiting);
}

void PoolState::notice_free() noexcept {
  if (has(closed)) return close_free_slots(Which::all, &PoolCloses::shut);
  const Lock lock{mutex_};
  serve_line();
}

// A lease came back with a connection that is not kept.
void PoolState::take_back(PoolSlot& slot) noexcept {
  if (slot.is(State::foreign)) return;  // the parent has it
  const bool is_old = slot.generation != generation_.load(std::memory_order_relaxed);
  discard(slot, has(closed)                  ? &PoolCloses::shut
                : is_old                     ? &PoolCloses::evicted
                : !options_.settings.enabled ? &PoolCloses::unpooled
                                             : &PoolCloses::broken);
}

// Closes a connection that the caller has taken, or gives up a slot without one.
void PoolState::discard(PoolSlot& slot, Reason reason) noexcept {
  std::unique_ptr<Connection> old;
  {
    const Lock lock{mutex_};
    old = std::move(slot.connection);
  }
  old.reset();
  const Lock lock{mutex_};
  count_closed(reason);
  empty(slot);
  serve_line();
}

void PoolState::count_closed(Reason reason) noexcept {
  ++counters_.closed;
  ++(counters_.closes.*reason);
}

// The slot may be taken for another connection.
void PoolState::empty(PoolSlot& slot) noexcept {
  slot.state.store(State::empty);
  --occupied_;
  returned_.notify_all();
}

// Requires: not locked. Closing may take its time: each slot is closed as its own. By index: others
// may add slots meanwhile.
void PoolState::close_free_slots(Which which, Reason reason) noexcept {
  for (std::size_t at = 0;; ++at) {
    PoolSlot* slot = nullptr;
    {
      const Lock lock{mutex_};
      if (at >= slots_.size()) return;
      slot = &slots_[at];
    }
    if (!slot->tend()) continue;
    if (which == Which::old && slot->generation == generation_.load()) {
      give_free(*slot);
    } else {
      discard(*slot, reason);
    }
  }
}

}  // namespace zin::runtime
