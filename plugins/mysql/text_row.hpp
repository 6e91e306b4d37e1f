// One row of the text protocol as cells.
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "client.hpp"
#include "columns.hpp"
#include "zin/abi/driver.h"

namespace zin::mysql {

/// For the few statements that a server cannot prepare. What is not a text stays the server's text
/// (ZIN_ENC_WIRE_TEXT).
class TextRow {
 public:
  /// `columns` must outlive it.
  explicit TextRow(const Columns& columns);
  /// Views the connector's memory, until the next row.
  [[nodiscard]] const zin_cell* read(MYSQL_ROW row, const unsigned long* lengths) noexcept;

 private:
  const Columns& columns_;
  std::vector<zin_cell> cells_;
};

}  // namespace zin::mysql
