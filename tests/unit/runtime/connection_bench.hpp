// One connection to the stub server.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <source_location>
#include <string_view>
#include <utility>
#include <vector>

#include "printing.hpp"
#include "stub_server.hpp"
#include "thrown.hpp"
#include "zin/runtime/connection.hpp"

namespace zin::test {

struct ConnectionBench {
  explicit ConnectionBench(StubTraits traits = {}, runtime::ConnectionSettings settings = {})
      : server(std::move(traits)),
        connection(std::make_unique<runtime::Connection>(server.driver(), host::Options{}, settings,
                                                         Deadline{})) {
    server.forget_calls();
  }

  Rows select(std::string_view sql, const std::vector<Value>& bindings = {}) {
    return connection->select({.sql = sql, .bindings = bindings});
  }
  ExecuteResult execute(std::string_view sql, const std::vector<Value>& bindings = {}) {
    return connection->execute({.sql = sql, .bindings = bindings});
  }
  RowStream stream(std::string_view sql, std::shared_ptr<void> holder = nullptr) {
    return connection->stream({.sql = sql, .bindings = {}}, std::move(holder));
  }
  void begin() {
    connection->transact(ZIN_TXN_BEGIN, 0, {}, {.status = {.statement = {}, .doing = "begin"}});
  }

  StubServer server;
  std::unique_ptr<runtime::Connection> connection;
};

/// Rows 0 to count - 1, each of one number.
inline StubAnswer numbers(std::int64_t count) {
  StubAnswer answer{.columns = {column("n", Type::int64)}};
  for (std::int64_t at = 0; at < count; ++at) answer.rows.push_back({at});
  return answer;
}

}  // namespace zin::test
