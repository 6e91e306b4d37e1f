// The descriptors of one connection, registered with one Asio execution context.
// SPDX-License-Identifier: MIT
#pragma once

#include <unistd.h>

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>

#include "zin/loop/asio_waits.hpp"

namespace zin::detail {

/// Keeps them registered, since doing that anew for each operation nearly doubles the cost of a
/// point query; each is a dup(), since the client library may close its own inside any call.
class AsioWatch final : public Watch {
 public:
  /// Throws boost::system::system_error, e.g. when there are no descriptors left.
  AsioWatch(asio::execution_context& context, const asio::any_io_executor& executor,
            const Wait& wait)
      : state_(std::make_shared<State>()), context_(&context), generation_(wait.generation) {
    for (const PollFd& each : wait.fds) {
      const int fd = ::fcntl(static_cast<int>(each.fd), F_DUPFD_CLOEXEC, 0);
      if (fd < 0) {
        throw boost::system::system_error(errno, boost::system::system_category(), "fcntl");
      }
      try {
        state_->entries.emplace_back(executor);
        state_->entries.back().descriptor.assign(fd);
      } catch (...) {
        ::close(fd);
        throw;
      }
    }
    AsioWaits::of(context).enter(state_);
  }
  ~AsioWatch() override { state_->context_ends(); }

  /// Whether it is that of these descriptors and this context, which still lives.
  [[nodiscard]] bool fits(const asio::execution_context& context, const Wait& wait) const noexcept {
    const std::lock_guard lock{state_->mutex};
    return context_ == &context && generation_ == wait.generation &&
           state_->entries.size() == wait.fds.size() && !state_->entries.empty();
  }

  /// Fires the fiber when one of its descriptors is ready; it goes on on `executor`.
  template <class Executor>
  void arm(Fiber& fiber, const Executor& executor) {
    const std::lock_guard lock{state_->mutex};
    state_->waiting = &fiber;
    const auto fds = fiber.waits_for().fds;
    for (std::size_t at = 0; at < fds.size(); ++at) {
      fds[at].ready = 0;
      if ((fds[at].wanted & ready_read) != 0) wait_for(at, ready_read, executor);
      if ((fds[at].wanted & ready_write) != 0) wait_for(at, ready_write, executor);
    }
  }

  void disarm() noexcept {
    const std::lock_guard lock{state_->mutex};
    state_->waiting = nullptr;
    if (state_->open_waits == 0) return;
    // Else the context would have work left for as long as the server says nothing.
    ++state_->epoch;
    state_->open_waits = 0;
    for (Entry& entry : state_->entries) {
      boost::system::error_code ignored;
      entry.descriptor.cancel(ignored);
    }
  }

 private:
  struct Entry {
    explicit Entry(const asio::any_io_executor& executor) : descriptor(executor) {}
    asio::posix::stream_descriptor descriptor;
  };

  struct State final : EndsWithContext {
    std::mutex mutex{};
    std::deque<Entry> entries{};
    Fiber* waiting = nullptr;
    std::uint64_t epoch = 0;  // waits of an older one were taken back
    unsigned open_waits = 0;

    void context_ends() noexcept override {
      const std::lock_guard lock{mutex};
      waiting = nullptr;
      ++epoch;
      entries.clear();
    }
  };

  template <class Executor>
  void wait_for(std::size_t at, Ready what, const Executor& executor) {
    const auto kind = what == ready_read ? asio::posix::descriptor_base::wait_read
                                         : asio::posix::descriptor_base::wait_write;
    ++state_->open_waits;
    state_->entries[at].descriptor.async_wait(
        kind, asio::bind_executor(executor, [state = state_, epoch = state_->epoch, at,
                                             what](const boost::system::error_code& error) {
          Fiber* to_go_on = nullptr;
          {
            const std::lock_guard lock{state->mutex};
            if (state->epoch != epoch) return;
            --state->open_waits;
            if (state->waiting == nullptr) return;
            const Ready came = error ? ready_error : what;
            state->waiting->waits_for().fds[at].ready |= came;
            if (state->waiting->fire(came)) to_go_on = state->waiting;
          }
          if (to_go_on == nullptr) return;
          note_runner(to_go_on->loop().thread_context());
          to_go_on->go_on();
        }));
  }

  std::shared_ptr<State> state_;
  const asio::execution_context* context_;
  std::uint32_t generation_;
};

}  // namespace zin::detail
