// Statements that a program sends to the signed proxy, written down for `zin d1:learn`.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace zin::runtime {

/// The variable that `zin d1:learn` sets for the program that it runs: a file.
inline constexpr const char* learning_variable = "ZIN_D1_LEARN";

/// Appends the text to that file, as one line of JSON, when the driver is d1-remote; else, and
/// where the file cannot be written, nothing. Values are bound and never part of it. A setuid
/// process learns nothing. [thread-safe] [blocks]
void learn_statement(std::string_view driver, std::string_view sql) noexcept;

}  // namespace zin::runtime
