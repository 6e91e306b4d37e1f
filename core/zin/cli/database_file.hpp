// Whether SQLite's file and its folder can be used.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/cli/diagnosis.hpp"
#include "zin/config/database_config.hpp"

namespace zin::cli {

/// Looks at the file system only. SQLite makes its journals beside the file, so the folder has to
/// be writable too.
[[nodiscard]] Check check_database_file(const DatabaseConfig& config);

}  // namespace zin::cli
