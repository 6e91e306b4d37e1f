// Statements on a connection of their own: the pool's are made ready anew for each.
// SPDX-License-Identifier: MIT
#include "zin/cli/script_connection.hpp"

#include "zin/abi/driver.h"
#include "zin/host/registry.hpp"
#include "zin/runtime/driver_options.hpp"

namespace zin::cli {
namespace {

Deadline connect_deadline(const DatabaseConfig& config) {
  return config.connect_timeout.count() > 0 ? Deadline{config.connect_timeout} : Deadline{};
}

runtime::Connection open(const DatabaseConfig& config, const runtime::Observer& observer) {
  const auto& driver = host::Registry::of_process().driver(config.driver);
  // A script says each statement once: none is worth keeping.
  return runtime::Connection{driver,
                             runtime::driver_options(config, driver),
                             {.statement_cache = 0,
                              .query_timeout = config.query_timeout,
                              .observation = {&observer, config.host, Role::primary}},
                             connect_deadline(config)};
}

}  // namespace

// Through the manager, which registers the plugin folders and knows connections made in code.
ScriptConnection::ScriptConnection(Manager& manager, std::string_view name)
    : config_(manager.database(name).config()),
      observer_(std::string{name}, config_.driver, config_.log),
      connection_(open(config_, observer_)) {}

ScriptConnection::Result ScriptConnection::run(std::string_view sql,
                                               std::span<const Value> values) {
  return connection_.run({.sql = sql, .bindings = values, .intent = Intent::write});
}

void ScriptConnection::ping() { connection_.ping(connect_deadline(config_)); }

bool ScriptConnection::in_transaction() const noexcept {
  return (connection_.state() & ZIN_CONN_IN_TXN) != 0;
}

void ScriptConnection::begin() { transact(ZIN_TXN_BEGIN, ZIN_TX_WRITE_NOW, "begin"); }

void ScriptConnection::roll_back() { transact(ZIN_TXN_ROLLBACK, 0, "roll back"); }

void ScriptConnection::transact(std::uint32_t verb, std::uint32_t mode, std::string_view doing) {
  connection_.transact(
      verb, mode, {},
      {.status = {.statement = {}, .doing = doing}, .deadline = connect_deadline(config_)});
}

}  // namespace zin::cli
