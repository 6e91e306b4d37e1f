// Views of the ABI as views of C++, and back.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "zin/abi/driver.h"

namespace zin::conform {

inline std::string_view view(zin_str text) {
  return text.len == 0 ? std::string_view{} : std::string_view{text.ptr, text.len};
}
inline zin_str str(std::string_view text) { return {text.data(), text.size()}; }

[[nodiscard]] bool is_utf8(std::string_view text) noexcept;
/// [a-z0-9-]{1,32}
[[nodiscard]] bool is_plugin_name(std::string_view name) noexcept;
/// Words of [A-Za-z0-9_.-] with one space between them, or nothing.
[[nodiscard]] bool is_word_list(std::string_view words) noexcept;

}  // namespace zin::conform
