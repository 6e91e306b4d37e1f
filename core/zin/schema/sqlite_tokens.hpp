// The words of a text that SQLite keeps of a table, an index, a view or a trigger.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zin::schema {

/// One word, name, string or sign. Its text views the source.
struct SqliteToken {
  enum class Kind : std::uint8_t {
    word,    ///< A keyword, an unquoted name or a number.
    name,    ///< A name in quotes, backquotes or brackets.
    string,  ///< A text between single quotes, its x in front with it where it is a blob.
    sign,    ///< One character of anything else.
  };
  Kind kind = Kind::sign;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string_view text{};

  /// Whether it is this keyword, given in lower case.
  [[nodiscard]] bool is(std::string_view keyword) const noexcept;
  [[nodiscard]] bool is(char sign) const noexcept {
    return kind == Kind::sign && text.front() == sign;
  }
  /// Whether it can be a name. SQLite takes strings for names where it expects one.
  [[nodiscard]] bool is_name() const noexcept { return kind != Kind::sign; }
  /// The name without its quotes.
  [[nodiscard]] std::string unquoted() const;
};

/// All of them in order; blanks and comments are left out. The source must outlive them.
[[nodiscard]] std::vector<SqliteToken> sqlite_tokens(std::string_view source);

/// The text with single blanks, without comments, and with quotes only around the names that need
/// them: so that two texts of one meaning are more often equal. It can still be executed.
[[nodiscard]] std::string evened_sqlite(std::string_view source);

/// Whether SQLite takes the names for one: ASCII letters in either case.
[[nodiscard]] bool same_sqlite_name(std::string_view a, std::string_view b) noexcept;

}  // namespace zin::schema
