// What the server sends as cells.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "arena.hpp"
#include "types.hpp"
#include "wire_number.hpp"
#include "zin/abi/driver.h"
#include "zin/plugin/cell.hpp"

namespace zin::postgres {

/// The rest of decode(): forms that are not read in place.
[[nodiscard]] zin_cell decode_other(const TypeInfo& type, std::string_view wire, Arena& arena);

/// A value in its binary form as a cell that views `wire` or `arena`. Requires: type.binary().
/// Throws INTERNAL for bytes that the type does not have.
[[nodiscard]] inline zin_cell decode(const TypeInfo& type, std::string_view wire, Arena& arena) {
  // A wrong length would be read beyond its end.
  switch (type.form) {
    case Form::text:
    case Form::json:
    case Form::bytes:
      return plugin::view_cell(type.type, wire.data(), static_cast<std::uint32_t>(wire.size()),
                               ZIN_CELL_NUL_TERMINATED);
    case Form::int4:
      if (wire.size() == 4) [[likely]]
        return plugin::whole_cell(ZIN_T_I64, from_wire<std::int32_t>(wire.data()));
      break;
    case Form::int8:
      if (wire.size() == 8) [[likely]]
        return plugin::whole_cell(ZIN_T_I64, from_wire<std::int64_t>(wire.data()));
      break;
    case Form::boolean:
      if (wire.size() == 1) [[likely]]
        return plugin::whole_cell(ZIN_T_BOOL, wire.front() != 0 ? 1 : 0);
      break;
    case Form::float8:
      if (wire.size() == 8) [[likely]]
        return plugin::real_cell(ZIN_T_F64,
                                 std::bit_cast<double>(from_wire<std::int64_t>(wire.data())));
      break;
    default:
      break;
  }
  return decode_other(type, wire, arena);
}

/// A value in its text form, NUL behind it, as a cell that views `wire` or `arena`: WIRE_TEXT for
/// all but texts, intervals and arrays.
[[nodiscard]] zin_cell decode_text(const TypeInfo& type, std::string_view wire, Arena& arena);

}  // namespace zin::postgres
