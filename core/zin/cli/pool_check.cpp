// The pool beside the server's limit, and settings that surprise.
// SPDX-License-Identifier: MIT
#include "zin/cli/pool_check.hpp"

#include <fmt/format.h>

#include <optional>

#include "zin/base/error.hpp"

namespace zin::cli {
namespace {

// What the server takes from all its clients together, where it can be asked.
std::optional<std::int64_t> connection_limit(ScriptConnection* connection) {
  if (connection == nullptr) return std::nullopt;
  std::string_view sql;
  switch (connection->dialect()) {
    case Dialect::postgres:
      sql = "select current_setting('max_connections')::int8";
      break;
    case Dialect::mysql:
    case Dialect::mariadb:
      sql = "select @@max_connections";
      break;
    case Dialect::sqlite:
    case Dialect::none:
      return std::nullopt;
  }
  try {
    auto result = connection->run(sql);
    const Row* const row = result.rows ? result.rows->next() : nullptr;
    if (row != nullptr) return row->get<std::int64_t>(0);
  } catch (const Error&) {  // whoever may not ask is told nothing
  }
  return std::nullopt;
}

std::string advice(const DatabaseConfig& config) {
  const PoolSettings& pool = config.pool;
  if (!pool.enabled) return "pooling is off: each call opens a connection; set DB_POOLING=true";
  if (pool.connection_timeout.count() == 0) {
    return "a caller may wait for ever: give DB_CONNECTION_TIMEOUT a limit";
  }
  if (pool.connection_timeout < config.connect_timeout) {
    return "a caller gives up before a connection must be open: raise DB_CONNECTION_TIMEOUT above "
           "DB_CONNECT_TIMEOUT";
  }
  if (pool.keepalive.count() > 0 && pool.min == 0 && pool.idle_timeout.count() > 0 &&
      pool.keepalive >= pool.idle_timeout) {
    return "connections are closed before they are pinged: make DB_KEEPALIVE shorter than "
           "DB_IDLE_TIMEOUT";
  }
  return {};
}

}  // namespace

Check check_pool(const DatabaseConfig& config, ScriptConnection* connection) {
  Check check{.name = "pool"};
  const PoolSettings& pool = config.pool;
  check.detail = fmt::format("{} to {} connections for each host", pool.min, pool.max);
  check.next_step = advice(config);
  if (const auto limit = connection_limit(connection)) {
    check.detail += fmt::format("; the server takes {} from all clients", *limit);
    if (pool.max > *limit) {
      check.status = CheckStatus::fail;
      check.next_step =
          fmt::format("lower DB_POOL_MAX below {}, or raise the server's limit", *limit);
    }
  }
  return check;
}

}  // namespace zin::cli
