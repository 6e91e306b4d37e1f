// Binds the host's cells to a statement.
// SPDX-License-Identifier: MIT
#pragma once

#include <sqlite3.h>

#include <array>
#include <cstdint>
#include <vector>

#include "zin/abi/driver.h"
#include "zin/plugin/civil.hpp"

namespace zin::sqlite {

/// Checks several rows of parameters before the first is bound: each by itself, and that a column
/// keeps its type. Throws DATA, MISUSE or UNSUPPORTED with the row's index.
void check_rows(const zin_cell* params, std::uint32_t nparams, std::uint32_t nrows);

/// The parameters of one statement.
class Parameters {
 public:
  /// Binds one row. Texts and bytes are borrowed until the statement is reset, or copied when
  /// `copy`. SQLITE_OK, or what a bind answered. Throws DATA or UNSUPPORTED for what SQLite cannot
  /// store, or would store as something else.
  [[nodiscard]] int bind(sqlite3_stmt* stmt, const zin_cell* row, std::uint32_t nparams, bool copy);

 private:
  using Text = std::array<char, plugin::civil_text_size>;

  int bind_cell(sqlite3_stmt* stmt, int index, const zin_cell& cell, bool copy);
  int bind_wire_text(sqlite3_stmt* stmt, int index, const zin_cell& cell, bool copy);

  std::vector<Text> texts_;  // of dates, times and uuids, one for each parameter once there is one
};

}  // namespace zin::sqlite
