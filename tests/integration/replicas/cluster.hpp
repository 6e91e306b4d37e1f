// A database with replicas on real servers, for one test case.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "server_control.hpp"
#include "zin/testing.hpp"
#include "zin/zin.hpp"

namespace zin::test {

/// The servers, as at their start; the table `entries` (n, and a text) is there and empty.
class Cluster {
 public:
  Cluster();

  /// A database on node a with the replicas b and c. `change` is applied to that.
  template <class Change>
  [[nodiscard]] std::unique_ptr<Manager> open(Change change) const {
    DatabaseConfig config = usual();
    change(config);
    return manager(std::move(config));
  }
  [[nodiscard]] std::unique_ptr<Manager> open() const { return manager(usual()); }
  [[nodiscard]] DatabaseConfig usual() const;

  void tell(std::string_view command) const { servers_.tell(command); }
  [[nodiscard]] std::string setting(std::string_view name) const { return servers_.setting(name); }
  /// "127.0.0.1:port" of a node.
  [[nodiscard]] std::string host(char node) const;
  [[nodiscard]] std::uint16_t port(char node) const;
  [[nodiscard]] bool is_postgres() const noexcept { return postgres_; }

  /// The node that runs this session's reads, by its own word.
  [[nodiscard]] char node_of(Session& session) const;
  static std::int64_t count(Session& session);
  static void add(Session& session, std::int64_t n);

 private:
  [[nodiscard]] static std::unique_ptr<Manager> manager(DatabaseConfig config);

  ReplicatedServers servers_;
  bool postgres_;
};

/// Returns when `condition` holds; ends the case when that takes longer than `limit`.
template <class Condition>
void within(std::chrono::milliseconds limit, std::string_view what, Condition condition) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) BOOST_FAIL("not in time: " << what);
    std::this_thread::sleep_for(std::chrono::milliseconds{2});
  }
}

/// The figures of one host of the database.
[[nodiscard]] HostStats figures_of(const Database& database, const std::string& host);

}  // namespace zin::test
