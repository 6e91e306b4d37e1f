// What the tests must say differently to each dialect.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "zin/abi/driver.h"

namespace zin::conform {

/// How a value of one type is stored, and as what it comes back.
struct ColumnQuirk {
  zin_type bound;        ///< The parameter's type.
  std::string_view sql;  ///< The column's type in CREATE TABLE.
  zin_type back;         ///< The type of the cell that is read; another one is a failure.
};

struct Quirks {
  std::string_view dialect;
  std::string_view integer;  ///< Column type of 64-bit integers.
  std::string_view text;     ///< Column type of texts.
  std::string_view order;    ///< Behind a SELECT from (id, v): rows by id.
  std::string_view update;   ///< "set v = ? where id = ?", "" if there is no UPDATE.
  bool text_holds_nul;       ///< A text may hold a 0 byte.
  std::span<const ColumnQuirk> columns;
  bool known;  ///< false: plain SQL is tried, and types may be missing

  /// The column for parameters of `type`; nullopt: the dialect has none.
  [[nodiscard]] std::optional<ColumnQuirk> column(zin_type type) const;
};

/// The dialect's, or those of plain SQL.
[[nodiscard]] const Quirks& quirks_of(std::string_view dialect);
/// `sql` with $1, $2 instead of ? where the driver wants them. Our texts hold no other question
/// marks.
[[nodiscard]] std::string with_placeholders(std::string_view sql, std::uint32_t param_style);

}  // namespace zin::conform
