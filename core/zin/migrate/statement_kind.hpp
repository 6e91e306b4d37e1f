// Tells of a statement what it does to the transaction that it may run in.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "zin/sql/dialect.hpp"

namespace zin::migrate {

enum class StatementKind : std::uint8_t {
  rows,         ///< Reads or writes rows: its transaction can hold it.
  setting,      ///< Changes the session alone: SET, USE, PRAGMA. Lost with the connection.
  transaction,  ///< Begins or ends a transaction.
  other,        ///< All else: DDL, which may commit by itself.
};

/// By its first words. [thread-safe]
[[nodiscard]] StatementKind statement_kind(std::string_view sql, Dialect dialect);

/// Throws Errc::invalid_argument for a statement that begins or ends a transaction: that is the
/// migrator's, which would not know how far a migration has come. [thread-safe]
void refuse_transaction(std::string_view sql, Dialect dialect);

/// Whether the schema shows that the statement has run, or it does no harm to run it twice: CREATE,
/// ALTER, ANALYZE and their like. Not so: calls, and what nobody here knows. [thread-safe]
[[nodiscard]] bool changes_schema(std::string_view sql, Dialect dialect);

}  // namespace zin::migrate
