// Reads a small file whole: .env files and secrets.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

namespace zin::config {

struct TextFile {
  std::string text{};
  /// Empty when it was read; else why not, as the end of a sentence: "does not exist".
  std::string problem{};
};

/// The bytes of the file, at most `limit` of them; a larger file is a problem, not cut. [blocks]
[[nodiscard]] TextFile read_text_file(const std::string& path, std::size_t limit);
[[nodiscard]] bool is_regular_file(const std::string& path);

}  // namespace zin::config
