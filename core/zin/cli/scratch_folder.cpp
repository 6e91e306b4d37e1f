// Making and removing it.
// SPDX-License-Identifier: MIT
#include "zin/cli/scratch_folder.hpp"

#include <stdlib.h>  // NOLINT(*-deprecated-headers): mkdtemp

#include <string>
#include <system_error>

#include "zin/base/error.hpp"

namespace zin::cli {

ScratchFolder::ScratchFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "zin-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    throw Error{Errc::permission_denied, "no folder can be made in " + pattern + "; set TMPDIR"};
  }
  path_ = pattern;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace zin::cli
