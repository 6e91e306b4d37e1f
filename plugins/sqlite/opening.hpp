// Opens the file and sets the connection up.
// SPDX-License-Identifier: MIT
#pragma once

#include "open_database.hpp"
#include "open_options.hpp"

namespace zin::sqlite {

/// Opens `options.database` into `database` and checks that it is one. Throws CONNECTION or
/// PERMISSION, saying what is wrong with the path.
void open_file(OpenDatabase& database, const OpenOptions& options, const plugin::Operation& op);

/// Brings the pragmas that the options name to their values; those that already have them are left
/// alone. Also undoes switches that a borrower may have thrown. Throws what SQLite says.
void apply_settings(OpenDatabase& database, const OpenOptions& options);

/// Drops temporary tables, views and triggers and detaches other files.
void drop_session(OpenDatabase& database);

}  // namespace zin::sqlite
