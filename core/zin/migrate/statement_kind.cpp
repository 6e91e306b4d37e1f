// The first words of statements.
// SPDX-License-Identifier: MIT
#include "zin/migrate/statement_kind.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "zin/base/error.hpp"
#include "zin/sql/lexer.hpp"

namespace zin::migrate {
namespace {

// The word at `at` or behind blanks and comments there, in lower case; empty for what is no word.
std::string next_word(std::string_view sql, std::size_t& at, Dialect dialect) {
  while (at < sql.size()) {
    const char c = sql[at];
    if (c == ' ' || (c >= '\t' && c <= '\r') || c == '(') {
      ++at;
    } else if (c == '-' || c == '#' || c == '/') {
      const std::size_t end = sql::skip_opaque(sql, at, dialect);
      if (end == at) return {};
      at = end;
    } else {
      break;
    }
  }
  std::string word;
  while (at < sql.size() && sql::is_name_character(sql[at])) word += sql::lowered(sql[at++]);
  return word;
}

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::ranges::find(words, word) != words.end();
}

}  // namespace

StatementKind statement_kind(std::string_view sql, Dialect dialect) {
  static constexpr std::array<std::string_view, 9> rows{
      "select", "insert", "update", "delete", "replace", "merge", "with", "values", "load"};
  static constexpr std::array<std::string_view, 3> settings{"set", "use", "reset"};
  static constexpr std::array<std::string_view, 7> transactions{
      "commit", "rollback", "savepoint", "release", "abort", "start", "begin"};
  std::size_t at = 0;
  const std::string word = next_word(sql, at, dialect);
  if (one_of(word, rows)) return StatementKind::rows;
  if (one_of(word, settings) || (word == "pragma" && dialect == Dialect::sqlite)) {
    return StatementKind::setting;
  }
  if (one_of(word, transactions)) {
    const std::string second = next_word(sql, at, dialect);
    // MariaDB: BEGIN NOT ATOMIC is a block; MySQL: START REPLICA and the like.
    const bool else_what = (word == "begin" && second == "not") ||
                           (word == "start" && second != "transaction" && second != "");
    return else_what ? StatementKind::other : StatementKind::transaction;
  }
  // END is COMMIT to PostgreSQL and SQLite.
  if (word == "end" && !speaks_mysql(dialect)) return StatementKind::transaction;
  return StatementKind::other;
}

void refuse_transaction(std::string_view sql, Dialect dialect) {
  if (statement_kind(sql, dialect) != StatementKind::transaction) return;
  throw Error(Errc::invalid_argument,
              "a migration does not begin or end transactions by SQL, it runs in one; use "
              "db.transaction(), and in_transaction() that gives false if there is to be none");
}

bool changes_schema(std::string_view sql, Dialect dialect) {
  static constexpr std::array<std::string_view, 22> words{
      "create",  "alter",   "drop",     "rename",  "truncate", "comment", "reindex", "vacuum",
      "analyze", "analyse", "optimize", "refresh", "cluster",  "grant",   "revoke",  "lock",
      "unlock",  "flush",   "check",    "repair",  "attach",   "detach"};
  std::size_t at = 0;
  return one_of(next_word(sql, at, dialect), words);
}

}  // namespace zin::migrate
