// Rows copied out of SQLite: what a writing statement returns, since it runs to its end at once.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "zin/abi/driver.h"

namespace zin::sqlite {

/// Keeps its memory between executions, but for large values.
class RowBuffer {
 public:
  void clear() noexcept;
  /// Copies one row of `ncols` cells and all that they view.
  void append(const zin_cell* row, std::uint32_t ncols);

  [[nodiscard]] std::uint32_t ncols() const noexcept { return ncols_; }
  [[nodiscard]] std::size_t size() const noexcept {
    return ncols_ == 0 ? 0 : cells_.size() / ncols_;
  }
  [[nodiscard]] const zin_cell* row(std::size_t index) const noexcept {
    return cells_.data() + index * ncols_;
  }
  /// All memory behind the cells.
  [[nodiscard]] std::uint64_t bytes() const noexcept { return bytes_; }

 private:
  const void* keep(const void* bytes, std::size_t size);

  std::vector<zin_cell> cells_;
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* free_ = nullptr;  // in the last block
  std::size_t room_ = 0;
  std::uint64_t bytes_ = 0;
  std::uint32_t ncols_ = 0;
};

}  // namespace zin::sqlite
