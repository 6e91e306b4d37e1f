// zin-bench-pool: what lending a connection and giving it back costs, beside other pools.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <latch>
#include <map>
#include <thread>

#include "measure.hpp"
#include "pool_peers.hpp"
#include "zin/host/registry.hpp"
#include "zin/runtime/pool.hpp"

namespace {

using zin::bench::PoolPeer;
using zin::bench::Work;

PoolPeer zin_pool() {
  const auto& driver = zin::host::Registry::of_process().driver("sqlite");
  const auto pool = std::make_shared<zin::runtime::Pool>(
      zin::runtime::PoolOptions{.name = "bench", .settings = {.max = 2}},
      [&driver](zin::Deadline deadline) {
        return std::make_unique<zin::runtime::Connection>(
            driver, zin::host::Options{{"database", ":memory:"}},
            zin::runtime::ConnectionSettings{}, deadline);
      });
  return {"zin", [pool](std::uint64_t count) {
            const auto where = std::source_location::current();
            for (std::uint64_t at = 0; at < count; ++at) {
              const zin::runtime::Lease lease = pool->acquire(where);
            }
          }};
}

// The operations are those of all threads: CPU time is theirs together.
Work on_threads(const PoolPeer& peer, unsigned threads, std::uint64_t pairs) {
  return {peer.name, pairs * threads, [&peer, threads, pairs] {
            std::latch begin{threads};
            std::vector<std::thread> crowd;
            for (unsigned at = 1; at < threads; ++at) {
              crowd.emplace_back([&] {
                begin.arrive_and_wait();
                peer.pairs(pairs);
              });
            }
            begin.arrive_and_wait();
            peer.pairs(pairs);
            for (std::thread& thread : crowd) thread.join();
          }};
}

void compare(const std::vector<PoolPeer>& peers, unsigned threads, unsigned rounds,
             std::uint64_t pairs) {
  std::map<std::string, std::vector<double>> ns, ratio;
  for (unsigned round = 0; round <= rounds; ++round) {
    double floor = 0;
    for (const PoolPeer& peer : peers) {
      if (!peer.pairs) continue;
      const double cpu = zin::bench::time_once(on_threads(peer, threads, pairs)).cpu_ns;
      if (floor == 0) floor = cpu;
      if (round == 0) continue;
      ns[peer.name].push_back(cpu);
      ratio[peer.name].push_back(cpu / floor);
    }
  }
  for (const PoolPeer& peer : peers) {
    if (!peer.pairs) {
      fmt::print("{:<24} not built: its library was not there\n", peer.name);
      continue;
    }
    fmt::print("{:<24} {:>8} {:>10.1f} {:>9.2f}x\n", peer.name, threads,
               zin::bench::median(ns[peer.name]), zin::bench::median(ratio[peer.name]));
  }
  std::cout.flush();
}

}  // namespace

int main(int argc, char** argv) try {
  CLI::App app{"Compares lending and giving back a connection with the least that is possible."};
  unsigned rounds = 15;
  std::uint64_t pairs = 1'000'000;
  bool alone = false;
  app.add_option("--rounds", rounds, "measured rounds")->check(CLI::Range(1, 1000));
  app.add_option("--pairs", pairs, "pairs of each thread in a round");
  app.add_flag("--zin-only", alone, "only zin's pool, once: for an instruction counter outside");
  CLI11_PARSE(app, argc, argv);

  const PoolPeer zin = zin_pool();
  if (alone) {
    zin.pairs(pairs);
    return 0;
  }
  const std::vector<PoolPeer> peers{zin::bench::two_atomics(), zin, zin::bench::soci_pool(),
                                    zin::bench::poco_pool()};
  fmt::print("{:<24} {:>8} {:>10} {:>10}\n", "acquire and release", "threads", "cpu ns", "floor");
  for (const unsigned threads : {1U, 2U}) compare(peers, threads, rounds, pairs);
  return 0;
} catch (const std::exception& error) {
  std::cerr << "zin-bench-pool: " << error.what() << '\n';
  return 1;
}
