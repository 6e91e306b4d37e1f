// Lending when no connection is at hand: looking, opening, replacing.
// SPDX-License-Identifier: MIT
#include <array>

#include "zin/loop/loop.hpp"
#include "zin/runtime/keeper.hpp"
#include "zin/runtime/pool_state.hpp"

namespace zin::runtime {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

namespace {

// A connection that was used more recently than this is lent without looking at it.
constexpr milliseconds trusted_time{500};

TimePoint after(TimePoint start, milliseconds span) {
  return span.count() == 0 ? TimePoint::max() : start + span;
}

}  // namespace

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

// In one file with what it calls: a pair of acquire and release costs little more than its two
// atomic exchanges and a look at the clock, of which calls would be a part.
Lease PoolState::acquire(const std::source_location& where, Deadline deadline) {
  if (control_.load(std::memory_order_relaxed) == 0) [[likely]] {
    const Hint& last = hint();
    if (last.pool == id_ && last.slot != nullptr && last.slot->take()) [[likely]] {
      PoolSlot& slot = *last.slot;
      const TimePoint now = clock_.coarse_now();
      if (is_fresh(slot, now)) [[likely]]
        return lend(slot, where, now);
      return lend_stale(slot, where, deadline);
    }
  }
  return acquire_slowly(where, deadline);
}

// Why a connection must not be lent again; nullptr when it may.
PoolState::Reason PoolState::unfit_for(const PoolSlot& slot) const noexcept {
  if (slot.generation != generation_.load()) return &PoolCloses::evicted;
  if (clock_.coarse_now() >= slot.expires) return &PoolCloses::expired;
  if (!slot.connection->stands()) return &PoolCloses::dead;
  return nullptr;
}

Lease PoolState::lend(PoolSlot& slot, const std::source_location& where, TimePoint now) noexcept {
  slot.holder.store(where, std::memory_order_relaxed);
  slot.lent_at.store(now, std::memory_order_relaxed);
  // Nobody else writes it while the slot is lent.
  const std::uint64_t uses = slot.uses.load(std::memory_order_relaxed) + 1;
  slot.uses.store(uses, std::memory_order_relaxed);
  const bool measured = uses <= PoolSlot::measured_uses || uses % PoolSlot::sample_weight == 0;
  slot.measured_since = measured ? clock_.now() : TimePoint{};
  const detail::Fiber* const fiber = detail::Fiber::current();
  slot.holder_context.store(fiber == nullptr ? nullptr : fiber->home().thread_context(),
                            std::memory_order_relaxed);
  hint() = {id_, &slot};
  return Lease{this, &slot};
}

// For who is to have a slot soon, so that others are told whom they wait for.
void PoolState::note_holder(PoolSlot& slot, const std::source_location& where,
                            const detail::Fiber* fiber) noexcept {
  slot.holder.store(where, std::memory_order_relaxed);
  slot.lent_at.store(clock_.coarse_now(), std::memory_order_relaxed);
  slot.holder_context.store(fiber == nullptr ? nullptr : fiber->home().thread_context(),
                            std::memory_order_relaxed);
}

PoolState::Search PoolState::search(const std::source_location& where, Deadline deadline) const {
  const TimePoint now = clock_.now();
  return {.where = where,
          .began = now,
          .until = std::min(deadline.at(), after(now, options_.settings.connection_timeout))};
}

Lease PoolState::lend_stale(PoolSlot& slot, const std::source_location& where, Deadline deadline) {
  Search begun = search(where, deadline);
  return lend_found(&slot, begun);
}

// Requires: the slot was taken. Opens what is missing, and replaces a connection that is not fit.
Lease PoolState::lend_found(PoolSlot* slot, Search& search) {
  bool opened = false;
  while (!opened) {
    if (slot->connection == nullptr) {
      open_into(*slot, search.until, Opener::caller);
      opened = true;
    } else if (const Reason unfit = unfit_for(*slot); unfit != nullptr) {
      slot = &replace(*slot, unfit, search);
    } else {
      break;
    }
  }
  if (opened || search.waited) note_acquired(search);
  return lend(*slot, search.where, clock_.coarse_now());
}

Lease PoolState::acquire_slowly(const std::source_location& where, Deadline deadline) {
  PoolSlot* slot = nullptr;
  Search begun = search(where, deadline);
  bool first_after_fork = false;
  {
    Lock lock{mutex_};
    refuse_when_closed();
    if (parent_holds_) refuse_what_the_parent_holds();
    first_after_fork = std::exchange(forked_, false);
    if (!has(suspended) && line_.empty()) {
      slot = take_any();
      if (slot != nullptr) note_holder(*slot, where, detail::Fiber::current());
    }
    if (slot == nullptr) slot = &wait_in_line(lock, begun, Place::last);
  }
  if (first_after_fork) Upkeep::go_on();
  return lend_found(slot, begun);
}

void PoolState::refuse_when_closed() const {
  if (!has(closed)) return;
  throw Error(Errc::closed, "the connection \"" + options_.name +
                                "\" was closed, and stays so; register another with "
                                "use_database() or use a new Manager");
}

// Closes a connection that must not be lent; gives a slot with another one, or to open one in.
PoolSlot& PoolState::replace(PoolSlot& slot, Reason reason, Search& search) {
  std::unique_ptr<Connection> old;
  bool may = false;
  {
    const Lock lock{mutex_};
    old = std::move(slot.connection);
    count_closed(reason);
    may = may_open();
    if (may) begin_opening(slot, Opener::caller);
  }
  old.reset();
  if (may) return slot;
  Lock lock{mutex_};
  empty(slot);
  // It had its turn: the line is behind it.
  return wait_in_line(lock, search, Place::first);
}

void PoolState::note_acquired(const Search& search) noexcept {
  const TimePoint now = clock_.now();
  const Lock lock{mutex_};
  acquire_times_.add(now - search.began);
  if (search.waited) ++counters_.waited;
}

void PoolState::measure_use(PoolSlot& slot) noexcept {
  const TimePoint since = std::exchange(slot.measured_since, TimePoint{});
  if (slot.samples.note(clock_.now() - since, slot.is_sampled())) return;
  const Lock lock{mutex_};
  slot.samples.add_to(use_times_, PoolSlot::sample_weight);
  slot.samples.clear();
}

// Requires: locked, as for begin_opening() and end_opening().
bool PoolState::may_open() const noexcept {
  const std::uint32_t most = options_.settings.max_opening;
  return most == 0 || callers_opening_ < most;
}

void PoolState::begin_opening(PoolSlot& slot, Opener opener) noexcept {
  slot.state.store(State::tended);
  ++opening_;
  if (opener == Opener::caller) ++callers_opening_;
}

void PoolState::end_opening(Opener opener) noexcept {
  --opening_;
  if (opener == Opener::caller) --callers_opening_;
}

std::unique_ptr<Connection> PoolState::open(TimePoint until) const {
  const TimePoint now = clock_.now();
  const TimePoint end = std::min(until, after(now, options_.connect_timeout));
  // The driver's deadline runs on the machine's clock, whatever clock the pool has.
  return opener_(end == TimePoint::max() ? Deadline{} : Deadline{end - now});
}

// Opens a connection in a slot for which opening has begun; gives the slot up when it throws.
void PoolState::open_into(PoolSlot& slot, TimePoint until, Opener opener) {
  // One that evict() finds on its way belongs to the old ones.
  slot.generation = generation_.load();
  std::unique_ptr<Connection> made;
  try {
    made = open(until);
  } catch (const std::exception& failure) {
    fail_to_open(slot, opener, failure.what());
    throw;
  } catch (...) {
    fail_to_open(slot, opener, "an exception of another type");
    throw;
  }
  const TimePoint opened = clock_.now();
  {
    const Lock lock{mutex_};
    slot.connection = std::move(made);
    end_opening(opener);
    ++counters_.opened;
    slot.checked = slot.pinged = opened;
    slot.expires = TimePoint::max();
    if (const auto life = options_.settings.max_lifetime; life.count() > 0) {
      std::uniform_real_distribution<double> part{0.9, 1.0};
      slot.expires = opened + duration_cast<milliseconds>(life * part(jitter_));
    }
    if (!line_.empty()) serve_line();  // another one may open now
  }
  if (has(closed)) {
    discard(slot, &PoolCloses::shut);
    refuse_when_closed();
  }
  slot.state.store(State::lent);
}

void PoolState::fail_to_open(PoolSlot& slot, Opener opener, std::string why) noexcept {
  const TimePoint now = clock_.now();
  const Lock lock{mutex_};
  end_opening(opener);
  ++counters_.open_failures;
  last_failure_.at = now;
  last_failure_.why = std::move(why);
  empty(slot);
  serve_line();
}

}  // namespace zin::runtime
