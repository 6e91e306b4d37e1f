// The SQL dialects and how their texts differ to a reader.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "zin/base/export.hpp"

namespace zin {

/// The SQL that a connection speaks; `none` for drivers of stores that speak no SQL.
enum class Dialect : std::uint8_t { sqlite, postgres, mysql, mariadb, none };

/// Whether it is MySQL's or MariaDB's, which share their rules of quoting and comments.
/// [thread-safe]
[[nodiscard]] constexpr bool speaks_mysql(Dialect dialect) noexcept {
  return dialect == Dialect::mysql || dialect == Dialect::mariadb;
}

/// "postgres" etc.; "" for none. [thread-safe]
[[nodiscard]] ZIN_API std::string_view to_string(Dialect dialect) noexcept;
/// The dialect of that name, as drivers tell it; nothing for an unknown one. [thread-safe]
[[nodiscard]] ZIN_API std::optional<Dialect> dialect_of(std::string_view name) noexcept;

/// The name between the dialect's quotes, quotes inside doubled: `"users"`, "`users`".
/// A dot is part of the name. Throws Errc::invalid_argument for an empty name and for one with a
/// NUL byte, which servers cut or refuse.
[[nodiscard]] ZIN_API std::string quote_identifier(std::string_view name, Dialect dialect);

}  // namespace zin
