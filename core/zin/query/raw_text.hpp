// A statement with its values written into it, for people.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "zin/sql/dialect.hpp"
#include "zin/sql/statement.hpp"

namespace zin::query {

/// The text with each `?` replaced by its value as a literal. To look at, not to run. It holds what
/// was bound: user data, which does not belong into a log.
[[nodiscard]] std::string raw_text(const Statement& statement, Dialect dialect);

}  // namespace zin::query
