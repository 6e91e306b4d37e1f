// What a text must know of the server that is to read it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "zin/base/export.hpp"
#include "zin/sql/dialect.hpp"

namespace zin {

/// How values are shown in a text: as the driver takes them, or as `?` everywhere.
enum class Placeholder : std::uint8_t { native, question };

/// A dialect with the differences that a server or a driver has from it.
struct DialectTraits {
  Dialect dialect = Dialect::none;
  /// Around names; a closing one in a name is doubled.
  char open_quote = '"';
  char close_quote = '"';
  /// `$1`, `$2` instead of `?`.
  bool numbers_parameters = false;
  bool returns_inserted = false;  ///< insert .. returning
  bool returns_updated = false;   ///< update .. returning
  bool returns_deleted = false;   ///< delete .. returning
  /// Values that one statement may have.
  std::uint32_t max_parameters = 65535;

  /// Those of the database itself. The limits: SQLite 32,766 (SQLITE_MAX_VARIABLE_NUMBER since
  /// 3.32), PostgreSQL, MySQL and MariaDB 65,535 (a count of 16 bits in their protocols).
  /// [thread-safe]
  [[nodiscard]] ZIN_API static DialectTraits of(Dialect dialect) noexcept;

  friend bool operator==(const DialectTraits&, const DialectTraits&) = default;
};

}  // namespace zin
