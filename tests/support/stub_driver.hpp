// The handles of the stub driver and its table. For stub_server.cpp.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <set>
#include <string>
#include <vector>

#include "stub_server.hpp"

namespace zin::test {

struct StubCursor;

struct StubStatement {
  StubConnection* connection;
  std::string sql;
  std::uint32_t parameters;
  unsigned forgotten;  ///< That of its connection when it was prepared.
  StubCursor* cursor = nullptr;
  std::uint64_t columns_generation = 0;
};

/// A zin_conn.
struct StubConnection {
  StubServer* server;
  std::uint64_t id;
  std::string host;
  std::uint32_t state = 0;
  std::vector<std::string> savepoints{};
  std::atomic<bool> hung_up{false};
  std::atomic<unsigned> forgotten{0};
  std::atomic<bool> occupied{false};  ///< A thread is inside.
  std::set<StubStatement*> statements{};
  std::set<StubCursor*> cursors{};
  std::vector<std::pair<std::string, std::string>> details{};
};

/// A zin_cursor. Each batch has memory of its own, so that a view of an older one is seen.
struct StubCursor {
  StubConnection* connection;
  StubStatement* statement;  ///< nullptr: executed from its text.
  StubAnswer answer;
  std::uint64_t token;
  std::uint64_t columns_id;
  std::vector<char> columns{};
  std::size_t next_row = 0;
  struct Batch {
    std::vector<Value> values;
    zin::detail::CellStore items;
    std::vector<zin::detail::Cell> cells;
  };
  std::unique_ptr<Batch> batch{};
};

struct StubDriver {
  static zin_driver table_for(const StubTraits& traits);
  /// New connections belong to this server.
  static void serve(StubServer* server);

  static const StubTraits& traits(const StubServer& server) { return server.traits_; }
  static std::optional<StubFault> enter(StubServer& server, const StubCall& call) {
    return server.enter(call);
  }
  static StubAnswer answer_for(StubServer& server, const StubCall& call) {
    return server.answer_for(call);
  }
  static void violation(StubServer& server, std::string what) { server.violation(std::move(what)); }
  static StubConnection* connect(StubServer& server, std::string host);
  static void disconnect(StubConnection* connection);
  static std::uint64_t columns_generation(StubServer& server);
};

}  // namespace zin::test
