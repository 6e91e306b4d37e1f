// Whether the pool's settings make sense.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/cli/diagnosis.hpp"
#include "zin/cli/script_connection.hpp"

namespace zin::cli {

/// `connection` may be NULL: the server's own limit is then not asked for. A pool that may open
/// more connections than the server takes fails; what only surprises is told as the next step.
[[nodiscard]] Check check_pool(const DatabaseConfig& config, ScriptConnection* connection);

}  // namespace zin::cli
