// A scanner of SQLite's tokens: where placeholders are, where the statement ends, what it does.
// SPDX-License-Identifier: MIT
#include "scanned_sql.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "sqlite/sql_text.hpp"
#include "zin/plugin/failure.hpp"

namespace zin::d1 {
namespace {

bool is_space(char c) noexcept {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}
bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_word(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '$' ||
         (static_cast<unsigned char>(c) & 0x80u) != 0;
}

struct Token {
  enum Kind { end, word, quoted, variable, mark } kind = end;
  std::size_t offset = 0;
  std::string_view text;
  int depth = 0;  // of parentheses around it
};

class Tokens {
 public:
  explicit Tokens(std::string_view sql) noexcept : sql_(sql) {}

  Token next() noexcept {
    skip_trivia();
    if (at_ >= sql_.size()) return {Token::end, sql_.size(), {}, 0};
    const char first = sql_[at_];
    const char second = at_ + 1 < sql_.size() ? sql_[at_ + 1] : '\0';
    if (first == '\'' || first == '"' || first == '`' || first == '[') return quoted(first);
    if (first == '?') return take(Token::variable, run(1, is_digit));
    // Behind these must come a name, else they are something else: `->` and the like have none.
    if ((first == ':' || first == '@' || first == '$') && is_word(second))
      return take(Token::variable, run(1, is_word));
    if (is_word(first)) return take(Token::word, run(1, is_word));
    if (first == '(') ++depth_;
    if (first == ')') --depth_;
    return take(Token::mark, 1);
  }

 private:
  std::size_t run(std::size_t size, bool (*belongs)(char) noexcept) const noexcept {
    while (at_ + size < sql_.size() && belongs(sql_[at_ + size])) ++size;
    return size;
  }
  void skip_trivia() noexcept {
    for (;;) {
      while (at_ < sql_.size() && is_space(sql_[at_])) ++at_;
      const std::string_view rest = sql_.substr(at_);
      std::string_view closing;
      if (rest.starts_with("--"))
        closing = "\n";
      else if (rest.starts_with("/*"))
        closing = "*/";
      else
        return;
      const std::size_t end = rest.find(closing, 2);
      at_ = end == std::string_view::npos ? sql_.size() : at_ + end + closing.size();
    }
  }
  Token take(Token::Kind kind, std::size_t size) noexcept {
    const Token token{kind, at_, sql_.substr(at_, size), depth_};
    at_ += size;
    return token;
  }
  Token quoted(char open) noexcept {
    const char close = open == '[' ? ']' : open;
    std::size_t end = sql_.find(close, at_ + 1);
    while (end != std::string_view::npos && open != '[' && end + 1 < sql_.size() &&
           sql_[end + 1] == close)
      end = sql_.find(close, end + 2);
    return take(Token::quoted, (end == std::string_view::npos ? sql_.size() : end + 1) - at_);
  }

  std::string_view sql_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

plugin::Failure not_one_statement(std::string message, std::size_t position) {
  plugin::Failure failure(ZIN_E_ERROR, ZIN_CAT_SYNTAX, std::move(message));
  failure.sqlstate = "42601";
  failure.position = static_cast<std::int64_t>(position);
  return failure;
}

/// Numbers parameters as sqlite3VdbeParameter does.
class Numbering {
 public:
  std::uint32_t number(std::string_view variable) {
    if (variable == "?") return count_++;
    if (variable.front() == '?') {
      std::uint32_t given = 0;
      std::from_chars(variable.data() + 1, variable.data() + variable.size(), given);
      constexpr std::uint32_t most = 32'766;  // SQLite's own limit: D1's is lower
      given = std::clamp(given, 1u, most);
      count_ = std::max(count_, given);
      return given - 1;
    }
    const auto [place, fresh] = names_.emplace(variable, count_);
    if (fresh) ++count_;
    return place->second;
  }
  [[nodiscard]] std::uint32_t count() const noexcept { return count_; }

