// A loop over an Asio executor.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/query.hpp>
#include <boost/asio/strand.hpp>
#include <memory>

#include "zin/loop/asio_watch.hpp"

namespace zin::detail {

/// Lives as long as the operation that it was made for.
class AsioLoop final : public Loop {
 public:
  /// `polls`: whether fibers wait for descriptors on it, else its threads may block.
  explicit AsioLoop(const asio::any_io_executor& executor, bool polls = true)
      : AsioLoop(executor, asio::query(executor, asio::execution::context), polls) {}

  void arm(Fiber& fiber) noexcept override {
    waits_.add(fiber, executor_);
    const Wait& wait = fiber.waits_for();
    if (wait.fds.empty()) return;
    try {
      auto* watch = static_cast<AsioWatch*>(wait.watch->get());
      if (watch == nullptr || !watch->fits(context_, wait)) {
        wait.watch->reset();
        auto made = std::make_unique<AsioWatch>(context_, executor_, wait);
        watch = made.get();
        *wait.watch = std::move(made);
      }
      watch->arm(fiber, executor_);
    } catch (const std::exception&) {
      // The driver, asked in vain again and again, would never see its deadline.
      static_cast<void>(fiber.fire(ready_abandoned));
    }
  }

  void disarm(Fiber& fiber) noexcept override {
    waits_.remove(fiber);
    const Wait& wait = fiber.waits_for();
    if (!wait.fds.empty() && *wait.watch != nullptr) {
      static_cast<AsioWatch*>(wait.watch->get())->disarm();
    }
  }

  void post(Fiber& fiber) noexcept override {
    // A copy, since the fiber may end, and this loop with it, before post() returns; and one that
    // counts as work, so that the context does not end before.
    const asio::any_io_executor executor =
        asio::prefer(executor_, asio::execution::outstanding_work.tracked);
    asio::post(executor, [&fiber, context = thread_context()] {
      note_runner(context);
      fiber.go_on();
    });
  }

  [[nodiscard]] bool polls() const noexcept override { return polls_; }
  [[nodiscard]] std::shared_ptr<Tether> tether(Fiber& fiber) override {
    return waits_.tether(fiber);
  }
  [[nodiscard]] std::unique_ptr<Loop> clone() const override {
    return std::make_unique<AsioLoop>(executor_, polls_);
  }

  /// Whether this thread is one of the executor's, as far as that can be told.
  [[nodiscard]] bool runs_here() const noexcept {
    if (const auto* io = executor_.target<asio::io_context::executor_type>()) {
      return io->running_in_this_thread();
    }
    if (const auto* strand = executor_.target<asio::strand<asio::io_context::executor_type>>()) {
      return strand->running_in_this_thread();
    }
    if (const auto* strand = executor_.target<asio::strand<asio::any_io_executor>>()) {
      return strand->running_in_this_thread();
    }
    return false;
  }

  [[nodiscard]] const asio::any_io_executor& executor() const noexcept { return executor_; }
  /// Its context ends: nothing may be posted to it any more.
  [[nodiscard]] bool has_ended() const noexcept { return waits_.has_ended(); }

 private:
  AsioLoop(const asio::any_io_executor& executor, asio::execution_context& context, bool polls)
      : Loop(&context),
        executor_(executor),
        context_(context),
        waits_(AsioWaits::of(context)),
        polls_(polls) {}

  asio::any_io_executor executor_;
  asio::execution_context& context_;
  AsioWaits& waits_;
  bool polls_;
};

}  // namespace zin::detail
