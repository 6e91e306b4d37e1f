// A scanner for SQLite's tokens, just fine enough to find the verb and the target of a statement.
// SPDX-License-Identifier: MIT
#include "sql_text.hpp"

#include <cstddef>

namespace zin::sqlite {
namespace {

bool is_blank(char c) noexcept {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

bool is_word(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$' || (static_cast<unsigned char>(c) & 0x80u) != 0;
}

bool same_word(std::string_view text, std::string_view upper) noexcept {
  if (text.size() != upper.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if ((c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c) != upper[i]) return false;
  }
  return true;
}

/// Takes blanks and comments off the front.
void skip_trivia(std::string_view& sql) noexcept {
  for (;;) {
    std::size_t skip = 0;
    while (skip < sql.size() && is_blank(sql[skip])) ++skip;
    sql.remove_prefix(skip);
    std::string_view closing;
    if (sql.starts_with("--"))
      closing = "\n";
    else if (sql.starts_with("/*"))
      closing = "*/";
    else
      return;
    const std::size_t end = sql.find(closing, 2);
    sql.remove_prefix(end == std::string_view::npos ? sql.size() : end + closing.size());
  }
}

struct Token {
  enum Kind { end, word, name, mark } kind = end;
  std::string_view text;  // a name keeps its quotes
  int depth = 0;          // of parentheses around it
};

class Scanner {
 public:
  explicit Scanner(std::string_view sql) noexcept : rest_(sql) {}

  Token next() noexcept {
    skip_trivia(rest_);
    if (rest_.empty()) return {};
    const char first = rest_.front();
    if (first == '\'' || first == '"' || first == '`' || first == '[') return quoted_token(first);
    std::size_t size = 1;
    if (is_word(first)) {
      while (size < rest_.size() && is_word(rest_[size])) ++size;
      return take(Token::word, size);
    }
    if (first == '(') ++depth_;
    if (first == ')') --depth_;
    return take(Token::mark, 1);
  }

 private:
  Token take(Token::Kind kind, std::size_t size) noexcept {
    const Token token{kind, rest_.substr(0, size), depth_};
    rest_.remove_prefix(size);
    return token;
  }

  Token quoted_token(char open) noexcept {
    const char close = open == '[' ? ']' : open;
    std::size_t at = rest_.find(close, 1);
    while (at != std::string_view::npos) {
      const bool doubled = open != '[' && rest_.substr(at + 1).starts_with(close);
      if (!doubled) return take(Token::name, at + 1);
      at = rest_.find(close, at + 2);
    }
    return take(Token::name, rest_.size());
  }

  std::string_view rest_;
  int depth_ = 0;
};

std::string unquoted(const Token& token) {
  if (token.kind != Token::name || token.text.size() < 2) return std::string(token.text);
  const std::string_view inner = token.text.substr(1, token.text.size() - 2);
  std::string name;
  for (std::size_t i = 0; i < inner.size(); ++i) {
    name += inner[i];
    if (inner[i] == token.text.back() && i + 1 < inner.size() && inner[i + 1] == inner[i]) ++i;
  }
  return name;
}

void read_insert(Scanner& scanner, SqlShape& shape) {
  shape.verb = Verb::insert;
  Token token = scanner.next();
  while (token.kind == Token::word && !same_word(token.text, "INTO")) token = scanner.next();
  shape.table = unquoted(scanner.next());
  token = scanner.next();
  if (token.text == ".") {
    shape.schema = shape.table;
    shape.table = unquoted(scanner.next());
    token = scanner.next();
  }
  bool after_on = false;
  for (; token.kind != Token::end; token = scanner.next()) {
    if (token.depth != 0) continue;
    if (after_on && same_word(token.text, "CONFLICT")) shape.upsert = true;
    after_on = token.kind == Token::word && same_word(token.text, "ON");
  }
}

}  // namespace

bool only_trivia(std::string_view sql) noexcept {
  for (skip_trivia(sql); !sql.empty() && sql.front() == ';'; skip_trivia(sql)) sql.remove_prefix(1);
  return sql.empty();
}

SqlShape shape_of(std::string_view sql) {
  SqlShape shape;
  Scanner scanner(sql);
  Token token = scanner.next();
  while (token.text == ";") token = scanner.next();
  if (same_word(token.text, "WITH")) {
    do token = scanner.next();
    while (token.kind != Token::end &&
           !(token.kind == Token::word && token.depth == 0 &&
             (same_word(token.text, "SELECT") || same_word(token.text, "INSERT") ||
              same_word(token.text, "REPLACE") || same_word(token.text, "UPDATE") ||
              same_word(token.text, "DELETE") || same_word(token.text, "VALUES"))));
  }
  if (token.kind != Token::word) return shape;
  if (same_word(token.text, "INSERT") || same_word(token.text, "REPLACE")) {
    read_insert(scanner, shape);
  } else if (same_word(token.text, "BEGIN")) {
    shape.verb = Verb::begin;
  } else if (same_word(token.text, "COMMIT") || same_word(token.text, "END")) {
    shape.verb = Verb::commit;
  } else if (same_word(token.text, "SAVEPOINT")) {
    shape.verb = Verb::savepoint;
  } else if (same_word(token.text, "RELEASE")) {
    shape.verb = Verb::release;
  } else if (same_word(token.text, "ROLLBACK")) {
    shape.verb = Verb::rollback;
    for (token = scanner.next(); token.kind == Token::word; token = scanner.next())
      if (same_word(token.text, "TO")) shape.verb = Verb::rollback_to;
  }
  return shape;
}

std::string quoted_name(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) {
    if (c == '"') out += c;
    out += c;
  }
  return out += '"';
}

}  // namespace zin::sqlite
