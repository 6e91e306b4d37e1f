// A server's text of a value, to its canonical form.
// SPDX-License-Identifier: MIT
#pragma once

namespace zin::conform {

struct Value;

/// Parses numbers, booleans, dates, times, UUIDs and \x.. bytes. What it cannot parse stays as it
/// is.
[[nodiscard]] Value parse_wire_text(const Value& value);

}  // namespace zin::conform
