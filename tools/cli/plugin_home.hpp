// Where the plugins of this installation are, wherever it was moved to.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace zin::cli {

/// The plugin folder that was installed together with the running program, found from the program's
/// own place; empty when there is none (a build tree, a program that was copied elsewhere).
[[nodiscard]] std::filesystem::path plugin_home();

}  // namespace zin::cli
