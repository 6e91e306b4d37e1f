// Which field of a configuration goes under which standard key.
// SPDX-License-Identifier: MIT
#include "zin/runtime/driver_options.hpp"

#include "zin/config/hosts.hpp"
#include "zin/config/secret_file.hpp"

namespace zin::runtime {

host::Options driver_options(const DatabaseConfig& config, const host::DriverHandle& driver) {
  host::Options options;
  // What a driver does not take has no meaning for it: a file has no port.
  const auto add = [&](std::string_view key, std::string value) {
    if (value.empty() || !driver.takes_option(key) || config.options.contains(std::string{key})) {
      return;
    }
    options.emplace_back(key, std::move(value));
  };
  if (!config.failover_hosts.empty() && driver.takes_option("hosts")) {
    std::string hosts;
    for (const config::Host& host : config::primary_hosts(config)) {
      if (!hosts.empty()) hosts += ',';
      hosts += config::to_text(host);
    }
    add("hosts", std::move(hosts));
    // Several candidates for one role: the one that takes writes is meant.
    add("target_session_attrs", "read-write");
  } else {
    add("host", config.host);
    if (config.port != 0) add("port", std::to_string(config.port));
  }
  add("database", config.database);
  add("username", config.username);
  add("password", config::read_password(config));
  add("ssl_mode", config.ssl);
  add("ssl_ca", config.ssl_ca);
  add("ssl_cert", config.ssl_cert);
  add("ssl_key", config.ssl_key);
  add("connect_timeout_ms", std::to_string(config.connect_timeout.count()));
  add("busy_timeout_ms", std::to_string(config.busy_timeout.count()));
  add("journal_mode", config.journal_mode);
  add("foreign_keys", config.foreign_keys ? "true" : "false");
  for (const auto& [key, value] : config.options) options.emplace_back(key, value);
  return options;
}

}  // namespace zin::runtime
