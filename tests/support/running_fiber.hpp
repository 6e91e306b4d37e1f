// A fiber that does what a test says, on an event loop that the test drives.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <functional>
#include <utility>

#include "zin/loop/asio_loop.hpp"

namespace zin::test {

/// Starts at once, on this thread, and goes on where `io` runs. Must have ended before it is
/// destroyed. What `work` throws is kept.
class RunningFiber final : public detail::Fiber {
 public:
  RunningFiber(boost::asio::io_context& io, std::function<void()> work)
      : loop_(io.get_executor()), work_(std::move(work)) {
    start(loop_);
  }

  [[nodiscard]] bool has_ended() const noexcept { return ended_; }
  /// Throws what the work threw. Requires: has_ended().
  void get() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  void run() noexcept override {
    try {
      work_();
    } catch (...) {
      failure_ = std::current_exception();
    }
  }
  void ended() noexcept override { ended_ = true; }

  detail::AsioLoop loop_;
  std::function<void()> work_;
  std::exception_ptr failure_;
  std::atomic<bool> ended_{false};
};

}  // namespace zin::test
