// What can be seen in the text of a statement without running it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace zin::mysql {

enum class Verb : std::uint8_t { other, insert, update, remove, read, commit, rollback };

/// By the first word behind blanks, comments and opening parentheses: INSERT and REPLACE are
/// insert, DELETE is remove, SELECT, SHOW, DESCRIBE, EXPLAIN, TABLE and VALUES are read.
[[nodiscard]] Verb verb_of(std::string_view sql) noexcept;

/// What a statement may leave behind in its session.
enum class Leaves : std::uint8_t {
  nothing,
  something,  ///< Variables, temporary tables, locks: mysql_reset_connection undoes it.
  role,       ///< SET ROLE: nothing undoes it.
  database    ///< USE, or a database that is no more.
};

/// By its words. What happens inside of functions and procedures is not seen, except that CALL may
/// do anything.
[[nodiscard]] Leaves leaves_behind(std::string_view sql) noexcept;

/// Whether it is a LOAD DATA LOCAL or LOAD XML LOCAL.
[[nodiscard]] bool loads_local_data(std::string_view sql) noexcept;

/// `name` as a quoted identifier.
[[nodiscard]] std::string quoted_name(std::string_view name);

}  // namespace zin::mysql
