// The SQL that a database itself gives for what is in it.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "zin/runtime/session.hpp"

namespace zin::schema {

/// The statements that make the schema of the session's database anew, without rows, in an order in
/// which they run: tables, views, indexes, triggers and, on MySQL and MariaDB, sequences, routines
/// and events. Who defined them is left out, so that who runs the statements does. SQLite, MySQL
/// and MariaDB, which keep such texts; throws Errc::unsupported for others, Errc::permission_denied
/// where the user may not see one. `without` names tables that are left out. [blocks]
[[nodiscard]] std::vector<std::string> creation_statements(Session& db,
                                                           const std::vector<std::string>& without);

}  // namespace zin::schema
