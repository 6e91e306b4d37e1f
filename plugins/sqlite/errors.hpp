// SQLite's result codes as categories, SQLSTATEs and advice.
// SPDX-License-Identifier: MIT
#pragma once

#include <sqlite3.h>

#include <string>
#include <string_view>

#include "zin/plugin/failure.hpp"

namespace zin::sqlite {

/// What the message of a violated constraint names; parts that it does not name are empty.
struct ConstraintDetails {
  std::string constraint, table, column;
};

/// Takes "UNIQUE constraint failed: users.email, users.name" and its kin apart. Several columns are
/// joined with ", ".
[[nodiscard]] ConstraintDetails constraint_details(int extended_code, std::string_view message);

struct Circumstances {
  bool in_transaction = false;
  /// A statement with parameters was running: the words may quote what was bound. They then have
  /// the category DATA, but for those that are known not to.
  bool may_quote_values = false;
};

/// The failure for `extended_code` with SQLite's own words and, where there is one, a next step.
/// `position` is -1 when SQLite does not tell.
[[nodiscard]] plugin::Failure sqlite_failure(int extended_code, std::string_view message,
                                             std::int64_t position, const Circumstances& about);

}  // namespace zin::sqlite
