// The process-wide Manager: a convenience for applications that need only one.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "zin/database.hpp"
#include "zin/manager.hpp"

namespace zin {

/// Manager::use_database() of the process-wide Manager. [thread-safe]
ZIN_API Database& use_database(DatabaseConfig config, std::string_view name = "default");

/// The connection of that name: one that use_database() registered, else one of the environment
/// (DB_CONNECTION, DB_CONNECTIONS, see conf/). Its databases are closed when the process ends.
/// Throws Errc::unknown_connection, listing the known ones, Errc::invalid_config for an
/// environment that cannot be right, or what keeps the driver from being loaded. [thread-safe]
[[nodiscard]] ZIN_API Database& database(std::string_view name = "default");

}  // namespace zin
