// Many rows into one table the fastest way that the driver has.
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "zin/runtime/connection.hpp"
#include "zin/sql/statement.hpp"

namespace zin::runtime {

/// Inserts all rows by the driver's bulk load, else by statements with many rows; gives how many.
/// The caller has a transaction open and rolls it back when this throws. Throws
/// Errc::invalid_argument before any I/O for no columns or a row of another length.
std::uint64_t insert_rows(Connection& connection, const detail::BulkInsert& bulk,
                          const detail::Call& call);

/// The same where there are no transactions: what has to take effect as a whole is one statement.
/// Throws Errc::unsupported before any I/O for more than that. Requires: check_rows().
std::uint64_t insert_without_transaction(Connection& connection, const detail::BulkInsert& bulk,
                                         const detail::Call& call);

/// The statements, each with as many rows as the driver takes values for. Throws as insert_rows().
[[nodiscard]] std::vector<Statement> insert_statements(const Connection& connection,
                                                       const detail::BulkInsert& bulk);

/// The checks of insert_rows() alone.
void check_rows(const detail::BulkInsert& bulk);

}  // namespace zin::runtime
