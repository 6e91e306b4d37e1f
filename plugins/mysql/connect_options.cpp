// Reads and checks the options of a connection.
// SPDX-License-Identifier: MIT
#include "connect_options.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "client.hpp"

namespace zin::mysql {
namespace {

constexpr std::int64_t a_day_ms = 86'400'000;
// Those that do not send the password in the clear. A server that asks for another one is refused.
constexpr std::string_view sound_auth_plugins =
    "mysql_native_password,client_ed25519,caching_sha2_password,sha256_password";

SslMode ssl_mode_of(std::string_view word) noexcept {
  constexpr std::array<std::pair<std::string_view, SslMode>, 5> words = {
      {{"disable", SslMode::disable},
       {"prefer", SslMode::prefer},
       {"require", SslMode::require},
       {"verify-ca", SslMode::verify_ca},
       {"verify-full", SslMode::verify_full}}};
  for (const auto& [name, mode] : words)
    if (name == word) return mode;
  return SslMode::prefer;
}

std::string text(const plugin::Options& given, std::string_view key) {
  std::string value(given.find(key).value_or(""));
  if (value.find('\0') != std::string::npos)
    throw plugin::bad_data("option " + std::string(key) + " holds a NUL byte, which it cannot");
  return value;
}

/// The connector reads a host with an equals sign as a list of settings of its own.
void check_host(std::string_view key, std::string_view host) {
  const auto fits = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-' || c == '_' ||
           c == ':' || c == '%' || (static_cast<unsigned char>(c) & 0x80u) != 0;
  };
  if (!std::all_of(host.begin(), host.end(), fits))
    throw plugin::Options::bad_value(key, host, "a host name or a numeric address");
}

bool is_folder(const std::string& path) noexcept {
  struct stat found {};
  return stat(path.c_str(), &found) == 0 && S_ISDIR(found.st_mode);
}

void read_way(const plugin::Options& given, ConnectOptions& out) {
  out.host = text(given, "host");
  out.hostaddr = text(given, "hostaddr");
  out.socket = text(given, "socket");
  if (out.socket.empty() && out.host.starts_with('/')) out.socket = std::exchange(out.host, {});
  if (out.over_socket()) {
    if (is_folder(out.socket)) out.socket += "/mysqld.sock";
    return;
  }
  if (out.host.empty()) out.host = out.hostaddr.empty() ? "127.0.0.1" : out.hostaddr;
  check_host("host", out.host);
  check_host("hostaddr", out.hostaddr);
  out.port = static_cast<std::uint16_t>(given.number("port", 1, 65'535).value_or(out.port));
}

void read_security(const plugin::Options& given, ConnectOptions& out) {
  out.ssl_mode = ssl_mode_of(
      given.choice("ssl_mode", {"disable", "prefer", "require", "verify-ca", "verify-full"})
          .value_or("prefer"));
  out.ssl_ca = text(given, "ssl_ca");
  out.ssl_cert = text(given, "ssl_cert");
  out.ssl_key = text(given, "ssl_key");
  if (out.ssl_cert.empty() != out.ssl_key.empty())
    throw plugin::bad_data("options ssl_cert and ssl_key belong together: give both or neither");
  if (out.over_socket() && out.ssl_mode == SslMode::verify_full)
    throw plugin::bad_data(
        "option ssl_mode is 'verify-full', but a Unix socket has no host name to verify: use "
        "verify-ca");
  out.plugin_dir = text(given, "plugin_dir");
  if (out.plugin_dir.empty()) out.plugin_dir = MARIADB_PLUGINDIR;
  out.auth_plugins = text(given, "auth_plugins");
  if (out.auth_plugins.empty()) out.auth_plugins = sound_auth_plugins;
  out.server_public_key = text(given, "server_public_key");
}

void read_session(const plugin::Options& given, ConnectOptions& out) {
  if (const auto charset = given.find("charset"); charset && *charset != "utf8mb4")
    throw plugin::Options::bad_value("charset", *charset, "utf8mb4, which is every character");
  if (const auto zone = given.find("timezone");
      zone && *zone != "+00:00" && *zone != "UTC" && *zone != "utc")
    throw plugin::Options::bad_value("timezone", *zone, "UTC: instants are read and written in it");
  out.collation = text(given, "collation");
  const auto name = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == ',';
  };
  if (!std::all_of(out.collation.begin(), out.collation.end(), name) ||
      (!out.collation.empty() && !out.collation.starts_with("utf8mb4") &&
       !out.collation.starts_with("uca1400")))
    throw plugin::Options::bad_value("collation", out.collation, "a collation of utf8mb4");
  out.sql_mode = text(given, "sql_mode");
  if (!std::all_of(out.sql_mode.begin(), out.sql_mode.end(), name))
    throw plugin::Options::bad_value("sql_mode", out.sql_mode, "names of modes, with commas");
  const auto zero = given.choice("zero_dates", {"error", "null", "text"}).value_or("error");
  out.zero_dates = zero == "null"   ? ZeroDates::null
                   : zero == "text" ? ZeroDates::text
                                    : ZeroDates::error;
  out.force_mysql = given.choice("dialect", {"auto", "mysql"}).value_or("auto") == "mysql";
}

}  // namespace

ConnectOptions read_options(const plugin::Options& given) {
  ConnectOptions out;
  read_way(given, out);
  read_security(given, out);
  read_session(given, out);
  out.database = text(given, "database");
  out.username = text(given, "username");
  // The connector would take the name of the process's user, or of a variable.
  if (out.username.empty()) throw plugin::bad_data("option username is missing: name the user");
  out.password = text(given, "password");
  out.application_name = text(given, "application_name");
  out.connect_timeout_ms =
      given.number("connect_timeout_ms", 0, a_day_ms).value_or(out.connect_timeout_ms);
  out.compress = given.flag("compress", false);
  out.local_infile = given.flag("local_infile", false);
  return out;
}

}  // namespace zin::mysql
