// SHA-256 of texts: what tells whether a migration is still the one that ran.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace zin::migrate {

/// 64 hexadecimal digits. Throws Errc::internal when libcrypto cannot. [thread-safe]
[[nodiscard]] std::string digest(std::string_view text);

/// The text without a byte order mark, with `\n` for `\r\n` and without blank lines at its end: the
/// same file, however version control and editors have written it. [thread-safe]
[[nodiscard]] std::string normalised(std::string_view text);

}  // namespace zin::migrate
