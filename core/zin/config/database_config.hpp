// What a connection is made from: plain structs that code, the environment and .env files fill.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "zin/base/log.hpp"

namespace zin {

/// How many connections are kept and how long. Per connection name and per host: a primary with two
/// read hosts may hold up to 3 x max connections. DB_... names below are those of the default
/// connection; connection `reports` reads DB_REPORTS_... instead.
struct PoolSettings {
  /// Connections kept open while idle; 0 to 10000, default 0, not above max. DB_POOL_MIN
  std::uint32_t min = 0;
  /// Connections at the same time; 1 to 10000, default 10. What they cost is server memory: keep
  /// the sum over all processes below the server's own limit. DB_POOL_MAX
  std::uint32_t max = 10;
  /// An idle connection above min is closed after this; default 30 s, 0 = never. DB_IDLE_TIMEOUT
  std::chrono::milliseconds idle_timeout{30000};
  /// Longest wait for a connection, opening included; default 10 s, 0 = no limit.
  /// DB_CONNECTION_TIMEOUT
  std::chrono::milliseconds connection_timeout{10000};
  /// Age at which a connection is replaced when it is given back, jittered by 10 % so that they do
  /// not die together; default 30 min, 0 = no limit. DB_MAX_LIFETIME
  std::chrono::milliseconds max_lifetime{1800000};
  /// More callers than this waiting at once fail immediately; default 0 = no limit.
  /// DB_POOL_MAX_WAITERS
  std::uint32_t max_waiters = 0;
  /// Connections that callers open at the same time, so that a server that comes back is not met by
  /// all at once; callers beyond wait in line. 0 to 10000, default 4, 0 = no limit.
  /// DB_POOL_MAX_OPENING
  std::uint32_t max_opening = 4;
  /// false = no pool: a connection is opened for each caller and closed after it. DB_POOLING
  bool enabled = true;
  /// Idle connections are pinged this often; default 0 = never. DB_KEEPALIVE
  std::chrono::milliseconds keepalive{0};
  /// A connection held for longer is reported together with its holder; default 0 = never.
  /// DB_POOL_LEAK_THRESHOLD
  std::chrono::milliseconds leak_threshold{0};

  bool operator==(const PoolSettings&) const = default;
};

/// Where a read goes when no read host can take it.
enum class ReadFallback : std::uint8_t {
  primary,  ///< To the primary.
  error,    ///< Nowhere: the call fails.
};

/// How reads are spread over `DatabaseConfig::read_hosts`.
struct ReadSettings {
  /// Order in which read hosts are taken: "round-robin", by weight, or "least-in-flight": the one
  /// with the fewest reads of this process under way for its weight. DB_READ_POLICY
  std::string policy = "round-robin";
  /// Time after a write in which the session that wrote reads from the primary; default 0 = none.
  /// DB_READ_STICKY
  std::chrono::milliseconds sticky{0};
  /// Read hosts further behind than this are skipped; default 0 = no limit. DB_READ_MAX_LAG
  std::chrono::milliseconds max_lag{0};
  /// DB_READ_FALLBACK
  ReadFallback fallback = ReadFallback::primary;
  /// Functions that write, beside those that are known (nextval, advisory locks, ...): a select
  /// that calls one goes to the primary. Without schema, in any case.
  /// DB_READ_WRITING_FUNCTIONS
  std::vector<std::string> writing_functions{};

  bool operator==(const ReadSettings&) const = default;
};

/// What is logged about statements.
struct LogSettings {
  /// Every statement, at level info. DB_LOG_QUERIES
  bool queries = false;
  /// Messages about this connection below this level are dropped; default info. DB_LOG_LEVEL
  LogLevel level = LogLevel::info;
  /// Statements that take longer are logged as warnings; default 0 = none. DB_SLOW_QUERY
  std::chrono::milliseconds slow_query{0};
  /// Adds the bound values to logged statements: they hold user data. DB_LOG_BINDINGS
  bool bindings = false;

