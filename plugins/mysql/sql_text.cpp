// Finds the verb of a statement.
// SPDX-License-Identifier: MIT
#include "sql_text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace zin::mysql {
namespace {

/// Takes blanks, comments and opening parentheses off the front. What stands in /*! ... */ is no
/// comment, but no verb stands there.
void skip_trivia(std::string_view& sql) noexcept {
  for (;;) {
    const std::size_t skip = std::min(sql.find_first_not_of(" \t\r\n\f\v("), sql.size());
    sql.remove_prefix(skip);
    std::string_view closing;
    if (sql.starts_with("/*"))
      closing = "*/";
    else if (sql.starts_with("--") || sql.starts_with("#"))
      closing = "\n";
    else
      return;
    const std::size_t end = sql.find(closing, 1);
    sql.remove_prefix(end == std::string_view::npos ? sql.size() : end + closing.size());
  }
}

bool same_word(std::string_view text, std::string_view lower) noexcept {
  return text.size() == lower.size() &&
         std::equal(text.begin(), text.end(), lower.begin(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
         });
}

/// The next word, of letters and _; empty when something else comes next.
std::string_view take_word(std::string_view& sql) noexcept {
  skip_trivia(sql);
  std::size_t size = 0;
  while (size < sql.size() && ((sql[size] >= 'a' && sql[size] <= 'z') ||
                               (sql[size] >= 'A' && sql[size] <= 'Z') || sql[size] == '_'))
    ++size;
  const std::string_view word = sql.substr(0, size);
  sql.remove_prefix(size);
  return word;
}

}  // namespace

Verb verb_of(std::string_view sql) noexcept {
  constexpr std::array<std::pair<std::string_view, Verb>, 14> verbs = {
      {{"insert", Verb::insert},
       {"replace", Verb::insert},
       {"update", Verb::update},
       {"delete", Verb::remove},
       {"select", Verb::read},
       {"show", Verb::read},
       {"describe", Verb::read},
       {"desc", Verb::read},
       {"explain", Verb::read},
       {"table", Verb::read},
       {"values", Verb::read},
       {"help", Verb::read},
       {"commit", Verb::commit},
       {"rollback", Verb::rollback}}};
  const std::string_view first = take_word(sql);
  for (const auto& [word, verb] : verbs)
    if (same_word(first, word)) return verb;
  return Verb::other;
}

bool loads_local_data(std::string_view sql) noexcept {
  if (!same_word(take_word(sql), "load")) return false;
  const std::string_view what = take_word(sql);
  if (!same_word(what, "data") && !same_word(what, "xml")) return false;
  std::string_view word = take_word(sql);
  if (same_word(word, "low_priority") || same_word(word, "concurrent")) word = take_word(sql);
  return same_word(word, "local");
}

std::string quoted_name(std::string_view name) {
  std::string out = "`";
  for (const char c : name) {
    if (c == '`') out += '`';
    out += c;
  }
  out += '`';
  return out;
}

}  // namespace zin::mysql
