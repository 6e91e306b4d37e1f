// Texts as values of JSON.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "zin/base/json.hpp"
#include "zin/host/abi_text.hpp"

namespace zin::cli {

/// The text, bytes that are no character replaced by U+FFFD; null for an empty one.
[[nodiscard]] inline Json text_or_null(std::string_view text) {
  return text.empty() ? Json{} : Json{host::valid_utf8(text)};
}

}  // namespace zin::cli
