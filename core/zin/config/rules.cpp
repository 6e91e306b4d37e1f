// The rules between fields, and the check of configurations from code.
// SPDX-License-Identifier: MIT
#include "zin/config/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "zin/base/error.hpp"
#include "zin/config/dsn.hpp"
#include "zin/config/field.hpp"
#include "zin/config/hosts.hpp"
#include "zin/config/variables.hpp"
#include "zin/config/words.hpp"

namespace zin::config {

namespace {

[[noreturn]] void refuse(std::string message) {
  throw Error{Errc::invalid_config, std::move(message)};
}

bool has_server(const DatabaseConfig& config) {
  return config.driver != "sqlite" && !config.driver.starts_with("d1-");
}

void check_pool(const DatabaseConfig& config, const Naming& name_of) {
  if (config.pool.min > config.pool.max) {
    refuse(fmt::format("{} is above {}: lower the one or raise the other", name_of("POOL_MIN"),
                       name_of("POOL_MAX")));
  }
}

void check_password(const DatabaseConfig& config, const Naming& name_of) {
  if (!config.password.empty() && !config.password_file.empty()) {
    refuse(fmt::format("{} and {} contradict each other: keep one of them", name_of("PASSWORD"),
                       name_of("PASSWORD_FILE")));
  }
}

void check_ssl(const DatabaseConfig& config, const Naming& name_of) {
  if (!has_server(config)) return;
  if (config.ssl_cert.empty() != config.ssl_key.empty()) {
    const bool cert = config.ssl_key.empty();
    refuse(fmt::format("{} needs {} beside it: a certificate is of no use without its key",
                       name_of(cert ? "SSL_CERT" : "SSL_KEY"),
                       name_of(cert ? "SSL_KEY" : "SSL_CERT")));
  }
  const std::pair<std::string_view, const std::string*> files[] = {{"SSL_CA", &config.ssl_ca},
                                                                   {"SSL_CERT", &config.ssl_cert}};
  for (const auto& [suffix, path] : files) {
    if (!path->empty() && config.ssl == "disable") {
      refuse(fmt::format("{} asks for TLS, but {} turns it off: set verify-full or another mode",
                         name_of(suffix), name_of("SSL")));
    }
  }
}

void check_hosts(const std::vector<std::string>& hosts, bool weighted, std::string_view suffix,
                 const Naming& name_of) {
  std::vector<Host> seen;
  for (const auto& text : hosts) {
    const HostText parsed = parse_host(text, weighted);
    if (!parsed.problem.empty()) {
      refuse(fmt::format("{} is not accepted: in '{}', {}; accepted: {}", name_of(suffix),
                         displayed(text), parsed.problem,
                         accepted(variable(Scope::connection, suffix))));
    }
    const bool twice = std::any_of(seen.begin(), seen.end(), [&](const Host& host) {
      return lowered(host.name) == lowered(parsed.host.name) && host.port == parsed.host.port;
    });
    if (twice) {
      refuse(fmt::format("{} is not accepted: '{}' is listed twice{}", name_of(suffix),
                         displayed(text), weighted ? "; give it a weight, host=2" : ""));
    }
    seen.push_back(parsed.host);
  }
}

void check_options(const DatabaseConfig& config, const Naming& name_of) {
  constexpr std::string_view fields =
      "host port database username password ssl_mode ssl_ca ssl_cert ssl_key connect_timeout_ms";
  for (const auto& [key, value] : config.options) {
    if (key.empty() || key.find('\0') != std::string::npos ||
        value.find('\0') != std::string::npos) {
      refuse(fmt::format("{} is not accepted: a key is empty or holds a NUL byte",
                         name_of("OPTIONS")));
    }
    if (one_of(key, fields)) {
      refuse(fmt::format("{} is not accepted: option {} has a setting of its own, use that",
                         name_of("OPTIONS"), shown(key)));
    }
  }
}

void check_database(const DatabaseConfig& config, const Naming& name_of) {
  if (config.driver == "sqlite" && config.database.empty()) {
    refuse(fmt::format("{}: SQLite needs a file or :memory:", name_of("DATABASE")));
  }
  const bool url = config.database.find("://") != std::string::npos;
  if (url && !config.database.starts_with("file:")) {
    refuse(fmt::format("{} is not accepted: it is a URL, which belongs into {}",
                       name_of("DATABASE"), name_of("URL")));
  }
  const std::string& table = config.migrations_table;
  const bool plain = std::all_of(table.begin(), table.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '$' || c == '-';
  });
  if (table.empty() || !plain) {
    refuse(fmt::format("{} is not accepted: a table's name of letters, digits, _ - . and $ is",
                       name_of("MIGRATIONS_TABLE")));
  }
}

}  // namespace

