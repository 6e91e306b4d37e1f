// Pieces that break out of what they stand in.
// SPDX-License-Identifier: MIT
#include "hostile_text.hpp"

#include <algorithm>
#include <array>

namespace zin::test {
namespace {

// What breaks out of quotes, comments, placeholders and dialects' own forms.
constexpr std::array<std::string_view, 34> pieces{
    "'",    "\"",    "`",  "\\",   "--",   "/*", "*/",       ";",
    "?",    "??",    "$1", "$$",   "#",    "%",  "_",        "\n",
    "\r",   "\t",    "\1", "\x1b", "\x7f", ")",  "(",        ",",
    "[",    "]",     ":a", "@b",   "e'\\", "{",  "\xC3\xA9", "\xF0\x9F\x98\x80",
    "drop", "or 1=1"};

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

}  // namespace

std::int64_t HostileText::number() {
  const auto wide = static_cast<std::int64_t>(random_());
  return coin() ? wide : wide % 1000;
}

std::string HostileText::text() {
  std::string out;
  for (std::uint64_t left = below(5); left > 0; --left) out += pieces[below(pieces.size())];
  marks_.push_back("zq" + std::to_string(++counted_) + "qz");
  out += marks_.back();
  for (std::uint64_t left = below(5); left > 0; --left) out += pieces[below(pieces.size())];
  return out;
}

// MySQL takes no characters beyond U+FFFF in a name (Reference Manual, "Schema Object Names").
bool HostileText::fits_name(std::string_view piece) const {
  return !speaks_mysql(dialect_) || !piece.starts_with('\xF0');
}

// Brackets are indices. SQLite 3.40 and MariaDB 10.11 compare keys as the document writes them:
// those that it has to escape are not found.
bool HostileText::fits_key(std::string_view piece) const {
  if (piece == "[" || piece == "]") return false;
  if (dialect_ == Dialect::postgres) return true;
  return std::none_of(piece.begin(), piece.end(),
                      [](char c) { return c == '"' || c == '\\' || is_control(c); });
}

// A dot separates parts of a name, " as " an alias, "->" a path: all else is a name, but for white
// space at its ends. PostgreSQL cuts names at 63 bytes; MariaDB writes characters of tables' names
// as five bytes in that of a file, which has at most 255.
std::string HostileText::name() {
  std::string name = "n" + std::to_string(++counted_);
  for (std::uint64_t left = below(6); left > 0; --left) {
    const std::string_view piece = pieces[below(pieces.size())];
    if (fits_name(piece)) name += piece;
  }
  return name + "z";
}

std::string HostileText::key() {
  std::string key = "k";
  for (std::uint64_t left = below(5); left > 0; --left) {
    const std::string_view piece = pieces[below(pieces.size())];
    if (fits_key(piece)) key += piece;
  }
  return key;
}

bool HostileText::leaks(std::string_view sql) const {
  return std::any_of(marks_.begin(), marks_.end(), [&](const std::string& mark) {
    return sql.find(mark) != std::string_view::npos;
  });
}

}  // namespace zin::test
