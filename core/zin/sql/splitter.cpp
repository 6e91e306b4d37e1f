// From the text that has come so far to the next whole statement.
// SPDX-License-Identifier: MIT
#include "zin/sql/splitter.hpp"

#include <algorithm>

#include "zin/sql/compound_body.hpp"
#include "zin/sql/lexer.hpp"

namespace zin::sql {
namespace {

// Below this a second look at an unfinished statement costs nothing worth saving.
constexpr std::size_t small_text = std::size_t{64} * 1024;

constexpr std::string_view delimiter_word = "delimiter";

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

// Whether what skip_opaque() found at `at` is a comment that the server does not read either:
// /*! ... */ is code to MySQL.
bool is_comment(std::string_view sql, std::size_t at, Dialect dialect) {
  const char c = sql[at];
  if (c == '-' || c == '#') return true;
  if (c != '/') return false;
  const std::string_view rest = sql.substr(at);
  return !speaks_mysql(dialect) || !(rest.starts_with("/*!") || rest.starts_with("/*M!"));
}

// Whether the characters behind `c` decide what it starts.
bool needs_a_look_ahead(char c) { return c == '-' || c == '/' || c == '$'; }

}  // namespace

void Splitter::add(std::string_view text) { text_ += text; }

std::optional<ScriptStatement> Splitter::next() {
  if (!complete_ && text_.size() < enough_at_) return std::nullopt;
  while (const auto piece = find_piece()) {
    const auto begin = text_.begin();
    ScriptStatement statement{
        .text = text_.substr(piece->begin, piece->end - piece->begin),
        .line = line_ + static_cast<std::uint64_t>(
                            std::count(begin + static_cast<std::ptrdiff_t>(start_),
                                       begin + static_cast<std::ptrdiff_t>(piece->begin), '\n'))};
    drop(piece->next - start_);
    if (!statement.text.empty()) return statement;
  }
  const std::size_t waiting = text_.size() - start_;
  enough_at_ = start_ + (waiting < small_text ? waiting + 1 : 2 * waiting);
  return std::nullopt;
}

void Splitter::drop(std::size_t bytes) {
  const auto begin = text_.begin() + static_cast<std::ptrdiff_t>(start_);
  line_ += static_cast<std::uint64_t>(
      std::count(begin, begin + static_cast<std::ptrdiff_t>(bytes), '\n'));
  start_ += bytes;
  enough_at_ = 0;
  if (start_ > small_text && start_ > text_.size() / 2) {
    text_.erase(0, start_);
    start_ = 0;
  }
}

std::optional<std::size_t> Splitter::skip_blanks(std::size_t at) const {
  while (at < text_.size()) {
    if (is_blank(text_[at])) {
      ++at;
      continue;
    }
    if (!complete_ && needs_a_look_ahead(text_[at]) && at + 3 > text_.size()) return std::nullopt;
    const std::size_t end = skip_opaque(text_, at, dialect_);
    if (end == at || !is_comment(text_, at, dialect_)) return at;
    if (end == text_.size() && !complete_) return std::nullopt;
    at = end;
  }
  return at;
}

// DELIMITER is a line for the client, which no server ever sees.
Splitter::Line Splitter::take_delimiter_line(std::size_t at) {
  const std::string_view rest = std::string_view{text_}.substr(at);
  const std::size_t word = delimiter_word.size();
  if (!speaks_mysql(dialect_) || rest.size() <= word || !is_blank(rest[word])) return Line::none;
  if (!std::equal(delimiter_word.begin(), delimiter_word.end(), rest.begin(),
                  [](char a, char b) { return a == lowered(b); })) {
    return Line::none;
  }
  std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) {
    if (!complete_) return Line::unfinished;
    end = rest.size();
  }
  std::string_view given = rest.substr(word, end - word);
  while (!given.empty() && is_blank(given.front())) given.remove_prefix(1);
  while (!given.empty() && is_blank(given.back())) given.remove_suffix(1);
  if (given.empty()) return Line::none;
  delimiter_ = given;
  drop(at - start_ + std::min(end + 1, rest.size()));
  return Line::taken;
}

std::optional<Splitter::Piece> Splitter::find_piece() {
  std::optional<std::size_t> begin;
  for (Line line = Line::taken; line == Line::taken;) {
    begin = skip_blanks(start_);
    if (!begin || *begin == text_.size()) return std::nullopt;
    line = take_delimiter_line(*begin);
    if (line == Line::unfinished) return std::nullopt;
  }

  const bool usual = delimiter_ == ";";
  CompoundBody body{dialect_};
  Piece piece{.begin = *begin, .end = *begin, .next = 0};
  std::string word;
  for (std::size_t at = *begin; at < text_.size();) {
    const char c = text_[at];
    if (!usual) {
      if (!complete_ && text_.size() - at < delimiter_.size()) return std::nullopt;
      if (text_.compare(at, delimiter_.size(), delimiter_) == 0) {
        piece.next = at + delimiter_.size();
        return piece;
      }
    } else if (c == ';') {
      ++at;
      if (body.semicolon()) {
        piece.next = at;
        return piece;
      }
      piece.end = at;
      continue;
    }
    if (is_blank(c)) {
      ++at;
      continue;
    }
    if (!complete_ && needs_a_look_ahead(c) && at + 3 > text_.size()) return std::nullopt;
    if (const std::size_t end = skip_opaque(text_, at, dialect_); end != at) {
      if (end == text_.size() && !complete_) return std::nullopt;
      if (!is_comment(text_, at, dialect_)) {
        body.other();
        piece.end = end;
      }
      at = end;
      continue;
    }
    if (is_name_character(c)) {
      word.clear();
      while (at < text_.size() && is_name_character(text_[at])) word += lowered(text_[at++]);
      if (at == text_.size() && !complete_) return std::nullopt;
      body.word(word);
    } else {
      if (c == '(') {
        body.open();
      } else if (c == ')') {
        body.close();
      } else {
        body.other();
      }
      ++at;
    }
    piece.end = at;
  }
  if (!complete_) return std::nullopt;
  piece.next = text_.size();
  return piece;
}

std::vector<ScriptStatement> split(std::string_view script, Dialect dialect) {
  Splitter splitter{dialect};
  splitter.add(script);
  splitter.finish();
  std::vector<ScriptStatement> statements;
  while (auto statement = splitter.next()) statements.push_back(std::move(*statement));
  return statements;
}

}  // namespace zin::sql
