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

  /// The current row of `stmt`; adds the memory behind its cells to `bytes`.
  const zin_cell* read(sqlite3_stmt* stmt, std::uint64_t& bytes);

 private:
  Columns* columns_ = nullptr;
  std::vector<zin_cell> cells_;
  std::vector<int> wanted_;               // indices, when the mask leaves some out
  std::vector<DeclaredColumn> declared_;  // those of them with a rule of their own
  bool all_ = true;
};

}  // namespace zin::sqlite
