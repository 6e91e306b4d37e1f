// Plain POSIX reads, so that the reason of a failure is known.
// SPDX-License-Identifier: MIT
#include "zin/config/text_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace zin::config {

namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int fd() const { return fd_; }

 private:
  int fd_;
};

std::string reason(int error) {
  if (error == ENOENT || error == ENOTDIR) return "does not exist";
  if (error == EACCES) return "may not be read by this user";
  return fmt::format("cannot be read ({})", std::generic_category().message(error));
}

}  // namespace

bool is_regular_file(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

TextFile read_text_file(const std::string& path, std::size_t limit) {
  const Descriptor file{open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY)};
  if (file.fd() < 0) return {.problem = reason(errno)};
  struct stat status {};
  if (fstat(file.fd(), &status) == 0 && S_ISDIR(status.st_mode)) return {.problem = "is a folder"};

  TextFile result;
  std::array<char, 4096> buffer{};
  for (;;) {
    const auto bytes = read(file.fd(), buffer.data(), buffer.size());
    if (bytes < 0 && errno == EINTR) continue;
    if (bytes < 0) return {.problem = reason(errno)};
    if (bytes == 0) return result;
    result.text.append(buffer.data(), static_cast<std::size_t>(bytes));
    if (result.text.size() > limit) {
      return {.problem = fmt::format("is larger than {} bytes", limit)};
    }
  }
}

}  // namespace zin::config
