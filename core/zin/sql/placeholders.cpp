// Rewriting of placeholders, once per statement text: prepared statements are cached.
// SPDX-License-Identifier: MIT
#include "zin/sql/placeholders.hpp"

#include <algorithm>
#include <charconv>

#include "zin/base/error.hpp"
#include "zin/sql/lexer.hpp"

namespace zin::sql {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The number behind the sign at `at`; 0 when there is none.
std::uint32_t number_behind(std::string_view sql, std::size_t at) {
  std::uint32_t number = 0;
  const auto end = sql.data() + sql.size();
  const auto [stop, failure] = std::from_chars(sql.data() + at + 1, end, number);
  return failure == std::errc{} ? number : 0;
}

// Goes through a text once. Calls copy(from, count) for each piece that stays as it is, and
// replace(from, count, text) for each that another one stands for.
template <class Copy, class Replace>
class Walk {
 public:
  Walk(std::string_view sql, Dialect dialect, PlaceholderStyle style, Copy copy, Replace replace)
      : sql_(sql), dialect_(dialect), style_(style), copy_(copy), replace_(replace) {}

  /// Gives the number of values that the text asks for.
  std::uint32_t run() {
    while (at_ < sql_.size()) {
      if (const std::size_t end = skip_opaque(sql_, at_, dialect_); end != at_) {
        pass(end - at_);
      } else if (sql_[at_] == '?') {
        question();
      } else {
        if (sql_[at_] == '$' && style_ == PlaceholderStyle::dollar && !behind_a_name()) dollar();
        pass(1);
      }
    }
    if (questions_ && highest_dollar_ > 0) {
      throw Error(Errc::invalid_argument,
                  "the SQL mixes ? and $1 placeholders; use one kind, and ?? for a literal "
                  "question mark");
    }
    return std::max(highest_question_, highest_dollar_);
  }

 private:
  [[nodiscard]] char next() const { return at_ + 1 < sql_.size() ? sql_[at_ + 1] : '\0'; }
  // Where $ may be a part of the name, too.
  [[nodiscard]] bool behind_a_name() const { return at_ > 0 && is_name_character(sql_[at_ - 1]); }

  void pass(std::size_t count) {
    copy_(at_, count);
    at_ += count;
  }

  void dollar() { highest_dollar_ = std::max(highest_dollar_, number_behind(sql_, at_)); }

  void question() {
    if (next() == '?') {
      replace_(at_, 2, "?");
      at_ += 2;
      return;
    }
    questions_ = true;
    if (style_ == PlaceholderStyle::question) {
      // SQLite's: ?5 is that very one, a plain one follows the highest before it.
      const bool numbered = dialect_ == Dialect::sqlite && is_digit(next());
      highest_question_ =
          numbered ? std::max(highest_question_, number_behind(sql_, at_)) : highest_question_ + 1;
      pass(1);
      return;
    }
    if (is_digit(next())) {
      throw Error(Errc::invalid_argument,
                  "the SQL has a digit right behind a ? placeholder; write ? or $1");
    }
    // Blanks, lest the number becomes part of the word beside it.
    std::string text = behind_a_name() ? " $" : "$";
    text += std::to_string(++highest_question_);
    if (is_name_character(next())) text += ' ';
    replace_(at_++, 1, text);
  }

  std::string_view sql_;
  Dialect dialect_;
  PlaceholderStyle style_;
  Copy copy_;
  Replace replace_;
  std::size_t at_ = 0;
  bool questions_ = false;
  std::uint32_t highest_question_ = 0;
  std::uint32_t highest_dollar_ = 0;
};

}  // namespace

Prepared rewrite_placeholders(std::string_view sql, Dialect dialect, PlaceholderStyle style) {
  Prepared out;
  out.text.reserve(sql.size() + 16);
  Walk walk{sql, dialect, style,
            [&](std::size_t from, std::size_t count) { out.text.append(sql, from, count); },
            [&](std::size_t, std::size_t, std::string_view text) { out.text += text; }};
  out.parameters = walk.run();
  return out;
}

std::size_t original_offset(std::string_view sql, Dialect dialect, PlaceholderStyle style,
                            std::size_t offset) {
  std::size_t written = 0;
  std::size_t found = sql.size();
  const auto piece = [&](std::size_t from, std::size_t length, bool copied) {
    if (offset >= written && offset - written < length) {
      found = copied ? from + (offset - written) : from;
    }
    written += length;
  };
  Walk walk{sql, dialect, style,
            [&](std::size_t from, std::size_t count) { piece(from, count, true); },
            [&](std::size_t from, std::size_t, std::string_view text) {
              piece(from, text.size(), false);
            }};
  walk.run();
  return found;
}

std::string without_placeholders(std::string_view sql, Dialect dialect) {
  std::string out;
  out.reserve(sql.size());
  for (std::size_t at = 0; at < sql.size();) {
    const std::size_t end = skip_opaque(sql, at, dialect);
    if (end != at) {
      out.append(sql, at, end - at);
      at = end;
      continue;
    }
    if (sql[at] == '?') out += '?';
    out += sql[at++];
  }
  return out;
}

}  // namespace zin::sql