void check_rules(const DatabaseConfig& config, const Naming& name_of) {
  check_database(config, name_of);
  check_password(config, name_of);
  check_ssl(config, name_of);
  std::vector<std::string> candidates = config.failover_hosts;
  if (!config.host.empty()) {
    candidates.insert(candidates.begin(), to_text(Host{.name = config.host, .port = config.port}));
  }
  check_hosts(candidates, false, "HOST", name_of);
  check_hosts(config.read_hosts, true, "READ_HOSTS", name_of);
  check_pool(config, name_of);
  check_options(config, name_of);
}

void validate(const DatabaseConfig& config, std::string_view name) {
  static_cast<void>(normalised(config, name));
}

namespace {

// `host` may have been written as host:port or [v6].
void split_host(DatabaseConfig& config, const Naming& name_of) {
  const HostText parsed = parse_host(config.host);
  if (!parsed.problem.empty()) {
    refuse(fmt::format("{} is not accepted: {}", name_of("HOST"), parsed.problem));
  }
  if (parsed.host.port != 0) {
    if (config.port != 0 && config.port != parsed.host.port) {
      refuse(fmt::format("{} and {} contradict each other: keep one of them", name_of("HOST"),
                         name_of("PORT")));
    }
    config.port = parsed.host.port;
  }
  config.host = parsed.host.name;
}

}  // namespace

DatabaseConfig normalised(DatabaseConfig config, std::string_view name) {
  const auto where = fmt::format("in code, connection \"{}\"", shown(name));
  if (config.driver.empty()) {
    refuse(fmt::format("driver='' ({}) is not accepted: set one: sqlite, postgres, mysql, d1 ...",
                       where));
  }
  if (const auto driver = canonical_driver(config.driver); is_driver_name(driver)) {
    config.driver = driver;
  } else {
    refuse(
        fmt::format("driver='{}' ({}) is not accepted: a driver's name has 1 to 32 small "
                    "letters, digits and -",
                    displayed(config.driver), where));
  }
  const auto ssl = ssl_mode(config.ssl);
  if (!ssl) {
    refuse(fmt::format("ssl='{}' ({}) is not accepted; accepted: {}", displayed(config.ssl), where,
                       accepted(variable(Scope::connection, "SSL"))));
  }
  config.ssl = *ssl;

  const auto name_of = [&](std::string_view suffix) {
    const Variable& row = variable(Scope::connection, suffix);
    // Anything may stand among the options, secrets too.
    if (suffix == "OPTIONS") return fmt::format("options ({})", where);
    return fmt::format("{}='{}' ({})", row.field_name, display_text(config, row), where);
  };
  for (const Variable& row : variables()) {
    if (std::holds_alternative<std::monostate>(row.field)) continue;
    const std::string problem = field_problem(config, row);
    if (!problem.empty()) refuse(fmt::format("{} {}", name_of(row.name), problem));
    const std::string text = field_text(config, row);
    if (row.type != Type::choice || (row.empty_unless_set && text.empty())) continue;
    assign(config, row, FoundVariable{.value = text});
  }
  if (!config.host.empty()) split_host(config, name_of);
  check_rules(config, name_of);
  return config;
}

}  // namespace zin::config
