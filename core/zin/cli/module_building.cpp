// The compiler of the environment.
// SPDX-License-Identifier: MIT
#include "zin/cli/module_building.hpp"

namespace zin::cli {

ModuleCompiler::Module build_module(const std::vector<std::filesystem::path>& files,
                                    const std::function<void(const MigrationProgress&)>& progress) {
  ModuleSettings settings = ModuleSettings::from_env();
  settings.compiling = [&progress](std::string_view names) {
    if (progress) progress({.event = MigrationProgress::Event::compiling, .detail = names});
  };
  return ModuleCompiler{std::move(settings)}.build(files);
}

}  // namespace zin::cli
