// Keys of KV: what the service takes, and how they stand in an address.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "zin/plugin/failure.hpp"

namespace zin::kv {

/// Bytes of UTF-8: developers.cloudflare.com/kv/platform/limits.
inline constexpr std::size_t max_key_bytes = 512;

/// The failure for what KV would not take, found before anything was sent; the host tells it as an
/// argument that is wrong. `text` holds no value and no key.
[[nodiscard]] plugin::Failure refusal(std::string text);

/// Throws refusal() for what the service does not take: an empty key, `.` and `..`, more than 512
/// bytes, bytes that are no UTF-8.
void check_key(std::string_view key);

/// A prefix may be empty, `.` or `..`; for the rest as check_key().
void check_prefix(std::string_view prefix);

/// Every byte but letters, digits, `-`, `_`, `~` and `.` as %XX: a slash is a part of the key.
[[nodiscard]] std::string percent_encoded(std::string_view text);

}  // namespace zin::kv
