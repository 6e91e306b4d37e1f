// Rows copied out of the connector: what a writing statement returns, since it must be known at
// once whether it has succeeded. SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "zin/abi/driver.h"

namespace zin::mysql {

class RowBuffer {
 public:
  void clear() noexcept {
    cells_.clear();
    blocks_.clear();
    bytes_ = 0;
  }
  /// Copies one row of `ncols` cells and all that they view.
  void append(const zin_cell* row, std::uint32_t ncols);

  [[nodiscard]] std::size_t size() const noexcept {
    return ncols_ == 0 ? 0 : cells_.size() / ncols_;
  }
  [[nodiscard]] const zin_cell* row(std::size_t index) const noexcept {
    return cells_.data() + index * ncols_;
  }
  /// All memory behind the cells.
  [[nodiscard]] std::uint64_t bytes() const noexcept { return bytes_; }

 private:
  std::vector<zin_cell> cells_;
  std::vector<std::unique_ptr<char[]>> blocks_;  // one for each row with views
  std::uint64_t bytes_ = 0;
  std::uint32_t ncols_ = 0;
};

}  // namespace zin::mysql
