// The two-atomics floor, SOCI and Poco.
// SPDX-License-Identifier: MIT
#include "pool_peers.hpp"

#include <atomic>

#ifdef ZIN_BENCH_SOCI
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#endif
#ifdef ZIN_BENCH_POCO
#include <Poco/Data/SQLite/Connector.h>
#include <Poco/Data/SessionPool.h>
#endif

namespace zin::bench {

PoolPeer two_atomics() {
  return {"two atomics", [](std::uint64_t count) {
            struct alignas(64) Line {
              std::atomic<std::uint32_t> state{0};
            };
            static thread_local Line line;
            for (std::uint64_t at = 0; at < count; ++at) {
              std::uint32_t expected = 0;
              line.state.compare_exchange_strong(expected, 1);
              line.state.exchange(0);
            }
          }};
}

PoolPeer soci_pool() {
#ifdef ZIN_BENCH_SOCI
  auto pool = std::make_shared<soci::connection_pool>(2);
  for (std::size_t at = 0; at < 2; ++at) pool->at(at).open(soci::sqlite3, ":memory:");
  return {"SOCI", [pool](std::uint64_t count) {
            for (std::uint64_t at = 0; at < count; ++at) const soci::session lent(*pool);
          }};
#else
  return {"SOCI", {}};
#endif
}

PoolPeer poco_pool() {
#ifdef ZIN_BENCH_POCO
  Poco::Data::SQLite::Connector::registerConnector();
  auto pool = std::make_shared<Poco::Data::SessionPool>("SQLite", ":memory:", 2, 2);
  return {"Poco::Data", [pool](std::uint64_t count) {
            for (std::uint64_t at = 0; at < count; ++at)
              const Poco::Data::Session lent(pool->get());
          }};
#else
  return {"Poco::Data", {}};
#endif
}

}  // namespace zin::bench
