// What a connection's settings must agree on, whether they come from variables or from code.
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "zin/base/export.hpp"
#include "zin/config/database_config.hpp"

namespace zin::config {

/// How a message calls the setting of a row, given the row's suffix: "DB_POOL_MIN='20'
/// (environment)" or "pool.min='20' (in code, connection \"reports\")". Secrets are masked by it.
using Naming = std::function<std::string(std::string_view suffix)>;

/// Throws Errc::invalid_config when two settings contradict each other or a text that has parts
/// does not parse. Requires: config.driver and config.ssl are canonical, single values are in
/// range.
void check_rules(const DatabaseConfig& config, const Naming& name_of);

/// Checks a configuration that was made in code, by the rules that variables are checked by.
/// Throws Errc::invalid_config with the connection, the field, its value (secrets masked) and what
/// is accepted. Whether the driver exists is not asked here. [thread-safe]
ZIN_API void validate(const DatabaseConfig& config, std::string_view name);

/// validate(), then the same configuration in one spelling, so that equal ones compare equal: the
/// driver's own name, the mode of `ssl`, words in lower case. Throws as validate(). [thread-safe]
[[nodiscard]] ZIN_API DatabaseConfig normalised(DatabaseConfig config, std::string_view name);

}  // namespace zin::config
