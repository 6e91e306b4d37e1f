// What a server is to the application: the one that takes writes, or a copy of it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace zin {

enum class Role : std::uint8_t { primary, replica };

constexpr std::string_view to_string(Role role) noexcept {
  return role == Role::primary ? "primary" : "replica";
}

}  // namespace zin
