// Rewriting of placeholders, once per statement text: prepared statements are cached.
// SPDX-License-Identifier: MIT
#include "zin/sql/placeholders.hpp"

#include <algorithm>
#include <charconv>

#include "zin/base/error.hpp"
#include "zin/sql/lexer.hpp"

namespace zin::sql {
namespace {

// The number behind the $ at `at`; 0 when there is none.
std::uint32_t dollar_number(std::string_view sql, std::size_t at) {
  std::uint32_t number = 0;
  const auto end = sql.data() + sql.size();
  const auto [stop, failure] = std::from_chars(sql.data() + at + 1, end, number);
  return failure == std::errc{} ? number : 0;
}

}  // namespace

Prepared rewrite_placeholders(std::string_view sql, Dialect dialect, PlaceholderStyle style) {
  Prepared out;
  out.text.reserve(sql.size() + 16);
  std::uint32_t questions = 0;
  std::uint32_t highest = 0;
  for (std::size_t at = 0; at < sql.size();) {
    if (const std::size_t end = skip_opaque(sql, at, dialect); end != at) {
      out.text.append(sql, at, end - at);
      at = end;
    } else if (sql[at] == '?' && at + 1 < sql.size() && sql[at + 1] == '?') {
      out.text += '?';
      at += 2;
    } else if (sql[at] == '?') {
      ++questions;
      out.text += style == PlaceholderStyle::dollar ? "$" + std::to_string(questions) : "?";
      ++at;
    } else {
      // Inside a name, where $ is allowed too, it is no placeholder.
      const bool in_name = at > 0 && is_name_character(sql[at - 1]);
      if (sql[at] == '$' && style == PlaceholderStyle::dollar && !in_name) {
        highest = std::max(highest, dollar_number(sql, at));
      }
      out.text += sql[at++];
    }
  }
  if (questions > 0 && highest > 0) {
    throw Error(Errc::invalid_argument,
                "the SQL mixes ? and $1 placeholders; use one kind, and ?? for a literal "
                "question mark");
  }
  out.parameters = std::max(questions, highest);
  return out;
}

}  // namespace zin::sql
