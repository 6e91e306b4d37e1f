// From the schema of a connection to that of a D1 database.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/cli/migrate_to_d1_tables.hpp"
#include "zin/runtime/session.hpp"

namespace zin::cli {

/// What is to be made in D1 for the tables of the session. SQLite's texts are taken as they are;
/// PostgreSQL's and MySQL's tables are written anew in types that the drivers of SQLite and D1 read
/// back as the same: what has no counterpart is left out with a warning. `keys_are_checked`: the
/// target checks foreign keys at each batch, see order_tables().
/// Throws Errc::unsupported, naming the table, for what D1 cannot hold: more than 100 columns,
/// names that begin with `_cf_`. [blocks]
[[nodiscard]] D1Plan plan_for_d1(Session& source, bool keys_are_checked);

}  // namespace zin::cli
