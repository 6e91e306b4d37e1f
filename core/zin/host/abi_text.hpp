// Texts that a plugin hands over, made safe to keep and to print.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "zin/abi/driver.h"

namespace zin::host {

/// The bytes behind a view; empty when it points nowhere. Lives as long as what it views.
[[nodiscard]] inline std::string_view text_of(zin_str text) noexcept {
  return text.ptr == nullptr ? std::string_view{} : std::string_view{text.ptr, text.len};
}
/// The view of a text for a call into a plugin. Borrows `text`.
[[nodiscard]] inline zin_str abi_view(std::string_view text) noexcept {
  return {text.data(), text.size()};
}

/// `text` as valid UTF-8: each byte that is part of no character becomes U+FFFD. Nothing else
/// changes.
[[nodiscard]] std::string valid_utf8(std::string_view text);
/// `text` as valid UTF-8 in one line: control characters become spaces, so that a plugin or server
/// cannot forge a line of a log. Longer texts end in "...", cut between characters.
[[nodiscard]] std::string printable(std::string_view text, std::size_t max_bytes = 4096);
/// The words of a space-separated list, in order.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);

}  // namespace zin::host
