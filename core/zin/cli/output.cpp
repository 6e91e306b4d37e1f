// Writing whole buffers, and what can go wrong with it.
// SPDX-License-Identifier: MIT
#include "zin/cli/output.hpp"

#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "zin/base/error.hpp"

namespace zin::cli {

void Output::write(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() >= capacity) flush();
}

void Output::flush() {
  // Taken out first: what could not be written is not tried again.
  const std::string full = std::exchange(buffer_, {});
  std::string_view left = full;
  while (!left.empty()) {
    const ssize_t written = ::write(descriptor_, left.data(), left.size());
    if (written >= 0) {
      left.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EPIPE) {
      throw OutputClosed{};
    } else if (errno != EINTR) {
      throw Error{Errc::resource_exhausted,
                  fmt::format("the output cannot be written: {}; see where standard output goes",
                              std::generic_category().message(errno))};
    }
  }
}

bool Output::is_terminal() const noexcept { return ::isatty(descriptor_) == 1; }

}  // namespace zin::cli
