// A database with replicas over the stub server, on a clock that the test moves.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "eventually.hpp"
#include "printing.hpp"
#include "stub_server.hpp"
#include "thrown.hpp"
#include "zin/runtime/router.hpp"
#include "zin/testing/fake_clock.hpp"
#include "zin/testing/routes.hpp"

namespace zin::test {

inline StubFault read_only_fault() {
  return {.category = ZIN_CAT_PERMISSION, .sqlstate = "25006", .message = "it only reads"};
}

/// The primary is "p"; the replicas are those of the configuration. It answers as PostgreSQL.
struct ReplicaBench {
  using Waits = testing::FakeClock::Waits;

  explicit ReplicaBench(DatabaseConfig config = {.read_hosts = {"a", "b"}},
                        Waits waits = Waits::for_advance)
      : clock(waits),
        server(StubTraits{.dialect = "postgres"}),
        router("bench", with_host(std::move(config)), server.driver(), clock) {
    server.answer_with([this](const StubCall& call) { return answer(call); });
  }

  static DatabaseConfig with_host(DatabaseConfig config) {
    config.driver = "stub";
    config.host = "p";
    return config;
  }

  /// What a host says of itself.
  struct Host {
    bool recovers = false;  ///< To pg_is_in_recovery().
    std::optional<std::int64_t> lag = 0;
    bool receives = true;
    bool has_position = true;
    std::optional<StubFault> fault{};  ///< Of everything but questions.
  };
  void set(const std::string& name, Host host) {
    const std::lock_guard lock{mutex};
    hosts[name] = std::move(host);
  }

  /// Until they may tell, what a host is asked about its delay stays without an answer.
  void let_tell_lag(bool may) {
    const std::lock_guard lock{mutex};
    tells_lag = may;
    may_tell_lag.notify_all();
  }

  /// The hosts that were asked this text, in order: "a b a".
  [[nodiscard]] std::string asked(std::string_view text) const {
    std::string line;
    for (const StubCall& call : server.calls()) {
      if (call.verb != "exec" || call.text != text) continue;
      line += (line.empty() ? "" : " ") + call.host;
    }
    return line;
  }
  /// How often a host was asked that.
  [[nodiscard]] std::ptrdiff_t count(std::string_view host, std::string_view text) const {
    const auto calls = server.calls();
    return std::ranges::count_if(calls, [&](const StubCall& call) {
      return call.verb == "exec" && call.text == text && call.host == host;
    });
  }
  [[nodiscard]] std::ptrdiff_t connects(std::string_view host) const {
    const auto calls = server.calls();
    return std::ranges::count_if(
        calls, [&](const StubCall& call) { return call.verb == "connect" && call.host == host; });
  }
  void read(unsigned times = 1) {
    for (unsigned time = 0; time < times; ++time) static_cast<void>(router.select("select n"));
  }
  [[nodiscard]] const runtime::Replica& replica(std::size_t index) {
    return *router.replicas()->all()[index];
  }
  /// Moves the clock until `condition` holds, but not while a watch has something to do: on a busy
  /// machine the clock would run away from it.
  template <class Condition>
  void in_time(std::string_view what, Condition condition) {
    const std::size_t watches = router.replicas() == nullptr ? 0 : router.replicas()->all().size();
    eventually(what, [&] {
      if (condition()) return true;
      if (clock.waiting() >= watches) clock.advance(std::chrono::milliseconds{1});
      return false;
    });
  }

  testing::FakeClock clock;
  StubServer server;
  std::mutex mutex;
  bool tells_lag = true;
  std::condition_variable may_tell_lag;
  std::map<std::string, Host> hosts{{"a", {.recovers = true}}, {"b", {.recovers = true}}};
  runtime::Router router;

 private:
  static bool asks(const StubCall& call, std::string_view words) {
    return call.text.find(words) != std::string::npos;
  }

  std::optional<StubAnswer> answer(const StubCall& call) {
    std::unique_lock lock{mutex};
    const Host& host = hosts[call.host];
    if (asks(call, "pg_last_xact_replay_timestamp")) {
      may_tell_lag.wait(lock, [this] { return tells_lag; });
      return StubAnswer{.columns = {column("lag"), column("receives")},
                        .rows = {{host.lag ? Value{*host.lag} : Value{}, host.receives}}};
    }
    if (call.text == "select pg_is_in_recovery()") {
      return StubAnswer{.columns = {column("r")}, .rows = {{host.recovers}}};
    }
    if (asks(call, "pg_last_wal_replay_lsn")) {
      return StubAnswer{.columns = {column("r")}, .rows = {{host.has_position}}};
    }
    if (asks(call, "pg_current_wal_insert_lsn")) {
      return StubAnswer{.columns = {column("lsn")}, .rows = {{"16/B374D848"}}};
    }
    if (host.fault) return StubAnswer{.fault = host.fault};
    if (asks(call, "select")) return StubAnswer{.columns = {column("n")}, .rows = {{call.host}}};
    return std::nullopt;
  }
};

}  // namespace zin::test
