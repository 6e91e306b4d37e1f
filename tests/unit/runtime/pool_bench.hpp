// A pool over the stub server, on a clock that only the test moves.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <future>
#include <memory>
#include <source_location>
#include <string>
#include <utility>
#include <vector>

#include "eventually.hpp"
#include "printing.hpp"
#include "stub_server.hpp"
#include "thrown.hpp"
#include "zin/runtime/pool.hpp"
#include "zin/testing/fake_clock.hpp"

namespace zin::test {

using runtime::Connection;
using runtime::Lease;
using runtime::Pool;

struct PoolBench {
  using Where = std::source_location;

  explicit PoolBench(PoolSettings settings = {}, StubTraits traits = {})
      : server(std::move(traits)), pool(make(settings)) {}
  ~PoolBench() { pool.reset(); }

  Lease acquire(Deadline deadline = {}, Where where = Where::current()) {
    return pool->acquire(where, deadline);
  }
  /// Acquires on a thread of its own.
  std::future<Lease> acquire_aside(Deadline deadline = {}, Where where = Where::current()) {
    return std::async(std::launch::async,
                      [this, deadline, where] { return pool->acquire(where, deadline); });
  }
  /// The same, and returns when that thread waits.
  std::future<Lease> wait_aside(Deadline deadline = {}, Where where = Where::current()) {
    const auto before = pool->stats().waiting;
    auto lease = acquire_aside(deadline, where);
    eventually("another caller waits", [&] { return pool->stats().waiting > before; });
    return lease;
  }
  std::vector<Lease> acquire_many(std::size_t count) {
    std::vector<Lease> leases;
    for (std::size_t at = 0; at < count; ++at) leases.push_back(acquire());
    return leases;
  }

  void check_stats(std::uint32_t active, std::uint32_t idle, std::uint32_t waiting,
                   Where where = Where::current()) const {
    BOOST_TEST_CONTEXT("line " << where.line()) {
      const PoolStats stats = pool->stats();
      BOOST_TEST(stats.active == active);
      BOOST_TEST(stats.idle == idle);
      BOOST_TEST(stats.waiting == waiting);
      BOOST_TEST(stats.opening == 0U);
    }
  }

  std::unique_ptr<Pool> make(PoolSettings settings) {
    return std::make_unique<Pool>(
        runtime::PoolOptions{.name = "bench", .settings = settings},
        [this](Deadline deadline) {
          return std::make_unique<Connection>(server.driver(), host::Options{},
                                              runtime::ConnectionSettings{}, deadline);
        },
        clock);
  }

  StubServer server;
  testing::FakeClock clock;
  std::unique_ptr<Pool> pool;
};

/// The number of the connection behind a lease, as the stub counts them.
inline std::uint64_t number_of(PoolBench& bench, const Lease& lease) {
  static_cast<void>(lease->execute({.sql = "who", .bindings = {}}));
  // Others may be opened meanwhile.
  const auto calls = bench.server.calls();
  return std::find_if(
             calls.rbegin(), calls.rend(),
             [](const StubCall& call) { return call.verb == "exec" && call.text == "who"; })
      ->connection;
}

}  // namespace zin::test
