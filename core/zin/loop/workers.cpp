// Threads for fibers that block them.
// SPDX-License-Identifier: MIT
#include "zin/loop/workers.hpp"

#include <algorithm>
#include <boost/asio/thread_pool.hpp>
#include <thread>

#include "zin/loop/asio_loop.hpp"

namespace zin::detail {

struct Workers::Pool {
  asio::thread_pool threads;
  AsioLoop loop{threads.get_executor(), false};

  explicit Pool(unsigned count) : threads(count) {}
};

Workers::Workers(unsigned threads)
    : threads_(threads != 0 ? threads : std::max(1U, std::thread::hardware_concurrency())) {}

Workers::~Workers() {
  if (pool_ != nullptr) pool_->threads.join();
}

Loop& Workers::loop() {
  const std::lock_guard lock{mutex_};
  if (pool_ == nullptr) pool_ = std::make_unique<Pool>(threads_);
  return pool_->loop;
}

void Workers::before_fork() noexcept { mutex_.lock(); }

void Workers::after_fork_in_parent() noexcept { mutex_.unlock(); }

// Its threads do not exist here, so that nobody could wait for their end: its memory is left.
void Workers::after_fork_in_child() noexcept {
  if (pool_ != nullptr) leave_memory_to_parent(pool_.release());
  mutex_.unlock();
}

}  // namespace zin::detail
