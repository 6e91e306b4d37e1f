// One rule for each declared type. What does not fit stays text, number or bytes: never an error,
// never a loss. SPDX-License-Identifier: MIT
#include "declared_value.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "zin/plugin/cell.hpp"
#include "zin/plugin/civil.hpp"
#include "zin/plugin/decimal_text.hpp"
#include "zin/plugin/text_view.hpp"
#include "zin/plugin/uuid_text.hpp"

namespace zin::sqlite {
namespace {

using plugin::view_cell;
using plugin::whole_cell;

void spell(zin_cell& cell, zin_type type, char* scratch, const char* end, std::uint16_t flags) {
  cell = view_cell(type, scratch, static_cast<std::uint32_t>(end - scratch), flags);
}

void apply_decimal(zin_cell& cell, char* scratch) noexcept {
  if (cell.type == ZIN_T_TEXT) {
    if (plugin::is_decimal(plugin::view(cell))) cell.type = ZIN_T_DECIMAL;
  } else if (cell.type == ZIN_T_I64) {
    spell(cell, ZIN_T_DECIMAL, scratch, std::to_chars(scratch, scratch + 24, cell.v.i).ptr, 0);
  } else if (cell.type == ZIN_T_F64 && std::isfinite(cell.v.f)) {
    // A NUMERIC column keeps doubles: what it says is the shortest text that reads back as the same
    // one.
    const auto end = std::to_chars(scratch, scratch + 352, cell.v.f, std::chars_format::fixed).ptr;
    spell(cell, ZIN_T_DECIMAL, scratch, end, ZIN_CELL_INEXACT);
  }
}

void apply_json(zin_cell& cell, char* scratch) noexcept {
  if (cell.type == ZIN_T_TEXT) {
    cell.type = ZIN_T_JSON;
  } else if (cell.type == ZIN_T_I64) {  // a column declared JSON stores the text '5' as a number
    spell(cell, ZIN_T_JSON, scratch, std::to_chars(scratch, scratch + 32, cell.v.i).ptr, 0);
  } else if (cell.type == ZIN_T_F64 && std::isfinite(cell.v.f)) {
    // A whole number that SQLite had to keep as a double may have been another one.
    const bool rounded = std::fabs(cell.v.f) >= 0x1p53;
    spell(cell, ZIN_T_JSON, scratch, std::to_chars(scratch, scratch + 32, cell.v.f).ptr,
          rounded ? ZIN_CELL_INEXACT : 0);
  }
}

void apply_uuid(zin_cell& cell, char* scratch) noexcept {
  if (cell.type == ZIN_T_BYTES) {
    if (cell.len == plugin::uuid_bytes) cell.type = ZIN_T_UUID;
  } else if (cell.type == ZIN_T_TEXT && cell.len == plugin::uuid_chars) {
    std::uint8_t bytes[plugin::uuid_bytes];
    if (!plugin::parse_uuid(plugin::view(cell), bytes)) return;
    std::memcpy(scratch, bytes, sizeof(bytes));
    spell(cell, ZIN_T_UUID, scratch, scratch + sizeof(bytes), 0);
  }
}

void apply_timestamp(Declared as, zin_cell& cell) noexcept {
  if (const auto at = plugin::parse_timestamp(plugin::view(cell)))
    cell = whole_cell(
        at->zoned || as == Declared::timestamptz ? ZIN_T_TIMESTAMPTZ : ZIN_T_TIMESTAMP, at->us);
}

}  // namespace

void apply_declared(Declared as, zin_cell& cell, char* scratch) noexcept {
  switch (as) {
    case Declared::plain:
      return;
    case Declared::boolean:
      if (cell.type == ZIN_T_I64 && (cell.v.i == 0 || cell.v.i == 1)) cell.type = ZIN_T_BOOL;
      return;
    case Declared::date:
      if (cell.type != ZIN_T_TEXT) return;
      if (const auto days = plugin::parse_date(plugin::view(cell)))
        cell = whole_cell(ZIN_T_DATE, *days);
      return;
    case Declared::time:
      if (cell.type != ZIN_T_TEXT) return;
      if (const auto us = plugin::parse_time(plugin::view(cell)))
        cell = whole_cell(ZIN_T_TIME, *us);
      return;
    case Declared::timestamp:
    case Declared::timestamptz:
      if (cell.type == ZIN_T_TEXT) apply_timestamp(as, cell);
      return;
    case Declared::decimal:
      return apply_decimal(cell, scratch);
    case Declared::json:
      return apply_json(cell, scratch);
    case Declared::uuid:
      return apply_uuid(cell, scratch);
  }
}

}  // namespace zin::sqlite
