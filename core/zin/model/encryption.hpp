// Attributes that are stored encrypted.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "zin/base/export.hpp"

namespace zin {

/// The key of `encrypted` casts from now on: 32 bytes, or "base64:" and these as base64, as APP_KEY
/// has it. Values that an earlier key encrypted are not read any more. Unless it is called, APP_KEY
/// of the process's settings is the key. Throws Errc::invalid_config for another length.
/// [thread-safe]
ZIN_API void set_encryption_key(std::string_view key);

namespace model {

/// Who knows APP_KEY where the environment has none: asked once, when a key is first needed.
void set_key_source(std::string (*give)()) noexcept;

/// AES-256-GCM with a nonce of its own each time: "zin1:" and base64. Throws Errc::invalid_config
/// when there is no key. [thread-safe]
[[nodiscard]] std::string encrypted(std::string_view text);
/// Throws Errc::data_error for what was changed, or encrypted by another key. [thread-safe]
[[nodiscard]] std::string decrypted(std::string_view text);

}  // namespace model
}  // namespace zin
