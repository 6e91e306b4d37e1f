// Tokens as text.
// SPDX-License-Identifier: MIT
#include "zin/runtime/write_token.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "zin/base/error.hpp"

namespace zin {
namespace {

using Kind = WriteToken::Kind;

constexpr std::array<std::pair<Kind, std::string_view>, 3> prefixes{
    {{Kind::lsn, "pg:"}, {Kind::mariadb, "mariadb:"}, {Kind::mysql, "mysql:"}}};

// Longest text of a token: a cluster that was moved many times has ids of many servers.
constexpr std::size_t longest = 16384;

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_hex(char c) noexcept {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool is_number(std::string_view text, bool (*is_one)(char) noexcept, std::size_t most) noexcept {
  return !text.empty() && text.size() <= most && std::ranges::all_of(text, is_one);
}

bool is_lsn(std::string_view text) noexcept {
  const auto slash = text.find('/');
  return slash != std::string_view::npos && is_number(text.substr(0, slash), is_hex, 8) &&
         is_number(text.substr(slash + 1), is_hex, 8);
}

// Calls fn for each part between separators; false when one is refused.
template <class Fn>
bool all_parts(std::string_view text, char separator, Fn fn) {
  for (;;) {
    const auto end = text.find(separator);
    if (!fn(text.substr(0, end))) return false;
    if (end == std::string_view::npos) return true;
    text.remove_prefix(end + 1);
  }
}

bool is_mariadb_list(std::string_view text) noexcept {
  return all_parts(text, ',', [](std::string_view id) {
    std::size_t numbers = 0;
    const bool good = all_parts(id, '-', [&](std::string_view number) {
      ++numbers;
      return is_number(number, is_digit, 20);
    });
    return good && numbers == 3;
  });
}

// What the server reads itself: only that nothing else can stand in it is of interest.
bool is_mysql_set(std::string_view text) noexcept {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == ':' || c == ',' || c == '_';
  });
}

bool is_position(Kind kind, std::string_view text) noexcept {
  switch (kind) {
    case Kind::none:
      return text.empty();
    case Kind::lsn:
      return is_lsn(text);
    case Kind::mariadb:
      return is_mariadb_list(text);
    case Kind::mysql:
      return is_mysql_set(text);
  }
  return false;
}

}  // namespace

WriteToken::WriteToken(Kind kind, std::string position)
    : kind_(kind), position_(std::move(position)) {
  if (position_.size() <= longest && is_position(kind_, position_)) return;
  throw Error(Errc::invalid_argument,
              "this is no write token; pass the text of WriteToken::to_string() as it is");
}

WriteToken WriteToken::parse(std::string_view text) {
  if (text.empty()) return {};
  for (const auto& [kind, prefix] : prefixes) {
    if (text.starts_with(prefix)) return {kind, std::string{text.substr(prefix.size())}};
  }
  return {Kind::none, std::string{text}};  // which throws
}

std::string WriteToken::to_string() const {
  for (const auto& [kind, prefix] : prefixes) {
    if (kind == kind_) return std::string{prefix} + position_;
  }
  return {};
}

}  // namespace zin
