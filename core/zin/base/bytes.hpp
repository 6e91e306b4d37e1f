// Binary values.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstring>
#include <string_view>
#include <vector>

namespace zin {

/// A binary value that owns its memory.
using Bytes = std::vector<std::byte>;

/// The bytes of a text, as they are.
[[nodiscard]] inline Bytes to_bytes(std::string_view text) {
  Bytes bytes(text.size());
  if (!text.empty()) std::memcpy(bytes.data(), text.data(), text.size());
  return bytes;
}

/// The bytes as text; a view of `bytes`.
[[nodiscard]] inline std::string_view as_text(const Bytes& bytes) noexcept {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace zin
