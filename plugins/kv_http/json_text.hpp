// What goes into JSON bodies: strings, and bytes as base64.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace zin::kv {

/// Appends `text` as a JSON string with its quotes. Requires: it is UTF-8.
void append_string(std::string& out, std::string_view text);

/// How many bytes append_string() adds.
[[nodiscard]] std::size_t string_bytes(std::string_view text) noexcept;

/// RFC 4648, with padding.
[[nodiscard]] std::string base64(std::string_view bytes);
/// Nothing when `text` is no base64 with its padding.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

/// Whether `bytes` stand in JSON best as text: they are UTF-8, and not longer than their base64.
[[nodiscard]] bool is_best_as_text(std::string_view bytes) noexcept;

[[nodiscard]] bool is_utf8(std::string_view bytes) noexcept;

}  // namespace zin::kv
