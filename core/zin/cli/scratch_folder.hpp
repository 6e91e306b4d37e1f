// A folder for files that live as long as an object.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace zin::cli {

/// In the system's folder for temporary files, for this user alone; removed with all that is in it.
class ScratchFolder {
 public:
  /// Throws Errc::permission_denied when it cannot be made.
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  [[nodiscard]] std::filesystem::path file(const char* name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

}  // namespace zin::cli
