// What a command writes to standard output.
// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>

#include <iterator>
#include <string>
#include <string_view>
#include <utility>

namespace zin::cli {

/// Thrown when nobody reads the output any more: `zin sql ... | head`.
struct OutputClosed {};

/// Buffers what goes to a file descriptor, in flat memory. Writing throws OutputClosed, or
/// Errc::resource_exhausted when it cannot be written (a full disk). [one thread at a time]
class Output {
 public:
  /// The descriptor must outlive the object.
  explicit Output(int descriptor) noexcept : descriptor_(descriptor) {}
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  void write(std::string_view text);
  template <class... Parts>
  void print(fmt::format_string<Parts...> format, Parts&&... parts) {
    fmt::format_to(std::back_inserter(buffer_), format, std::forward<Parts>(parts)...);
    if (buffer_.size() >= capacity) flush();
  }
  void flush();

  [[nodiscard]] bool is_terminal() const noexcept;

 private:
  static constexpr std::size_t capacity = std::size_t{64} * 1024;
  int descriptor_;
  std::string buffer_;
};

}  // namespace zin::cli
