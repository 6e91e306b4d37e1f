// Alters SQLite's tables where its ALTER TABLE cannot: by making them anew.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/runtime/session.hpp"
#include "zin/schema/blueprint.hpp"

namespace zin::schema {

/// Runs a blueprint that alters a table, in one transaction, or a savepoint of the one that is
/// open: all of it or nothing. Steps that ALTER TABLE takes are left to it; for the others the
/// table is made anew as https://www.sqlite.org/lang_altertable.html#otheralter describes, and
/// keeps rows, rowids, the counter of an autoincrement, checks, collations, defaults, generated
/// columns, STRICT and WITHOUT ROWID, indexes, triggers, and the foreign keys of other tables,
/// which stay enforced all the time. Rows that refer to it are not touched, whatever their ON
/// DELETE says.
///
/// Before the end the rows are counted and compared, foreign keys checked, and the texts of tables,
/// indexes, triggers and views compared with what they are to be; each trigger and view that
/// compiled before must still compile. A difference, and what SQLite itself refuses (a NULL in a
/// column that becomes not null), is an Error that names the table, and nothing was changed.
///
/// Throws Errc::undefined_table; Errc::invalid_argument for a column or key that is not there or is
/// there already, naming it; Errc::unsupported for virtual tables, for those of attached databases,
/// and where others refer to the table and the connection may not write sqlite_schema (a build with
/// SQLITE_DBCONFIG_DEFENSIVE). Needs room for a second copy of the table, and reads it three times.
/// Requires: session.dialect() is sqlite. [blocks]
void rebuild_sqlite(Session& session, const Blueprint& blueprint);

}  // namespace zin::schema
