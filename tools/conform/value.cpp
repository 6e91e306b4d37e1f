// Cells to values and back.
// SPDX-License-Identifier: MIT
#include "value.hpp"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <cstring>

#include "check.hpp"
#include "text.hpp"
#include "wire_text.hpp"

namespace zin::conform {
namespace {

constexpr std::array<std::string_view, 17> type_names{
    "NULL",  "BOOL", "I64",  "U64",  "F32",       "F64",         "DECIMAL",  "TEXT", "JSON",
    "BYTES", "UUID", "DATE", "TIME", "TIMESTAMP", "TIMESTAMPTZ", "INTERVAL", "ARRAY"};

bool is_view(zin_type type) {
  return (type >= ZIN_T_DECIMAL && type <= ZIN_T_UUID) || type == ZIN_T_INTERVAL ||
         type == ZIN_T_ARRAY;
}

void check_form(const zin_cell& cell) {
  const std::string name{type_name(cell.type)};
  require(cell.type <= ZIN_T_ARRAY || cell.type == ZIN_T_NATIVE, "a cell has the unknown type {}",
          cell.type);
  require(cell.enc <= ZIN_ENC_WIRE_TEXT, "a cell of type {} has the unknown encoding {}", name,
          cell.enc);
  if (cell.enc == ZIN_ENC_INLINE) {
    require(!is_view(cell.type) && cell.type != ZIN_T_NATIVE,
            "a cell of type {} is INLINE, but this type is a view", name);
    require(cell.len == 0, "an INLINE cell of type {} has len {}, not 0", name, cell.len);
  } else {
    require(cell.type != ZIN_T_NULL, "NULL is not INLINE: its encoding is {}", cell.enc);
    require(cell.enc == ZIN_ENC_WIRE_TEXT || is_view(cell.type) || cell.type == ZIN_T_NATIVE,
            "a cell of type {} is a VIEW, but this type is INLINE", name);
    require(cell.enc != ZIN_ENC_WIRE_TEXT || cell.type != ZIN_T_TEXT,
            "TEXT is WIRE_TEXT: that is for types other than TEXT");
    require(cell.len == 0 || cell.v.ptr != nullptr, "a cell of type {} has len {} and ptr NULL",
            name, cell.len);
  }
  require(cell.type != ZIN_T_BOOL || cell.enc != ZIN_ENC_INLINE || cell.v.i == 0 || cell.v.i == 1,
          "a BOOL is {}, neither 0 nor 1", cell.v.i);
  if (cell.enc != ZIN_ENC_VIEW) return;
  require(cell.type != ZIN_T_UUID || cell.len == 16, "a UUID has {} bytes", cell.len);
  require(cell.type != ZIN_T_INTERVAL || cell.len == 16, "an INTERVAL has {} bytes", cell.len);
  const bool aligned = reinterpret_cast<std::uintptr_t>(cell.v.ptr) % 8 == 0;
  require(aligned || (cell.type != ZIN_T_INTERVAL && cell.type != ZIN_T_ARRAY),
          "the view of an {} is not 8-aligned", name);
}

}  // namespace

Value Value::of(zin_type type, std::int64_t number) {
  Value value;
  value.type = type;
  value.bits = static_cast<std::uint64_t>(number);
  return value;
}

Value Value::of_double(zin_type type, double number) {
  Value value;
  value.type = type;
  value.bits = std::bit_cast<std::uint64_t>(number);
  return value;
}

Value Value::of_view(zin_type type, std::string_view bytes) {
  Value value;
  value.type = type;
  value.enc = ZIN_ENC_VIEW;
  value.bytes = bytes;
  return value;
}

Value Value::copy(const zin_cell& cell) {
  check_form(cell);
  Value value;
  value.type = cell.type;
  value.enc = cell.enc;
  value.flags = cell.flags;
  if (cell.type == ZIN_T_NULL) return value;
  if (cell.enc == ZIN_ENC_INLINE) {
    value.bits = cell.v.u;
  } else if (cell.type == ZIN_T_ARRAY && cell.enc == ZIN_ENC_VIEW) {
    const auto* elements = static_cast<const zin_cell*>(cell.v.ptr);
    for (std::uint32_t i = 0; i < cell.len; ++i) value.elements.push_back(copy(elements[i]));
  } else {
    value.bytes.assign(static_cast<const char*>(cell.v.ptr), cell.len);
    if (cell.flags & ZIN_CELL_NUL_TERMINATED) {
      require(static_cast<const char*>(cell.v.ptr)[cell.len] == '\0',
              "a cell says NUL_TERMINATED, but no 0 byte follows");
    }
    const bool is_text =
        cell.type == ZIN_T_TEXT || cell.type == ZIN_T_JSON || cell.type == ZIN_T_DECIMAL;
    require(!is_text || is_utf8(value.bytes), "a cell of type {} is not UTF-8",
            type_name(cell.type));
  }
  return value;
}

zin_cell Value::cell() const noexcept {
  zin_cell cell{};
  cell.type = type;
  cell.enc = enc;
  cell.flags = 0;
  if (enc == ZIN_ENC_INLINE) {
    cell.v.u = bits;
  } else {
    cell.v.ptr = bytes.data();
    cell.len = static_cast<std::uint32_t>(bytes.size());
  }
  return cell;
}

Value Value::canonical() const {
  Value plain = *this;
  plain.flags = 0;
  return enc == ZIN_ENC_WIRE_TEXT ? parse_wire_text(plain) : plain;
}

std::string_view type_name(zin_type type) noexcept {
  if (type < type_names.size()) return type_names[type];
  return type == ZIN_T_NATIVE ? "NATIVE" : type == ZIN_T_DEFAULT ? "DEFAULT" : "?";
}

std::string to_string(const Value& value) {
  const std::string name{type_name(value.type)};
  if (value.is_null()) return name;
  if (value.enc == ZIN_ENC_INLINE) {
    const auto number = static_cast<std::int64_t>(value.bits);
    if (value.type == ZIN_T_F32 || value.type == ZIN_T_F64) {
      return fmt::format("{} {}", name, std::bit_cast<double>(value.bits));
    }
    if (value.type == ZIN_T_U64) return fmt::format("{} {}", name, value.bits);
    return fmt::format("{} {}", name, number);
  }
  if (value.type == ZIN_T_ARRAY) return fmt::format("ARRAY of {}", value.elements.size());
  const char* form = value.enc == ZIN_ENC_WIRE_TEXT ? " as WIRE_TEXT" : "";
  std::string shown;
  for (const char c : value.bytes.substr(0, 40)) {
    const bool printable = c >= ' ' && c <= '~' && c != '\\';
    shown +=
        printable ? std::string(1, c) : fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
  }
  return fmt::format("{}{} '{}'{} ({} bytes)", name, form, shown,
                     value.bytes.size() > 40 ? "..." : "", value.bytes.size());
}

std::vector<zin_cell> cells_of(const Row& row) {
  std::vector<zin_cell> cells;
  cells.reserve(row.size());
  for (const Value& value : row) cells.push_back(value.cell());
  return cells;
}

}  // namespace zin::conform
