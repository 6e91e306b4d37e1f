// One database used by many threads at once.
// SPDX-License-Identifier: MIT
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <cstdint>

#include "on_threads.hpp"
#include "router_bench.hpp"

using zin::Row;
using zin::Rows;
using zin::Session;
using zin::test::on_threads;
using zin::test::RouterBench;

namespace {

constexpr unsigned thread_count = 4;
constexpr int rounds = 50;

}  // namespace

BOOST_AUTO_TEST_SUITE(sharing)

BOOST_AUTO_TEST_CASE(threads_that_share_a_database_get_their_own_answers) {
  // No limit of time: on the clock that moves itself a wait for a connection would be over at once.
  RouterBench bench{{}, {.pool = {.max = 2, .connection_timeout = {}}}};
  bench.server.answer_with(
      [](const zin::test::StubCall& call) -> std::optional<zin::test::StubAnswer> {
        if (call.params.empty()) return std::nullopt;
        return zin::test::StubAnswer{.columns = {zin::test::column("n", zin::Type::int64)},
                                     .rows = std::vector<std::vector<zin::Value>>(5, call.params)};
      });
  std::atomic<int> wrong{0};
  std::atomic<std::uint64_t> told{0};
  bench.router.observer().after_query([&](const zin::QueryEvent&) { ++told; });
  on_threads(thread_count, [&](unsigned at) {
    for (int round = 0; round < rounds; ++round) {
      const int asked = static_cast<int>(at) * rounds + round;
      const Rows rows = bench.router.select("select ?", {asked});
      for (const Row& row : rows) wrong += row.get<int>(0) != asked ? 1 : 0;
      wrong += rows.size() != 5 ? 1 : 0;
      bench.router.transaction([&](Session& tx) {
        wrong += tx.select_one("select ?", {asked})->get<int>("n") != asked ? 1 : 0;
      });
    }
  });
  BOOST_TEST(wrong == 0);
  BOOST_TEST(told == 2U * thread_count * rounds);
  BOOST_TEST(bench.server.connections() <= 2U);
  const auto stats = bench.router.primary().stats();
  BOOST_TEST(stats.active == 0U);
  BOOST_TEST(stats.waiting == 0U);
  BOOST_TEST(stats.acquired == 2U * thread_count * rounds);
}

BOOST_AUTO_TEST_CASE(rows_may_be_read_and_dropped_on_any_thread) {
  RouterBench bench;
  bench.server.answer(
      "pairs", {.columns = {zin::test::column("n", zin::Type::int64)}, .rows = {{1}, {2}, {3}}});
  const Rows rows = bench.router.select("pairs");
  std::atomic<int> sum{0};
  on_threads(thread_count, [&, rows](unsigned) {
    for (int round = 0; round < rounds; ++round) {
      const Rows copy = rows;
      const Row last = copy.back();
      for (const Row& row : copy) sum += row.get<int>(0);
      sum += last.get<int>("n");
    }
  });
  BOOST_TEST(sum == 9 * static_cast<int>(thread_count) * rounds);
}

BOOST_AUTO_TEST_SUITE_END()
