// What a migration may be called.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace zin::migrate {

/// The longest name, in bytes: what a key takes on every database.
inline constexpr std::size_t longest_name = 191;

/// Throws Errc::invalid_argument, naming `origin`, unless the name has letters, digits, `_`, `-`
/// and
/// `.` alone, begins with one of the first three, and is not too long. [thread-safe]
void check_name(std::string_view name, std::string_view origin);

/// What the name says, without the time in front of it: create_users_table of
/// 2026_01_01_000000_create_users_table and of 20260101000000_create_users_table.
[[nodiscard]] std::string_view logical_name(std::string_view name) noexcept;

}  // namespace zin::migrate
