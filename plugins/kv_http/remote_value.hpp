// Values as they lie behind a signed proxy, which keeps nothing but JSON.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zin::kv {

/// A value and its deadline as one JSON string: `"zin1;<ms since 1970 or 0>;t;<text>"`, or `;b;`
/// and base64. The proxy stores the JSON of what it is sent, so that bytes would not survive.
[[nodiscard]] std::string encoded_value(std::string_view value, std::int64_t deadline_ms);

struct RemoteValue {
  std::string bytes;
  std::int64_t deadline_ms = 0;  ///< 0 = none.
};

/// What the proxy has stored under a key, taken apart. JSON that somebody else put there is the
/// value itself. Nothing when it begins like one of ours and is damaged.
[[nodiscard]] std::optional<RemoteValue> decoded_value(std::string_view stored);

}  // namespace zin::kv
