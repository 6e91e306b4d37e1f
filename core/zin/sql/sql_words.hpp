// The words of a SQL text: names and keywords, without strings and comments.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include "zin/sql/dialect.hpp"

namespace zin::sql {

/// Goes through them, one after the other. Views the text. [one thread at a time]
class Words {
 public:
  Words(std::string_view sql, Dialect dialect) : sql_(sql), dialect_(dialect) {}

  struct Word {
    std::string_view text{};
    bool called = false;  ///< A parenthesis follows.
    bool quoted = false;  ///< A quoted name: no keyword.
  };

  /// An empty word at the end.
  Word next();

 private:
  [[nodiscard]] bool quotes_name(char c) const noexcept;
  [[nodiscard]] bool calls() const noexcept;

  std::string_view sql_;
  Dialect dialect_;
  std::size_t at_ = 0;
};

/// Whether the text is this word, which is given in small letters.
[[nodiscard]] bool is_word(std::string_view text, std::string_view lower) noexcept;

}  // namespace zin::sql
