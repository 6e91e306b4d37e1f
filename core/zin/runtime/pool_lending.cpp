// Lending when no connection is at hand: looking, opening, waiting in line.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "zin/loop/loop.hpp"
#include "zin/loop/runners.hpp"
#include "zin/runtime/fiber_wait.hpp"
#include "zin/runtime/pool_state.hpp"

namespace zin::runtime {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

namespace {

// A connection that was used more recently than this is lent without looking at it.
constexpr milliseconds trusted_time{500};

std::uint64_t next_id() noexcept {
  static std::atomic<std::uint64_t> last{0};
  return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

TimePoint after(TimePoint start, milliseconds span) {
  return span.count() == 0 ? TimePoint::max() : start + span;
}

std::string in_seconds(std::chrono::nanoseconds span) {
  return fmt::format("{:.3f} s", std::chrono::duration<double>(span).count());
}

}  // namespace

PoolState::PoolState(PoolOptions options, ConnectionOpener opener, Clock& clock)
    : options_(std::move(options)),
      opener_(std::move(opener)),
      clock_(clock),
      id_(next_id()),
      jitter_(std::random_device{}()) {}

PoolState::Hint& PoolState::hint() const noexcept {
  // The general model would cost a call for each access.
  [[gnu::tls_model("initial-exec")]] static thread_local constinit std::array<Hint, hint_count>
      hints{};
  return hints[id_ % hint_count];
}

bool PoolState::is_fresh(const PoolSlot& slot, TimePoint now) const noexcept {
  return now - slot.lent_at.load(std::memory_order_relaxed) < trusted_time && now < slot.expires &&
         slot.generation == generation_.load(std::memory_order_relaxed);
}

bool PoolState::is_fit(const PoolSlot& slot) const noexcept {
  return slot.connection != nullptr && slot.generation == generation_.load() &&
         clock_.coarse_now() < slot.expires && slot.connection->stands();
}

Lease PoolState::lend(PoolSlot& slot, const std::source_location& where, TimePoint now) noexcept {
  note_holder(slot, where, now);
  // Nobody else writes it while the slot is lent.
  slot.uses.store(slot.uses.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  const detail::Fiber* const fiber = detail::Fiber::current();
  slot.holder_context.store(fiber == nullptr ? nullptr : fiber->home().thread_context(),
                            std::memory_order_relaxed);
  hint() = {id_, &slot};
  return Lease{this, &slot};
}

TimePoint PoolState::limit(Deadline deadline) const {
  return std::min(deadline.at(), after(clock_.now(), options_.settings.connection_timeout));
}

Lease PoolState::lend_stale(PoolSlot& slot, const std::source_location& where, Deadline deadline) {
  return lend_checked(slot, where, limit(deadline));
}

// Requires: the slot was taken. Replaces a connection that is not fit.
Lease PoolState::lend_checked(PoolSlot& slot, const std::source_location& where, TimePoint until) {
  if (!is_fit(slot)) open_into(slot, until);
  return lend(slot, where, clock_.coarse_now());
}

Lease PoolState::acquire_slowly(const std::source_location& where, Deadline deadline) {
  PoolSlot* slot = nullptr;
  TimePoint until;
  {
    Lock lock{mutex_};
    refuse_when_closed();
    if (!has(suspended) && line_.empty()) {
      slot = take_free();
      if (slot == nullptr) slot = take_room();
      if (slot != nullptr) note_holder(*slot, where, clock_.coarse_now());
    }
    until = limit(deadline);
    if (slot == nullptr) slot = &wait_in_line(lock, where, until);
  }
  return lend_checked(*slot, where, until);
}

void PoolState::refuse_when_closed() const {
  if (!has(closed)) return;
  throw Error(Errc::closed, "the connection \"" + options_.name +
                                "\" was closed, and stays so; register another with "
                                "use_database() or use a new Manager");
}

// Gives back when served; leaves the line when it throws.
PoolSlot& PoolState::wait_in_line(Lock& lock, const std::source_location& where, TimePoint until) {
  const auto most = options_.settings.max_waiters;
  if (most != 0 && line_.size() >= most) {
    throw Error(Errc::pool_exhausted,
                fmt::format("{} callers wait for a connection of \"{}\" already, which is "
                            "DB_POOL_MAX_WAITERS; shed load, or raise DB_POOL_MAX",
                            line_.size(), options_.name));
  }
  const TimePoint began = clock_.now();
  Waiter waiter{.where = where, .fiber = detail::Fiber::current()};
  if (waiter.fiber == nullptr) refuse_to_block_itself();
  line_.push_back(&waiter);
  control_.fetch_or(waiting);
  serve_line();  // what was freed before others could see that someone waits
  while (waiter.slot == nullptr) {
    const TimePoint now = clock_.now();
    const bool given_up = waiter.fiber != nullptr && waiter.fiber->ends_soon();
    if (has(closed) || now >= until || given_up) {
      std::erase(line_, &waiter);
      if (line_.empty()) control_.fetch_and(~waiting);
      refuse_when_closed();
      if (given_up) throw Error(Errc::cancelled, "cancelled while it waited for a connection");
      ++counters_.timeouts;
      throw timeout_error(now, now - began);
    }
    pause(waiter, lock, until);
  }
  return *waiter.slot;
}

void PoolState::pause(Waiter& waiter, Lock& lock, TimePoint until) {
  if (waiter.fiber == nullptr) return clock_.wait_until(waiter.condition, lock, until);
  lock.unlock();
  wait_until(*waiter.fiber, clock_, until);
  lock.lock();
}

// A thread that waits for a connection which only it could give back, when it goes on with the
// operations of its event loop, would wait in vain.
void PoolState::refuse_to_block_itself() const {
  const bool frees_itself = std::any_of(slots_.begin(), slots_.end(), [](const PoolSlot& slot) {
    const void* const context = slot.holder_context.load(std::memory_order_relaxed);
    return !slot.is(State::empty) && (context == nullptr || !detail::is_only_runner(context));
  });
  if (frees_itself || slots_.empty()) return;
  throw Error(Errc::invalid_argument,
              "every connection of \"" + options_.name +
                  "\" is lent to asynchronous operations that go on on this thread, which a "
                  "blocking call would keep from it; call the async_ verb and co_await it, or run "
                  "the event loop on one more thread");
}

Error PoolState::timeout_error(TimePoint now, std::chrono::nanoseconds waited) const {
  std::string text = fmt::format("no connection of \"{}\" became free within {}", options_.name,
                                 in_seconds(waited));
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

// Requires: locked, as all that follow but open_into() and discard().
PoolSlot* PoolState::take_free() noexcept {
  for (PoolSlot& slot : slots_) {
    if (slot.take()) return &slot;
  }
  return nullptr;
}

// A slot without a connection, taken by the caller; nullptr when there are enough.
PoolSlot* PoolState::take_room() {
  // Without pooling each caller has a connection of its own.
  if (options_.settings.enabled && occupied_ >= options_.settings.max) return nullptr;
  const auto found = std::find_if(slots_.begin(), slots_.end(),
                                  [](const PoolSlot& slot) { return slot.is(State::empty); });
  PoolSlot& slot = found == slots_.end() ? slots_.emplace_back() : *found;
  slot.state.store(State::lent);
  ++occupied_;
  return &slot;
}

void PoolState::serve_line() noexcept {
  while (!line_.empty() && !has(suspended | closed)) {
    PoolSlot* slot = take_free();
    if (slot == nullptr) {
      try {
        slot = take_room();
      } catch (const std::bad_alloc&) {  // they wait on for a slot that is given back
      }
    }
    if (slot == nullptr) break;
    Waiter* const first = line_.front();
    line_.pop_front();
    note_holder(*slot, first->where, clock_.coarse_now());
    first->slot = slot;
    first->notify();
  }
  if (line_.empty()) control_.fetch_and(~waiting);
}

void PoolState::notice_free() noexcept {
  if (has(closed)) return close_free_slots(Which::all);
  const Lock lock{mutex_};
  serve_line();
}

// Closes a connection that the caller has taken.
void PoolState::discard(PoolSlot& slot) noexcept {
  const bool was_open = slot.connection != nullptr;
  slot.connection.reset();
  const Lock lock{mutex_};
  slot.state.store(State::empty);
  --occupied_;
  if (was_open) ++counters_.closed;
  serve_line();
  returned_.notify_all();
}

// Opens a connection in a slot that the caller has taken; gives the slot up when it throws.
void PoolState::open_into(PoolSlot& slot, TimePoint until) {
  const bool replaces = slot.connection != nullptr;
  slot.state.store(State::tended);
  slot.connection.reset();
  // One that evict() finds on its way belongs to the old ones.
  slot.generation = generation_.load();
  {
    const Lock lock{mutex_};
    ++opening_;
    if (replaces) ++counters_.closed;
  }
  const TimePoint now = clock_.now();
  const TimePoint end = std::min(until, after(now, options_.connect_timeout));
  try {
    // The driver's deadline runs on the machine's clock, whatever clock the pool has.
    slot.connection = opener_(end == TimePoint::max() ? Deadline{} : Deadline{end - now});
  } catch (...) {
    {
      const Lock lock{mutex_};
      --opening_;
      ++counters_.open_failures;
    }
    discard(slot);
    throw;
  }
  const TimePoint opened = clock_.now();
  slot.expires = TimePoint::max();
  {
    const Lock lock{mutex_};
    --opening_;
    ++counters_.opened;
    slot.checked = slot.pinged = opened;
    if (const auto life = options_.settings.max_lifetime; life.count() > 0) {
      std::uniform_real_distribution<double> part{0.9, 1.0};
      slot.expires = opened + duration_cast<milliseconds>(life * part(jitter_));
    }
  }
  if (has(closed)) {
    discard(slot);
    refuse_when_closed();
  }
  slot.state.store(State::lent);
}

}  // namespace zin::runtime
