// What fibers wait for on one Asio execution context: their deadlines, and its end.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "zin/loop/loop.hpp"
#include "zin/loop/runners.hpp"
#include "zin/loop/tether.hpp"

namespace zin::detail {

namespace asio = boost::asio;

/// Descriptors that must be closed before their execution context is gone.
class EndsWithContext {
 public:
  virtual void context_ends() noexcept = 0;

 protected:
  ~EndsWithContext() = default;
};

/// Weak references of which those that are void are dropped now and then: as many as live ones may
/// lie there, so that it costs little for each.
template <class T>
class WeakList {
 public:
  void add(std::weak_ptr<T> one) {
    if (all_.size() >= clear_at_) {
      std::erase_if(all_, [](const auto& each) { return each.expired(); });
      clear_at_ = 2 * all_.size() + 16;
    }
    all_.push_back(std::move(one));
  }
  [[nodiscard]] std::vector<std::weak_ptr<T>> take() noexcept { return std::move(all_); }

 private:
  std::vector<std::weak_ptr<T>> all_;
  std::size_t clear_at_ = 16;
};

/// One timer for all waits of a context, which ticks while there are deadlines: a timer for each
/// wait costs 3 to 5 us. A deadline is so up to `tick` late, and the context may run for as long
/// after its last operation. [thread-safe]
class AsioWaits final : public asio::execution_context::service {
 public:
  static inline asio::execution_context::id id;

  explicit AsioWaits(asio::execution_context& context)
      : asio::execution_context::service(context), context_(&context) {}

  static AsioWaits& of(asio::execution_context& context) {
    return asio::use_service<AsioWaits>(context);
  }

  void add(Fiber& fiber, const asio::any_io_executor& executor) noexcept {
    const std::lock_guard lock{mutex_};
    if (ended_) {
      static_cast<void>(fiber.fire(ready_abandoned));  // it is being armed, and goes on by itself
      return;
    }
    fiber.next = first_;
    fiber.previous = nullptr;
    if (first_ != nullptr) first_->previous = &fiber;
    first_ = &fiber;
    if (fiber.waits_for().until != TimePoint::max() && !ticking_) tick_until(executor, fiber);
  }

  void remove(Fiber& fiber) noexcept {
    const std::lock_guard lock{mutex_};
    unlink(fiber);
  }

  /// Closes these descriptors when the context ends.
  void enter(std::weak_ptr<EndsWithContext> descriptors) {
    const std::lock_guard lock{mutex_};
    descriptors_.add(std::move(descriptors));
  }
  /// For a fiber that goes elsewhere.
  [[nodiscard]] std::shared_ptr<Tether> tether(Fiber& fiber) {
    auto made = std::make_shared<Tether>(fiber);
    const std::lock_guard lock{mutex_};
    tethers_.add(made);
    return made;
  }
  [[nodiscard]] bool has_ended() const noexcept {
    const std::lock_guard lock{mutex_};
    return ended_;
  }

 private:
  static constexpr std::chrono::milliseconds tick{20};

  void shutdown() noexcept override {
    std::vector<std::weak_ptr<Tether>> tethers;
    std::vector<std::weak_ptr<EndsWithContext>> descriptors;
    {
      const std::lock_guard lock{mutex_};
      ended_ = true;
      timer_.reset();
      tethers = tethers_.take();
      descriptors = descriptors_.take();
    }
    // From here on none comes back, so that all that are here are in the list.
    for (const auto& each : tethers) {
      if (const auto tether = each.lock()) tether->loop_ends();
    }
    for (;;) {
      Fiber* fiber = nullptr;
      {
        const std::lock_guard lock{mutex_};
        fiber = first_;
        if (fiber == nullptr) break;
        unlink(*fiber);
      }
      fiber->abandon();
    }
    for (const auto& each : descriptors) {
      if (const auto open = each.lock()) open->context_ends();
    }
    forget_runners(context_);
  }

  void unlink(Fiber& fiber) noexcept {
    if (fiber.previous != nullptr) fiber.previous->next = fiber.next;
    if (fiber.next != nullptr) fiber.next->previous = fiber.previous;
    if (first_ == &fiber) first_ = fiber.next;
    fiber.next = fiber.previous = nullptr;
  }

  // Requires: locked.
  void tick_until(const asio::any_io_executor& executor, const Fiber& fiber) {
    if (!timer_) timer_.emplace(executor);
    const TimePoint now = std::chrono::steady_clock::now();
    timer_->expires_at(std::clamp(fiber.waits_for().until, now, now + tick));
    timer_->async_wait([this](const boost::system::error_code& error) {
      if (!error) ticked();
    });
    ticking_ = true;
  }

  void ticked() {
    note_runner(context_);
    const TimePoint now = std::chrono::steady_clock::now();
    const std::lock_guard lock{mutex_};
    if (ended_) return;
    ticking_ = false;
    const Fiber* earliest = nullptr;
    for (Fiber* fiber = first_; fiber != nullptr; fiber = fiber->next) {
      const TimePoint until = fiber->waits_for().until;
      if (until == TimePoint::max()) continue;
      if (until <= now) {
        if (fiber->fire(ready_timer)) fiber->loop().post(*fiber);
      } else if (earliest == nullptr || until < earliest->waits_for().until) {
        earliest = fiber;
      }
    }
    if (earliest != nullptr) tick_until(timer_->get_executor(), *earliest);
  }

  const asio::execution_context* context_;
  mutable std::mutex mutex_;
  bool ended_ = false;
  bool ticking_ = false;
  Fiber* first_ = nullptr;
  std::optional<asio::steady_timer> timer_;
  WeakList<Tether> tethers_;
  WeakList<EndsWithContext> descriptors_;
};

}  // namespace zin::detail
