// The commands of `zin`, for applications that offer them over their own connections.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/base/export.hpp"
#include "zin/manager.hpp"

namespace zin::cli {

/// Runs one command line as `zin` does: `argv[0]` is the program's name in help texts, `argv[1]`
/// the command. Connections are those of `manager`. Writes to standard output and standard error,
/// reads statements from standard input, and gives the exit status: 0 good, 1 the operation failed,
/// 2 the command line cannot be right. Throws nothing. SIGPIPE is ignored meanwhile. [one thread at
/// a time] [blocks]
[[nodiscard]] ZIN_API int run(int argc, const char* const* argv, Manager& manager) noexcept;

}  // namespace zin::cli
