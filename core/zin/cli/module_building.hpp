// C++ of a folder, compiled for this process.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "zin/migrate/migration_status.hpp"
#include "zin/migrate/module_compiler.hpp"

namespace zin::cli {

/// As ModuleCompiler::build() with the settings of the environment; what it compiles is told.
[[nodiscard]] ModuleCompiler::Module build_module(
    const std::vector<std::filesystem::path>& files,
    const std::function<void(const MigrationProgress&)>& progress);

}  // namespace zin::cli
