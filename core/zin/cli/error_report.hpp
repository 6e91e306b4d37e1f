// How a failure is told on standard error.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "zin/base/error.hpp"
#include "zin/base/json.hpp"
#include "zin/cli/context.hpp"

namespace zin::cli {

/// {"error": {"code": ..., "message": ..., ...}}; parts that are unknown are null. `line` is that
/// of the input in which the statement starts, 0 where there is none.
[[nodiscard]] Json error_json(const Error& error, std::uint64_t line = 0);

/// "<program>: <code>: <message>", and below it the place of the fault in the statement where the
/// server told it. Ends in a line feed.
[[nodiscard]] std::string error_text(std::string_view program, const Error& error,
                                     std::uint64_t line = 0);

/// Writes one of them to standard error, behind what was written to the output until then.
void report(const Error& error, Context& context, std::uint64_t line = 0);

/// The line of `statement` that holds the byte at `position`, and a caret below it. Long lines are
/// cut around the place, control characters are shown as blanks.
[[nodiscard]] std::string marked_place(std::string_view statement, std::uint64_t position);

}  // namespace zin::cli
