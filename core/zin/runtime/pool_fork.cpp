// A pool in a process that forks, and in the child.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <new>

#include "zin/host/parents_driver.hpp"
#include "zin/runtime/pool_state.hpp"

namespace zin::runtime {

void PoolState::before_fork() noexcept {
  static_cast<void>(host::parents_driver());  // is made here, and not in the child
  if (!options_.closes_before_fork) return mutex_.lock();
  // Others may give one back meanwhile; who does so for ever has them in use.
  constexpr int attempts = 16;
  for (int attempt = 1;; ++attempt) {
    close_free_slots(Which::all, &PoolCloses::evicted);
    mutex_.lock();
    const bool none = std::none_of(slots_.begin(), slots_.end(),
                                   [](const PoolSlot& slot) { return slot.is(State::free); });
    if (none || attempt == attempts) return;
    mutex_.unlock();
  }
}

void PoolState::after_fork_in_parent() noexcept { mutex_.unlock(); }

// The slots stay, with all that the parent's connections have in memory, since leases may point to
// them and nothing may be called on those connections (rule R8 of the ABI): the pool forgets them.
void PoolState::after_fork_in_child() noexcept {
  generation_.fetch_add(1);
  for (PoolSlot& slot : slots_) {
    // Also one that is being opened, and not seen yet.
    if (options_.closes_before_fork && !slot.is(State::empty)) parent_holds_ = true;
    const bool lent = slot.is(State::lent);
    if (lent) ++parents_leases_;
    slot.state.store(State::foreign);
    slot.measured_since = {};
    // What no lease of this thread holds is never looked at again.
    if (lent && slot.connection != nullptr) slot.connection->leave_to_parent();
  }
  detail::leave_memory_to_parent(new std::deque<PoolSlot>{std::move(slots_)});
  line_.clear();  // of threads that do not exist here, and of operations that are the parent's
  control_.fetch_and(~waiting);
  occupied_ = opening_ = callers_opening_ = 0;
  counters_ = {};
  acquire_times_ = {};
  use_times_ = {};
  // A condition for which other threads waited cannot be used again.
  new (&returned_) std::condition_variable;
  forked_ = true;
  mutex_.unlock();
}

void PoolState::refuse_what_the_parent_holds() const {
  throw Error(
      Errc::closed,
      "a connection of \"" + options_.name +
          "\" was in use when this process was forked, and its file cannot be opened safely "
          "beside it: SQLite would take the parent's locks for its own; fork while no "
          "statement, stream or transaction is open");
}

}  // namespace zin::runtime
