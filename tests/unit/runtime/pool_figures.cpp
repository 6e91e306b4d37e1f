// Figures: who waited, for how long, why connections were closed, and all of it as metrics.
// SPDX-License-Identifier: MIT
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <map>
#include <memory>
#include <string>

#include "open_metrics.hpp"
#include "pool_bench.hpp"
#include "recorded_log.hpp"
#include "zin/base/metric_text.hpp"

using namespace std::chrono_literals;
using zin::Error;
using zin::PoolCloses;
using zin::PoolStats;
using zin::runtime::Lease;
using zin::runtime::Pool;
using zin::test::metric;
using zin::test::PoolBench;
using zin::test::read_open_metrics;

namespace {

void check_closes(const PoolStats& stats, std::uint64_t PoolCloses::*reason, std::uint64_t count) {
  const std::uint64_t of_reason = stats.closes.*reason;
  BOOST_TEST(of_reason == count);
  BOOST_TEST(stats.closed == count);
}

bool is_near(std::chrono::nanoseconds told, std::chrono::nanoseconds exact) {
  return std::chrono::abs(told - exact) <= exact / 25;
}

/// A pool over the bench's server with other labels.
std::unique_ptr<Pool> pool_named(PoolBench& bench, std::string name, std::string host,
                                 zin::Role role = zin::Role::primary) {
  return std::make_unique<Pool>(
      zin::runtime::PoolOptions{.name = std::move(name), .host = std::move(host), .role = role},
      [&bench](zin::Deadline deadline) {
        return std::make_unique<zin::runtime::Connection>(
            bench.server.driver(), zin::host::Options{}, zin::runtime::ConnectionSettings{},
            deadline);
      },
      bench.clock);
}

void use(Pool& pool) { pool.acquire(std::source_location::current()).release(); }

}  // namespace

BOOST_AUTO_TEST_SUITE(pool_figures)

BOOST_AUTO_TEST_CASE(who_found_a_connection_free_waited_no_time) {
  PoolBench bench{{.max = 7}};
  for (int at = 0; at < 100; ++at) bench.acquire().release();
  const PoolStats stats = bench.pool->stats();
  BOOST_TEST(stats.acquired == 100U);
  BOOST_TEST(stats.waited == 0U);
  BOOST_TEST(stats.max == 7U);
  BOOST_TEST(stats.acquire_time.count == 100U);
  BOOST_TEST(stats.acquire_time.p999.count() == 0);
  BOOST_TEST(stats.acquire_time.max.count() == 0);  // opening took no time on this clock
}

BOOST_AUTO_TEST_CASE(who_waited_is_counted_with_the_time_of_waiting) {
  PoolBench bench{{.max = 1}};
  Lease held = bench.acquire();
  auto waiter = bench.wait_aside();
  bench.clock.advance(250ms);
  held.release();
  waiter.get().release();
  for (int at = 0; at < 98; ++at) bench.acquire().release();
  const PoolStats stats = bench.pool->stats();
  BOOST_TEST(stats.waited == 1U);
  BOOST_TEST(stats.acquire_time.count == 100U);
  BOOST_TEST(stats.acquire_time.p99.count() == 0);
  BOOST_TEST(is_near(stats.acquire_time.p999, 250ms));
  BOOST_TEST((stats.acquire_time.max == 250ms));
  BOOST_TEST((stats.acquire_time.total == 250ms));
}

BOOST_AUTO_TEST_CASE(opening_is_part_of_the_time_to_acquire) {
  PoolBench bench;
  bench.server.before_each([&](const zin::test::StubCall& call) {
    if (call.verb == "connect") bench.clock.advance(40ms);
  });
  bench.acquire().release();
  const PoolStats stats = bench.pool->stats();
  BOOST_TEST((stats.acquire_time.max == 40ms));
  BOOST_TEST(stats.waited == 0U);  // it opened one and stood in no line
}

