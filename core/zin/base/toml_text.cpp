// Skips what may hold any letter: TOML's strings and comments.
// SPDX-License-Identifier: MIT
#include "zin/base/toml_text.hpp"

#include <algorithm>

namespace zin {
namespace {

// The end of the string that begins with `quote` at the front; that of the text when it has none.
std::size_t string_end(std::string_view text) noexcept {
  const char quote = text.front();
  const bool escapes = quote == '"';
  const bool lines = text.size() >= 3 && text[1] == quote && text[2] == quote;
  for (std::size_t at = lines ? 3 : 1; at < text.size(); ++at) {
    if (escapes && text[at] == '\\') {
      ++at;
    } else if (!lines && (text[at] == quote || text[at] == '\n')) {
      return at + 1;
    } else if (lines && text.substr(at, 3) == text.substr(0, 3)) {
      return at + 3;
    }
  }
  return text.size();
}

}  // namespace

std::size_t line_of_stray_letter(std::string_view toml) noexcept {
  for (std::size_t at = 0; at < toml.size();) {
    const char c = toml[at];
    if (c == '#') {
      at = std::min(toml.find('\n', at), toml.size());
    } else if (c == '"' || c == '\'') {
      at += string_end(toml.substr(at));
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      return static_cast<std::size_t>(
                 std::count(toml.begin(), toml.begin() + static_cast<std::ptrdiff_t>(at), '\n')) +
             1;
    } else {
      ++at;
    }
  }
  return 0;
}

}  // namespace zin
