// What Cloudflare's drivers need before they can connect: token, account and ids.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "zin/cli/diagnosis.hpp"
#include "zin/config/database_config.hpp"

namespace zin::cli {

/// Of a connection whose driver is d1-http or d1-remote: each setting that it needs, where it came
/// from, or what is missing and how it is set. Empty for other drivers. No network. [blocks]
[[nodiscard]] std::vector<Check> check_d1_settings(Manager& manager, const DatabaseConfig& config);

/// The same of the cache stores whose driver is kv-http or kv-remote: "kv namespace (sessions)".
[[nodiscard]] std::vector<Check> check_kv_settings(Manager& manager);

}  // namespace zin::cli
