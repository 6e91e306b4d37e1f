// The public side of a pool: leases, closing, figures.
// SPDX-License-Identifier: MIT
#include "zin/runtime/pool.hpp"

#include <algorithm>

#include "zin/base/log.hpp"
#include "zin/runtime/pool_metrics.hpp"
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
  if (state_->leave_to_leases()) static_cast<void>(state_.release());
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
PoolStats Pool::stats() const {
  PoolFigures figures = state_->figures();
  figures.finish();
  return figures.stats;
}
TimePoint Pool::maintain() { return state_->maintain(); }

namespace {

std::uint64_t next_id() noexcept {
  static std::atomic<std::uint64_t> last{0};
  return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

}  // namespace

PoolState::PoolState(PoolOptions options, ConnectionOpener opener, Clock& clock)
    : options_(std::move(options)),
      opener_(std::move(opener)),
      clock_(clock),
      id_(next_id()),
      jitter_(std::random_device{}()) {
  pools().add(*this);
}

PoolState::~PoolState() { pools().remove(*this); }

void PoolState::close() noexcept {
  control_.fetch_or(closed);
  {
    const Lock lock{mutex_};
    for (Waiter* waiter : line_) waiter->notify();
  }
  close_free_slots(Which::all, &PoolCloses::shut);
}

bool PoolState::leave_to_leases() noexcept {
  std::ptrdiff_t lent = 0;
  {
    const Lock lock{mutex_};
    lent = std::count_if(slots_.begin(), slots_.end(),
                         [](const PoolSlot& slot) { return slot.is(State::lent); });
    leases_left_ = static_cast<std::uint32_t>(lent) + parents_leases_;
    if (leases_left_ > 0) control_.fetch_or(left);
  }
  // In a forked child leases of the parent may come back; most of them do not.
  if (parents_leases_ > 0) detail::leave_memory_to_parent(this);
  if (lent > 0) {
    log(LogLevel::error, "pool",
        "a database was destroyed while connections were lent; close streams before it");
  }
  return is_left();
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
  close_free_slots(Which::old, &PoolCloses::evicted);
}

void PoolState::suspend() { control_.fetch_or(suspended); }

void PoolState::resume() {
  const Lock lock{mutex_};
  control_.fetch_and(~suspended);
  serve_line();
}

bool PoolState::has_room() const {
  if (control_.load(std::memory_order_relaxed) != 0) return false;
  const Lock lock{mutex_};
  const bool opens = !options_.settings.enabled || occupied_ < options_.settings.max;
  return (opens && may_open()) ||
         std::any_of(slots_.begin(), slots_.end(),
                     [](const PoolSlot& slot) { return slot.is(State::free); });
}

PoolFigures PoolState::figures() const {
  const Lock lock{mutex_};
  PoolFigures figures{counters_, acquire_times_, use_times_};
  PoolStats& stats = figures.stats;
  for (const PoolSlot& slot : slots_) {
    if (slot.is(State::free)) ++stats.idle;
    if (slot.is(State::lent)) ++stats.active;
    stats.acquired += slot.uses.load(std::memory_order_relaxed);
    slot.samples.add_to(figures.use_times, PoolSlot::sample_weight);
  }
  stats.max = options_.settings.max;
  stats.opening = opening_;
  stats.waiting = static_cast<std::uint32_t>(line_.size());
  // Whoever found one at hand was not timed.
  const std::uint64_t timed = figures.acquire_times.count();
  if (stats.acquired > timed) {
    figures.acquire_times.add(std::chrono::nanoseconds{0}, stats.acquired - timed);
  }
  return figures;
}

void PoolFigures::merge(const PoolFigures& other) noexcept {
  stats += other.stats;
  acquire_times.merge(other.acquire_times);
  use_times.merge(other.use_times);
}

void PoolFigures::finish() noexcept {
  const auto spread_of = [](const TimeHistogram& times) {
    return TimeSpread{.count = times.count(),
                      .total = times.total(),
                      .p50 = times.percentile(0.5),
                      .p90 = times.percentile(0.9),
                      .p99 = times.percentile(0.99),
                      .p999 = times.percentile(0.999),
                      .max = times.max()};
  };
  stats.acquire_time = spread_of(acquire_times);
  stats.use_time = spread_of(use_times);
}

}  // namespace zin::runtime
