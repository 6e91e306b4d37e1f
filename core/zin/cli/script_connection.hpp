// One open connection on which the statements of a script run, one behind the other.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "zin/base/value.hpp"
#include "zin/config/database_config.hpp"
#include "zin/manager.hpp"
#include "zin/runtime/connection.hpp"
#include "zin/runtime/observer.hpp"

namespace zin::cli {

/// A connection beside the pool, to the primary: transactions that the SQL opens, temporary tables
/// and settings of the session last from statement to statement.
/// [one thread at a time] [blocks]
class ScriptConnection {
 public:
  /// Connects. Throws Errc::unknown_connection, what keeps the driver from being loaded, or what
  /// keeps the connection from being made.
  ScriptConnection(Manager& manager, std::string_view name);
  /// An open transaction is rolled back.
  ~ScriptConnection() = default;
  ScriptConnection(const ScriptConnection&) = delete;
  ScriptConnection& operator=(const ScriptConnection&) = delete;

  using Result = runtime::Connection::Outcome;
  /// Runs one statement, logged as the connection's settings say, with a value for each `?`. Its
  /// rows must be gone before the next statement and the connection. Throws what the server says.
  [[nodiscard]] Result run(std::string_view sql, std::span<const Value> values = {});
  /// One round trip.
  void ping();

  [[nodiscard]] const DatabaseConfig& config() const noexcept { return config_; }
  [[nodiscard]] const host::ServerInfo& server() const noexcept { return connection_.server(); }
  [[nodiscard]] Dialect dialect() const noexcept { return connection_.dialect(); }
  /// Whether the driver can do all of ZIN_CAP_*.
  [[nodiscard]] bool can(std::uint64_t capability) const noexcept {
    return connection_.can(capability);
  }
  /// Whether a transaction is open.
  [[nodiscard]] bool in_transaction() const noexcept;
  /// Begins one that may write. Requires: can(ZIN_CAP_TXN).
  void begin();
  /// Ends it without a trace. Throws what keeps it from that.
  void roll_back();

 private:
  void transact(std::uint32_t verb, std::uint32_t mode, std::string_view doing);

  DatabaseConfig config_;
  runtime::Observer observer_;
  runtime::Connection connection_;
};

}  // namespace zin::cli
