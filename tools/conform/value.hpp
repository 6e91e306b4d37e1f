// A cell with memory of its own: what a test binds, and what it keeps of a row.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "zin/abi/driver.h"

namespace zin::conform {

struct Value {
  zin_type type = ZIN_T_NULL;
  std::uint8_t enc = ZIN_ENC_INLINE;
  std::uint16_t flags = 0;
  std::uint64_t bits = 0;       ///< ENC_INLINE: v.i, v.u or v.f as it is in memory.
  std::string bytes;            ///< What a view shows; not of an ARRAY.
  std::vector<Value> elements;  ///< Of an ARRAY.

  static Value null() { return {}; }
  static Value of(zin_type type, std::int64_t number);
  static Value of_double(zin_type type, double number);
  static Value of_view(zin_type type, std::string_view bytes);
  static Value integer(std::int64_t number) { return of(ZIN_T_I64, number); }
  static Value text(std::string_view text) { return of_view(ZIN_T_TEXT, text); }

  /// Reads the cell, and all that it views, now. Throws Failed if the cell breaks the rules of
  /// driver.h: an encoding that its type cannot have, a view of the wrong length or alignment.
  static Value copy(const zin_cell& cell);

  /// A cell that views this; not for an ARRAY.
  [[nodiscard]] zin_cell cell() const noexcept;
  [[nodiscard]] bool is_null() const noexcept { return type == ZIN_T_NULL; }
  /// The canonical form: WIRE_TEXT is parsed where its type has one. As it is, if that fails.
  [[nodiscard]] Value canonical() const;

  friend bool operator==(const Value&, const Value&) = default;
};

using Row = std::vector<Value>;

/// "I64 42", "TEXT 'abc'", for messages.
[[nodiscard]] std::string to_string(const Value& value);
[[nodiscard]] std::string_view type_name(zin_type type) noexcept;
/// Cells that view `row`, which must outlive them.
[[nodiscard]] std::vector<zin_cell> cells_of(const Row& row);

}  // namespace zin::conform
