// The options of a connection to MySQL or MariaDB.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "zin/plugin/options.hpp"

namespace zin::mysql {

inline constexpr std::string_view option_keys =
    "host hostaddr port socket database username password ssl_mode ssl_ca ssl_cert ssl_key "
    "connect_timeout_ms application_name charset timezone collation sql_mode zero_dates dialect "
    "plugin_dir auth_plugins server_public_key compress local_infile";

enum class SslMode : std::uint8_t { disable, prefer, require, verify_ca, verify_full };
enum class ZeroDates : std::uint8_t { error, null, text };

/// Where a connection goes and how it behaves there.
struct ConnectOptions {
  /// A name or a numeric address; empty when the way is a Unix socket.
  std::string host;
  /// Numeric; spares the look-up of `host`, unless the certificate has to name `host`.
  std::string hostaddr;
  std::string socket;
  std::uint16_t port = 3306;
  std::string database;
  std::string username;
  std::string password;
  SslMode ssl_mode = SslMode::prefer;
  /// PEM files; an empty ssl_ca is the system's own list where certificates are verified.
  std::string ssl_ca, ssl_cert, ssl_key;
  std::int64_t connect_timeout_ms = 10'000;
  std::string application_name;
  /// Empty: the server's default for utf8mb4.
  std::string collation;
  /// Set as it is; see settings.cpp for what is always part of it.
  std::string sql_mode;
  /// What becomes of 0000-00-00 and 2024-00-31, which are no days.
  ZeroDates zero_dates = ZeroDates::error;
  /// Speaks to a MariaDB as if it were MySQL.
  bool force_mysql = false;
  /// Where the connector's authentication plugins lie.
  std::string plugin_dir;
  /// Those that a server may ask for.
  std::string auth_plugins;
  /// PEM file: spares asking the server for its key (caching_sha2_password without TLS).
  std::string server_public_key;
  bool compress = false;
  /// Whether zin.local_infile/1 works. No file is opened either way.
  bool local_infile = false;

  [[nodiscard]] bool over_socket() const noexcept { return !socket.empty(); }
  [[nodiscard]] bool verifies() const noexcept { return ssl_mode >= SslMode::verify_ca; }
};

/// Throws DATA for a bad value, and for a combination that cannot be.
[[nodiscard]] ConnectOptions read_options(const plugin::Options& given);

}  // namespace zin::mysql
