// Reads one statement of SQLite token by token.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "zin/base/error.hpp"
#include "zin/schema/sqlite_tokens.hpp"

namespace zin::schema {

/// Goes from token to token. What is not there as it must be is Errc::unsupported, naming the
/// table. The source must outlive it. [one thread at a time]
class SqliteReader {
 public:
  explicit SqliteReader(std::string_view source)
      : source_(source), tokens_(sqlite_tokens(source)) {}

  [[nodiscard]] bool at_end() const noexcept { return at_ >= tokens_.size(); }
  [[nodiscard]] std::size_t place() const noexcept { return at_; }
  [[nodiscard]] bool sees(std::string_view keyword, std::size_t ahead = 0) const noexcept {
    return at_ + ahead < tokens_.size() && tokens_[at_ + ahead].is(keyword);
  }
  [[nodiscard]] bool sees(char sign) const noexcept { return !at_end() && tokens_[at_].is(sign); }
  [[nodiscard]] bool sees_name() const noexcept { return !at_end() && tokens_[at_].is_name(); }
  bool take(std::string_view keyword) noexcept { return take_if(sees(keyword)); }
  bool take(char sign) noexcept { return take_if(sees(sign)); }
  void want(std::string_view keyword) {
    if (!take(keyword)) refuse(keyword);
  }
  void want(char sign) {
    if (!take(sign)) refuse(std::string_view{&sign, 1});
  }
  const SqliteToken& next() {
    if (at_end()) refuse("more");
    return tokens_[at_++];
  }
  std::string name() {
    if (!sees_name()) refuse("a name");
    return next().unquoted();
  }
  // The table's name, for what is refused.
  void reads(std::string name) { table_ = std::move(name); }

  // The source from one token up to the one that comes next.
  [[nodiscard]] std::string text_from(std::size_t first) const {
    if (first >= at_) return {};
    const std::size_t begin = tokens_[first].begin;
    return std::string{source_.substr(begin, tokens_[at_ - 1].end - begin)};
  }
  // Stands at an opening parenthesis: what is in it.
  std::string parenthesised() {
    want('(');
    const std::size_t first = at_;
    skip_to_close();
    std::string inside = text_from(first);
    want(')');
    return inside;
  }
  // Up to a comma or parenthesis that closes, in what is open.
  void skip_part() {
    while (!at_end() && !sees(',') && !sees(')')) skip();
  }
  void skip_to_close() {
    while (!at_end() && !sees(')')) skip();
  }
  void skip_all() noexcept { at_ = tokens_.size(); }

  [[noreturn]] void refuse(std::string_view wanted) const {
    throw Error(Errc::unsupported, "the text that SQLite keeps of " +
                                       (table_.empty() ? "a table" : "the table " + table_) +
                                       " cannot be read: it lacks `" + std::string{wanted} + "`");
  }

 private:
  bool take_if(bool is_there) noexcept {
    at_ += is_there ? 1 : 0;
    return is_there;
  }
  void skip() {
    if (take('(')) {
      skip_to_close();
      want(')');
    } else {
      ++at_;
    }
  }

  std::string_view source_;
  std::vector<SqliteToken> tokens_;
  std::size_t at_ = 0;
  std::string table_;
};

}  // namespace zin::schema
