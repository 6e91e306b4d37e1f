// Quoting of names, placeholders, and raw pieces with values of their own.
// SPDX-License-Identifier: MIT
#include "zin/sql/writer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

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

// Letters of other alphabets are left out: they are rare, and quoted() takes them.
constexpr auto plain_letters = [] {
  std::array<bool, 256> plain{};
  for (unsigned char c = 0; c < 128; ++c) {
    plain[c] =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
  return plain;
}();

}  // namespace

Writer& Writer::spill(std::string_view sql) {
  before_.append(room_, at_);
  before_ += sql;
  at_ = room_;
  return *this;
}

std::string Writer::take_text() {
  const std::string_view rest{room_, std::exchange(at_, room_)};
  if (before_.empty()) return std::string{rest};
  return std::exchange(before_, {}).append(rest);
}

Writer& Writer::number(std::uint64_t number) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  return *this << std::string_view{digits, static_cast<std::size_t>(end - digits)};
}

bool Writer::plain_name(std::string_view name) {
  if (name.empty() || name.size() + 2 > left()) return false;
  char* at = at_;
  *at++ = traits_.open_quote;
  for (const char c : name) {
    if (!plain_letters[static_cast<unsigned char>(c)]) return false;
    *at++ = c;
  }
  *at++ = traits_.close_quote;
  at_ = at;
  return true;
}

void Writer::quoted(std::string_view name) {
  if (plain_name(name)) return;
  if (name.empty()) refuse_empty();
  const char close = traits_.close_quote;
  *this << traits_.open_quote;
  const auto special = [close](char c) { return c == close || c == '\0'; };
  // Copied in pieces: hardly any name has more than one.
  for (auto at = std::find_if(name.begin(), name.end(), special); at != name.end();
       at = std::find_if(name.begin(), name.end(), special)) {
    if (*at == '\0') refuse_nul();
    const auto size = static_cast<std::size_t>(at - name.begin()) + 1;
    *this << name.substr(0, size) << close;
    name.remove_prefix(size);
  }
  *this << name << close;
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
  if (plain_name(name)) return;
  const Aliased parts = split_alias(name);
  if (parts.has_alias) [[unlikely]] {
    this->name(parts.name);
    *this << " as ";
    return quoted(parts.alias);
  }
  for (std::size_t dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.')) {
    quoted(name.substr(0, dot));
    *this << '.';
    name.remove_prefix(dot + 1);
  }
  if (name == "*") {
    *this << '*';
  } else {
    quoted(name);
  }
}

void Writer::literal(std::string_view text) {
  const bool escapes = speaks_mysql(traits_.dialect);
  *this << '\'';
  for (const char c : text) {
    if (c == '\0') refuse_nul();
    if (c == '\'' || (escapes && c == '\\')) *this << c;
    // A question mark in here is no placeholder: what reads the text skips strings.
    *this << c;
  }
  *this << '\'';
}

void Writer::raw(std::string_view sql, std::span<const Value> bindings) {
  std::size_t used = 0;
  for (std::size_t at = 0; at < sql.size();) {
    if (const std::size_t end = skip_opaque(sql, at, traits_.dialect); end != at) {
      *this << sql.substr(at, end - at);
      at = end;
    } else if (sql[at] == '?' && sql.substr(at, 2) == "??") {
      *this << "??";  // whoever prepares the statement makes one of them
      at += 2;
    } else if (sql[at] == '?') {
      if (used < bindings.size()) parameter(bindings[used]);
      ++used;
      ++at;
    } else {
      *this << sql[at++];
    }
  }
  if (used == bindings.size()) return;
  throw Error(Errc::invalid_argument,
              "a raw piece of SQL has " + std::to_string(used) + " placeholders and " +
                  std::to_string(bindings.size()) +
                  " values; give one value for each ? (?? is a literal question mark)");
}

}  // namespace zin::sql
