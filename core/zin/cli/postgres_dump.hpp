// The schema of a PostgreSQL database as statements, by PostgreSQL's own program.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "zin/database.hpp"

namespace zin::cli {

/// What pg_dump says, which has to be of the server's version at least: without owners, grants and
/// rows, and without the tables in `without`, of all schemas of the database; in statements that
/// run in one transaction and leave no setting behind it. The password is handed over in the
/// program's environment. Throws Errc::unsupported when there is no pg_dump,
/// Errc::connection_failed with its words when it fails. [blocks]
[[nodiscard]] std::vector<std::string> postgres_statements(Database& db,
                                                           const std::vector<std::string>& without);

}  // namespace zin::cli
