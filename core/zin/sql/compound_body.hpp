// Tells whether a `;` stands inside the body of a trigger or a stored routine.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "zin/sql/dialect.hpp"

namespace zin::sql {

/// Follows one statement word by word. Strings, quoted names and comments are not shown to it, but
/// other().
class CompoundBody {
 public:
  explicit CompoundBody(Dialect dialect) noexcept : dialect_(dialect) {}

  /// An unquoted word, in lower case.
  void word(std::string_view word);
  /// A parenthesis.
  void open() noexcept;
  void close() noexcept;
  /// Anything else that is neither blank nor comment.
  void other() noexcept;
  /// A `;`: gives whether it ends the statement.
  [[nodiscard]] bool semicolon();

 private:
  enum class Head : std::uint8_t {
    start,    // nothing seen
    explain,  // SQLite: EXPLAIN [QUERY PLAN]
    create,   // CREATE and words that may stand before what is created
    begin,    // MariaDB: BEGIN, which NOT ATOMIC may follow
    plain,    // has no body
    body,     // may have one
  };
  void read_head(std::string_view word);
  void read_body(std::string_view word);
  void settle_end(std::string_view next);

  Dialect dialect_;
  Head head_ = Head::start;
  bool definer_ = false;    // MySQL: the user's name is not what is created
  bool end_waits_ = false;  // END was seen, and what it ends is told by what follows
  bool after_semicolon_ = false;
  std::uint32_t depth_ = 0;  // of BEGIN and CASE
  std::uint32_t parentheses_ = 0;
};

}  // namespace zin::sql
