// A database over the stub server, on a clock that costs no waiting.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "printing.hpp"
#include "stub_server.hpp"
#include "thrown.hpp"
#include "zin/runtime/router.hpp"
#include "zin/testing/fake_clock.hpp"

namespace zin::test {

struct RouterBench {
  explicit RouterBench(StubTraits traits = {}, DatabaseConfig config = {})
      : server(std::move(traits)), router("bench", std::move(config), server.driver(), clock) {}

  /// Opens the one connection, so that the calls that follow are those of the test.
  void warm_up() {
    static_cast<void>(router.execute("warm up"));
    server.forget_calls();
  }
  /// The calls so far without those that prepare: "begin", "exec insert".
  [[nodiscard]] std::vector<std::string> steps() const {
    std::vector<std::string> steps;
    for (const StubCall& call : server.calls()) {
      if (call.verb == "prepare" || call.verb == "check") continue;
      steps.push_back(call.text.empty() ? call.verb : call.verb + ' ' + call.text);
    }
    return steps;
  }
  /// The only row of an answer with these columns.
  Row row(std::vector<Column> columns, std::vector<Value> values) {
    server.answer("row", {.columns = std::move(columns), .rows = {std::move(values)}});
    server.change_columns();
    return router.select("row").front();
  }

  StubServer server;
  testing::FakeClock clock{testing::FakeClock::Waits::move_clock};
  runtime::Router router;
};

}  // namespace zin::test
