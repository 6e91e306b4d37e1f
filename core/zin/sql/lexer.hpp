// Finds what in a SQL text is not code: strings, quoted identifiers, comments.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include "zin/sql/dialect.hpp"

namespace zin::sql {

/// Whether the character may be part of an unquoted name.
constexpr bool is_name_character(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// ASCII letters in lower case.
constexpr char lowered(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// If a string, quoted identifier, comment or dollar quote of the dialect starts at `at`, the
/// offset just behind it, the text's end when it does not close; else `at`. [thread-safe]
std::size_t skip_opaque(std::string_view sql, std::size_t at, Dialect dialect);

}  // namespace zin::sql
