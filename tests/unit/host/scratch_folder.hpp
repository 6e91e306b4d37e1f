// A folder of a test's own, and plugins copied into it.
// SPDX-License-Identifier: MIT
#pragma once

#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

namespace zin::test {

/// Made with mode 0700, removed with all that is in it.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "zin-test-XXXXXX").string();
    BOOST_REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    path_ = std::filesystem::canonical(pattern);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

  /// A folder in it with that mode, whatever the umask says.
  std::filesystem::path folder(const std::filesystem::path& name, mode_t mode = 0755) const {
    std::filesystem::create_directories(path_ / name);
    chmod(name, mode);
    return path_ / name;
  }

  std::filesystem::path write(const std::filesystem::path& name, std::string_view text,
                              mode_t mode = 0644) const {
    std::ofstream{path_ / name, std::ios::binary | std::ios::trunc} << text;
    chmod(name, mode);
    return path_ / name;
  }

  /// A copy of `source` under a new inode.
  std::filesystem::path copy(const std::filesystem::path& source, const std::filesystem::path& name,
                             mode_t mode = 0755) const {
    std::filesystem::remove(path_ / name);
    std::filesystem::copy_file(source, path_ / name);
    chmod(name, mode);
    return path_ / name;
  }

  std::filesystem::path link(const std::filesystem::path& target,
                             const std::filesystem::path& name) const {
    std::filesystem::create_symlink(target, path_ / name);
    return path_ / name;
  }

  void chmod(const std::filesystem::path& name, mode_t mode) const {
    BOOST_REQUIRE_EQUAL(::chmod((path_ / name).c_str(), mode), 0);
  }

 private:
  std::filesystem::path path_;
};

/// Whether `text` has `part` in it, with both in the report if it has not.
inline boost::test_tools::predicate_result has(std::string_view text, std::string_view part) {
  boost::test_tools::predicate_result result{text.find(part) != std::string_view::npos};
  if (!result) result.message() << "no `" << part << "` in: " << text;
  return result;
}

}  // namespace zin::test
