// The health of a replica.
// SPDX-License-Identifier: MIT
#include "zin/runtime/replica.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <new>

#include "zin/base/log.hpp"
#include "zin/runtime/replica_metrics.hpp"

namespace zin::runtime {

using std::chrono::milliseconds;

namespace {

constexpr std::int64_t unknown = -1;

// With these a server that is back is read from within five seconds: the longest pause, and a
// question that the server was still silent to.
constexpr milliseconds first_pause{100}, longest_pause{2000}, longest_question{2000};
// For the lag as a figure, where there is no limit to it.
constexpr milliseconds idle_interval{5000};

// A limit is of use only when it is looked at more often than it passes.
milliseconds interval_for(milliseconds max_lag) {
  if (max_lag.count() == 0) return idle_interval;
  return std::clamp(max_lag / 4, milliseconds{50}, milliseconds{1000});
}

milliseconds timeout_of_questions(milliseconds connect_timeout) {
  return connect_timeout.count() == 0 ? longest_question
                                      : std::min(longest_question, connect_timeout);
}

}  // namespace

Replica::Replica(const EndpointContext& context, const DatabaseConfig& config, std::uint32_t weight)
    : clock_(context.clock),
      database_(context.database),
      endpoint_(context, config, Role::replica),
      weight_(weight),
      max_lag_(config.read.max_lag),
      question_timeout_(timeout_of_questions(config.connect_timeout)),
      lag_ms_(unknown) {
  replicas().add(*this);
}

Replica::~Replica() {
  replicas().remove(*this);
  {
    const Lock lock{mutex_};
    ending_ = true;
  }
  changed_.notify_all();
  if (watch_.joinable()) watch_.join();
}

bool Replica::is_fit() const noexcept {
  if (ejected_.load(std::memory_order_relaxed)) return false;
  if (max_lag_.count() == 0) return true;
  const auto lag = lag_ms_.load(std::memory_order_relaxed);
  return lag != unknown && lag <= max_lag_.count() && receives_.load(std::memory_order_relaxed);
}

bool Replica::is_stranded() const noexcept {
  return !ejected_.load(std::memory_order_relaxed) && !receives_.load(std::memory_order_relaxed) &&
         lag_ms_.load(std::memory_order_relaxed) == 0;
}

std::optional<milliseconds> Replica::lag() const noexcept {
  const auto lag = lag_ms_.load(std::memory_order_relaxed);
  return lag == unknown ? std::nullopt : std::optional{milliseconds{lag}};
}

std::string Replica::why_not() const {
  const Lock lock{mutex_};
  std::string text = endpoint_.host() + ": ";
  const auto behind = lag();
  if (is_ejected() || (!behind && failure_)) {
    text += failure_ ? failure_->what() : "it failed";
  } else if (!behind) {
    text += "it does not say how far it is behind";
  } else if (*behind > max_lag_) {
    text += fmt::format("it is {} ms behind, and DB_READ_MAX_LAG is {} ms", behind->count(),
                        max_lag_.count());
  } else {
    text += "it has lost its primary";
  }
  return text;
}

void Replica::eject(const Error& failure) {
  take_out(failure);
  suspect();
}

void Replica::suspect() {
  {
    const Lock lock{mutex_};
    asked_anew_ = true;
    due_ = clock_.now();
  }
  changed_.notify_all();
  watch();
}

// The watch does not exist here, and its connection is the parent's.
void Replica::after_fork_in_child() noexcept {
  new (&watch_) std::thread;
  new (&changed_) std::condition_variable;
  if (connection_ != nullptr) detail::leave_memory_to_parent(connection_.release());
  failures_ = 0;
  in_flight_.store(0);
  watched_.store(false);
  mutex_.unlock();
}

void Replica::start_watch() {
  const Lock lock{mutex_};
  if (watched_.load(std::memory_order_relaxed) || ending_) return;
  due_ = clock_.now();
  watch_ = std::thread{[this] { run(); }};
  watched_.store(true, std::memory_order_release);
}

void Replica::run() {
  Lock lock{mutex_};
  while (!ending_) {
    if (const TimePoint due = due_; clock_.now() < due) {
      clock_.wait_until(changed_, lock, due);
      continue;
    }
    asked_anew_ = false;
    lock.unlock();
    const milliseconds pause = look();
    lock.lock();
    // A read that failed meanwhile asks for another look at once.
    if (!asked_anew_) due_ = clock_.now() + pause;
  }
  connection_.reset();
}

milliseconds Replica::look() {
  try {
    if (connection_ == nullptr) connection_ = endpoint_.open_aside(question_timeout_);
    const ReplicaState state = replica_state(*connection_, question_timeout_);
    lag_ms_.store(state.lag ? state.lag->count() : unknown, std::memory_order_relaxed);
    receives_.store(state.receives, std::memory_order_relaxed);
    take_in(std::nullopt);
    failures_ = 0;
    return interval_for(max_lag_);
  } catch (const Error& failure) {
    lag_ms_.store(unknown, std::memory_order_relaxed);
    const bool is_first = failures_++ == 0;
    if (connection_ != nullptr && (connection_->state() & ZIN_CONN_USABLE) != 0 &&
        connection_->stands()) {
      // It does not tell, but it can be read from.
      take_in(failure);
      if (is_first && max_lag_.count() > 0) {
        log(LogLevel::warn, "replica",
            fmt::format("{} does not say how far it is behind, so that DB_READ_MAX_LAG keeps "
                        "reads from it: {}",
                        endpoint_.host(), failure.what()));
      }
      return interval_for(max_lag_);
    }
    connection_.reset();
    take_out(failure);
    return std::min(longest_pause, first_pause * (1U << std::min(failures_ - 1, 8U)));
  }
}

void Replica::take_out(const Error& failure) {
  bool was_in = false;
  {
    const Lock lock{mutex_};
    failure_ = failure;
    was_in = !ejected_.exchange(true);
  }
  if (!was_in) return;
  endpoint_.pool().evict();
  log(LogLevel::warn, "replica",
      fmt::format("{} is taken out until it answers: {}", endpoint_.host(), failure.what()));
}

// It answers. `failure`: why it still does not tell its lag.
void Replica::take_in(std::optional<Error> failure) {
  bool was_out = false;
  {
    const Lock lock{mutex_};
    failure_ = std::move(failure);
    was_out = ejected_.exchange(false);
  }
  if (was_out) {
    log(LogLevel::info, "replica",
        fmt::format("{} answers and is read from again", endpoint_.host()));
  }
}

}  // namespace zin::runtime
