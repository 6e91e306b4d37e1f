// One named store at work: keys, TTLs, events, and what is made once for many callers.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zin/base/fork_guard.hpp"
#include "zin/cache/access_observer.hpp"
#include "zin/cache/backend.hpp"
#include "zin/cache/cache_loops.hpp"
#include "zin/cache/cache_stats.hpp"
#include "zin/cache/flights.hpp"
#include "zin/config/cache_config.hpp"
#include "zin/loop/workers.hpp"

namespace zin::caching {

/// What the library keeps beside values has keys that begin like this; an application's must not.
inline constexpr std::string_view reserved = "@zin:";

/// Where a value lies: `scope` is what the versions of its tags make of it, or empty.
struct Place {
  std::string_view scope;
  std::string_view key;
};

/// Makes a backend with the workers of the engine.
using BackendMaker = std::function<std::unique_ptr<Backend>(detail::Workers&)>;

/// Shared by the handles of one store. [thread-safe] [blocks]
class Engine final : public detail::CacheLoops, detail::ForkAware {
 public:
  Engine(std::string name, CacheConfig config, const BackendMaker& make,
         Clock& clock = Clock::system());
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] const CacheConfig& config() const noexcept { return config_; }
  [[nodiscard]] AccessObserver& observer() noexcept { return observer_; }
  [[nodiscard]] Backend& backend() noexcept { return *backend_; }
  /// With the prefix; the largest number when there is no limit.
  [[nodiscard]] std::uint64_t max_key_bytes() const noexcept { return max_key_bytes_; }
  [[nodiscard]] Flights& flights() noexcept { return flights_; }
  [[nodiscard]] Clock& clock() noexcept { return clock_; }

  /// The key in the store. Throws Errc::invalid_argument for one that is empty, too long or
  /// reserved.
  [[nodiscard]] std::string full_key(Place place) const;
  /// That of what the library keeps beside the value.
  [[nodiscard]] std::string beside(std::string_view what, Place place) const;
  /// For a store. Throws Errc::invalid_argument for a span of zero or less, and Errc::unsupported
  /// where nothing expires.
  [[nodiscard]] std::int64_t ttl_ns(Ttl ttl) const;
  /// Throws Errc::unsupported with `what` cannot be done and `instead`, when a capability of
  /// `wanted` (ZIN_CCAP_*) is missing; and Errc::closed.
  void require(std::uint64_t wanted, std::string_view what, std::string_view instead) const;
  void refuse_when_closed() const {
    if (closed_.load(std::memory_order_relaxed)) [[unlikely]]
      throw_closed();
  }
  /// Throws Errc::invalid_argument for a value that is too long.
  void check_value(std::string_view bytes) const;

  [[nodiscard]] CacheCapabilities capabilities() const;
  [[nodiscard]] CacheStats stats() const;
  void count_computed() noexcept { computed_.fetch_add(1, std::memory_order_relaxed); }
  void count_shared() noexcept { shared_.fetch_add(1, std::memory_order_relaxed); }

  /// Runs `work` on a thread of its own, which close() waits for. False when it is closed.
  bool run_aside(std::function<void()> work);
  /// No access any more; waits for what runs aside.
  void close() noexcept;

  [[nodiscard]] detail::Loop& loop_for(detail::Loop& callers) override;

 private:
  void before_fork() noexcept override;
  void after_fork_in_parent() noexcept override;
  void after_fork_in_child() noexcept override;

  struct Aside;
  class AsideFiber;
  [[noreturn]] void throw_closed() const;

  const std::string name_;
  const CacheConfig config_;
  Clock& clock_;
  detail::Workers workers_{0};
  std::unique_ptr<Backend> backend_;
  const std::uint64_t max_key_bytes_;
  AccessObserver observer_;
  Flights flights_;
  std::atomic<std::uint64_t> computed_{0};
  std::atomic<std::uint64_t> shared_{0};
  std::atomic<bool> closed_{false};
  std::unique_ptr<Aside> aside_;
  detail::ForkGuard fork_guard_{*this};
};

}  // namespace zin::caching
