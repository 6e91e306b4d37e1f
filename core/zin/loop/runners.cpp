// Which threads run which event loops.
// SPDX-License-Identifier: MIT
#include "zin/loop/runners.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

namespace zin::detail {
namespace {

struct Runners {
  std::mutex mutex;
  std::unordered_map<const void*, std::vector<std::thread::id>> of;
  // Counts contexts that ended, so that what a thread remembers of one at the same address is void.
  std::atomic<std::uint64_t> forgotten{0};
};

// Not destroyed: loops of static objects end after it would have been.
Runners& runners() {
  static Runners& all = *new Runners;
  return all;
}

struct Noted {
  const void* context = nullptr;
  std::uint64_t forgotten = 0;
};
thread_local constinit Noted noted{};

}  // namespace

void note_runner(const void* context) noexcept {
  Runners& all = runners();
  const std::uint64_t forgotten = all.forgotten.load(std::memory_order_relaxed);
  if (noted.context == context && noted.forgotten == forgotten) return;
  try {
    const std::lock_guard lock{all.mutex};
    auto& threads = all.of[context];
    if (std::find(threads.begin(), threads.end(), std::this_thread::get_id()) == threads.end()) {
      threads.push_back(std::this_thread::get_id());
    }
    noted = {context, forgotten};
  } catch (const std::bad_alloc&) {  // a check less
  }
}

bool is_only_runner(const void* context) noexcept {
  Runners& all = runners();
  const std::lock_guard lock{all.mutex};
  const auto found = all.of.find(context);
  return found != all.of.end() && found->second.size() == 1 &&
         found->second.front() == std::this_thread::get_id();
}

void forget_runners(const void* context) noexcept {
  Runners& all = runners();
  const std::lock_guard lock{all.mutex};
  all.of.erase(context);
  all.forgotten.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace zin::detail
