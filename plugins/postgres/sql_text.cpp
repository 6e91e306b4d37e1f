// Finds the verb of a statement; skips what PostgreSQL's scanner skips (src/backend/parser/scan.l).
// SPDX-License-Identifier: MIT
#include "sql_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>

namespace zin::postgres {
namespace {

bool is_blank(char c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool is_word(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         (static_cast<unsigned char>(c) & 0x80u) != 0;
}

bool same_word(std::string_view text, std::string_view upper) noexcept {
  if (text.size() != upper.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if ((c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c) != upper[i]) return false;
  }
  return true;
}

// Comments nest.
std::size_t comment_end(std::string_view sql) noexcept {
  std::size_t depth = 0, at = 0;
  while (at + 1 < sql.size()) {
    const std::string_view two = sql.substr(at, 2);
    if (two == "/*") {
      ++depth;
      at += 2;
    } else if (two == "*/") {
      at += 2;
      if (--depth == 0) return at;
    } else {
      ++at;
    }
  }
  return sql.size();
}

void skip_trivia(std::string_view& sql) noexcept {
  for (;;) {
    std::size_t skip = 0;
    while (skip < sql.size() && is_blank(sql[skip])) ++skip;
    sql.remove_prefix(skip);
    if (sql.starts_with("--"))
      sql.remove_prefix(std::min(sql.find('\n'), sql.size()));
    else if (sql.starts_with("/*"))
      sql.remove_prefix(comment_end(sql));
    else
      return;
  }
}

std::string_view take_word(std::string_view& sql) noexcept {
  std::size_t size = 0;
  while (size < sql.size() && is_word(sql[size])) ++size;
  const std::string_view word = sql.substr(0, size);
  sql.remove_prefix(size);
  return word;
}

// Skips a string, a quoted name, a dollar quote or one character.
void skip_token(std::string_view& sql) noexcept {
  const char first = sql.front();
  if (first == '\'' || first == '"') {
    sql.remove_prefix(std::min(sql.find(first, 1), sql.size() - 1) + 1);
    return;
  }
  if (first == '$') {
    std::size_t tag = 1;
    while (tag < sql.size() && is_word(sql[tag])) ++tag;
    if (tag < sql.size() && sql[tag] == '$') {
      const std::string_view quote = sql.substr(0, tag + 1);
      const std::size_t end = sql.find(quote, quote.size());
      sql.remove_prefix(end == std::string_view::npos ? sql.size() : end + quote.size());
      return;
    }
  }
  sql.remove_prefix(1);
}

struct Known {
  std::string_view word;
  Verb verb;
};

constexpr std::array known{
    Known{"SELECT", Verb::select},       Known{"VALUES", Verb::select},
    Known{"TABLE", Verb::select},        Known{"SHOW", Verb::select},
    Known{"INSERT", Verb::write},        Known{"UPDATE", Verb::write},
    Known{"DELETE", Verb::write},        Known{"MERGE", Verb::write},
    Known{"BEGIN", Verb::begin},         Known{"START", Verb::begin},
    Known{"COMMIT", Verb::end},          Known{"END", Verb::end},
    Known{"ROLLBACK", Verb::rollback},   Known{"ABORT", Verb::rollback},
    Known{"SAVEPOINT", Verb::savepoint}, Known{"RELEASE", Verb::savepoint},
    Known{"COPY", Verb::copy},
};

Verb verb_of_word(std::string_view word) noexcept {
  for (const Known& entry : known)
    if (same_word(word, entry.word)) return entry.verb;
  return Verb::other;
}

// The statement behind WITH: the first verb outside of parentheses. One inside that writes makes
// the whole a write.
Verb verb_behind_with(std::string_view sql) noexcept {
  int depth = 0;
  bool writes = false;
  for (skip_trivia(sql); !sql.empty(); skip_trivia(sql)) {
    if (!is_word(sql.front())) {
      if (sql.front() == '(') ++depth;
      if (sql.front() == ')') --depth;
      skip_token(sql);
      continue;
    }
    const Verb verb = verb_of_word(take_word(sql));
    if (verb == Verb::write) writes = true;
    if (depth == 0 && (verb == Verb::select || verb == Verb::write))
      return writes ? Verb::write : verb;
  }
  return Verb::other;
}

template <std::size_t Size>
bool is_one_of(std::string_view word, const std::array<std::string_view, Size>& upper) noexcept {
  for (const std::string_view one : upper)
    if (same_word(word, one)) return true;
  return false;
}

// Of statements that are no query. Those that are not here (SET, LISTEN, DO, CALL, PREPARE,
// DECLARE,
// ...) may change the session.
constexpr std::array<std::string_view, 23> lasting{
    "CREATE", "ALTER",   "DROP",    "TRUNCATE",   "COMMENT", "GRANT",    "REVOKE", "ANALYZE",
    "VACUUM", "REINDEX", "CLUSTER", "REFRESH",    "EXPLAIN", "LOCK",     "NOTIFY", "UNLISTEN",
    "CLOSE",  "FETCH",   "MOVE",    "CHECKPOINT", "IMPORT",  "REASSIGN", "WITH"};
constexpr std::array<std::string_view, 4> before_temporary{"GLOBAL", "LOCAL", "OR", "REPLACE"};
constexpr std::array<std::string_view, 8> telling{"SET_CONFIG",
                                                  "PG_ADVISORY_LOCK",
                                                  "PG_ADVISORY_LOCK_SHARED",
                                                  "PG_TRY_ADVISORY_LOCK",
                                                  "PG_TRY_ADVISORY_LOCK_SHARED",
                                                  "DBLINK_CONNECT",
                                                  "DBLINK_CONNECT_U",
                                                  "PG_TEMP"};

}  // namespace

bool changes_session(std::string_view sql) noexcept {
  for (skip_trivia(sql); !sql.empty() && (sql.front() == ';' || sql.front() == '(');
       skip_trivia(sql))
    sql.remove_prefix(1);
  std::string_view text = sql;
  const std::string_view first = take_word(sql);
  const Verb verb = verb_of(text);
  if (verb == Verb::none || controls_transaction(verb)) return false;
  if (verb == Verb::other && !is_one_of(first, lasting)) return true;
  // A temporary table is made by CREATE [GLOBAL | LOCAL | OR REPLACE] TEMP and by INTO TEMP.
  bool makes = same_word(first, "CREATE");
  for (skip_trivia(sql); !sql.empty(); skip_trivia(sql)) {
    // A name in quotes may be that of a function too.
    if (sql.front() == '"') {
      sql.remove_prefix(1);
      continue;
    }
    if (!is_word(sql.front())) {
      skip_token(sql);
      continue;
    }
    const std::string_view word = take_word(sql);
    if (is_one_of(word, telling)) return true;
    const bool temporary = same_word(word, "TEMP") || same_word(word, "TEMPORARY");
    if (makes && temporary) return true;
    makes = same_word(word, "INTO") || (makes && is_one_of(word, before_temporary));
  }
  return false;
}

Verb verb_of(std::string_view sql) noexcept {
  for (skip_trivia(sql); !sql.empty() && (sql.front() == ';' || sql.front() == '(');
       skip_trivia(sql))
    sql.remove_prefix(1);
  if (sql.empty()) return Verb::none;
  const std::string_view word = take_word(sql);
  if (same_word(word, "WITH")) return verb_behind_with(sql);
  if (same_word(word, "PREPARE")) {
    skip_trivia(sql);
    return same_word(take_word(sql), "TRANSACTION") ? Verb::two_phase : Verb::other;
  }
  return verb_of_word(word);
}

std::uint64_t greatest_parameter(std::string_view sql) noexcept {
  std::uint64_t greatest = 0;
  for (skip_trivia(sql); !sql.empty(); skip_trivia(sql)) {
    // A $ within a word is a letter of it.
    if (is_word(sql.front())) {
      while (!sql.empty() && (is_word(sql.front()) || sql.front() == '$')) sql.remove_prefix(1);
      continue;
    }
    std::uint64_t number = 0;
    if (sql.front() == '$') std::from_chars(sql.data() + 1, sql.data() + sql.size(), number);
    greatest = std::max(greatest, number);
    skip_token(sql);
  }
  return greatest;
}

std::string quoted_name(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) {
    if (c == '"') out += c;
    out += c;
  }
  return out += '"';
}

std::size_t byte_offset(std::string_view text, std::size_t characters) noexcept {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const bool starts = (static_cast<unsigned char>(text[at]) & 0xC0u) != 0x80u;
    if (starts && characters-- == 0) break;
  }
  return at;
}

}  // namespace zin::postgres