 private:
  std::uint32_t count_ = 0;
  std::map<std::string, std::uint32_t, std::less<>> names_;
};

/// Whether the semicolon that was just read ends the statement: in a trigger's body only one behind
/// an END that begins after a semicolon does, as in sqlite3_complete().
class Ending {
 public:
  void see(const Token& token) {
    if (token.kind == Token::word && words_ < 4) {
      const std::string word = upper(token.text);
      if (words_ == 0 && word == "EXPLAIN") return;
      if (words_ == 0) create_ = word == "CREATE";
      if (create_ && word == "TRIGGER") trigger_ = true;
      ++words_;
    }
    if (trigger_) {
      end_ = behind_semicolon_ && token.kind == Token::word && upper(token.text) == "END";
      behind_semicolon_ = token.text == ";";
    }
  }
  /// Before see() is told of it.
  [[nodiscard]] bool ends_here() const noexcept { return !trigger_ || end_; }

 private:
  int words_ = 0;
  bool create_ = false, trigger_ = false, behind_semicolon_ = false, end_ = false;
};

/// Pragmas that only look, of those that D1 lets pass.
constexpr std::array<std::string_view, 9> reading_pragmas = {
    "TABLE_INFO",  "TABLE_XINFO",      "TABLE_LIST",        "INDEX_LIST", "INDEX_INFO",
    "INDEX_XINFO", "FOREIGN_KEY_LIST", "FOREIGN_KEY_CHECK", "QUICK_CHECK"};

void read_verb(ScannedSql& out) {
  Tokens tokens(out.text);
  Token token = tokens.next();
  std::string word = upper(token.text);
  if (word == "EXPLAIN") {
    out.read_only = true;
    return;
  }
  if (word == "WITH") {
    do {
      token = tokens.next();
      word = upper(token.text);
    } while (token.kind != Token::end &&
             !(token.kind == Token::word && token.depth == 0 &&
               (word == "SELECT" || word == "VALUES" || word == "INSERT" || word == "REPLACE" ||
                word == "UPDATE" || word == "DELETE")));
  }
  out.read_only = word == "SELECT" || word == "VALUES";
  out.changes_rows = word == "INSERT" || word == "REPLACE" || word == "UPDATE" || word == "DELETE";
  if (word == "INSERT" || word == "REPLACE") out.inserts = !sqlite::shape_of(out.text).upsert;
  out.transaction = word == "BEGIN" || word == "COMMIT" || word == "END" || word == "ROLLBACK" ||
                    word == "SAVEPOINT" || word == "RELEASE";
  if (word == "PRAGMA") {
    const std::string name = upper(tokens.next().text);
    out.read_only =
        std::find(reading_pragmas.begin(), reading_pragmas.end(), name) != reading_pragmas.end();
  }
}

}  // namespace

ScannedSql scan_sql(std::string_view sql) {
  if (sqlite::only_trivia(sql)) throw not_one_statement("the statement is empty", 0);
  ScannedSql out;
  Numbering numbering;
  Ending ending;
  Tokens tokens(sql);
  std::size_t end = sql.size();
  bool begun = false;
  for (Token token = tokens.next(); token.kind != Token::end; token = tokens.next()) {
    if (token.text == ";") {
      if (!begun) {  // an empty statement in front
        sql.remove_prefix(token.offset + 1);
        return scan_sql(sql);
      }
      if (ending.ends_here()) {
        end = token.offset;
        break;
      }
    }
    begun = true;
    ending.see(token);
    if (token.kind == Token::variable)
      out.places.push_back({token.offset, token.text.size(), numbering.number(token.text)});
  }
  if (!sqlite::only_trivia(sql.substr(end)))
    throw not_one_statement(
        "there is more text after the first statement: send one statement at a time", end + 1);
  out.text = sql.substr(0, end);
  out.nparams = numbering.count();
  read_verb(out);
  return out;
}

}  // namespace zin::d1
