// The little that the driver has to know about a statement's text.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace zin::postgres {

enum class Verb : std::uint8_t {
  none,       ///< No statement at all: blanks and comments.
  select,     ///< SELECT, VALUES, TABLE, SHOW, WITH .. SELECT: returns rows and is not INTO.
  write,      ///< INSERT, UPDATE, DELETE, MERGE, also behind a WITH.
  begin,      ///< BEGIN, START TRANSACTION
  end,        ///< COMMIT, END
  rollback,   ///< ROLLBACK, ABORT, with TO too
  savepoint,  ///< SAVEPOINT, RELEASE
  two_phase,  ///< PREPARE TRANSACTION
  copy,       ///< COPY
  other       ///< DDL, SET, ...
};

/// Of the first statement in `sql`.
[[nodiscard]] Verb verb_of(std::string_view sql) noexcept;

/// Whether it opens, ends or divides a transaction.
[[nodiscard]] constexpr bool controls_transaction(Verb verb) noexcept {
  return verb >= Verb::begin && verb <= Verb::two_phase;
}

/// Whether the first statement in `sql` may leave the session other than it was: SET, LISTEN,
/// temporary tables, PREPARE, calls of set_config() and of advisory locks, and what runs code that
/// is not in the text (DO, CALL). What a function does inside that a query calls is not seen.
[[nodiscard]] bool changes_session(std::string_view sql) noexcept;

/// The greatest N of the parameters `$N` in it; 0 when there is none.
[[nodiscard]] std::uint64_t greatest_parameter(std::string_view sql) noexcept;

/// "name", quotes in it doubled.
[[nodiscard]] std::string quoted_name(std::string_view name);

/// The byte at which character number `characters` (from 0) of UTF-8 `text` starts; its size when
/// there are fewer.
[[nodiscard]] std::size_t byte_offset(std::string_view text, std::size_t characters) noexcept;

}  // namespace zin::postgres
