// The memory of a result: rows of cells and the texts that they view.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "zin/base/cell.hpp"
#include "zin/base/export.hpp"
#include "zin/runtime/column.hpp"

namespace zin::detail {

/// Owns copied rows. Filled by one thread, then immutable and shared by Rows and Row.
///
/// A block holds cells from its front and their texts from its back, so that a row lies together;
/// the first block is part of the object: a result of one row costs one allocation.
class ZIN_API ResultSet {
 public:
  /// An empty one; the memory and the columns of one that this thread released lately are used
  /// again where they fit.
  [[nodiscard]] static Ref<ResultSet> make(const Ref<const ColumnSet>& columns);
  ResultSet(const ResultSet&) = delete;
  ResultSet& operator=(const ResultSet&) = delete;

  [[nodiscard]] const ColumnSet& columns() const noexcept { return *columns_; }
  [[nodiscard]] const Ref<const ColumnSet>& shared_columns() const noexcept { return columns_; }
  [[nodiscard]] std::uint32_t width() const noexcept { return width_; }
  [[nodiscard]] std::uint64_t size() const noexcept { return rows_; }
  struct Stretch {
    const Cell* cells;
    std::uint64_t rows;
  };
  /// The rows from `row` on that lie one behind the other. Requires: row < size().
  [[nodiscard]] Stretch stretch(std::uint64_t row) const noexcept;
  /// The cells of one row. Requires: row < size().
  [[nodiscard]] const Cell* row(std::uint64_t row) const noexcept { return stretch(row).cells; }

  /// Copies `count` rows of width() cells, and what they view.
  void append(const Cell* cells, std::uint32_t count);

  void retain() const noexcept { references_.fetch_add(1, std::memory_order_relaxed); }
  void release() const noexcept {
    // The only holder need not tell others: two atomic operations less for most results.
    if (references_.load(std::memory_order_acquire) == 1 ||
        references_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
      const_cast<ResultSet*>(this)->dispose();
    }
  }

 private:
  struct Kept;
  static constexpr std::size_t inline_bytes = 720;

  struct Block {
    std::byte* begin;
    std::size_t capacity;
    std::uint64_t first_row;
  };
  // Only results that outgrow the object have these.
  struct Overflow {
    std::vector<Block> blocks;
    std::vector<std::unique_ptr<std::byte[]>> large;
    ~Overflow();
  };

  explicit ResultSet(Ref<const ColumnSet> columns) noexcept;
  ~ResultSet() = default;
  void dispose() noexcept;
  void append_row(const Cell* source);
  [[nodiscard]] const void* keep(const void* data, std::size_t size, std::size_t alignment);
  void keep_view(Cell& cell);
  void keep_array(Cell& cell);
  void add_block(std::size_t least, std::uint64_t first_row);
  [[nodiscard]] Overflow& overflow();

  mutable std::atomic<std::uint32_t> references_{1};
  std::uint32_t width_;
  std::uint64_t rows_ = 0;
  Ref<const ColumnSet> columns_;
  std::byte* front_;  // free space of the last block
  std::byte* back_;
  std::unique_ptr<Overflow> overflow_;
  alignas(Cell) std::array<std::byte, inline_bytes> inline_;
};

}  // namespace zin::detail
