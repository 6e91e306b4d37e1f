// Reads the text of a .env file into names and values.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace zin::config {

struct EnvFileEntry {
  std::string name{};
  std::string value{};
  std::size_t line = 0;  ///< From 1.

  bool operator==(const EnvFileEntry&) const = default;
};

/// The assignments of a .env file in their order; a name may come twice, then the last one counts.
///
/// A line is `NAME=value`, `export NAME=value`, empty, or a comment that starts with `#`. Blanks
/// around `=` and the value do not count. An unquoted value ends at a `#` with a blank before it;
/// 'single quotes' keep everything as it is; "double quotes" know \n \r \t \\ \" \' and \$. Nothing
/// is expanded: `$HOME` stays as it is. A value never goes over several lines.
/// Line ends are LF or CRLF; a byte order mark at the start is skipped.
///
/// Throws Errc::invalid_config with `file` and the line for anything else. The message never shows
/// any of the line's text, since it may be a secret.
[[nodiscard]] std::vector<EnvFileEntry> parse_env_file(std::string_view text,
                                                       std::string_view file);

}  // namespace zin::config
