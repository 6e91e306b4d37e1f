// What can be seen in the text of a statement without running it.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace zin::sqlite {

/// Whether nothing but blanks, comments and semicolons is left. A NUL byte is something: SQLite
/// stops reading there.
[[nodiscard]] bool only_trivia(std::string_view sql) noexcept;

enum class Verb { other, insert, begin, commit, rollback, rollback_to, savepoint, release };

/// The leading verb of a statement, and where an INSERT goes.
struct SqlShape {
  Verb verb = Verb::other;
  std::string schema;   ///< Of an INSERT, unquoted; empty when not written.
  std::string table;    ///< Of an INSERT, unquoted.
  bool upsert = false;  ///< ON CONFLICT: it may update instead of inserting.
};

/// Requires: SQLite has accepted `sql` as one statement.
[[nodiscard]] SqlShape shape_of(std::string_view sql);

/// `name` as a quoted identifier.
[[nodiscard]] std::string quoted_name(std::string_view name);

}  // namespace zin::sqlite
