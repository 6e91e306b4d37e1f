// From the running program to the plugins of its prefix.
// SPDX-License-Identifier: MIT
#include "plugin_home.hpp"

#include <system_error>

namespace zin::cli {

namespace fs = std::filesystem;

fs::path plugin_home() {
  std::error_code failure;
  const fs::path program = fs::read_symlink("/proc/self/exe", failure);
  if (failure || !program.has_parent_path()) return {};
  const fs::path folder =
      fs::weakly_canonical(program.parent_path() / ZIN_PLUGINS_FROM_BIN, failure);
  return !failure && fs::is_directory(folder, failure) ? folder : fs::path{};
}

}  // namespace zin::cli
