// Takes a migration that is written in SQL apart: its two directions and their options.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "zin/sql/dialect.hpp"

namespace zin::migrate {

/// One direction of a migration.
struct SqlSection {
  std::string text;
  std::uint64_t line = 1;  ///< Of the file, in which `text` starts.
  bool in_transaction = true;
};

struct SqlSections {
  SqlSection up;
  std::optional<SqlSection> down{};
};

/// Reads a file with the lines `-- migrate:up` and, behind that part, `-- migrate:down`, as dbmate
/// has them, each with the option `transaction:false` or none. Such lines in strings, comments and
/// dollar quotes are none. Before the first one there may be comments alone. Throws
/// Errc::invalid_argument, naming `file` and the line, for anything else.
/// Requires: normalised text. [thread-safe]
[[nodiscard]] SqlSections sql_sections(std::string_view text, std::string_view file,
                                       Dialect dialect);

/// A file of one direction: all of it, with the options of a `-- migrate:up` or `-- migrate:down`
/// line at its top, if there is one.
[[nodiscard]] SqlSection sql_section(std::string_view text, std::string_view file,
                                     std::string_view direction, Dialect dialect);

}  // namespace zin::migrate
