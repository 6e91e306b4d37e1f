// Text across the ABI: zin_str and std::string_view turned into each other.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "zin/abi/driver.h"

namespace zin::plugin {

/// The same bytes as a zin_str; whoever owns them now goes on owning them.
[[nodiscard]] constexpr zin_str str(std::string_view text) noexcept {
  return {text.data(), text.size()};
}

/// The same bytes as a string_view; empty for {NULL, 0}. Lives as long as the zin_str says.
[[nodiscard]] constexpr std::string_view view(zin_str text) noexcept {
  return text.len == 0 ? std::string_view() : std::string_view(text.ptr, text.len);
}

/// The bytes of a cell that holds a view. Requires: enc is ZIN_ENC_VIEW or ZIN_ENC_WIRE_TEXT.
[[nodiscard]] inline std::string_view view(const zin_cell& cell) noexcept {
  return cell.len == 0 ? std::string_view()
                       : std::string_view(static_cast<const char*>(cell.v.ptr), cell.len);
}

}  // namespace zin::plugin