  bool operator==(const LogSettings&) const = default;
};

/// One connection by name: which driver, where, as whom, and how it behaves. Every field has a
/// default, so that designated initialisers name only what differs. Two equal configurations mean
/// the same Database. Variables in capitals are those of the default connection.
struct DatabaseConfig {
  /// "sqlite", "postgres", "mysql", "d1-http" or any other driver's name or alias. DB_CONNECTION
  std::string driver{};
  /// Name or address, IPv6 without brackets; starting with `/`, the folder of a Unix socket. Empty
  /// = the driver's own. DB_HOST
  std::string host{};
  /// 0 = the driver's own. DB_PORT
  std::uint16_t port = 0;
  /// Name of the database; for SQLite a file, or ":memory:". DB_DATABASE, DB_PATH
  std::string database{};
  /// DB_USERNAME
  std::string username{};
  /// Never shown. Empty when password_file is set. DB_PASSWORD
  std::string password{};
  /// disable, prefer, require, verify-ca or verify-full; "true" = verify-full, "false" and "" =
  /// disable. DB_SSL
  std::string ssl{};
  /// Replicas, each `host[:port][=weight]`; weight 1 to 1000, default 1; a missing port is `port`.
  /// The primary's own host and port are left out. DB_READ_HOSTS
  std::vector<std::string> read_hosts{};
  PoolSettings pool{};
  /// Further options by the driver's own keys, handed over as they are; the driver refuses a key
  /// that it does not know. DB_OPTIONS, unknown query options of DATABASE_URL
  std::map<std::string, std::string> options{};

  /// Further candidates for the primary, each `host[:port]`, tried in this order when `host` does
  /// not answer; a missing port is `port`. The hosts after the first in DB_HOST or DATABASE_URL
  std::vector<std::string> failover_hosts{};
  /// The password is read from this file anew at each connection, so that it can rotate; excludes
  /// `password`. DB_PASSWORD_FILE
  std::string password_file{};
  /// PEM file of the authorities that may sign the server's certificate; empty = the system's.
  /// DB_SSL_CA
  std::string ssl_ca{};
  /// PEM file of the client's certificate; needs ssl_key. DB_SSL_CERT
  std::string ssl_cert{};
  /// PEM file of the client's private key; needs ssl_cert. DB_SSL_KEY
  std::string ssl_key{};
  /// Longest time to open one connection; default 5 s, 0 = no limit. DB_CONNECT_TIMEOUT
  std::chrono::milliseconds connect_timeout{5000};
  /// Prepared statements kept per connection; 0 to 65536, default 256, 0 = none.
  /// DB_STATEMENT_CACHE
  std::uint32_t statement_cache = 256;
  ReadSettings read{};
  /// Attempts of a transaction that failed with a retryable error; 0 to 100, default 3, 0 and 1 =
  /// no second attempt. DB_RETRIES
  std::uint32_t retries = 3;
  /// Threads that serve async calls of blocking drivers; 0 to 1024, default 0 = number of cores.
  /// DB_WORKERS
  std::uint32_t workers = 0;
  /// SQLite: longest wait for another writer's lock; default 5 s, 0 = do not wait. DB_BUSY_TIMEOUT
  std::chrono::milliseconds busy_timeout{5000};
  /// SQLite: wal, delete, truncate, persist, memory or off; a file system that cannot do it refuses
  /// the connection. Empty, the default = wal, or with a warning what the file system can.
  /// DB_JOURNAL_MODE
  std::string journal_mode{};
  /// SQLite: whether foreign keys are enforced. DB_FOREIGN_KEYS
  bool foreign_keys = true;
  /// Deadline of each statement, also set on the server where it can be; default 0 = none.
  /// DB_QUERY_TIMEOUT
  std::chrono::milliseconds query_timeout{0};
  LogSettings log{};
  /// Folder of the migrations. DB_MIGRATIONS_DIR
  std::string migrations_dir = "database/migrations";
  /// Table that remembers which migrations ran. DB_MIGRATIONS_TABLE
  std::string migrations_table = "migrations";
  /// Folder of the seeders. DB_SEEDERS_DIR
  std::string seeders_dir = "database/seeders";

  bool operator==(const DatabaseConfig&) const = default;
};

}  // namespace zin
