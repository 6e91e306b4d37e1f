// Texts as a terminal shows them.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace zin::cli {

/// Columns that valid UTF-8 takes on a terminal: wide characters two, combining ones none.
[[nodiscard]] std::size_t display_width(std::string_view text) noexcept;

/// One line of valid UTF-8 that a terminal only shows: control characters become `\n`, `\t`,
/// `\x1b`, bytes that are no character U+FFFD.
[[nodiscard]] std::string one_line(std::string_view text);

/// The same with a blank for each control character.
[[nodiscard]] std::string blanked(std::string_view text);

}  // namespace zin::cli
