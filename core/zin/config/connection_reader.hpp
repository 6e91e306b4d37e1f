// Reads one connection's settings from the environment.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zin/config/database_config.hpp"
#include "zin/config/effective_value.hpp"
#include "zin/config/env.hpp"
#include "zin/config/variables.hpp"

namespace zin::config {

/// What a connection takes over from the process.
struct Surroundings {
  std::string app_name = "zin";
  /// Empty outside production; else why it is production: "ZIN_ENV='production' (environment)".
  std::string production{};
};

struct ReadConnection {
  DatabaseConfig config{};
  std::vector<EffectiveValue> values{};
  /// Not empty when a default connection that nobody described has no place to be: then `config` is
  /// of no use, and this says what to set.
  std::string missing{};
};

/// The connection `name` ("default" or one of DB_CONNECTIONS). Values come from the per-driver
/// override of the default connection (DB_PORT_POSTGRESQL), the variable (DB_PORT), the URL and the
/// table's default, in this order. Throws Errc::invalid_config.
[[nodiscard]] ReadConnection read_connection(const Environment& environment,
                                             const Surroundings& surroundings,
                                             std::string_view name);

/// The variable, when it is set to something and may be used in this process.
[[nodiscard]] std::optional<FoundVariable> find_set(const Environment& environment,
                                                    const Variable& row, std::string_view name);

/// `.zin/dbs/<app>.sqlite` below the working folder, `.zin/dbs/<app>-<connection>.sqlite` for a
/// named connection; odd characters of the application's name are replaced by `-`.
[[nodiscard]] std::string default_sqlite_file(std::string_view app_name,
                                              std::string_view connection = "default");

}  // namespace zin::config
