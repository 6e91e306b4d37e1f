// zin-bench-cache: what a hit in the memory store costs, beside the least that is possible.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <functional>
#include <iostream>
#include <latch>
#include <memory>
#include <random>
#include <span>
#include <thread>

#include "cache_floor.hpp"
#include "measure.hpp"
#include "zin/cache/backend.hpp"
#include "zin/cache/cache_store.hpp"
#include "zin/cache/engine.hpp"
#include "zin/cache/open_backend.hpp"

namespace {

using zin::bench::Work;

constexpr std::size_t key_count = 1000;
constexpr std::size_t value_bytes = 100;

// Reads keys in an order that a seed gives.
using Reads = std::function<void(unsigned seed, std::uint64_t count)>;

struct Peer {
  std::string name;
  Reads reads;
};

std::vector<std::string> make_keys() {
  std::vector<std::string> keys;
  for (std::size_t at = 0; at < key_count; ++at)
    keys.push_back("user:" + std::to_string(at * 7919));
  return keys;
}

// `read(key, buffer)` gives the size of the value.
template <class Read>
Reads reads_of(const std::vector<std::string>& keys, Read read) {
  return [&keys, read](unsigned seed, std::uint64_t count) {
    std::minstd_rand random{seed + 1};
    std::array<char, 256> buffer;
    std::int64_t bytes = 0;
    for (std::uint64_t at = 0; at < count; ++at) {
      bytes += static_cast<std::int64_t>(read(keys[random() % key_count], buffer));
    }
    if (bytes != static_cast<std::int64_t>(count * value_bytes)) {
      throw std::runtime_error("a value is missing");
    }
    zin::bench::keep(bytes);
  };
}

zin::CacheStore open_cache(std::string prefix) {
  const zin::CacheConfig config{.driver = "memory", .prefix = std::move(prefix)};
  const auto make = [&](zin::detail::Workers& workers) {
    return zin::caching::open_backend(
        config, [](std::string_view) { return zin::CacheConfig{}; }, workers);
  };
  return zin::CacheStore{std::make_shared<zin::caching::Engine>("bench", config, make)};
}

// Nothing but the calls of the driver's table.
struct Direct {
  zin::detail::Workers workers{1};
  std::unique_ptr<zin::caching::Backend> backend = zin::caching::open_backend(
      zin::CacheConfig{}, [](std::string_view) { return zin::CacheConfig{}; }, workers);

  std::size_t get(std::string_view key, std::span<char> buffer) {
    zin_cache_item item = zin::caching::item_of(key);
    item.buf = buffer.data();
    item.buf_cap = buffer.size();
    backend->get_one(item);
    return item.value.len;
  }
};

Work on_threads(const Peer& peer, unsigned threads, std::uint64_t count) {
  return {peer.name, count * threads, [&peer, threads, count] {
            std::latch begin{threads};
            std::vector<std::thread> crowd;
            for (unsigned at = 1; at < threads; ++at) {
              crowd.emplace_back([&, at] {
                begin.arrive_and_wait();
                peer.reads(at, count);
              });
            }
            begin.arrive_and_wait();
            peer.reads(0, count);
            for (std::thread& thread : crowd) thread.join();
          }};
}

void compare(const std::vector<Peer>& peers, unsigned threads, unsigned rounds,
             std::uint64_t count) {
  std::vector<std::vector<double>> ns(peers.size());
  std::vector<std::vector<double>> ratio(peers.size());
  for (unsigned round = 0; round <= rounds; ++round) {
    double floor = 0;
    for (std::size_t at = 0; at < peers.size(); ++at) {
      const double cpu = zin::bench::time_once(on_threads(peers[at], threads, count)).cpu_ns;
      if (at == 0) floor = cpu;
      if (round == 0) continue;
      ns[at].push_back(cpu);
      ratio[at].push_back(cpu / floor);
    }
  }
  for (std::size_t at = 0; at < peers.size(); ++at) {
    fmt::print("{:<32} {:>8} {:>10.1f} {:>9.2f}x\n", peers[at].name, threads,
               zin::bench::median(ns[at]), zin::bench::median(ratio[at]));
  }
  std::cout.flush();
}

}  // namespace

int main(int argc, char** argv) try {
  CLI::App app{"Compares a hit in the memory store with a map that has a mutex."};
  unsigned rounds = 15;
  std::uint64_t count = 1'000'000;
  app.add_option("--rounds", rounds, "measured rounds")->check(CLI::Range(1, 1000));
  app.add_option("--reads", count, "reads of each thread in a round");
  CLI11_PARSE(app, argc, argv);

  const std::vector<std::string> keys = make_keys();
  const std::string value(value_bytes, 'v');
  zin::bench::CacheFloor floor;
  Direct direct;
  const zin::CacheStore lasting = open_cache("zin:");
  const zin::CacheStore ending = open_cache("zin:");
  const zin::CacheStore bare = open_cache("");
  for (const std::string& key : keys) {
    floor.set(key, value);
    zin_cache_item item = zin::caching::item_of(key);
    item.value = {value.data(), value.size()};
    direct.backend->set({&item, 1});
    bare.set(key, zin::to_bytes(value), zin::Ttl::forever());
    lasting.set(key, zin::to_bytes(value), zin::Ttl::forever());
    ending.set(key, zin::to_bytes(value), std::chrono::hours{1});
  }
  const auto reading = [](const zin::CacheStore& cache) {
    return [&cache](const std::string& key, std::span<char> buffer) {
      return cache.read(key, std::as_writable_bytes(buffer)).value_or(0);
    };
  };
  const std::vector<Peer> peers{
      {"map and mutex, 64 shards", reads_of(keys,
                                            [&](const std::string& key, std::span<char> buffer) {
                                              return floor.get(key, buffer.data(), buffer.size());
                                            })},
      {"zin, the ABI alone",
       reads_of(keys, [&](const std::string& key,
                          std::span<char> buffer) { return direct.get(key, buffer); })},
      {"zin, read() without a prefix", reads_of(keys, reading(bare))},
      {"zin, read()", reads_of(keys, reading(lasting))},
      {"zin, read() with a TTL", reads_of(keys, reading(ending))},
      {"zin, get<Bytes>()", reads_of(keys, [&](const std::string& key, std::span<char>) {
         return lasting.get<zin::Bytes>(key).value().size();
       })}};
  fmt::print("{:<32} {:>8} {:>10} {:>10}\n", "get of 100 B", "threads", "cpu ns", "floor");
  for (const unsigned threads : {1U, 2U}) compare(peers, threads, rounds, count);
  return 0;
} catch (const std::exception& error) {
  std::cerr << "zin-bench-cache: " << error.what() << '\n';
  return 1;
}
