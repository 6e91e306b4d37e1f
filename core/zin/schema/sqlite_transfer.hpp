// Puts a new SQLite table into the place of an old one, with its rows and all that hangs on it.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/runtime/session.hpp"
#include "zin/schema/sqlite_objects.hpp"
#include "zin/schema/sqlite_table_plan.hpp"

namespace zin::schema {

/// Carries out a plan. `objects` are those that the plan was made of. Requires: a transaction,
/// which the caller rolls back when this throws. What rebuild_sqlite() says of failures holds for
/// it.
void transfer_sqlite_table(Session& tx, const SqliteObjects& objects, const SqliteTablePlan& plan);

}  // namespace zin::schema