BOOST_AUTO_TEST_CASE(who_waited_in_vain_is_no_acquisition) {
  PoolBench bench{{.max = 1, .connection_timeout = 1s, .max_waiters = 1}};
  Lease held = bench.acquire();
  auto waiter = bench.wait_aside();
  BOOST_CHECK_THROW(static_cast<void>(bench.acquire()), Error);
  bench.clock.advance(1s);
  BOOST_CHECK_THROW(static_cast<void>(waiter.get()), Error);
  const PoolStats stats = bench.pool->stats();
  BOOST_TEST(stats.timeouts == 1U);
  BOOST_TEST(stats.rejected == 1U);
  BOOST_TEST(stats.waited == 0U);
  BOOST_TEST(stats.acquire_time.count == 1U);
}

BOOST_AUTO_TEST_CASE(the_time_of_use_is_measured) {
  PoolBench bench;
  for (int at = 1; at <= 100; ++at) {
    const Lease lease = bench.acquire();
    bench.clock.advance(std::chrono::milliseconds{at});
  }
  const zin::TimeSpread use = bench.pool->stats().use_time;
  BOOST_TEST(use.count == 100U);
  BOOST_TEST(is_near(use.p50, 50ms));
  BOOST_TEST(is_near(use.p90, 90ms));
  BOOST_TEST(is_near(use.p99, 99ms));
  BOOST_TEST((use.max == 100ms));
  BOOST_TEST((use.total == 5050ms));
}

BOOST_AUTO_TEST_CASE(a_use_that_goes_on_is_not_counted_yet) {
  PoolBench bench;
  Lease lease = bench.acquire();
  bench.clock.advance(1s);
  BOOST_TEST(bench.pool->stats().use_time.count == 0U);
  lease.release();
  BOOST_TEST(bench.pool->stats().use_time.count == 1U);
}

BOOST_AUTO_TEST_CASE(many_uses_are_sampled_and_stand_for_all) {
  PoolBench bench;
  constexpr std::uint64_t uses = 1024 + 32 * 100;
  for (std::uint64_t at = 1; at <= uses; ++at) {
    const Lease lease = bench.acquire();
    bench.clock.advance(at <= 1024 ? 1ms : 2ms);
  }
  const PoolStats stats = bench.pool->stats();
  BOOST_TEST(stats.acquired == uses);
  BOOST_TEST(stats.use_time.count == uses);
  BOOST_TEST((stats.use_time.total == 1024 * 1ms + 3200 * 2ms));
  BOOST_TEST(is_near(stats.use_time.p50, 2ms));
}

BOOST_AUTO_TEST_CASE(a_connection_that_is_idle_for_too_long_is_counted_as_idle) {
  PoolBench bench{{.idle_timeout = 10s}};
  bench.acquire().release();
  bench.clock.advance(10s);
  bench.pool->maintain();
  check_closes(bench.pool->stats(), &PoolCloses::idle, 1);
}

BOOST_AUTO_TEST_CASE(a_connection_past_its_lifetime_is_counted_as_expired) {
  PoolBench bench{{.idle_timeout = 0s, .max_lifetime = 100s}};
  bench.acquire_many(2).clear();
  bench.clock.advance(100s);
  bench.acquire().release();  // on the way out
  bench.pool->maintain();     // and by upkeep
  check_closes(bench.pool->stats(), &PoolCloses::expired, 2);
}

BOOST_AUTO_TEST_CASE(a_connection_that_dies_while_idle_is_counted_as_dead) {
  PoolBench bench{{.idle_timeout = 0s, .keepalive = 10s}};
  bench.acquire_many(2).clear();
  bench.server.hang_up(1);
  bench.server.fail("ping", zin::test::faults::connection_lost());
  bench.clock.advance(10s);
  bench.pool->maintain();
  check_closes(bench.pool->stats(), &PoolCloses::dead, 2);
}

