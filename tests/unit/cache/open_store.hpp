// Stores for tests: the memory plugin on a clock of the test's, and engines of any backend.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include "zin/cache/cache_store.hpp"
#include "zin/cache/engine.hpp"
#include "zin/cache/open_backend.hpp"
#include "zin/host/host_api.hpp"
#include "zin/testing/fake_clock.hpp"

namespace zin::test {

using namespace std::chrono_literals;

/// For the whole program: plugins keep the time that they were told first.
inline testing::FakeClock& fake_clock() {
  static auto* const clock = new testing::FakeClock{testing::FakeClock::Waits::move_clock};
  return *clock;
}

/// While it lives, stores tell the time of fake_clock().
struct FakeTime {
  FakeTime() { host::set_clock(&fake_clock()); }
  ~FakeTime() { host::set_clock(nullptr); }
  FakeTime(const FakeTime&) = delete;
  FakeTime& operator=(const FakeTime&) = delete;

  void pass(std::chrono::nanoseconds span) { fake_clock().advance(span); }
};

inline CacheConfig no_store(std::string_view name) {
  CacheConfig config;
  config.driver = std::string{name};
  return config;
}

/// A store of its own. `clock`: the engine's, for waiting.
inline CacheStore open_store(CacheConfig config = {}, Clock& clock = Clock::system(),
                             std::string name = "test") {
  const auto make = [&](detail::Workers& workers) {
    return caching::open_backend(config, no_store, workers);
  };
  return CacheStore{std::make_shared<caching::Engine>(std::move(name), config, make, clock)};
}

}  // namespace zin::test
