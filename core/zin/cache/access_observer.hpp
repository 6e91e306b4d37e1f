// The listeners of one store.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "zin/base/fork_guard.hpp"
#include "zin/cache/cache_event.hpp"

namespace zin::caching {

/// [thread-safe]
class AccessObserver {
 public:
  AccessObserver(std::string store, std::string driver);

  void before_access(CacheListener listener);
  void after_access(CacheListener listener);

  /// Whether anybody wants to know: one relaxed load, asked for each access.
  [[nodiscard]] bool listens() const noexcept { return listens_.load(std::memory_order_relaxed); }
  /// Completes `event` with the names and tells the listeners.
  void starting(CacheEvent event) const;
  void finished(CacheEvent event) const;

 private:
  using Listeners = std::vector<CacheListener>;
  void add(std::shared_ptr<const Listeners>& list, CacheListener listener);
  void tell(const std::shared_ptr<const Listeners>& list, CacheEvent& event) const;

  const std::string store_;
  const std::string driver_;
  std::atomic<bool> listens_{false};
  mutable detail::ForkSafeMutex mutex_;
  std::shared_ptr<const Listeners> before_ = std::make_shared<Listeners>();
  std::shared_ptr<const Listeners> after_ = std::make_shared<Listeners>();
};

}  // namespace zin::caching
