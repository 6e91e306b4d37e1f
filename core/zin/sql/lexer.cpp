// Strings, quoted identifiers and comments of the four dialects.
// SPDX-License-Identifier: MIT
#include "zin/sql/lexer.hpp"

namespace zin::sql {
namespace {

constexpr auto none = std::string_view::npos;

// PostgreSQL's E'...' takes backslashes, as all strings of MySQL do.
bool takes_backslash(std::string_view sql, std::size_t at, Dialect dialect) {
  if (speaks_mysql(dialect)) return sql[at] != '`';
  if (dialect != Dialect::postgres || sql[at] != '\'' || at == 0) return false;
  const bool marked = sql[at - 1] == 'E' || sql[at - 1] == 'e';
  return marked && (at == 1 || !is_name_character(sql[at - 2]));
}

std::size_t skip_quoted(std::string_view sql, std::size_t start, char close, bool backslash) {
  for (std::size_t at = start + 1; at < sql.size(); ++at) {
    if (backslash && sql[at] == '\\') {
      ++at;
    } else if (sql[at] == close) {
      // A doubled quote stands for one inside.
      if (close != ']' && at + 1 < sql.size() && sql[at + 1] == close) {
        ++at;
      } else {
        return at + 1;
      }
    }
  }
  return sql.size();
}

std::size_t skip_line(std::string_view sql, std::size_t at) {
  const auto end = sql.find('\n', at);
  return end == none ? sql.size() : end + 1;
}

std::size_t skip_block(std::string_view sql, std::size_t start, bool nests) {
  std::size_t depth = 1;
  for (std::size_t at = start + 2; at + 1 < sql.size(); ++at) {
    if (sql[at] == '*' && sql[at + 1] == '/') {
      ++at;
      if (--depth == 0) return at + 1;
    } else if (nests && sql[at] == '/' && sql[at + 1] == '*') {
      ++at;
      ++depth;
    }
  }
  return sql.size();
}

// $tag$ ... $tag$; a tag starts with no digit, so that $1 is a placeholder.
std::size_t skip_dollar(std::string_view sql, std::size_t start) {
  if (start > 0 && (is_name_character(sql[start - 1]) || sql[start - 1] == '$')) return start;
  std::size_t at = start + 1;
  if (at < sql.size() && sql[at] >= '0' && sql[at] <= '9') return start;
  while (at < sql.size() && is_name_character(sql[at])) ++at;
  if (at >= sql.size() || sql[at] != '$') return start;
  const std::string_view tag = sql.substr(start, at + 1 - start);
  const auto end = sql.find(tag, at + 1);
  return end == none ? sql.size() : end + tag.size();
}

}  // namespace

std::size_t skip_opaque(std::string_view sql, std::size_t at, Dialect dialect) {
  const char c = sql[at];
  const char next = at + 1 < sql.size() ? sql[at + 1] : '\0';
  switch (c) {
    case '\'':
    case '"':
      return skip_quoted(sql, at, c, takes_backslash(sql, at, dialect));
    case '`':
      return dialect == Dialect::postgres ? at : skip_quoted(sql, at, c, false);
    case '[':
      return dialect == Dialect::sqlite ? skip_quoted(sql, at, ']', false) : at;
    case '-': {
      // MySQL wants a blank or control character behind the dashes: 5--1 is 6 there.
      const auto third = static_cast<unsigned char>(at + 2 < sql.size() ? sql[at + 2] : ' ');
      const bool comment = next == '-' && (!speaks_mysql(dialect) || third <= ' ');
      return comment ? skip_line(sql, at) : at;
    }
    case '#':
      return speaks_mysql(dialect) ? skip_line(sql, at) : at;
    case '/':
      return next == '*' ? skip_block(sql, at, dialect == Dialect::postgres) : at;
    case '$':
      return dialect == Dialect::postgres ? skip_dollar(sql, at) : at;
    default:
      return at;
  }
}

}  // namespace zin::sql
