// Names of the dialects, and quoting of identifiers.
// SPDX-License-Identifier: MIT
#include "zin/sql/dialect.hpp"

#include <array>

#include "zin/base/error.hpp"

namespace zin {
namespace {

constexpr std::array<std::string_view, 5> names{"sqlite", "postgres", "mysql", "mariadb", ""};

}  // namespace

std::string_view to_string(Dialect dialect) noexcept {
  return names[static_cast<std::size_t>(dialect)];
}

std::optional<Dialect> dialect_of(std::string_view name) noexcept {
  for (std::size_t at = 0; at < names.size(); ++at) {
    if (names[at] == name) return static_cast<Dialect>(at);
  }
  return std::nullopt;
}

std::string quote_identifier(std::string_view name, Dialect dialect) {
  if (name.empty()) {
    throw Error(Errc::invalid_argument, "an identifier is empty; name the table or column");
  }
  if (name.find('\0') != std::string_view::npos) {
    throw Error(Errc::invalid_argument,
                "an identifier has a NUL byte in it, which no server takes; remove it");
  }
  const char quote = speaks_mysql(dialect) ? '`' : '"';
  std::string quoted{quote};
  quoted.reserve(name.size() + 2);
  for (const char c : name) {
    if (c == quote) quoted += quote;
    quoted += c;
  }
  return quoted += quote;
}

}  // namespace zin
