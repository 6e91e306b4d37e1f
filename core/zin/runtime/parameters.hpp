// Values as the driver takes them: an array of cells.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <new>
#include <span>

#include "zin/abi/driver.h"
#include "zin/base/value.hpp"

namespace zin::runtime {

/// Cells that view the values given to add(), which must outlive them. A few lie in place.
/// [one thread at a time]
class Parameters {
 public:
  explicit Parameters(std::size_t capacity) {
    if (capacity * sizeof(detail::Cell) > in_place_.size()) {
      allocated_ = std::make_unique_for_overwrite<detail::Cell[]>(capacity);
      cells_ = allocated_.get();
    }
  }
  explicit Parameters(std::span<const Value> values) : Parameters(values.size()) { add(values); }
  Parameters(const Parameters&) = delete;
  Parameters& operator=(const Parameters&) = delete;

  /// Requires: the capacity is not exceeded.
  void add(std::span<const Value> values) {
    for (const Value& value : values) ::new (cells_ + size_++) detail::Cell(value.cell(items_));
  }
  void clear() noexcept {
    size_ = 0;
    items_.clear();
  }
  [[nodiscard]] std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(size_); }
  [[nodiscard]] const zin_cell* cells() const noexcept {
    return reinterpret_cast<const zin_cell*>(cells_);
  }

 private:
  // Bytes, not cells: filling them with NULLs first would cost as much as the rest.
  alignas(detail::Cell) std::array<std::byte, 8 * sizeof(detail::Cell)> in_place_;
  std::unique_ptr<detail::Cell[]> allocated_;
  detail::Cell* cells_ = reinterpret_cast<detail::Cell*>(in_place_.data());
  std::size_t size_ = 0;
  detail::CellStore items_;
};

}  // namespace zin::runtime
