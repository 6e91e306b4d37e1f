// Quoting of names, placeholders, and raw pieces with values of their own.
// SPDX-License-Identifier: MIT
#include "zin/sql/writer.hpp"

#include <algorithm>
#include <charconv>

#include "zin/base/error.hpp"
#include "zin/sql/lexer.hpp"

namespace zin::sql {
namespace {

[[noreturn]] void refuse_empty() {
  throw Error(Errc::invalid_argument, "an identifier is empty; name the table or column");
}

[[noreturn]] void refuse_nul() {
  throw Error(Errc::invalid_argument,
              "an identifier has a NUL byte in it, which no server takes; remove it");
}

}  // namespace

Writer& Writer::number(std::uint64_t number) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  text_.append(digits, static_cast<std::size_t>(end - digits));
  return *this;
}

void Writer::quoted(std::string_view name) {
  if (name.empty()) refuse_empty();
  const char close = traits_.close_quote;
  text_ += traits_.open_quote;
  const auto special = [close](char c) { return c == close || c == '\0'; };
  // Copied in pieces: hardly any name has more than one.
  for (auto at = std::find_if(name.begin(), name.end(), special); at != name.end();
       at = std::find_if(name.begin(), name.end(), special)) {
    if (*at == '\0') refuse_nul();
    const auto size = static_cast<std::size_t>(at - name.begin()) + 1;
    text_ += name.substr(0, size);
    text_ += close;
    name.remove_prefix(size);
  }
  text_ += name;
  text_ += close;
}

Aliased split_alias(std::string_view name) noexcept {
  for (std::size_t at = name.find(' '); at != std::string_view::npos; at = name.find(' ', at + 1)) {
    if (at + 4 > name.size()) break;
    const bool word = (name[at + 1] == 'a' || name[at + 1] == 'A') &&
                      (name[at + 2] == 's' || name[at + 2] == 'S') && name[at + 3] == ' ';
    if (!word) continue;
    const std::size_t end = name.find_last_not_of(' ', at);
    const std::size_t begin = name.find_first_not_of(' ', at + 4);
    return {.name = name.substr(0, end == std::string_view::npos ? 0 : end + 1),
            .alias = begin == std::string_view::npos ? std::string_view{} : name.substr(begin),
            .has_alias = true};
  }
  return {.name = name};
}

void Writer::name(std::string_view name) {
  const Aliased parts = split_alias(name);
  if (parts.has_alias) [[unlikely]] {
    this->name(parts.name);
    text_ += " as ";
    return quoted(parts.alias);
  }
  for (std::size_t dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.')) {
    quoted(name.substr(0, dot));
    text_ += '.';
    name.remove_prefix(dot + 1);
  }
  if (name == "*") {
    text_ += '*';
  } else {
    quoted(name);
  }
}

void Writer::literal(std::string_view text) {
  const bool escapes = speaks_mysql(traits_.dialect);
  text_ += '\'';
  for (const char c : text) {
    if (c == '\0') refuse_nul();
    if (c == '\'' || (escapes && c == '\\')) text_ += c;
    // A question mark in here is no placeholder: what reads the text skips strings.
    text_ += c;
  }
  text_ += '\'';
}

void Writer::raw(std::string_view sql, std::span<const Value> bindings) {
  std::size_t used = 0;
  for (std::size_t at = 0; at < sql.size();) {
    if (const std::size_t end = skip_opaque(sql, at, traits_.dialect); end != at) {
      text_ += sql.substr(at, end - at);
      at = end;
    } else if (sql[at] == '?' && sql.substr(at, 2) == "??") {
      text_ += "??";  // whoever prepares the statement makes one of them
      at += 2;
    } else if (sql[at] == '?') {
      if (used < bindings.size()) parameter(bindings[used]);
      ++used;
      ++at;
    } else {
      text_ += sql[at++];
    }
  }
  if (used == bindings.size()) return;
  throw Error(Errc::invalid_argument,
              "a raw piece of SQL has " + std::to_string(used) + " placeholders and " +
                  std::to_string(bindings.size()) +
                  " values; give one value for each ? (?? is a literal question mark)");
}

}  // namespace zin::sql
