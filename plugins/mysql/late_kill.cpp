// A detached thread for each, counted for shutdown.
// SPDX-License-Identifier: MIT
#include "late_kill.hpp"

#include <signal.h>  // NOLINT: pthread_sigmask

#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <string>
#include <thread>

#include "zin/plugin/host_services.hpp"

namespace zin::mysql {
namespace {

struct Threads {
  std::mutex mutex;
  std::condition_variable ended;
  unsigned running = 0;
};
Threads& threads() {
  static auto* const all = new Threads;  // threads may outlive static objects
  return *all;
}

void log_failure(const char* why) noexcept {
  try {
    plugin::log(ZIN_LOG_WARN, "mysql",
                std::string("a statement past its deadline could not be cancelled: ") + why);
  } catch (const std::bad_alloc&) {  // then nobody is told
  }
}

using Outcome = std::shared_ptr<ThreadedKill>;

void kill_and_leave(const ConnectOptions& options, const Target& target, const Outcome& outcome,
                    std::uint64_t token) noexcept {
  bool delivered = false;
  try {
    Killer killer(options, target);
    killer.kill(plugin::now_ns() + longest_kill_ns);
    delivered = killer.delivered();
  } catch (const std::exception& failed) {
    log_failure(failed.what());
  }
  if (outcome) outcome->end(delivered);
  if (token != 0) plugin::wake(token);
  const std::lock_guard lock(threads().mutex);
  --threads().running;
  threads().ended.notify_all();
}

/// Whether the thread runs.
bool start_thread(const ConnectOptions& options, const Target& target, const Outcome& outcome,
                  std::uint64_t token) noexcept {
  {
    const std::lock_guard lock(threads().mutex);
    ++threads().running;
  }
  // The new thread inherits a full mask: signals are the host's business.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  bool runs = false;
  try {
    std::thread([options, target, outcome, token] {
      kill_and_leave(options, target, outcome, token);
    }).detach();
    runs = true;
  } catch (const std::exception& failed) {
    log_failure(failed.what());
    const std::lock_guard lock(threads().mutex);
    --threads().running;
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return runs;
}

}  // namespace

std::shared_ptr<const ThreadedKill> kill_on_thread(const ConnectOptions& options,
                                                   const Target& target,
                                                   std::uint64_t token) noexcept {
  try {
    const auto outcome = std::make_shared<ThreadedKill>();
    return start_thread(options, target, outcome, token) ? outcome : nullptr;
  } catch (const std::bad_alloc& failed) {
    log_failure(failed.what());
    return nullptr;
  }
}

void kill_later(const ConnectOptions& options, const Target& target) noexcept {
  start_thread(options, target, nullptr, 0);
}

void join_late_kills() noexcept {
  std::unique_lock lock(threads().mutex);
  threads().ended.wait_for(lock, std::chrono::nanoseconds(2 * longest_kill_ns),
                           [] { return threads().running == 0; });
}

}  // namespace zin::mysql
