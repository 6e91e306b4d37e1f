// Making a folder that is the user's alone.
// SPDX-License-Identifier: MIT
#include "zin/migrate/module_cache.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "zin/base/error.hpp"

namespace zin::migrate {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& folder, std::string_view why) {
  throw Error(Errc::permission_denied,
              fmt::format("compiled migrations are kept in {}, which {}; set XDG_CACHE_HOME to a "
                          "folder of your own",
                          folder.string(), why));
}

}  // namespace

void make_private(const fs::path& folder) {
  if (!folder.is_absolute()) refuse(folder, "is no absolute path");
  struct stat status {};
  if (::lstat(folder.c_str(), &status) != 0) {
    if (folder.has_parent_path() && folder.parent_path() != folder) {
      std::error_code ignored;
      if (!fs::exists(folder.parent_path(), ignored)) make_private(folder.parent_path());
    }
    if (::mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
      refuse(folder, "cannot be made: " + std::generic_category().message(errno));
    }
    if (::lstat(folder.c_str(), &status) != 0) refuse(folder, "cannot be read");
  }
  if (!S_ISDIR(status.st_mode)) refuse(folder, "is no folder");
  if (status.st_uid != ::geteuid()) refuse(folder, "belongs to another user");
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    refuse(folder,
           fmt::format("others may enter (mode {:o}): chmod 700 it", status.st_mode & 0777U));
  }
}

}  // namespace zin::migrate
