// Which field of a configuration goes under which standard key.
// SPDX-License-Identifier: MIT
#include "zin/runtime/driver_options.hpp"

#include <fmt/format.h>

#include <utility>

#include "zin/base/error.hpp"
#include "zin/config/hosts.hpp"
#include "zin/config/secret_file.hpp"
#include "zin/config/words.hpp"

namespace zin::runtime {
namespace {

[[noreturn]] void refuse(const host::DriverHandle& driver, std::string_view setting,
                         std::string_view option, std::string_view why) {
  throw Error{
      Errc::invalid_config,
      fmt::format("{} is not accepted: the driver {} has no option {}, {}; unset it, or use "
                  "a driver that has it",
                  setting, driver.name(), option, why)};
}

// Who asks for TLS or gives credentials counts on them; a host or a port that is left over from
// another driver harms nobody.
void refuse_what_must_not_be_dropped(const DatabaseConfig& config, const std::string& password,
                                     const host::DriverHandle& driver) {
  const auto mode = config::ssl_mode(config.ssl);
  if (!mode || (*mode != "disable" && *mode != "prefer")) {
    const std::string setting = fmt::format("ssl='{}' (DB_SSL)", config::shown(config.ssl));
    constexpr std::string_view in_clear = "so nothing would be encrypted or verified";
    if (!driver.takes_option("ssl_mode")) refuse(driver, setting, "ssl_mode", in_clear);
    const struct {
      std::string_view key, setting;
      bool is_set;
    } files[] = {{"ssl_ca", "ssl_ca (DB_SSL_CA)", !config.ssl_ca.empty()},
                 {"ssl_cert", "ssl_cert (DB_SSL_CERT)", !config.ssl_cert.empty()},
                 {"ssl_key", "ssl_key (DB_SSL_KEY)", !config.ssl_key.empty()}};
    for (const auto& file : files) {
      if (file.is_set && !driver.takes_option(file.key)) {
        refuse(driver, file.setting, file.key, "so the file would not be looked at");
      }
    }
  }
  constexpr std::string_view open_to_all =
      "so whoever reaches the database would get in without it";
  if (!config.username.empty() && !driver.takes_option("username")) {
    refuse(driver, "username (DB_USERNAME)", "username", open_to_all);
  }
  if (!password.empty() && !driver.takes_option("password")) {
    const bool in_file = !config.password_file.empty();
    refuse(driver, in_file ? "password_file (DB_PASSWORD_FILE)" : "password (DB_PASSWORD)",
           "password", open_to_all);
  }
}

}  // namespace

host::Options driver_options(const DatabaseConfig& config, const host::DriverHandle& driver) {
  std::string password = config::read_password(config);
  refuse_what_must_not_be_dropped(config, password, driver);
  host::Options options;
  // The rest that a driver does not take has no meaning for it: a file has no port.
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
  add("password", std::move(password));
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