BOOST_AUTO_TEST_CASE(a_connection_that_dies_in_use_is_counted_as_broken) {
  PoolBench bench;
  {
    const Lease lease = bench.acquire();
    bench.server.fail("exec", zin::test::faults::connection_lost());
    BOOST_CHECK_THROW(static_cast<void>(lease->execute({.sql = "x", .bindings = {}})), Error);
  }
  {
    const Lease lease = bench.acquire();
    lease->execute({.sql = "begin", .bindings = {}});
    bench.server.fail("reset", zin::test::faults::broken());
  }
  check_closes(bench.pool->stats(), &PoolCloses::broken, 2);
}

BOOST_AUTO_TEST_CASE(evicted_connections_are_counted_as_such) {
  PoolBench bench;
  Lease lent = bench.acquire();
  bench.acquire().release();
  bench.pool->evict();
  lent.release();
  check_closes(bench.pool->stats(), &PoolCloses::evicted, 2);
}

BOOST_AUTO_TEST_CASE(connections_of_a_closed_pool_are_counted_as_shut) {
  PoolBench bench;
  Lease lent = bench.acquire();
  bench.acquire().release();
  bench.pool->close();
  lent.release();
  check_closes(bench.pool->stats(), &PoolCloses::shut, 2);
}

BOOST_AUTO_TEST_CASE(connections_that_are_not_pooled_are_counted_as_such) {
  PoolBench bench{{.enabled = false}};
  bench.acquire().release();
  bench.acquire().release();
  check_closes(bench.pool->stats(), &PoolCloses::unpooled, 2);
}

BOOST_AUTO_TEST_CASE(figures_of_pools_add_up) {
  PoolStats one{.acquired = 1,
                .max = 2,
                .waited = 3,
                .closes = {.idle = 4, .unpooled = 5},
                .use_time = {.count = 6, .total = 7ns, .p50 = 8ns, .max = 20ns}};
  const PoolStats other{.acquired = 10,
                        .max = 20,
                        .waited = 30,
                        .closes = {.idle = 40},
                        .use_time = {.count = 60, .total = 70ns, .p50 = 3ns, .max = 80ns}};
  one += other;
  BOOST_TEST(one.max == 22U);
  BOOST_TEST(one.waited == 33U);
  BOOST_TEST(one.closes.idle == 44U);
  BOOST_TEST(one.closes.unpooled == 5U);
  BOOST_TEST(one.use_time.count == 66U);
  BOOST_TEST(one.use_time.total.count() == 77);
  BOOST_TEST(one.use_time.p50.count() == 8);
  BOOST_TEST(one.use_time.max.count() == 80);
}

BOOST_AUTO_TEST_CASE(the_metrics_of_a_pool_are_its_figures) {
  PoolBench bench;
  const auto pool = pool_named(bench, "shop", "db1:5432");
  Lease held = pool->acquire(std::source_location::current());
  use(*pool);
  bench.clock.advance(500ms);
  held.release();
  held = pool->acquire(std::source_location::current());
  const auto families = read_open_metrics(zin::detail::written_metrics());
  const std::map<std::string, std::string> labels{
      {"connection", "shop"}, {"host", "db1:5432"}, {"role", "primary"}};
  BOOST_TEST(metric(families, "zin_pool_active", labels) == 1.0);
  BOOST_TEST(metric(families, "zin_pool_idle", labels) == 1.0);
  BOOST_TEST(metric(families, "zin_pool_opening", labels) == 0.0);
  BOOST_TEST(metric(families, "zin_pool_waiting", labels) == 0.0);
  BOOST_TEST(metric(families, "zin_pool_max", labels) == 10.0);
  BOOST_TEST(metric(families, "zin_pool_acquired_total", labels) == 3.0);
  BOOST_TEST(metric(families, "zin_pool_waits_total", labels) == 0.0);
  BOOST_TEST(metric(families, "zin_pool_opens_total", labels) == 2.0);
  BOOST_TEST(metric(families, "zin_pool_open_failures_total", labels) == 0.0);
  BOOST_TEST(metric(families, "zin_pool_timeouts_total", labels) == 0.0);
  BOOST_TEST(metric(families, "zin_pool_rejections_total", labels) == 0.0);
  auto dead = labels;
  dead["reason"] = "dead";
  BOOST_TEST(metric(families, "zin_pool_closes_total", dead) == 0.0);
  BOOST_TEST(families.at("zin_pool_closes").samples.size() % 7 == 0U);
  auto longest = labels;
  longest["quantile"] = "1.0";
  BOOST_TEST(metric(families, "zin_pool_use_seconds", longest) == 0.5);
  BOOST_TEST(metric(families, "zin_pool_use_seconds_sum", labels) == 0.5);
  BOOST_TEST(metric(families, "zin_pool_use_seconds_count", labels) == 2.0);
  BOOST_TEST(metric(families, "zin_pool_acquire_seconds_count", labels) == 3.0);
  BOOST_TEST(families.at("zin_pool_use_seconds").unit == "seconds");
  BOOST_TEST(families.at("zin_pool_use_seconds").type == "summary");
}

