// Permissions and room.
// SPDX-License-Identifier: MIT
#include "zin/cli/database_file.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

namespace zin::cli {
namespace {

namespace fs = std::filesystem;

// Below this the next transactions will fail.
constexpr std::uintmax_t little_room = std::uintmax_t{1} << 20U;

Check failed(std::string detail, std::string next_step) {
  return {.name = "file",
          .status = CheckStatus::fail,
          .detail = std::move(detail),
          .next_step = std::move(next_step)};
}

bool may_be_changed_by_all(const fs::path& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && (status.st_mode & S_IWOTH) != 0 &&
         (status.st_mode & S_ISVTX) == 0;
}

}  // namespace

Check check_database_file(const DatabaseConfig& config) {
  if (config.database == ":memory:") {
    return {.name = "file", .status = CheckStatus::skip, .detail = "the database is in memory"};
  }
  const fs::path file = config.database;
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path{"."};
  std::error_code failure;
  if (!fs::exists(folder, failure)) {
    return failed(fmt::format("its folder {} does not exist", folder.string()),
                  fmt::format("make it: mkdir -p {}", folder.string()));
  }
  if (!fs::is_directory(folder, failure)) {
    return failed(fmt::format("{} is no folder", folder.string()), "mend DB_DATABASE (or DB_PATH)");
  }
  if (::access(folder.c_str(), W_OK | X_OK) != 0) {
    return failed(fmt::format("the folder {} is not writable, and SQLite makes its journals there",
                              folder.string()),
                  fmt::format("chmod u+wx {}, or run as its owner", folder.string()));
  }
  for (const char* const suffix : {"", "-wal", "-shm", "-journal"}) {
    const fs::path part = file.string() + suffix;
    if (!fs::exists(part, failure)) continue;
    if (!fs::is_regular_file(part, failure)) {
      return failed(fmt::format("{} is no file", part.string()), "mend DB_DATABASE (or DB_PATH)");
    }
    if (::access(part.c_str(), R_OK | W_OK) != 0) {
      return failed(fmt::format("{} cannot be read and written by this user", part.string()),
                    fmt::format("chmod u+rw {}, or run as its owner", part.string()));
    }
  }
  const fs::space_info space = fs::space(folder, failure);
  if (!failure && space.available < little_room) {
    return failed(fmt::format("only {} bytes are free where {} is", space.available, file.string()),
                  "make room on that disk");
  }
  Check check{.name = "file"};
  check.detail = fs::exists(file, failure)
                     ? fmt::format("{}, {} bytes", file.string(), fs::file_size(file, failure))
                     : fmt::format("{} is made when it is opened", file.string());
  if (may_be_changed_by_all(file) || may_be_changed_by_all(folder)) {
    check.next_step = fmt::format("every user of this machine may change it: chmod o-w {} {}",
                                  file.string(), folder.string());
  }
  return check;
}

}  // namespace zin::cli
