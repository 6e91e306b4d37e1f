// What statements give, as the files below tests/golden/ write it.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "zin/zin.hpp"

namespace golden {

/// ": a | b", a line a row; ":" alone when there is none.
[[nodiscard]] std::vector<std::string> lines_of(const zin::Rows& rows);

/// Whether a result is ":= n", the rows that a statement affected.
[[nodiscard]] bool counts(const std::vector<std::string>& results) noexcept;

/// Runs the statements in order; gives the rows of the last one, or how many it affected. Throws
/// what Session's verbs throw; there must be a statement.
[[nodiscard]] std::vector<std::string> outcome(zin::Session& session,
                                               const std::vector<zin::Statement>& statements,
                                               bool counted);

}  // namespace golden
