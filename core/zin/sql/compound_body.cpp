// The rules by which each dialect brackets the statements of a body.
// SPDX-License-Identifier: MIT
#include "zin/sql/compound_body.hpp"

#include <algorithm>
#include <array>

namespace zin::sql {
namespace {

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// What may have a body.
bool has_body(std::string_view created, Dialect dialect) {
  static constexpr std::array<std::string_view, 1> sqlite{"trigger"};
  static constexpr std::array<std::string_view, 2> postgres{"function", "procedure"};
  static constexpr std::array<std::string_view, 5> mysql{"procedure", "function", "trigger",
                                                         "event", "package"};
  if (speaks_mysql(dialect)) return one_of(created, mysql);
  return dialect == Dialect::postgres ? one_of(created, postgres) : one_of(created, sqlite);
}

// What may stand between CREATE and what is created.
bool is_modifier(std::string_view word) {
  static constexpr std::array<std::string_view, 5> words{"or", "replace", "temp", "temporary",
                                                         "aggregate"};
  return one_of(word, words);
}

// What a definer may be followed by that has no body.
bool is_view(std::string_view word) { return word == "view"; }

// END IF and the like close what is not counted.
bool closes_a_block_of_its_own(std::string_view word) {
  static constexpr std::array<std::string_view, 5> words{"if", "loop", "while", "repeat", "for"};
  return one_of(word, words);
}

}  // namespace

void CompoundBody::word(std::string_view word) {
  if (head_ == Head::body) {
    read_body(word);
  } else if (head_ != Head::plain) {
    read_head(word);
  }
  after_semicolon_ = false;
}

void CompoundBody::open() noexcept {
  other();
  ++parentheses_;
}

void CompoundBody::close() noexcept {
  other();
  if (parentheses_ > 0) --parentheses_;
}

void CompoundBody::other() noexcept {
  if (end_waits_) settle_end({});
  // A definer is quoted, or has an @ in it.
  if (head_ != Head::body && !definer_) head_ = Head::plain;
  after_semicolon_ = false;
}

void CompoundBody::read_head(std::string_view word) {
  switch (head_) {
    case Head::start:
      if (word == "create") {
        head_ = Head::create;
      } else if (word == "explain" && dialect_ == Dialect::sqlite) {
        head_ = Head::explain;
      } else if (word == "begin" && speaks_mysql(dialect_)) {
        head_ = Head::begin;
      } else {
        head_ = Head::plain;
      }
      return;
    case Head::explain:
      if (word == "create") {
        head_ = Head::create;
      } else if (word != "query" && word != "plan") {
        head_ = Head::plain;
      }
      return;
    case Head::create:
      if (has_body(word, dialect_)) {
        head_ = Head::body;
      } else if (word == "definer" && speaks_mysql(dialect_)) {
        definer_ = true;
      } else if (is_view(word) || (!definer_ && !is_modifier(word))) {
        head_ = Head::plain;
      }
      return;
    case Head::begin:
      if (word == "not") {
        head_ = Head::body;
        depth_ = 1;
      } else {
        head_ = Head::plain;
      }
      return;
    default:
      return;
  }
}

void CompoundBody::read_body(std::string_view word) {
  // SQLite's own rule: the END behind a `;` ends the trigger, if a `;` follows it.
  if (dialect_ == Dialect::sqlite) {
    end_waits_ = after_semicolon_ && word == "end";
    return;
  }
  if (end_waits_) {
    settle_end(word);
    // The second word of END CASE, END IF, ...: it opens nothing.
    if (speaks_mysql(dialect_) && (word == "case" || closes_a_block_of_its_own(word))) return;
  }
  if (word == "begin" || (word == "case" && depth_ > 0)) {
    ++depth_;
  } else if (word == "end" && depth_ > 0) {
    end_waits_ = true;
  }
}

void CompoundBody::settle_end(std::string_view next) {
  end_waits_ = false;
  if (dialect_ == Dialect::sqlite) return;
  const bool closes = !speaks_mysql(dialect_) || !closes_a_block_of_its_own(next);
  if (closes && depth_ > 0) --depth_;
}

bool CompoundBody::semicolon() {
  if (dialect_ == Dialect::postgres && parentheses_ > 0) return false;
  if (head_ != Head::body) return true;
  if (dialect_ == Dialect::sqlite) {
    after_semicolon_ = true;
    return end_waits_;
  }
  if (end_waits_) settle_end({});
  return depth_ == 0;
}

}  // namespace zin::sql
