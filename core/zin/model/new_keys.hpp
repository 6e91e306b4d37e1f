// Keys that a model makes for its records.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

#include "zin/base/uuid.hpp"

namespace zin::model {

/// Of version 7 (RFC 9562): milliseconds in front, then random bits. [thread-safe]
[[nodiscard]] Uuid new_uuid(std::chrono::system_clock::time_point now);
/// 26 characters of Crockford's base 32: milliseconds in front, then 80 random bits (ULID
/// specification). [thread-safe]
[[nodiscard]] std::string new_ulid(std::chrono::system_clock::time_point now);

}  // namespace zin::model
