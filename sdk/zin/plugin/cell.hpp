// Making cells: one function for each form that a value takes in a row.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "zin/abi/driver.h"

namespace zin::plugin {

[[nodiscard]] inline zin_cell null_cell(std::uint16_t flags = 0) noexcept {
  zin_cell cell{};
  cell.flags = flags;
  return cell;
}

/// BOOL, I64, DATE, TIME, TIMESTAMP, TIMESTAMPTZ.
[[nodiscard]] inline zin_cell whole_cell(zin_type type, std::int64_t value) noexcept {
  zin_cell cell{};
  cell.v.i = value;
  cell.type = type;
  return cell;
}

/// F32 (widened) and F64.
[[nodiscard]] inline zin_cell real_cell(zin_type type, double value) noexcept {
  zin_cell cell{};
  cell.v.f = value;
  cell.type = type;
  return cell;
}

/// TEXT, BYTES, JSON, DECIMAL, UUID: the bytes stay where they are. Requires: len is below 4 GiB.
[[nodiscard]] inline zin_cell view_cell(zin_type type, const void* bytes, std::uint32_t len,
                                        std::uint16_t flags = 0) noexcept {
  zin_cell cell;
  cell.v.ptr = bytes;
  cell.len = len;
  cell.type = type;
  cell.enc = ZIN_ENC_VIEW;
  cell.flags = flags;
  return cell;
}

}  // namespace zin::plugin
