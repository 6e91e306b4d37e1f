// The row that a statement stands on, as cells that view SQLite's own memory.
// SPDX-License-Identifier: MIT
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <vector>

#include "columns.hpp"
#include "zin/abi/driver.h"

namespace zin::sqlite {

/// Reads without copying; what it returns lives until the statement's next step or the next read.
class RowReader {
 public:
  /// Before the first row of an execution, and when the columns have changed. `mask` is
  /// zin_exec.column_mask.
  void plan(Columns& columns, std::uint64_t mask);

  /// Takes the current row of `stmt` into cells(); returns the memory behind them, in bytes.
  std::uint64_t read(sqlite3_stmt* stmt);
  [[nodiscard]] std::uint32_t size() const noexcept {
    return static_cast<std::uint32_t>(cells_.size());
  }
  [[nodiscard]] const zin_cell* cells() const noexcept { return cells_.data(); }

 private:
  Columns* columns_ = nullptr;
  std::vector<zin_cell> cells_;
  std::vector<int> wanted_;               // indices, when the mask leaves some out
  std::vector<DeclaredColumn> declared_;  // those of them with a rule of their own
  bool all_ = true;
};

}  // namespace zin::sqlite
