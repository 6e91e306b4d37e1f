// A detached thread for each request; it owns what it uses, so that closing a connection waits for
// nothing. SPDX-License-Identifier: MIT
#include "canceller.hpp"

#include <signal.h>  // NOLINT: pthread_sigmask
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "zin/plugin/host_services.hpp"

namespace zin::postgres {
namespace {

struct FreeCancel {
  void operator()(PGcancel* cancel) const noexcept { PQfreeCancel(cancel); }
};

// The threads that are under way, for shutdown.
struct Threads {
  std::mutex mutex;
  std::condition_variable ended;
  unsigned running = 0;
};
Threads& threads() {
  static auto* const all = new Threads;  // threads may outlive static objects
  return *all;
}

std::chrono::steady_clock::duration until(std::int64_t deadline_ns) {
  // Condition variables know their own clock only.
  constexpr std::int64_t longest = 3'600'000'000'000;
  const std::int64_t now = plugin::now_ns();
  const std::int64_t left = deadline_ns <= now ? 0 : deadline_ns - now;
  return std::chrono::nanoseconds(std::min(left, longest));
}

}  // namespace

struct Canceller::State {
  std::mutex mutex;
  std::condition_variable came_back;
  std::unique_ptr<PGcancel, FreeCancel> cancel;
  std::uint64_t token = 0;
  bool running = false;
  bool flying = false;
  bool sent = false;
  EndReason reason = EndReason::none;
  std::atomic<bool> involved{false};  // sent or flying: one look for the usual case
  std::int64_t last_ns = 0;
  int event = -1;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (event >= 0) ::close(event);
  }
};

Canceller::Canceller() : state_(std::make_shared<State>()) {}
Canceller::~Canceller() = default;

void Canceller::attach(const PGconn* connection) {
  const std::lock_guard lock(state_->mutex);
  state_->cancel.reset(PQgetCancel(const_cast<PGconn*>(connection)));
  if (!state_->cancel) throw std::bad_alloc();
}

void Canceller::begin(std::uint64_t token) {
  const std::lock_guard lock(state_->mutex);
  if (token == 0 || token != state_->token) {
    state_->reason = EndReason::none;
    state_->sent = false;
    state_->involved.store(false, std::memory_order_relaxed);
  }
  state_->token = token;
  state_->running = true;
}

void Canceller::end() {
  const std::lock_guard lock(state_->mutex);
  state_->running = false;
}

bool Canceller::try_end() {
  const std::lock_guard lock(state_->mutex);
  if (state_->flying) return false;
  state_->running = false;
  return true;
}

void Canceller::launch(const std::shared_ptr<State>& state) {
  // Requires: the state's mutex is held, a request may be sent.
  if (state->event < 0) state->event = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  state->flying = state->sent = true;
  state->involved.store(true, std::memory_order_relaxed);
  {
    const std::lock_guard lock(threads().mutex);
    ++threads().running;
  }
  // The new thread inherits a full mask: signals are the host's business, and so is SIGPIPE.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  try {
    std::thread([state] {
      std::array<char, 256> words{};
      const bool reached =
          PQcancel(state->cancel.get(), words.data(), static_cast<int>(words.size())) != 0;
      if (!reached) plugin::log(ZIN_LOG_WARN, "postgres", "a cancel did not reach the server");
      {
        const std::lock_guard lock(state->mutex);
        state->flying = false;
        state->last_ns = plugin::now_ns();
        const std::uint64_t one = 1;
        if (state->event >= 0 && ::write(state->event, &one, sizeof one) < 0) {
          // Full: it is readable, which is all that is wanted.
        }
      }
      state->came_back.notify_all();
      const std::lock_guard lock(threads().mutex);
      --threads().running;
      threads().ended.notify_all();
    }).detach();
  } catch (...) {  // no thread is to be had
    const std::lock_guard lock(threads().mutex);
    --threads().running;
    state->flying = false;
    plugin::log(ZIN_LOG_ERROR, "postgres", "no thread for a cancel");
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

bool Canceller::request(std::uint64_t token, std::int64_t deadline_ns) {
  const std::shared_ptr<State> state = state_;
  std::unique_lock lock(state->mutex);
  if (token == 0 || !state->running || state->token != token || !state->cancel) return true;
  if (state->reason == EndReason::none) state->reason = EndReason::cancelled;
  if (!state->flying) launch(state);
  return state->came_back.wait_for(lock, until(deadline_ns), [&] { return !state->flying; });
}

void Canceller::start(EndReason reason) {
  const std::lock_guard lock(state_->mutex);
  if (state_->reason == EndReason::none) state_->reason = reason;
  if (state_->cancel && !state_->flying) launch(state_);
}

EndReason Canceller::reason() const noexcept {
  const std::lock_guard lock(state_->mutex);
  return state_->reason;
}

bool Canceller::in_flight() const noexcept {
  if (!state_->involved.load(std::memory_order_relaxed)) return false;
  const std::lock_guard lock(state_->mutex);
  return state_->flying;
}

bool Canceller::sent() const noexcept {
  if (!state_->involved.load(std::memory_order_relaxed)) return false;
  const std::lock_guard lock(state_->mutex);
  return state_->sent;
}

std::int64_t Canceller::last_ns() const noexcept {
  const std::lock_guard lock(state_->mutex);
  return state_->last_ns;
}

bool Canceller::wait(std::int64_t deadline_ns) {
  std::unique_lock lock(state_->mutex);
  return state_->came_back.wait_for(lock, until(deadline_ns), [&] { return !state_->flying; });
}

int Canceller::descriptor() const noexcept {
  if (!state_->involved.load(std::memory_order_relaxed)) return -1;
  const std::lock_guard lock(state_->mutex);
  return state_->event;
}

void Canceller::drain() noexcept {
  std::uint64_t count = 0;
  if (const int event = descriptor(); event >= 0 && ::read(event, &count, sizeof count) < 0) {
    // It was not readable.
  }
}

void Canceller::join_all() noexcept {
  std::unique_lock lock(threads().mutex);
  threads().ended.wait_for(lock, std::chrono::seconds(5), [] { return threads().running == 0; });
}

}  // namespace zin::postgres
