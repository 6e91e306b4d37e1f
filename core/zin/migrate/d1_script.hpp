// A migration file of D1 as the statements that are sent.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "zin/sql/splitter.hpp"

namespace zin::migrate {

/// The longest statement that D1 takes, in bytes. Source: Cloudflare's "D1 limits".
inline constexpr std::size_t longest_d1_statement = 100'000;

/// The statements of a file. As wrangler does it, one `BEGIN TRANSACTION;` and one `COMMIT;` are
/// left out, which dumps of SQLite have. Throws Errc::invalid_argument, naming file and line, for
/// what D1 refuses by its kind: other transactions, ATTACH, DETACH, VACUUM, temporary tables, and
/// what is too long. [thread-safe]
[[nodiscard]] std::vector<sql::ScriptStatement> d1_statements(std::string_view text,
                                                              std::string_view file);

}  // namespace zin::migrate
