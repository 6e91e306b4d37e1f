// zin under the load of threads and of coroutines, beside libpq.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <thread>
#include <zin/async.hpp>

#include "items.hpp"
#include "load.hpp"
#include "postgres_config.hpp"
#include "raw_postgres_load.hpp"

namespace zin::bench {
namespace {

namespace asio = boost::asio;

constexpr unsigned max_connections = 10;
const std::string point_sql = "select name from bench where id = ?";

std::int64_t read(const Rows& found) {
  return static_cast<std::int64_t>(found[0].get<std::string>(0).size());
}

void on_threads(Database& db, const Load& load, Latencies& latencies) {
  std::vector<Latencies> found(load.callers);
  std::vector<std::exception_ptr> failures(load.callers);
  std::vector<std::thread> threads;
  for (unsigned each = 0; each < load.callers; ++each) {
    threads.emplace_back([&, each] {
      try {
        std::uint64_t state = each + 1;
        std::int64_t sum = 0;
        Latencies::Clock::time_point since = Latencies::Clock::now();
        for (unsigned at = 0; at < load.selects / load.callers; ++at) {
          sum += read(db.select(point_sql, {next_key(state)}));
          since = found[each].add(since);
        }
        keep(sum);
      } catch (...) {
        failures[each] = std::current_exception();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::exception_ptr& failure : failures)
    if (failure) std::rethrow_exception(failure);
  for (const Latencies& one : found) latencies.add_all(one);
}

asio::awaitable<void> caller(Database& db, unsigned count, std::uint64_t state,
                             Latencies& latencies) {
  std::vector<Value> key(1);
  std::int64_t sum = 0;
  Latencies::Clock::time_point since = Latencies::Clock::now();
  for (unsigned at = 0; at < count; ++at) {
    key[0] = next_key(state);
    const Rows found = co_await db.async_select(point_sql, key);
    sum += read(found);
    since = latencies.add(since);
  }
  keep(sum);
}

void on_coroutines(Database& db, const Load& load, Latencies& latencies) {
  asio::io_context context{1};
  std::exception_ptr failure;
  for (unsigned each = 0; each < load.callers; ++each) {
    asio::co_spawn(context, caller(db, load.selects / load.callers, each + 1, latencies),
                   [&failure](const std::exception_ptr& error) {
                     if (error) failure = error;
                   });
  }
  context.run();
  if (failure) std::rethrow_exception(failure);
}

void fill_table() {
  RawPostgres db;
  db.run("drop table if exists bench");
  db.run("create unlogged table bench (id bigint primary key, name text)");
  db.run(
      fmt::format("insert into bench select id, 'name ' || id from generate_series(1, {}) id", rows)
          .c_str());
  db.run("vacuum analyze bench");
}

}  // namespace

void postgres_load(unsigned selects, unsigned rounds) {
  fill_table();
  RawPostgresLoad raw{max_connections};
  Manager manager;
  DatabaseConfig config = postgres_config();
  config.pool.max = max_connections;
  Database& db = manager.use_database(config);

  fmt::print("{:<20} {:>7} {:>11} {:>10} {:>7} {:>9} {:>9} {:>9} {:>9}\n", "point selects",
             "callers", "connections", "per second", "of raw", "cpu ns", "p50 us", "p99 us",
             "p99.9 us");
  for (const unsigned callers : {1U, 4U, 16U, 64U, 256U}) {
    // Each caller has as many.
    const Load load{callers, std::min(callers, max_connections), selects / callers * callers};
    compare_load(
        "threads", load, [&](const Load& of, Latencies& to) { raw.on_threads(of, to); },
        [&](const Load& of, Latencies& to) { on_threads(db, of, to); }, rounds);
    compare_load(
        "coroutines", load, [&](const Load& of, Latencies& to) { raw.on_one_thread(of, to); },
        [&](const Load& of, Latencies& to) { on_coroutines(db, of, to); }, rounds);
  }
}

}  // namespace zin::bench
