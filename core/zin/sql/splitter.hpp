// Takes an SQL script apart into its statements.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zin/sql/dialect.hpp"

namespace zin::sql {

/// One statement of a script.
struct ScriptStatement {
  /// Without the delimiter behind it, and without blanks and comments around it.
  std::string text;
  /// Line of the script in which `text` starts, from 1.
  std::uint64_t line = 1;

  bool operator==(const ScriptStatement&) const = default;
};

/// Splits at each `;` that ends a statement: not in strings, quoted names, comments and dollar
/// quotes, not in the body of a trigger (SQLite), of a stored routine (MySQL, PostgreSQL's BEGIN
/// ATOMIC), and on PostgreSQL not in parentheses. Knows the DELIMITER lines of MySQL's client.
/// Statements that are empty or only comments are left out. Text comes in pieces of any size;
/// memory is that of the longest statement and the pieces that wait. [one thread at a time]
class Splitter {
 public:
  explicit Splitter(Dialect dialect) noexcept : dialect_(dialect) {}

  /// Appends to the script.
  void add(std::string_view text);
  /// Says that the script is complete: what stands behind the last delimiter is a statement too.
  void finish() noexcept { complete_ = true; }
  /// The next statement; nothing when it takes more text to tell where it ends, or when a complete
  /// script has no more.
  [[nodiscard]] std::optional<ScriptStatement> next();

 private:
  struct Piece {
    std::size_t begin;  // of the first character that is neither blank nor comment
    std::size_t end;    // behind the last character
    std::size_t next;   // behind the delimiter
  };
  enum class Line : std::uint8_t { none, taken, unfinished };
  [[nodiscard]] std::optional<Piece> find_piece();
  [[nodiscard]] std::optional<std::size_t> skip_blanks(std::size_t at) const;
  [[nodiscard]] Line take_delimiter_line(std::size_t at);
  void drop(std::size_t bytes);

  Dialect dialect_;
  std::string text_;
  std::size_t start_ = 0;      // of what was not given out yet
  std::size_t enough_at_ = 0;  // size of text_ below which another look is not worth it
  std::uint64_t line_ = 1;     // of start_
  std::string delimiter_{";"};
  bool complete_ = false;
};

/// All statements of a script, in order. [thread-safe]
[[nodiscard]] std::vector<ScriptStatement> split(std::string_view script, Dialect dialect);

}  // namespace zin::sql
