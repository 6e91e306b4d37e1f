// What the process has of a kind, for its metrics.
// SPDX-License-Identifier: MIT
#pragma once

#include <mutex>
#include <vector>

#include "zin/base/fork_guard.hpp"
#include "zin/base/metric_text.hpp"

namespace zin::detail {

/// Knows each T while it lives. The metrics of T are written from the first one on. [thread-safe]
template <class T>
class Directory final : ForkAware {
 public:
  explicit Directory(MetricWriter writer) { add_metric_writer(writer); }

  void add(T& entry) {
    const std::lock_guard lock{mutex_};
    entries_.push_back(&entry);
  }
  /// When it returns, nobody looks at the entry any more.
  void remove(T& entry) noexcept {
    const std::lock_guard lock{mutex_};
    std::erase(entries_, &entry);
  }
  /// Calls `look` with each entry; none is destroyed meanwhile, and `look` must not do so.
  template <class Look>
  void for_each(Look look) {
    const std::lock_guard lock{mutex_};
    for (const T* const entry : entries_) look(*entry);
  }

 private:
  void before_fork() noexcept override { mutex_.lock(); }
  void after_fork_in_parent() noexcept override { mutex_.unlock(); }
  void after_fork_in_child() noexcept override { mutex_.unlock(); }

  std::mutex mutex_;
  std::vector<T*> entries_;
  ForkGuard fork_guard_{*this, ForkGuard::Rank::outer};  // see for_each()
};

}  // namespace zin::detail
