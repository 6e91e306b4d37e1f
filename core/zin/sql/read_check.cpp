// Goes through the words of a statement.
// SPDX-License-Identifier: MIT
#include "zin/sql/read_check.hpp"

#include <algorithm>
#include <array>

#include "zin/sql/lexer.hpp"
#include "zin/sql/sql_words.hpp"

namespace zin::sql {
namespace {

template <std::size_t Size>
bool is_one_of(std::string_view text, const std::array<std::string_view, Size>& lower) noexcept {
  return std::ranges::any_of(lower, [&](std::string_view word) { return is_word(text, word); });
}

bool same_name(std::string_view a, std::string_view b) noexcept {
  return std::ranges::equal(a, b, [](char x, char y) { return lowered(x) == lowered(y); });
}

// What may begin a read.
constexpr std::array<std::string_view, 8> queries{"select", "with",    "values",   "table",
                                                  "show",   "explain", "describe", "desc"};
// Those of them that may hold a statement that writes.
constexpr std::array<std::string_view, 4> shells{"with", "explain", "describe", "desc"};
constexpr std::array<std::string_view, 4> writes{"insert", "update", "delete", "merge"};
constexpr std::array<std::string_view, 4> lock_strengths{"update", "share", "no", "key"};

// Functions of the servers that write, or whose effect is of the server where they run: sequences,
// advisory locks, large objects, messages, transaction ids.
constexpr std::array<std::string_view, 19> functions{"nextval",       "setval",
                                                     "lastval",       "currval",
                                                     "pg_notify",     "pg_logical_emit_message",
                                                     "txid_current",  "pg_current_xact_id",
                                                     "lo_creat",      "lo_create",
                                                     "lo_import",     "lo_unlink",
                                                     "lo_put",        "lo_from_bytea",
                                                     "lowrite",       "get_lock",
                                                     "release_lock",  "release_all_locks",
                                                     "last_insert_id"};

bool is_advisory_lock(std::string_view name) noexcept {
  return is_word(name.substr(0, 12), "pg_advisory_") ||
         is_word(name.substr(0, 16), "pg_try_advisory_");
}

}  // namespace

bool needs_primary(std::string_view sql, Dialect dialect,
                   std::span<const std::string> writing_functions) {
  Words words{sql, dialect};
  Words::Word word = words.next();
  if (!is_one_of(word.text, queries)) return true;
  const bool may_hold_write = is_one_of(word.text, shells);
  std::string_view before;
  for (; !word.text.empty(); before = word.quoted ? "" : word.text, word = words.next()) {
    if (word.called) {
      const auto names_it = [&](std::string_view name) { return same_name(name, word.text); };
      if (is_one_of(word.text, functions) || is_advisory_lock(word.text) ||
          std::ranges::any_of(writing_functions, names_it)) {
        return true;
      }
    }
    if (word.quoted) continue;
    if (is_word(word.text, "into")) return true;
    if (is_word(before, "for") && is_one_of(word.text, lock_strengths)) return true;
    if (is_word(before, "lock") && is_word(word.text, "in")) return true;
    if (is_word(before, "next") && is_word(word.text, "value")) return true;  // of a sequence
    if (may_hold_write && !word.called && is_one_of(word.text, writes)) return true;
  }
  return false;
}

}  // namespace zin::sql
