// Room for one connection of a pool.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <source_location>

#include "zin/base/clock.hpp"
#include "zin/base/time_histogram.hpp"
#include "zin/runtime/connection.hpp"

namespace zin::runtime {

/// Times that the holder of a slot has measured and nobody has added up yet. One thread at a time
/// notes; others read and empty it under the pool's mutex.
class UseSamples {
 public:
  /// Returns false when there is no room for another one: have it emptied.
  [[nodiscard]] bool note(std::chrono::nanoseconds span, bool is_sample) noexcept {
    const std::size_t at = count_.load(std::memory_order_relaxed);
    spans_[at].store(span.count() * 2 + (is_sample ? 1 : 0), std::memory_order_relaxed);
    count_.store(at + 1, std::memory_order_release);
    return at + 1 < spans_.size();
  }
  void add_to(TimeHistogram& histogram, std::uint64_t weight_of_samples) const noexcept {
    const std::size_t count = count_.load(std::memory_order_acquire);
    for (std::size_t at = 0; at < count; ++at) {
      const std::int64_t noted = spans_[at].load(std::memory_order_relaxed);
      histogram.add(std::chrono::nanoseconds{noted / 2}, noted % 2 != 0 ? weight_of_samples : 1);
    }
  }
  void clear() noexcept { count_.store(0, std::memory_order_relaxed); }

 private:
  std::array<std::atomic<std::int64_t>, 15> spans_{};
  std::atomic<std::size_t> count_{0};
};

/// Who has put it into the state `lent` or `tended` owns everything else in it; it changes hands by
/// that atomic alone, so that lending and giving back take no lock. `connection` is put in and
/// taken out under the pool's mutex besides, so that a fork finds it whole.
struct alignas(64) PoolSlot {
  enum class State : std::uint32_t {
    empty,
    free,
    lent,     ///< To a caller.
    tended,   ///< Being opened, checked or closed.
    foreign,  ///< Of the process that forked this one: for ever.
  };

  /// Uses that are measured all; of those behind them each 32nd is. A pair of exact clock readings
  /// costs several times as much as lending and giving back.
  static constexpr std::uint64_t measured_uses = 1024;
  static constexpr std::uint64_t sample_weight = 32;

  std::atomic<State> state{State::empty};
  /// Where and when it was lent last; read by others for messages and upkeep.
  std::atomic<std::source_location> holder{std::source_location{}};
  std::atomic<TimePoint> lent_at{TimePoint{}};
  std::atomic<std::uint64_t> uses{0};
  /// The event loop on which the holder goes on; nullptr when it is a thread. See Runners.
  std::atomic<const void*> holder_context{nullptr};

  std::unique_ptr<Connection> connection;
  std::uint64_t generation = 0;
  TimePoint measured_since;  ///< When this use began, if it is measured.
  TimePoint expires;

  // Of the upkeep, under the mutex.
  TimePoint seen_lent;
  TimePoint checked;
  TimePoint pinged;
  bool leak_reported = false;

  UseSamples samples;

  /// Takes it for the caller if it is free. Sequentially consistent, see PoolState.
  [[nodiscard]] bool take() noexcept {
    State expected = State::free;
    return state.load() == State::free && state.compare_exchange_strong(expected, State::lent);
  }
  /// The same for upkeep.
  [[nodiscard]] bool tend() noexcept {
    State expected = State::free;
    if (!state.compare_exchange_strong(expected, State::tended)) return false;
    holder_context.store(nullptr, std::memory_order_relaxed);
    return true;
  }
  [[nodiscard]] bool is(State wanted) const noexcept {
    return state.load(std::memory_order_relaxed) == wanted;
  }
  [[nodiscard]] bool is_sampled() const noexcept {
    return uses.load(std::memory_order_relaxed) > measured_uses;
  }
};

}  // namespace zin::runtime
