// Many threads at one pool: nobody is forgotten, and no connection is lent twice.
// SPDX-License-Identifier: MIT
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <map>
#include <thread>
#include <vector>

#include "on_threads.hpp"
#include "pool_bench.hpp"

using namespace std::chrono_literals;
using zin::PoolSettings;
using zin::PoolStats;
using zin::runtime::Connection;
using zin::runtime::Lease;
using zin::test::on_threads;
using zin::test::PoolBench;

namespace {

constexpr unsigned threads = 64;

/// 1,000,000 in `tools/test --long`.
unsigned rounds_of_each() {
  const bool is_long = std::getenv("ZIN_TEST_LONG") != nullptr;
  return (is_long ? 1'000'000U : 50'000U) / threads;
}

/// For each connection, whether someone has it.
class Owners {
 public:
  Owners(PoolBench& bench, std::size_t connections) {
    const auto leases = bench.acquire_many(connections);
    for (const Lease& lease : leases) owned_[&*lease] = false;
  }
  /// Returns false when someone has it already.
  [[nodiscard]] bool own(const Lease& lease) { return !owned_.at(&*lease).exchange(true); }
  void leave(const Lease& lease) { owned_.at(&*lease) = false; }

 private:
  std::map<const Connection*, std::atomic<bool>> owned_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(pool_crowd)

BOOST_AUTO_TEST_CASE(none_of_many_acquisitions_is_lost_and_none_is_shared) {
  PoolBench bench{{.max = 8, .connection_timeout = 0s}};
  Owners owners{bench, 8};
  const unsigned rounds = rounds_of_each();
  std::atomic<unsigned> shared{0}, served{0};
  on_threads(threads, [&](unsigned) {
    for (unsigned round = 0; round < rounds; ++round) {
      const Lease lease = bench.acquire();
      if (!owners.own(lease)) ++shared;
      ++served;
      owners.leave(lease);
    }
  });
  BOOST_TEST(shared == 0U);
  BOOST_TEST(served == threads * rounds);
  bench.check_stats(0, 8, 0);
  const PoolStats stats = bench.pool->stats();
  BOOST_TEST(stats.acquired == threads * rounds + 8U);
  BOOST_TEST(stats.acquire_time.count == stats.acquired);
  BOOST_TEST(stats.opened == 8U);
  BOOST_TEST(stats.closed == 0U);
}

BOOST_AUTO_TEST_CASE(a_crowd_at_one_connection_is_served) {
  PoolBench bench{{.max = 1, .connection_timeout = 0s}};
  std::uint64_t counter = 0;  // guarded by having the connection
  const unsigned rounds = rounds_of_each() / 8;
  on_threads(threads, [&](unsigned) {
    for (unsigned round = 0; round < rounds; ++round) {
      const Lease lease = bench.acquire();
      ++counter;
    }
  });
  BOOST_TEST(counter == threads * rounds);
  bench.check_stats(0, 1, 0);
}

BOOST_AUTO_TEST_CASE(a_crowd_survives_what_others_do_to_the_pool) {
  PoolBench bench{{.min = 1, .max = 6, .connection_timeout = 0s, .max_opening = 2}};
  std::atomic<bool> over{false};
  std::atomic<unsigned> served{0};
  std::thread meddler{[&] {
    for (unsigned at = 0; !over; ++at) {
      switch (at % 4) {
        case 0:
          bench.pool->evict();
          break;
        case 1:
          bench.pool->suspend();
          bench.pool->resume();
          break;
        case 2:
          bench.pool->maintain();
          break;
        default:
          bench.clock.advance(1s);  // what is free is looked at before it is lent
      }
      std::this_thread::yield();
    }
  }};
  const unsigned rounds = rounds_of_each() / 16;
  on_threads(threads, [&](unsigned) {
    for (unsigned round = 0; round < rounds; ++round) {
      const Lease lease = bench.acquire();
      ++served;
    }
  });
  over = true;
  meddler.join();
  BOOST_TEST(served == threads * rounds);
  const PoolStats stats = bench.pool->stats();
  BOOST_TEST(stats.active == 0U);
  BOOST_TEST(stats.waiting == 0U);
  BOOST_TEST(stats.opening == 0U);
  BOOST_TEST(stats.opened - stats.closed == stats.idle);
  BOOST_TEST(stats.idle <= 6U);
}

BOOST_AUTO_TEST_CASE(those_who_give_up_and_those_who_are_served_are_all) {
  PoolBench bench{{.max = 2, .connection_timeout = 5ms}};
  std::atomic<bool> over{false};
  std::atomic<std::uint64_t> served{0}, in_vain{0};
  std::thread time{[&] {
    while (!over) {
      bench.clock.advance(1ms);
      std::this_thread::yield();
    }
  }};
  constexpr unsigned rounds = 30;
  on_threads(threads, [&](unsigned) {
    for (unsigned round = 0; round < rounds; ++round) {
      try {
        const Lease lease = bench.acquire();
        std::this_thread::yield();
        ++served;
      } catch (const zin::Error&) {
        ++in_vain;
      }
    }
  });
  over = true;
  time.join();
  const PoolStats stats = bench.pool->stats();
  BOOST_TEST(served + in_vain == threads * rounds);
  BOOST_TEST(stats.acquired == served);
  BOOST_TEST(stats.timeouts == in_vain);
  bench.check_stats(0, stats.idle, 0);
}

BOOST_AUTO_TEST_CASE(closing_in_the_middle_of_a_crowd_leaves_nothing_open) {
  PoolBench bench{{.max = 4, .connection_timeout = 0s}};
  std::atomic<unsigned> refused{0}, served{0};
  std::thread closer{[&] {
    while (served < threads) std::this_thread::yield();
    bench.pool->close();
  }};
  on_threads(threads, [&](unsigned) {
    try {
      for (;;) {
        const Lease lease = bench.acquire();
        ++served;
      }
    } catch (const zin::Error& error) {
      if (error.code() == zin::Errc::closed) ++refused;
    }
  });
  closer.join();
  BOOST_TEST(refused == threads);
  BOOST_TEST(bench.pool->drain(zin::Deadline{}));
  BOOST_TEST(bench.server.connections() == 0U);
  bench.check_stats(0, 0, 0);
}

BOOST_AUTO_TEST_SUITE_END()
