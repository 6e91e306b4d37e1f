// From `?` placeholders to those of the driver.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "zin/sql/dialect.hpp"

namespace zin::sql {

enum class PlaceholderStyle : std::uint8_t { question, dollar };

struct Prepared {
  std::string text;
  /// Values that the text asks for.
  std::uint32_t parameters = 0;
};

/// Rewrites `?` to the driver's placeholders and `??` to one question mark, outside strings,
/// quoted identifiers, comments and dollar quotes as the dialect has them. On dollar drivers `$1`
/// passes through; beside `?` it throws Errc::invalid_argument, as does `?1`. On question drivers
/// `$1`, `:name` and `?1` are left to the database; only `?1` is counted.
Prepared rewrite_placeholders(std::string_view sql, Dialect dialect, PlaceholderStyle style);

/// Where in `sql` lies what stands at `offset` of the rewritten text: for a server's faults. Throws
/// as rewrite_placeholders() does.
std::size_t original_offset(std::string_view sql, Dialect dialect, PlaceholderStyle style,
                            std::size_t offset);

/// The text with each `?` outside strings, quoted names and comments doubled: SQL of a file, which
/// has no placeholders, as a Session takes it. [thread-safe]
[[nodiscard]] std::string without_placeholders(std::string_view sql, Dialect dialect);

}  // namespace zin::sql
