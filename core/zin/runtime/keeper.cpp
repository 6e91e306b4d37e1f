// The keeper thread: waits for the pool that is due next.
// SPDX-License-Identifier: MIT
#include "zin/runtime/keeper.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <new>
#include <thread>
#include <vector>

#include "zin/base/fork_guard.hpp"
#include "zin/base/log.hpp"

namespace zin::runtime {
namespace {

class Keeper final : detail::ForkAware {
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
    start();
    changed_.notify_all();
  }

  void go_on() {
    const std::lock_guard lock{mutex_};
    if (!jobs_.empty()) start();
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

  void start() {
    if (!thread_.joinable()) thread_ = std::thread{[this] { run(); }};
  }

  void before_fork() noexcept override { mutex_.lock(); }
  void after_fork_in_parent() noexcept override { mutex_.unlock(); }
  // There is no such thread here, and what it waited for cannot be used again.
  void after_fork_in_child() noexcept override {
    new (&thread_) std::thread;
    new (&changed_) std::condition_variable;
    busy_ = nullptr;
    for (Job& job : jobs_) job.due = {};  // the pools are empty
    mutex_.unlock();
  }

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
  detail::ForkGuard fork_guard_{*this};
};

}  // namespace

Upkeep::Upkeep(Pool& pool) : pool_(pool) { Keeper::shared().add(pool); }
Upkeep::~Upkeep() { Keeper::shared().remove(pool_); }
void Upkeep::go_on() { Keeper::shared().go_on(); }
void Upkeep::end_all() noexcept { Keeper::shared().end(); }

}  // namespace zin::runtime
