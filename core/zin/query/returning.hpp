// `returning` for databases that have none: further statements in one transaction.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/query/write.hpp"
#include "zin/runtime/session.hpp"
#include "zin/sql/dialect_traits.hpp"

namespace zin::query {

/// Inserts, then reads the rows by their key: the values that were given, or the ids that the
/// server generated, which are one behind the other for the rows of one statement (MySQL 8.0
/// Reference Manual, "AUTO_INCREMENT Handling in InnoDB", simple inserts).
/// Throws Errc::unsupported when neither is known, before anything stays written.
[[nodiscard]] Written insert_and_select(Session& session, const DialectTraits& traits,
                                        const Write& write, const RowList& rows,
                                        const Conflict& conflict);
/// Locks the rows and reads their keys, updates these rows, then reads them.
[[nodiscard]] Written update_and_select(Session& session, const DialectTraits& traits,
                                        const Write& write, const ast::Update& update);
/// Locks the rows and reads them, then deletes.
[[nodiscard]] Written select_and_erase(Session& session, const DialectTraits& traits,
                                       const Write& write);

/// Runs one writing statement; gives its rows when the query says `returning`.
[[nodiscard]] Written run_write(Session& session, const Write& write, const Statement& statement);
/// How many of these rows one statement may have: its values may not be more than the server takes.
[[nodiscard]] std::size_t rows_per_statement(const RowList& rows, const Conflict& conflict,
                                             const DialectTraits& traits);
/// `count` of the rows, from `first` on.
[[nodiscard]] Statement insert_statement(const Write& write, const DialectTraits& traits,
                                         const RowList& rows, const Conflict& conflict,
                                         std::size_t first, std::size_t count);

}  // namespace zin::query
