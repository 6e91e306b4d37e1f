// Values as text and as JSON, in the forms that docs/cli.md promises.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "zin/base/value.hpp"
#include "zin/runtime/row.hpp"

namespace zin::cli {

/// The value of a cell. What the server sends as text and no type of ours can hold ('infinity',
/// '0000-00-00', malformed JSON) is that text.
[[nodiscard]] Value shown_value(const Row& row, std::size_t column);

/// Plain text: numbers exact, bytes in hexadecimal, times in ISO 8601, JSON compact, lists as JSON.
/// Requires: not NULL.
[[nodiscard]] std::string plain_text(const Value& value);

/// Whether a column of such values is aligned to the right.
[[nodiscard]] bool is_number(Type type) noexcept;

/// Appends a JSON string; bytes that are no UTF-8 become U+FFFD.
void append_json_string(std::string& out, std::string_view text);
/// Appends the value as JSON: integers that fit 64 bits with a sign as numbers, larger ones as
/// strings; decimals as numbers where a double keeps them, else as strings; doubles in their
/// shortest exact form, infinities and NaN as strings; JSON as it is; all else as plain_text().
void append_json(std::string& out, const Value& value);

}  // namespace zin::cli
