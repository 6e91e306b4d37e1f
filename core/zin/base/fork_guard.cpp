// The handlers of fork(), once for the process.
// SPDX-License-Identifier: MIT
#include "zin/base/fork_guard.hpp"

#include <pthread.h>

#include <algorithm>
#include <mutex>
#include <ranges>
#include <system_error>
#include <vector>

namespace zin::detail {
namespace {

// Leaked on purpose: databases may be closed while the process ends, and that may fork.
class Aware {
 public:
  static Aware& of_process() {
    static auto* const all = new Aware;
    return *all;
  }

  void add(ForkAware& object, ForkGuard::Rank rank) {
    const std::lock_guard lock{mutex_};
    const auto behind = std::find_if(objects_.begin(), objects_.end(),
                                     [rank](const Entry& entry) { return entry.rank <= rank; });
    objects_.insert(behind, {&object, rank});
  }
  void remove(ForkAware& object) noexcept {
    const std::lock_guard lock{mutex_};
    std::erase_if(objects_, [&object](const Entry& entry) { return entry.object == &object; });
  }

 private:
  struct Entry {
    ForkAware* object;
    ForkGuard::Rank rank;
  };

  Aware() {
    const int failed =
        ::pthread_atfork([] { of_process().before(); }, [] { of_process().in_parent(); },
                         [] { of_process().in_child(); });
    if (failed != 0) throw std::system_error(failed, std::generic_category(), "pthread_atfork");
  }

  // The mutex is held from here to the other side of the fork.
  void before() noexcept {
    mutex_.lock();
    for (const Entry& entry : objects_) entry.object->before_fork();
  }
  void in_parent() noexcept {
    for (const Entry& entry : std::views::reverse(objects_)) entry.object->after_fork_in_parent();
    mutex_.unlock();
  }
  void in_child() noexcept {
    for (const Entry& entry : std::views::reverse(objects_)) entry.object->after_fork_in_child();
    mutex_.unlock();
  }

  std::mutex mutex_;
  std::vector<Entry> objects_;  // in the order of locking
};

}  // namespace

void leave_memory_to_parent(const void* memory) {
  static auto* const left = new std::vector<const void*>;
  left->push_back(memory);
}

ForkGuard::ForkGuard(ForkAware& object, Rank rank) : object_(object) {
  Aware::of_process().add(object_, rank);
}
ForkGuard::~ForkGuard() { Aware::of_process().remove(object_); }

}  // namespace zin::detail
