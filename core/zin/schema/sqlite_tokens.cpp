// Takes a text apart, and puts it together again in one spelling.
// SPDX-License-Identifier: MIT
#include "zin/schema/sqlite_tokens.hpp"

#include <algorithm>

#include "zin/schema/letter_case.hpp"
#include "zin/sql/lexer.hpp"

namespace zin::schema {
namespace {

// SQLite's list (https://www.sqlite.org/lang_keywords.html): a name like these needs its quotes.
constexpr std::string_view sqlite_keywords =
    " abort action add after all alter always analyze and as asc attach autoincrement before "
    "begin between by cascade case cast check collate column commit conflict constraint "
    "create cross current current_date current_time current_timestamp database default "
    "deferrable deferred delete desc detach distinct do drop each else end escape except "
    "exclude exclusive exists explain fail false filter first following for foreign from "
    "full generated glob group groups having if ignore immediate in index indexed initially "
    "inner insert instead intersect into is isnull join key last left like limit match "
    "materialized natural new no not nothing notnull null nulls of offset old on or order "
    "others outer over partition plan pragma preceding primary query raise range recursive "
    "references regexp reindex release rename replace restrict returning right rollback row "
    "rowid rows savepoint select set stored strict table temp temporary then ties to "
    "transaction trigger true unbounded union unique update using vacuum values view virtual "
    "when where window with without ";

bool is_sqlite_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

bool is_sqlite_word(char c) { return sql::is_name_character(c) || c == '$'; }

bool is_decimal_digit(char c) { return c >= '0' && c <= '9'; }

// Behind the number or word that begins at `at`.
std::size_t end_of_word(std::string_view source, std::size_t at) {
  const bool is_number = is_decimal_digit(source[at]) || source[at] == '.';
  std::size_t end = at + 1;
  for (; end < source.size(); ++end) {
    const char c = source[end];
    const char before = sql::lowered(source[end - 1]);
    const bool is_sign =
        (c == '+' || c == '-') && before == 'e' && source[at + 1] != 'x' && source[at + 1] != 'X';
    if (!is_sqlite_word(c) && !(is_number && (c == '.' || is_sign))) break;
  }
  return end;
}

bool sqlite_needs_quotes(std::string_view name) {
  if (name.empty() || is_decimal_digit(name.front())) return true;
  if (!std::ranges::all_of(name, sql::is_name_character)) return true;
  return sqlite_keywords.find(' ' + lower_case(name) + ' ') != std::string_view::npos;
}

}  // namespace

bool same_sqlite_name(std::string_view a, std::string_view b) noexcept {
  return std::ranges::equal(a, b, {}, sql::lowered, sql::lowered);
}

bool SqliteToken::is(std::string_view keyword) const noexcept {
  return kind == Kind::word && same_sqlite_name(text, keyword);
}

std::string SqliteToken::unquoted() const {
  if (kind == Kind::word || kind == Kind::sign || text.size() < 2) return std::string{text};
  const char close = text.back();
  std::string name;
  for (std::size_t at = 1; at + 1 < text.size(); ++at) {
    name += text[at];
    if (text[at] == close && close != ']') ++at;  // a doubled quote
  }
  return name;
}

std::vector<SqliteToken> sqlite_tokens(std::string_view source) {
  using TokenKind = SqliteToken::Kind;
  std::vector<SqliteToken> tokens;
  const auto add = [&](TokenKind kind, std::size_t begin, std::size_t end) {
    tokens.push_back({kind, begin, end, source.substr(begin, end - begin)});
  };
  for (std::size_t at = 0; at < source.size();) {
    const char c = source[at];
    if (is_sqlite_blank(c)) {
      ++at;
    } else if (const std::size_t end = sql::skip_opaque(source, at, Dialect::sqlite); end != at) {
      if (c == '\'') {
        const bool blob = !tokens.empty() && tokens.back().end == at && tokens.back().is("x");
        const std::size_t begin = blob ? at - 1 : at;
        if (blob) tokens.pop_back();
        add(TokenKind::string, begin, end);
      } else if (c == '"' || c == '`' || c == '[') {
        add(TokenKind::name, at, end);
      }
      at = end;
    } else if (is_sqlite_word(c) ||
               (c == '.' && at + 1 < source.size() && is_decimal_digit(source[at + 1]))) {
      const std::size_t end_of = end_of_word(source, at);
      add(TokenKind::word, at, end_of);
      at = end_of;
    } else {
      add(TokenKind::sign, at, at + 1);
      ++at;
    }
  }
  return tokens;
}

std::string evened_sqlite(std::string_view source) {
  std::string text;
  std::size_t behind = 0;
  for (const SqliteToken& token : sqlite_tokens(source)) {
    std::string piece{token.text};
    if (token.kind == SqliteToken::Kind::name) {
      piece = token.unquoted();
      if (sqlite_needs_quotes(piece)) piece = quote_identifier(piece, Dialect::sqlite);
    }
    // Without its quotes a name must not grow together with the word beside it.
    const bool grown =
        !text.empty() && is_sqlite_word(text.back()) && is_sqlite_word(piece.front());
    if (!text.empty() && (token.begin != behind || grown)) text += ' ';
    text += piece;
    behind = token.end;
  }
  return text;
}

}  // namespace zin::schema
