// The keeper thread: waits for the pool that is due next.
// SPDX-License-Identifier: MIT
#include "zin/runtime/keeper.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "zin/base/log.hpp"

namespace zin::runtime {
namespace {

class Keeper {
 public:
  // Leaked on purpose: databases may be closed while the process ends.
  static Keeper& shared() {
    static auto* const keeper = new Keeper;
    return *keeper;
  }

  void add(Pool& pool) {
    const std::lock_guard lock{mutex_};
    // Soon, for `min`; the first caller should not compete with it.
    jobs_.push_back({&pool, std::chrono::steady_clock::now()});
    if (!thread_.joinable()) {
      thread_ = std::thread{[this] { run(); }};
      process_ = ::getpid();
    }
    changed_.notify_all();
  }

  void remove(Pool& pool) {
    std::thread ended;
    {
      std::unique_lock lock{mutex_};
      changed_.wait(lock, [&] { return busy_ != &pool; });
      std::erase_if(jobs_, [&](const Job& job) { return job.pool == &pool; });
      if (jobs_.empty()) ended.swap(thread_);
      changed_.notify_all();
    }
    if (ended.joinable()) ended.join();
  }

  void end() {
    // In a forked child there is no such thread, and nobody who would unlock the mutex.
    if (process_ != ::getpid()) return;
    std::thread ended;
    {
      const std::lock_guard lock{mutex_};
      jobs_.clear();
      ended.swap(thread_);
      changed_.notify_all();
    }
    if (ended.joinable()) ended.join();
  }

 private:
  struct Job {
    Pool* pool;
    TimePoint due;
  };

  void run() {
    const auto me = std::this_thread::get_id();
    std::unique_lock lock{mutex_};
    // A new thread may have been started while this one was about to end.
    while (!jobs_.empty() && thread_.get_id() == me) {
      const auto next = std::min_element(jobs_.begin(), jobs_.end(),
                                         [](const Job& a, const Job& b) { return a.due < b.due; });
      if (const TimePoint due = next->due; due > std::chrono::steady_clock::now()) {
        due == TimePoint::max() ? changed_.wait(lock)
                                : static_cast<void>(changed_.wait_until(lock, due));
        continue;
      }
      maintain(*next->pool, lock);
    }
  }

  void maintain(Pool& pool, std::unique_lock<std::mutex>& lock) {
    busy_ = &pool;
    lock.unlock();
    TimePoint due = std::chrono::steady_clock::now() + std::chrono::seconds{1};
    try {
      due = pool.maintain();
    } catch (const std::exception& failure) {
      log(LogLevel::error, "pool", failure.what());
    }
    lock.lock();
    busy_ = nullptr;
    for (Job& job : jobs_) {
      if (job.pool == &pool) job.due = due;
    }
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Job> jobs_;
  Pool* busy_ = nullptr;
  std::thread thread_;
  std::atomic<pid_t> process_{0};  // that has the thread
};

}  // namespace

Upkeep::Upkeep(Pool& pool) : pool_(pool) { Keeper::shared().add(pool); }
Upkeep::~Upkeep() { Keeper::shared().remove(pool_); }
void Upkeep::end_all() noexcept { Keeper::shared().end(); }

}  // namespace zin::runtime
