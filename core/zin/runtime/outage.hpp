// Remembers that a server does not answer, so that not each caller waits to learn it.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <mutex>
#include <optional>

#include "zin/base/clock.hpp"
#include "zin/base/error.hpp"
#include "zin/base/fork_guard.hpp"

namespace zin::runtime {

/// Behind an attempt to connect that failed slowly, further ones fail at once with its error; one
/// of them is let through each second. A server that refuses quickly costs nobody time, and is
/// asked each time. A forked child begins anew. [thread-safe]
class Outage final : detail::ForkAware {
 public:
  /// An attempt that takes at least `patience` is slow; nullopt: none is. `clock` must outlive
  /// this.
  Outage(std::optional<std::chrono::milliseconds> patience, Clock& clock)
      : patience_(patience), clock_(clock) {}
  Outage(const Outage&) = delete;
  Outage& operator=(const Outage&) = delete;

  /// Gives connect()'s result, or throws Errc::connection_failed without calling it.
  template <class Fn>
  auto attempt(Fn connect) {
    const Attempt attempt{*this};
    try {
      auto connection = connect();
      attempt.succeeded();
      return connection;
    } catch (const Error& error) {
      attempt.failed(error);
      throw;
    }
  }

  /// It is known by other means that the server answers.
  void is_over();

 private:
  class Attempt {
   public:
    explicit Attempt(Outage& outage);
    ~Attempt();
    Attempt(const Attempt&) = delete;
    Attempt& operator=(const Attempt&) = delete;
    void succeeded() const;
    void failed(const Error& error) const;

   private:
    Outage& outage_;
    const TimePoint began_;
    bool probes_ = false;  // others are turned away meanwhile
  };

  [[nodiscard]] Error turned_away(TimePoint now) const;
  void before_fork() noexcept override { mutex_.lock(); }
  void after_fork_in_parent() noexcept override { mutex_.unlock(); }
  // Who tries the server does not exist here.
  void after_fork_in_child() noexcept override {
    failure_.reset();
    probing_ = false;
    mutex_.unlock();
  }

  const std::optional<std::chrono::milliseconds> patience_;
  Clock& clock_;
  std::mutex mutex_;
  std::optional<Error> failure_;  // of the last attempt, when it was slow
  TimePoint retry_at_;
  bool probing_ = false;
  detail::ForkGuard fork_guard_{*this};
};

}  // namespace zin::runtime
