// The public side of a pool: leases, closing, figures.
// SPDX-License-Identifier: MIT
#include "zin/runtime/pool.hpp"

#include <algorithm>

#include "zin/base/log.hpp"
#include "zin/runtime/pool_state.hpp"

namespace zin::runtime {

Connection& Lease::operator*() const noexcept { return *slot_->connection; }

bool Lease::is_current() const noexcept { return pool_->is_current(*slot_); }

void Lease::release() noexcept {
  if (slot_ == nullptr) return;
  PoolState& pool = *std::exchange(pool_, nullptr);
  const bool left = pool.is_left();
  pool.release(*std::exchange(slot_, nullptr));
  if (left) [[unlikely]]
    pool.lease_is_back();
}

Pool::Pool(PoolOptions options, ConnectionOpener opener, Clock& clock)
    : state_(std::make_unique<PoolState>(std::move(options), std::move(opener), clock)) {}

Pool::~Pool() {
  state_->close();
  if (!state_->leave_to_leases()) return;
  log(LogLevel::error, "pool",
      "a database was destroyed while connections were lent; close streams before it");
  static_cast<void>(state_.release());
}

Lease Pool::acquire(const std::source_location& where, Deadline deadline) {
  return state_->acquire(where, deadline);
}
void Pool::close() noexcept { state_->close(); }
bool Pool::drain(Deadline deadline) { return state_->drain(deadline); }
void Pool::evict() { state_->evict(); }
void Pool::suspend() { state_->suspend(); }
void Pool::resume() { state_->resume(); }
bool Pool::has_room() const { return state_->has_room(); }
PoolStats Pool::stats() const { return state_->stats(); }
TimePoint Pool::maintain() { return state_->maintain(); }

void PoolState::close() noexcept {
  control_.fetch_or(closed);
  {
    const Lock lock{mutex_};
    for (Waiter* waiter : line_) waiter->notify();
  }
  close_free_slots(Which::all);
}

bool PoolState::leave_to_leases() noexcept {
  const Lock lock{mutex_};
  const auto lent = std::count_if(slots_.begin(), slots_.end(),
                                  [](const PoolSlot& slot) { return slot.is(State::lent); });
  leases_left_ = static_cast<std::uint32_t>(lent);
  if (lent > 0) control_.fetch_or(left);
  return lent > 0;
}

void PoolState::lease_is_back() noexcept {
  if (leases_left_.fetch_sub(1) == 1) delete this;
}

bool PoolState::drain(Deadline deadline) {
  close();
  Lock lock{mutex_};
  while (occupied_ > 0) {
    if (clock_.now() >= deadline.at()) return false;
    clock_.wait_until(returned_, lock, deadline.at());
  }
  return true;
}

void PoolState::evict() {
  // Lent ones are found to be of another generation when they are given back, or lent again.
  generation_.fetch_add(1);
  close_free_slots(Which::old);
}

void PoolState::suspend() { control_.fetch_or(suspended); }

void PoolState::resume() {
  const Lock lock{mutex_};
  control_.fetch_and(~suspended);
  serve_line();
}

// Requires: not locked. Closing may take its time: each slot is closed as its own. By index: others
// may add slots meanwhile.
void PoolState::close_free_slots(Which which) noexcept {
  for (std::size_t at = 0;; ++at) {
    PoolSlot* slot = nullptr;
    {
      const Lock lock{mutex_};
      if (at >= slots_.size()) return;
      slot = &slots_[at];
    }
    if (!slot->take(State::tended)) continue;
    if (which == Which::old && slot->generation == generation_.load()) {
      give_free(*slot);
    } else {
      discard(*slot);
    }
  }
}

bool PoolState::has_room() const {
  if (control_.load(std::memory_order_relaxed) != 0) return false;
  const Lock lock{mutex_};
  return !options_.settings.enabled || occupied_ < options_.settings.max ||
         std::any_of(slots_.begin(), slots_.end(),
                     [](const PoolSlot& slot) { return slot.is(State::free); });
}

PoolStats PoolState::stats() const {
  const Lock lock{mutex_};
  PoolStats stats = counters_;
  for (const PoolSlot& slot : slots_) {
    if (slot.is(State::free)) ++stats.idle;
    if (slot.is(State::lent)) ++stats.active;
    stats.acquired += slot.uses.load(std::memory_order_relaxed);
  }
  stats.opening = opening_;
  stats.waiting = static_cast<std::uint32_t>(line_.size());
  return stats;
}

}  // namespace zin::runtime
