// Where a word begins and ends.
// SPDX-License-Identifier: MIT
#include "zin/sql/sql_words.hpp"

#include <algorithm>

#include "zin/sql/lexer.hpp"

namespace zin::sql {

Words::Word Words::next() {
  while (at_ < sql_.size()) {
    const std::size_t begin = at_;
    if (const std::size_t end = skip_opaque(sql_, at_, dialect_); end != at_) {
      at_ = end;
      if (quotes_name(sql_[begin]) && end - begin > 2) {
        return {.text = sql_.substr(begin + 1, end - begin - 2), .called = calls(), .quoted = true};
      }
    } else if (is_name_character(sql_[at_])) {
      while (at_ < sql_.size() && is_name_character(sql_[at_])) ++at_;
      const std::string_view text = sql_.substr(begin, at_ - begin);
      return {.text = text, .called = calls()};
    } else {
      ++at_;
    }
  }
  return {};
}

bool Words::quotes_name(char c) const noexcept {
  return c == '`' || (c == '[' && dialect_ == Dialect::sqlite) ||
         (c == '"' && !speaks_mysql(dialect_));
}

bool Words::calls() const noexcept {
  const auto behind = sql_.find_first_not_of(" \t\r\n", at_);
  return behind != std::string_view::npos && sql_[behind] == '(';
}

bool is_word(std::string_view text, std::string_view lower) noexcept {
  return std::ranges::equal(text, lower, [](char a, char b) { return lowered(a) == b; });
}

}  // namespace zin::sql
