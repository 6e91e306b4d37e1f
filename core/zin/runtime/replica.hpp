// One replica: its connections, whether it may be read from, and the thread that watches over it.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "zin/runtime/endpoint.hpp"
#include "zin/runtime/replication.hpp"

namespace zin::runtime {

/// [thread-safe]
class Replica final : detail::ForkAware {
 public:
  /// `config` is that of the database with the replica as its host.
  Replica(const EndpointContext& context, const DatabaseConfig& config, std::uint32_t weight);
  /// Ends the watch; waits for a question to the server that is under way, two seconds at most.
  ~Replica();
  Replica(const Replica&) = delete;
  Replica& operator=(const Replica&) = delete;

  /// The name of the database.
  [[nodiscard]] const std::string& database() const noexcept { return database_; }
  [[nodiscard]] Endpoint& endpoint() noexcept { return endpoint_; }
  [[nodiscard]] const Endpoint& endpoint() const noexcept { return endpoint_; }
  [[nodiscard]] std::uint32_t weight() const noexcept { return weight_; }

  /// Whether reads may go to it: it is in order, and not further behind than is allowed. Not known
  /// before the first answer where there is a limit: no then.
  [[nodiscard]] bool is_fit() const noexcept;
  /// Whether it is in order, shows all that it has received, and has no primary now: the best that
  /// there is when the primary is gone.
  [[nodiscard]] bool is_stranded() const noexcept;
  [[nodiscard]] bool is_ejected() const noexcept { return ejected_.load(); }
  /// Nothing while it is not known.
  [[nodiscard]] std::optional<std::chrono::milliseconds> lag() const noexcept;
  /// Reads that run on it now, from this process.
  [[nodiscard]] std::uint32_t in_flight() const noexcept {
    return in_flight_.load(std::memory_order_relaxed);
  }
  /// Why it is not fit, in words.
  [[nodiscard]] std::string why_not() const;

  /// Takes it out: what failed there would fail again. Its connections are replaced, and it is
  /// asked at once and then with growing pauses, two seconds at most, until it answers.
  void eject(const Error& failure);
  /// It was too slow for a read: it is asked at once whether it still answers.
  void suspect();

  /// Counts a read while it lives.
  class Use {
   public:
    explicit Use(Replica& replica) noexcept : replica_(&replica) {
      replica.in_flight_.fetch_add(1, std::memory_order_relaxed);
    }
    Use(Use&& other) noexcept : replica_(std::exchange(other.replica_, nullptr)) {}
    Use& operator=(Use&&) = delete;
    ~Use() {
      if (replica_ != nullptr) replica_->in_flight_.fetch_sub(1, std::memory_order_relaxed);
    }

   private:
    Replica* replica_;
  };

  /// Starts the watch when there is none yet.
  void watch() {
    if (!watched_.load(std::memory_order_acquire)) start_watch();
  }

 private:
  using Lock = std::unique_lock<std::mutex>;

  void before_fork() noexcept override { mutex_.lock(); }
  void after_fork_in_parent() noexcept override { mutex_.unlock(); }
  void after_fork_in_child() noexcept override;
  void start_watch();
  void run();
  /// Asks the server, and gives the time until the next question.
  [[nodiscard]] std::chrono::milliseconds look();
  void take_out(const Error& failure);
  void take_in(std::optional<Error> failure);

  Clock& clock_;
  const std::string& database_;
  Endpoint endpoint_;
  const std::uint32_t weight_;
  const std::chrono::milliseconds max_lag_;
  const std::chrono::milliseconds question_timeout_;

  std::atomic<bool> ejected_{false};
  std::atomic<std::int64_t> lag_ms_;  // -1: not known
  std::atomic<bool> receives_{true};
  std::atomic<std::uint32_t> in_flight_{0};
  std::atomic<bool> watched_{false};

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::thread watch_;
  bool ending_ = false;
  TimePoint due_;                 // of the next question
  bool asked_anew_ = false;       // due_ was set while a question is under way
  std::optional<Error> failure_;  // why it is ejected, or does not tell its lag

  // Of the watch's thread alone.
  std::unique_ptr<Connection> connection_;
  unsigned failures_ = 0;

  detail::ForkGuard fork_guard_{*this};
};

}  // namespace zin::runtime
