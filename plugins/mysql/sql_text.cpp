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

/// Takes a string in quotes off the front, escapes and doubled quotes in it.
void skip_string(std::string_view& sql) noexcept {
  const char quote = sql.front();
  std::size_t at = 1;
  while (at < sql.size() && sql[at] != quote) at += sql[at] == '\\' ? 2 : 1;
  sql.remove_prefix(std::min(at + 1, sql.size()));
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

Leaves leaves_behind(std::string_view sql) noexcept {
  // Those that are not here (SET, CALL, LOCK, HANDLER, PREPARE, XA, FLUSH, ...) may leave
  // something.
  constexpr std::array<std::string_view, 38> plain = {
      "insert",  "replace",   "update",  "delete",   "select", "show",     "describe", "desc",
      "explain", "table",     "values",  "with",     "help",   "commit",   "rollback", "begin",
      "start",   "savepoint", "release", "do",       "create", "alter",    "drop",     "truncate",
      "rename",  "analyze",   "check",   "optimize", "repair", "checksum", "load",     "grant",
      "revoke",  "kill",      "purge",   "unlock",   "import", "shutdown"};
  constexpr std::array<std::string_view, 3> makes = {"create", "alter", "drop"};
  const auto is_one_of = [](std::string_view word, const auto& words) {
    return std::ranges::any_of(words, [&](std::string_view one) { return same_word(word, one); });
  };
  std::string_view rest = sql;
  const std::string_view first = take_word(rest);
  std::string_view behind = rest;
  const std::string_view second = take_word(behind);
  if (same_word(first, "use")) return Leaves::database;
  const bool schema = same_word(second, "database") || same_word(second, "schema");
  if (same_word(first, "drop") && schema) return Leaves::database;
  if (same_word(first, "set") && same_word(second, "role")) return Leaves::role;
  if (first.empty() || !is_one_of(first, plain)) return Leaves::something;
  const bool executes_comments =
      sql.find("/*!") != std::string_view::npos || sql.find("/*M!") != std::string_view::npos;
  if (executes_comments) return Leaves::something;
  const bool may_be_temporary = is_one_of(first, makes);
  for (skip_trivia(rest); !rest.empty(); skip_trivia(rest)) {
    const char c = rest.front();
    if (c == '\'' || c == '"') {
      skip_string(rest);
      continue;
    }
    if (c == '@') {
      if (!rest.starts_with("@@")) return Leaves::something;  // a variable of the user's
      rest.remove_prefix(2);
      continue;
    }
    const std::string_view word = take_word(rest);
    if (word.empty()) {
      rest.remove_prefix(1);
      continue;
    }
    if (same_word(word, "get_lock")) return Leaves::something;
    if (may_be_temporary && same_word(word, "temporary")) return Leaves::something;
  }
  return Leaves::nothing;
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
