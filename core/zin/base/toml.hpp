// toml++, whose broken assumptions are failures here.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "zin/base/toml_text.hpp"

namespace zin::detail {
struct BrokenAssumption {};
[[noreturn]] inline void broken_assumption() { throw BrokenAssumption{}; }
}  // namespace zin::detail

// Header-only costs no library at run time.
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/impl/preprocessor.h>
// Some malformed texts (`[;=`) break what 3.3 asserts, or without assertions what it tells the
// compiler to rely on.
#undef TOML_ASSERT
#undef TOML_ASSERT_ASSUME
#define TOML_ASSERT(expr) ((expr) ? void() : ::zin::detail::broken_assumption())
#define TOML_ASSERT_ASSUME(expr) TOML_ASSERT(expr)
#include <toml++/toml.h>

namespace zin {

/// Why a text is no TOML: the line (from 1), and a reason that may quote the text.
struct TomlFailure {
  std::size_t line = 1;
  std::string reason;
};

namespace detail {

inline toml::table parse_checked_toml(std::string_view text) {
  toml::parse_result parsed = toml::parse(text);
  if (parsed) return std::move(parsed).table();
  throw TomlFailure{parsed.error().source().begin.line, std::string{parsed.error().description()}};
}

// The first line whose end is too far for the parser.
inline std::size_t line_of_broken_assumption(std::string_view text) {
  std::size_t line = 1;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos;
       end = text.find('\n', end + 1), ++line) {
    try {
      static_cast<void>(parse_checked_toml(text.substr(0, end + 1)));
    } catch (const BrokenAssumption&) {
      return line;
    } catch (const TomlFailure&) {  // a table or string that goes on
      continue;
    }
  }
  return line;
}

}  // namespace detail

/// Throws TomlFailure. The cost of some malformed texts is quadratic: bound the size.
[[nodiscard]] inline toml::table parse_toml(std::string_view text) {
  if (const std::size_t line = line_of_stray_letter(text); line != 0) {
    throw TomlFailure{line, "a letter outside of quotes is not ASCII"};
  }
  try {
    return detail::parse_checked_toml(text);
  } catch (const detail::BrokenAssumption&) {
    throw TomlFailure{detail::line_of_broken_assumption(text), "it is no TOML"};
  }
}

}  // namespace zin
