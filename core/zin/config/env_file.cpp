// The .env grammar, one line at a time.
// SPDX-License-Identifier: MIT
#include "zin/config/env_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "zin/base/error.hpp"
#include "zin/config/words.hpp"

namespace zin::config {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

bool is_name_start(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; }

bool is_name_char(char c) { return is_name_start(c) || (c >= '0' && c <= '9'); }

class LineParser {
 public:
  LineParser(std::string_view rest, std::string_view file, std::size_t line)
      : rest_(rest), file_(file), line_(line) {}

  EnvFileEntry parse() {
    skip_export();
    EnvFileEntry entry{.name = name(), .line = line_};
    skip_blanks();
    if (rest_.empty() || rest_.front() != '=') refuse("a name must be followed by =");
    rest_.remove_prefix(1);
    entry.value = value();
    return entry;
  }

 private:
  [[noreturn]] void refuse(std::string_view reason) const {
    throw Error{Errc::invalid_config,
                fmt::format("{} line {} cannot be read: {}", shown(file_), line_, reason)};
  }

  void skip_blanks() {
    while (!rest_.empty() && is_blank(rest_.front())) rest_.remove_prefix(1);
  }

  void skip_export() {
    constexpr std::string_view word = "export";
    if (rest_.substr(0, word.size()) != word) return;
    // `export = x` and `exported=x` are names.
    std::string_view after = rest_.substr(word.size());
    if (after.empty() || !is_blank(after.front())) return;
    while (!after.empty() && is_blank(after.front())) after.remove_prefix(1);
    if (after.empty() || after.front() == '=') return;
    rest_ = after;
  }

  std::string name() {
    if (rest_.empty() || !is_name_start(rest_.front())) {
      refuse("expected NAME=value, a comment that starts with # or an empty line");
    }
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), is_name_char);
    std::string found{rest_.begin(), end};
    rest_.remove_prefix(found.size());
    return found;
  }

  std::string value() {
    const bool blank_before = !rest_.empty() && is_blank(rest_.front());
    skip_blanks();
    if (rest_.empty() || (blank_before && rest_.front() == '#')) return {};
    if (rest_.front() == '\'') return single_quoted();
    if (rest_.front() == '"') return double_quoted();
    return unquoted();
  }

  std::string unquoted() const {
    std::size_t end = rest_.size();
    for (std::size_t i = 1; i < rest_.size(); ++i) {
      if (rest_[i] == '#' && is_blank(rest_[i - 1])) {
        end = i;
        break;
      }
    }
    return std::string{trimmed(rest_.substr(0, end))};
  }

  std::string single_quoted() {
    const auto end = rest_.find('\'', 1);
    if (end == std::string_view::npos) refuse_open_quote();
    std::string text{rest_.substr(1, end - 1)};
    rest_.remove_prefix(end + 1);
    expect_end();
    return text;
  }

  std::string double_quoted() {
    std::string text;
    rest_.remove_prefix(1);
    while (!rest_.empty() && rest_.front() != '"') {
      char c = rest_.front();
      rest_.remove_prefix(1);
      if (c == '\\') {
        if (rest_.empty()) refuse_open_quote();
        c = escaped(rest_.front());
        rest_.remove_prefix(1);
      }
      text += c;
    }
    if (rest_.empty()) refuse_open_quote();
    rest_.remove_prefix(1);
    expect_end();
    return text;
  }

  char escaped(char c) const {
    switch (c) {
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case '\\':
      case '"':
      case '\'':
      case '$':
        return c;
      default:
        refuse(
            "double quotes know \\n \\r \\t \\\\ \\\" \\' and \\$; write the value in single "
            "quotes to keep a backslash as it is");
    }
  }

  [[noreturn]] void refuse_open_quote() const {
    refuse(
        "the quote is not closed on this line; a value cannot go over several lines, write \\n "
        "inside double quotes or name a file with a ..._FILE variable");
  }

  void expect_end() {
    skip_blanks();
    if (!rest_.empty() && rest_.front() != '#') {
      refuse("only a comment may follow the closing quote");
    }
  }

  std::string_view rest_;
  std::string_view file_;
  std::size_t line_;
};

}  // namespace

std::vector<EnvFileEntry> parse_env_file(std::string_view text, std::string_view file) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.substr(0, byte_order_mark.size()) == byte_order_mark) {
    text.remove_prefix(byte_order_mark.size());
  }
  std::vector<EnvFileEntry> entries;
  for (std::size_t line = 1; !text.empty(); ++line) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view content = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (content.find('\0') != std::string_view::npos) {
      throw Error{Errc::invalid_config,
                  fmt::format("{} line {} holds a NUL byte: is it a text file in UTF-8?",
                              shown(file), line)};
    }
    if (content.empty() || content.front() == '#') continue;
    entries.push_back(LineParser{content, file, line}.parse());
  }
  return entries;
}

}  // namespace zin::config