BOOST_AUTO_TEST_CASE(pools_with_the_same_labels_are_one_in_the_metrics) {
  PoolBench bench;
  const auto one = pool_named(bench, "twin", "db1");
  const auto two = pool_named(bench, "twin", "db1");
  const auto replica = pool_named(bench, "twin", "db2", zin::Role::replica);
  use(*one);
  use(*two);
  use(*two);
  use(*replica);
  const auto families = read_open_metrics(zin::detail::written_metrics());
  BOOST_TEST(metric(families, "zin_pool_acquired_total",
                    {{"connection", "twin"}, {"role", "primary"}}) == 3.0);
  BOOST_TEST(metric(families, "zin_pool_max", {{"connection", "twin"}, {"role", "primary"}}) ==
             20.0);
  BOOST_TEST(metric(families, "zin_pool_acquired_total",
                    {{"connection", "twin"}, {"role", "replica"}}) == 1.0);
}

BOOST_AUTO_TEST_CASE(names_of_any_kind_keep_the_metrics_valid) {
  PoolBench bench;
  const auto pool = pool_named(bench, "a \"quoted\"\\name\nof two lines", "/run/sock et");
  use(*pool);
  const auto families = read_open_metrics(zin::detail::written_metrics());
  BOOST_TEST(metric(families, "zin_pool_acquired_total",
                    {{"connection", "a \"quoted\"\\name\nof two lines"}}) == 1.0);
}

BOOST_AUTO_TEST_CASE(a_pool_that_is_gone_is_in_no_metric) {
  const zin::test::RecordedLog quiet;
  PoolBench bench;
  auto pool = pool_named(bench, "short-lived", "");
  use(*pool);
  Lease held = pool->acquire(std::source_location::current());
  const auto is_told = [] {
    return zin::detail::written_metrics().find("short-lived") != std::string::npos;
  };
  BOOST_TEST(is_told());
  pool.reset();  // its lease is still out
  BOOST_TEST(!is_told());
  held.release();
  BOOST_TEST(!is_told());
}

BOOST_AUTO_TEST_CASE(metrics_may_be_read_while_pools_come_and_go) {
  PoolBench bench;
  std::atomic<bool> over{false};
  auto reader = std::async(std::launch::async, [&] {
    int texts = 0;
    while (!over || texts == 0) {
      static_cast<void>(read_open_metrics(zin::detail::written_metrics()));
      ++texts;
    }
    return texts;
  });
  for (int at = 0; at < 50; ++at) {
    const auto pool = pool_named(bench, "passing", "h");
    use(*pool);
  }
  over = true;
  BOOST_TEST(reader.get() > 0);
}

BOOST_AUTO_TEST_SUITE_END()
