// Files and folders.
// SPDX-License-Identifier: MIT
#include "zin/migrate/migration_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "zin/base/error.hpp"
#include "zin/config/text_file.hpp"
#include "zin/migrate/digest.hpp"

namespace zin::migrate {
namespace {

namespace fs = std::filesystem;

// Of a file; larger ones are data, which belongs into a seeder.
constexpr std::size_t most_bytes = std::size_t{64} << 20U;

}  // namespace

std::string migration_text(const fs::path& path) {
  config::TextFile file = config::read_text_file(path.string(), most_bytes);
  if (!file.problem.empty()) {
    throw Error(Errc::permission_denied,
                fmt::format("the migration {} {}", path.string(), file.problem));
  }
  if (file.text.find('\0') != std::string::npos) {
    throw Error(Errc::invalid_argument,
                fmt::format("the migration {} holds a NUL byte: save it as UTF-8", path.string()));
  }
  return normalised(file.text);
}

std::vector<fs::path> migration_files(const fs::path& folder) {
  std::error_code failure;
  std::vector<fs::path> files;
  for (fs::directory_iterator at{folder, failure}; !failure && at != fs::directory_iterator{};
       at.increment(failure)) {
    const std::string name = at->path().filename().string();
    if (name.front() != '.' && at->is_regular_file()) files.push_back(at->path());
  }
  if (failure && failure != std::errc::no_such_file_or_directory) {
    throw Error(Errc::permission_denied,
                fmt::format("the folder of the migrations {} cannot be read: {}", folder.string(),
                            failure.message()));
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace zin::migrate
